"""The first screen of the overview: a sentence to say aloud, a small map, ladders, and the three furthest behind."""

import re
import shutil
from datetime import date

import pytest

from data import attainment, conclusions, snapshots
from geo import layers
from geo.outline import outline
from pages.charts.style import DARK, LIGHT
from pages.kit import formats, making, texts
from pages.kit.address import Address
from pages.kit.view import Outline, Sentence, flat
from pages.progress.map import view as atlas
from pages.progress.overview.view import overview
from pages.screen import html
from tests.etl import two_snapshots

ALL = snapshots.EVERYTHING


def rows(published, level: str, indicator: str = "both", day=None) -> dict[str, dict]:
    found = attainment.units(published, ALL, day or published.as_of, level, indicator)
    return {row["unit_code"]: row for row in found.to_dict("records")}


def test_the_answer_can_be_said_aloud_with_the_figures_of_the_mart(published, seen, vietnamese):
    answer, more, *_ = seen(overview).parts
    own, lead, phases = (
        rows(published, "province")["20"],
        rows(published, "province", "lead")["20"],
        rows(published, "phase"),
    )
    assert answer == Sentence(
        f"Toàn tỉnh đạt {formats.percent(own['achieved'] / own['households'])}: {formats.number(own['achieved'])} trên "
        f"{formats.number(own['households'])} hộ (hộ có cả hai), tuần qua thêm {formats.number(own['gained_7_days'])} hộ.", "answer",
    )  # fmt: skip
    assert f"Giai đoạn 1 đã hết hạn ở {formats.percent(phases['phase-1']['coverage'])}, chỉ tiêu 50%" in more.words
    assert f"Hộ đầu tàu đã bán được hàng: {formats.percent(lead['coverage'])}, chỉ tiêu 10%." in more.words
    worst = sorted(
        (
            row
            for row in rows(published, "district").values()
            if row["phase"] == 2 and row["status"] in ("slow", "behind")
        ),
        key=lambda row: row["of_target"],
    )
    named = ", ".join(f"{row['name']} {formats.percent(row['coverage'])}" for row in worst[:3])
    assert more.words.endswith(f"Chậm nhất còn trong hạn: {named}.") and named
    assert list(seen(overview).part("worst").rows["unit_code"]) == [row["unit_code"] for row in worst[:3]]


def test_the_sentence_is_there_in_both_languages_and_for_lead_households(seen):
    for language, first in (("vi", "Toàn tỉnh đạt "), ("en", "The province is at ")):
        with texts.spoken(language):
            answer, more, *_ = seen(overview, indicator="lead").parts
            assert answer.words.startswith(first) and "10%" in more.words and "{" not in more.words


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_small_map_has_the_classes_of_the_map_and_leads_to_each_unit(published, seen, vietnamese, palette):
    (small,) = (part for part in flat(seen(overview).parts) if isinstance(part, Outline))
    figure, status = small.draw(palette), {code: row["status"] for code, row in rows(published, "district").items()}
    assert {code: fill for code, _, fill in figure["areas"]} == {
        code: palette.status[one] for code, one in status.items()
    }
    bands = atlas.bands(
        ALL, atlas.units_of(published, ALL, published.as_of, atlas.by_pace("both")), atlas.by_pace("both"), palette
    )
    assert figure["classes"] == [(band.colour, band.name) for band in bands]
    drawn = html.Writer(published.id, palette).block((small,))
    assert len(re.findall(r'<a href="\./unit\?unit=\d{3}&amp;indicator=both"', drawn)) == 11
    assert "script" not in drawn and drawn.count("%3Cpath") == 11


def test_a_viewer_of_one_district_gets_no_figure_of_another(seen, vietnamese):
    shown = seen(overview, scope=snapshots.Scope(frozenset({"189"})))
    words = html.Writer("x", LIGHT).block(tuple(part for part in shown.parts if html.Writer("x", LIGHT).can(part)))
    assert "Đình Lập" in words and "Bình Gia" not in words and "Toàn tỉnh đạt" not in words


def test_outlines_lie_within_their_field_and_beside_their_words():
    field = outline(layers.layer("district"), 280)
    assert set(field.paths) == set(field.points) and len(field.paths) == 11 and all(field.paths.values())
    for path in field.paths.values():
        pairs = [tuple(map(int, pair.split(","))) for pair in re.findall(r"\d+,\d+", path)]
        assert all(0 <= x <= field.width and 0 <= y <= field.height for x, y in pairs)
    x, y = field.points["189"]  # Đình Lập lies in the south-east
    assert 0.5 < x < 1 and 0.5 < y < 1


def test_what_came_since_the_last_meeting_stands_beside_the_week(pair, tmp_path, vietnamese):
    shutil.copytree(pair[1].path.parents[1], tmp_path / "warehouse")
    before, now = two_snapshots.pair(tmp_path)

    def said() -> str:
        return making.view(overview, now, ALL, Address(), "vi").parts[0].words

    assert said().endswith("tuần qua không đổi.")
    told = f"{before.id}.20.both.coverage.20211005"
    conclusions.record("Việc", "Sở", date(2021, 12, 1), told, "5", tmp_path / "warehouse")
    assert said().endswith("; từ cuộc họp trước (số liệu đến 05/10/2021): +5 hộ.")


def test_words_that_reach_over_a_neighbour_are_edged_with_the_colour_of_their_own_unit(published, seen, vietnamese):
    (small,) = (part for part in flat(seen(overview).parts) if isinstance(part, Outline))
    fills = {code: fill for code, _, fill in small.draw(LIGHT)["areas"]}
    drawn = html.Writer(published.id, LIGHT).block((small,))
    edges = dict(re.findall(r'unit=(\d{3})&amp;indicator=both"[^>]*--edge:(#\w+)', drawn))
    assert edges == fills and len(fills) == 11
