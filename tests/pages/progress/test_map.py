"""The map without colours: each class has a letter that stands in its units; states that are no figure are classes."""

from datetime import date

import pytest

from data import attainment, snapshots, vocabulary
from pages.charts import style
from pages.charts.style import DARK, LIGHT, PALETTES
from pages.kit import texts
from pages.kit.texts import text
from pages.kit.view import ALL, Choice, DayChoice, Download, Link, Metrics, Sentence, flat
from pages.progress import units as rows
from pages.progress.map import classes, figure, picture, place, view

PROVINCE = vocabulary.unit(vocabulary.PROVINCE)
DAY = date(2021, 10, 10)


@pytest.fixture
def communes(published):
    units = attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "commune", "both")
    with texts.spoken("vi"):
        return classes.valued(rows.described(units), "pace")


@pytest.mark.parametrize("colour", classes.COLOURS)
def test_classes_can_be_told_apart_by_their_letter(communes, colour, vietnamese):
    bands = classes.bands(communes, colour, LIGHT)
    letters = [band.letter for band in bands]
    assert len(set(letters)) == len(letters) > 1
    assert all(band.name.startswith(f"{band.letter} · ") for band in bands)


@pytest.mark.parametrize("colour", classes.COLOURS)
def test_every_commune_is_in_one_class(communes, colour, vietnamese):
    found = [code for band in classes.bands(communes, colour, LIGHT) for code in band.codes]
    assert sorted(found) == sorted(communes["unit_code"])


@pytest.mark.parametrize("indicator", ["both", "lead"])
def test_colours_part_at_the_target(published, indicator, vietnamese):
    """Whatever the indicator's target: 50% or 10% of the households."""
    units = rows.described(attainment.ranking(published, snapshots.EVERYTHING, published.as_of, "commune", indicator))
    target = units["target_share"].max()
    coverage = units.set_index("unit_code")["coverage"]
    for band in classes.bands(units, "coverage", LIGHT):
        if band.letter.isdigit():
            reached = {bool(coverage[code] >= target) for code in band.codes}
            assert reached == {band.colour in LIGHT.above}


def test_what_the_viewer_may_not_see_is_a_class_of_its_own(published, vietnamese):
    scope = snapshots.Scope(frozenset({"189"}))
    units = classes.valued(
        rows.described(attainment.ranking(published, scope, published.as_of, "district", "both")), "pace"
    )
    outside = classes.withheld(snapshots.outside(scope, "district"), PROVINCE, "all")
    bands = {band.letter: band for band in classes.bands(units, "pace", LIGHT, outside)}
    assert len(bands["×"].codes) == 10 and "189" not in bands["×"].codes
    drawn = figure.of_2021(units, PROVINCE, "district", list(bands.values()), LIGHT)
    told = [words for trace in drawn["data"] if trace["type"] == "choropleth" for words in trace.get("text", [])]
    assert sum("Ngoài phạm vi" in words for words in told) == 10
    assert not snapshots.outside(snapshots.EVERYTHING, "district")


def test_an_estimate_is_marked_beside_the_letter_and_in_the_legend(communes, vietnamese):
    units = communes.assign(households_is_estimate=communes["unit_code"].isin(["06619", "06613"]))
    bands = classes.bands(units, "pace", LIGHT)
    marked = classes.lettered(units, bands).set_index("unit_code")["letter"]
    assert marked["06619"].endswith(" ≈") and (marked.str.endswith("≈")).sum() == 2
    drawn = figure.of_2021(units, PROVINCE, "commune", bands, LIGHT)
    assert "≈ · Số hộ là ước tính (2)" in [trace.get("name") for trace in drawn["data"]]
    assert picture.of_2021(units, PROVINCE, "commune", bands, "", "", LIGHT).marks == ("≈ · Số hộ là ước tính (2)",)


def told(drawn: dict) -> list[list[str]]:
    """The lines of each name on a map."""
    return [lines for frame in drawn["layout"]["meta"]["names"] for _, _, lines in frame["points"]]


def test_communes_carry_their_letter_save_where_a_name_of_a_district_lies(communes, vietnamese):
    bands = classes.bands(communes, "pace", LIGHT)
    drawn = figure.of_2021(communes, PROVINCE, "commune", bands, LIGHT)
    written = ["<br>".join(lines) for lines in told(drawn)]
    letters = [word for word in written if word.split()[0] in {band.letter for band in bands}]
    assert len(written) - len(letters) == 10  # the districts without the city
    assert len(communes) * 0.85 <= len(letters) <= len(communes)


def test_the_map_writes_the_value_that_its_colour_stands_for(communes, vietnamese):
    units = classes.valued(place.within(communes, vocabulary.unit("189"), "all"), "change")
    bands = classes.bands(units, "change", LIGHT)
    named = figure.labels("commune", units, bands).set_index("code")["text"]
    gained = units.set_index("unit_code")["coverage_gained"]
    assert f"<br>{gained['06619'] * 100:.1f} điểm % · ".replace(".", ",") in named["06619"]
    assert all("điểm %" in band.name for band in bands if band.letter.isdigit())


def test_a_commune_stands_out_in_its_district(communes, vietnamese):
    bac_xa = vocabulary.unit("06619")
    units = place.within(communes, bac_xa, "all")
    assert len(units) == 12
    drawn = figure.of_2021(units, bac_xa, "commune", classes.bands(units, "pace", LIGHT), LIGHT)
    thick = [
        trace for trace in drawn["data"] if trace["type"] == "choropleth" and trace["marker"]["line"]["width"] == 5
    ]
    assert [trace["locations"] for trace in thick] == [["06619"]]


def test_paper_says_what_the_screen_says(communes, vietnamese):
    bands = classes.bands(communes, "attainment", DARK)
    paper = picture.of_2021(communes, PROVINCE, "commune", bands, "", "", DARK)
    assert [known.name for known in paper.classes] == [band.name for band in bands]
    screen = figure.of_2021(communes, PROVINCE, "commune", bands, DARK)
    assert sorted(label.words for label in paper.labels) == sorted("<br>".join(lines) for lines in told(screen))


def test_each_scale_has_a_shade_and_a_hatch_a_class():
    for palette in PALETTES.values():
        assert len(palette.below) == style.TARGET_BREAKS.index(1) + 1
        assert len(palette.below) + len(palette.above) == len(style.TARGET_BREAKS) + 1 == len(style.TARGET_HATCHES)
        assert len(palette.gain) == len(style.CHANGE_BREAKS) + 1 == len(style.CHANGE_HATCHES)


def test_a_colour_of_the_dark_theme_stands_for_one_thing():
    """Else paper could not tell which."""
    pairs = set(zip(style._roles(DARK), style._roles(LIGHT), strict=True))
    assert len({dark for dark, _ in pairs}) == len(pairs)


def legend(chart: dict) -> dict[str, set[str]]:
    """The units of each class by the letter that its name begins with."""
    filled = [trace for trace in chart["data"] if trace["type"] == "choropleth" and trace.get("legendgroup")]
    found: dict[str, set[str]] = {}
    for trace in filled:
        found.setdefault(trace["name"].split(" · ")[0], set()).update(trace["locations"])
    return found


def test_each_class_of_pace_holds_the_units_of_its_status(published, seen, language):
    """Also with its own words and colour: a legend that is mixed up would send help to the wrong place."""
    units = attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both").set_index(
        "unit_code"
    )
    drawn = seen(view.atlas).part("map").draw(LIGHT)
    shown = legend(drawn)
    for status in ("reached", "ahead", "slow", "behind", "no_data"):
        codes = set(units.index[(units["status"] == status)])
        assert shown.get(text(f"letter.{status}"), set()) == codes, status
        for trace in drawn["data"]:
            if codes and trace.get("name", "").startswith(f"{text(f'letter.{status}')} · "):
                assert text(f"status.{status}") in trace["name"] and f"({len(codes)})" in trace["name"]
                assert trace["colorscale"][0][1] == LIGHT.status[status]


@pytest.mark.parametrize("phase", [1, 2])
def test_a_phase_shows_its_own_districts(seen, language, phase):
    shown = seen(view.atlas, phase=str(phase))
    own = {unit.code for unit in vocabulary.units().values() if unit.level == "district" and unit.phase == phase}
    assert set(shown.part("units").rows["unit_code"]) == own
    assert set.union(*legend(shown.part("map").draw(LIGHT)).values()) == own


def test_the_table_has_the_figures_of_the_day_and_each_leads_to_its_source(published, seen, language):
    shown = seen(view.atlas, day="2021-09-10", indicator="lead")
    table = shown.part("units")
    stored = attainment.units(published, snapshots.EVERYTHING, shown.figure.day, "district", "lead").set_index(
        "unit_code"
    )
    assert f"{shown.figure.day}" == "2021-09-10" and len(table.rows) == 11
    for row in table.rows.to_dict("records"):
        own = stored.loc[row["unit_code"]]
        assert row["coverage"] == pytest.approx(own["coverage"] if own["has_data"] else float("nan"), nan_ok=True)
        led = table.figure(row, "coverage")
        assert (led.unit, led.subject, led.measure, led.day) == (row["unit_code"], "lead", "coverage", shown.figure.day)


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ({}, ["unit", "indicator", "colour", "phase", "level", "boundaries", "view", "day"]),
        ({"unit": "187"}, ["unit", "indicator", "colour", "day"]),
        ({"unit": "06619"}, ["unit", "indicator", "colour", "day"]),
        ({"boundaries": "2025"}, ["unit", "indicator", "colour", "boundaries", "day"]),
        ({"boundaries": "2025", "unit": "187"}, ["unit", "indicator", "colour", "day"]),
        ({"unit": "2025-05977"}, ["unit", "indicator", "colour", "boundaries", "day"]),
        ({"view": "many"}, ["unit", "indicator", "colour", "phase", "level", "boundaries", "view"]),
    ],
)
def test_only_choices_that_change_something_are_offered(seen, language, address, keys):
    assert [choice.key for choice in seen(view.atlas, **address).chosen()] == keys


def test_the_days_are_a_line_that_can_be_played(published, seen, language):
    (day,) = [part for part in seen(view.atlas, day="2021-09-10").parts if isinstance(part, DayChoice)]
    assert (day.shape, day.first, day.last) == ("line", vocabulary.first_day(), published.as_of)
    assert f"{day.chosen}" == "2021-09-10"


def test_a_click_goes_down_and_the_trail_up_with_the_other_choices_kept(seen, language):
    whole, one = seen(view.atlas, colour="change"), seen(view.atlas, unit="06619", colour="change")
    assert whole.part("map").selects == "unit" and not whole.trail
    assert [(link.page, dict(link.address)) for link in one.trail] == [
        ("map", {"colour": "change"}), ("map", {"colour": "change", "unit": "189"}),
    ]  # fmt: skip
    (here,) = [part for part in one.chosen() if part.key == "unit"]
    assert isinstance(here, Choice) and here.chosen == "06619" and "Bắc Xa" in here.words and here.shape == "unit"
    assert text("map.help.province") in [part.words for part in whole.parts if isinstance(part, Sentence)]


def test_a_commune_is_told_beside_its_district(published, seen, language):
    own = (
        attainment.units(published, snapshots.EVERYTHING, published.as_of, "commune", "both")
        .set_index("unit_code")
        .loc["06619"]
    )
    shown = seen(view.atlas, unit="06619")
    (figures,) = [part for part in flat(shown.parts) if isinstance(part, Metrics)]
    assert [metric.value for metric in figures.metrics] == [own["coverage"], own["achieved"], own["gap"]]
    assert {metric.figure.unit for metric in figures.metrics} == {"06619"}
    links = [part for part in flat(shown.parts) if isinstance(part, Link)]
    assert [(link.page, dict(link.address)["unit"]) for link in links] == [("unit", "06619")]
    assert set(shown.part("units").rows["parent_code"]) == {"189"}


def test_a_map_can_be_taken_away_and_says_its_day(published, seen, language):
    shown = seen(view.atlas, day="2021-09-10")
    files = {file.name: file for file in flat(shown.parts) if isinstance(file, Download)}
    (stem,) = {name.rsplit(".", 1)[0] for name in files}
    assert set(files) == {f"{stem}.svg", f"{stem}.png"} and stem.endswith("-20210910") and published.id not in stem
    svg = files[f"{stem}.svg"].make()
    assert b"<svg" in svg and files[f"{stem}.png"].make().startswith(b"\x89PNG")
    (caption,) = {view.caption(published, shown.figure.day)}
    assert "10/09/2021" in caption and published.id in caption


def test_communes_of_2025_that_nobody_reported_have_no_figures_and_the_sums_agree(published, seen, language):
    for day in ("2021-07-20", f"{published.as_of}"):
        shown = seen(view.atlas, boundaries="2025", day=day)
        table = shown.part("units").rows
        assert len(table) == 65
        silent = table[~table["has_data"]]
        assert silent[["achieved", "coverage", "attainment"]].isna().all(axis=None)
        assert table.loc[table["has_data"], "achieved"].notna().all()
        whole = attainment.units(published, snapshots.EVERYTHING, shown.figure.day, "province", "both").iloc[0]
        assert table["achieved"].sum() == pytest.approx(whole["achieved"], abs=0.5)
    early = seen(view.atlas, boundaries="2025", day="2021-07-20").part("units").rows
    assert (~early["has_data"]).any()


def test_many_days_stand_in_one_map_and_their_rows_in_its_table(published, seen, language):
    shown = seen(view.atlas, view="many", phase="2")
    days = figure.days(vocabulary.first_day(), published.as_of)
    drawn = shown.part("maps").draw(LIGHT)
    assert len(days) == figure.SMALL_MAPS == len(drawn["layout"]["annotations"]) and days[-1] == published.as_of
    table = shown.part("days").rows
    assert sorted(set(table["day"].dt.date)) == days and set(table["phase"]) == {2}
    assert b"<svg" in shown.part("maps").paper("svg", LIGHT)


@pytest.mark.parametrize("address", [{}, {"boundaries": "2025"}, {"view": "many"}, {"unit": "187"}])
def test_every_map_says_what_it_shows(seen, language, address):
    shown = seen(view.atlas, **address)
    (words,) = [part.words for part in flat(shown.parts) if hasattr(part, "paper")]
    assert len(words) > 40 and shown.title in words


def test_what_is_outside_the_scope_is_a_class_and_no_figure(published, seen, language):
    shown = seen(view.atlas, snapshots.Scope(frozenset({"189"})))
    assert list(shown.part("units").rows["unit_code"]) == ["189"]
    assert len(legend(shown.part("map").draw(LIGHT))["×"]) == 10


def test_all_phases_are_the_default(seen, language):
    (phase,) = [choice for choice in seen(view.atlas).choices if choice.key == "phase"]
    assert phase.chosen == ALL


def test_a_class_of_pace_has_the_colour_name_and_units_of_its_status(communes, vietnamese):
    named = {
        "Đã đạt": "reached",
        "Kịp tiến độ": "ahead",
        "Chậm": "slow",
        "Chậm nhiều": "behind",
        "Chưa có số liệu": "no_data",
    }
    status = communes.set_index("unit_code")["status"]
    for palette in PALETTES.values():
        for band in classes.bands(communes, "pace", palette):
            code = named[band.name.split(" · ", 1)[1].rsplit(" (", 1)[0]]
            assert band.colour == palette.status[code] and {status[unit] for unit in band.codes} == {code}
            assert band.letter == text(f"letter.{code}") and band.name.endswith(f"({len(band.codes)})")


@pytest.mark.parametrize(("phase", "count"), [("all", 11), ("1", 5), ("2", 6)])
def test_a_phase_on_the_map_has_its_own_districts(seen, vietnamese, phase, count):
    rows = seen(view.atlas, phase=phase).part("units").rows
    assert len(rows) == count and (phase == "all" or set(rows["phase"]) == {int(phase)})


def test_what_came_after_a_deadline_is_no_change_on_the_map(seen, published, vietnamese):
    shown = seen(view.atlas, colour="change").part("map")
    over = attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both").query("phase == 1")
    assert f"Đã hết hạn ({len(over)})" in shown.words
    early = seen(view.atlas, colour="change", day="2021-09-20").part("map")
    assert "Đã hết hạn" not in early.words


def test_a_printed_map_says_the_day_it_shows(published, vietnamese):
    scene = view.by_pace("both")
    rows = view.units_of(published, snapshots.EVERYTHING, published.as_of, scene)
    caption = view.caption(published, DAY)
    assert "10/10/2021" in caption and published.id in caption and "15/11/2021" not in caption
    assert "10/10/2021" in view.drawing(snapshots.EVERYTHING, rows, scene, caption, LIGHT).caption


def test_the_file_of_a_map_says_the_day_it_shows(seen, vietnamese, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        view.paper, "draw", lambda drawing, endings: drawn.append(drawing) or dict.fromkeys(endings, b"")
    )
    seen(view.atlas, day=DAY.isoformat()).part("map").paper("svg", LIGHT)
    (drawing,) = drawn
    assert "10/10/2021" in drawing.caption and "15/11/2021" not in drawing.caption


@pytest.mark.parametrize("unit", ["20", "189"])
def test_the_ranking_beside_the_map_has_a_bar_for_each_unit_the_highest_first(seen, vietnamese, unit):
    """Đình Lập has a commune and a town of its name: bars by the bare name would be one."""
    shown = seen(view.atlas, unit=unit)
    bars = shown.part("ranking").draw(LIGHT)["data"][0]
    listed = shown.part("units").rows
    assert len(set(bars["y"])) == len(bars["y"]) == len(listed) and set(bars["ids"]) == set(listed["unit_code"])
    known = [share for share in reversed(bars["x"]) if share is not None]
    assert known == sorted(known, reverse=True)
