"""Every figure of the pack beside what the questions of data give, formatted as the screen formats it."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from data import activity, attainment, sales, snapshots, vocabulary
from pages.documents import content, sentences
from pages.documents.values import Filters
from pages.kit import formats, lineage, texts
from pages.kit.texts import text

pytestmark = pytest.mark.usefixtures("vietnamese")
ALL = snapshots.EVERYTHING


def told(snapshot, level, indicator="both", day=None) -> dict[str, pd.Series]:
    frame = attainment.units(snapshot, ALL, day or snapshot.as_of, level, indicator)
    return {row["unit_code"]: row for _, row in frame.iterrows()}


def written(row: pd.Series, name: str) -> str:
    return (formats.percent if name in ("coverage", "of_target") else formats.number)(row[name])


def test_every_district_figure_is_that_of_metrics(snapshot, pack):
    rows = told(snapshot, "district")
    assert {district.code for district in pack.districts} == set(rows) and len(rows) == 11
    for district in pack.districts:
        for measure, figure in district.figures.items():
            assert figure.written == written(rows[district.code], measure), (district.name, measure)


def test_every_province_figure_is_that_of_metrics(snapshot, pack):
    row, lead = told(snapshot, "province")["20"], told(snapshot, "province", "lead")["20"]
    volume = activity.volume(snapshot, ALL, snapshot.as_of, "province").set_index("platform").loc["all"]
    shown = {key: figure.written for key, figure in pack.province.items()}
    expected = {name: written(row, name) for name in content.HOUSEHOLDS}
    expected["needed_per_day"] = written(told(snapshot, "phase")["phase-2"], "needed_per_day")
    expected |= {"lead": formats.number(lead["achieved"]), "order_value": formats.money(volume["order_value"])}
    expected |= {name: formats.number(volume[name]) for name in ("shops", "accounts", "listings", "orders")}
    assert shown == expected


def test_a_phase_is_judged_at_its_deadline(snapshot, pack):
    for place in pack.phases:
        ends = vocabulary.phases()[place.phase].ends_on
        day = min(ends, snapshot.as_of)
        row = told(snapshot, "phase", day=day)[place.code]
        for name in ("coverage", "achieved", "of_target", "gap"):
            assert place.figures[name].written == written(row, name)
            assert f"{snapshot.as_of:%Y%m%d}" in pack.header.lineage(place.figures[name].figure)


@pytest.mark.parametrize(("level", "total"), [("district", "province"), ("commune", "district")])
def test_every_cell_of_the_standard_tables_is_that_of_metrics(snapshot, pack, level, total):
    rows, totals, phases = told(snapshot, level), told(snapshot, total), told(snapshot, "phase")
    shown = [pack.standing] if level == "district" else [district.communes for district in pack.districts]
    by_name = {
        formats.unit(row["type"], row["name"]) + (row["parent_code"] if level == "commune" else ""): row
        for row in rows.values()
    }
    cells = 0
    for table in shown:
        assert [column.key for column in table.columns] == ["number", "unit", "households", "target", "achieved", "of_target", "coverage", "rank", "status_label"]  # fmt: skip
        parent = table.key.removeprefix("communes-") if level == "commune" else ""
        for line in table.rows:
            if line.kind == "unit":
                row = by_name[line.texts[1] + parent]
                assert line.texts[8] == text(f"status.{row['status']}")
            elif line.kind == "group":
                row = phases[f"phase-{line.texts[1].removeprefix('Giai đoạn ')[0]}"]
                assert ("kết quả tại hạn 20/09/2021" in line.texts[1]) == bool(row["is_over"])
            else:
                row = totals[parent or "20"]
            assert line.texts[2:7] == tuple(written(row, name) for name in ("households", "target", "achieved", "of_target", "coverage"))  # fmt: skip
            cells += 1
    assert cells == (11 + 2 + 1 if level == "district" else 200 + 11)


def test_trade_tables_are_those_of_metrics(snapshot, pack):
    top = sales.top_products(snapshot, ALL, sales.Trade(), "orders").head(10)
    assert [row.texts[1:] for row in pack.products.rows] == [(formats.number(orders), formats.number(value)) for orders, value in zip(top["orders"], top["order_value"], strict=True)]  # fmt: skip
    total = sales.trade_total(snapshot, ALL, sales.Trade()).set_index("certification")
    assert pack.certifications.rows[-1].kind == "total"
    assert pack.certifications.rows[-1].texts[1] == formats.number(total.loc["all", "orders"])
    assert any("lớn hơn tổng" in note for note in pack.certifications.notes)


def test_lead_households_sold_and_designated_stand_apart(snapshot, pack):
    sold, chosen = told(snapshot, "district", "lead"), told(snapshot, "district", "designated")
    by_name = {formats.unit(row["type"], row["name"]): code for code, row in sold.items()}
    for row in pack.leads.rows:
        code = by_name.get(row.texts[1])
        if code:
            assert row.texts[4] == written(sold[code], "achieved")
            assert row.texts[7] == formats.percent(sold[code]["own_target_share"])
            assert row.texts[8] == written(chosen[code], "achieved")


def test_ranks_follow_the_share_of_households_within_each_phase(pack):
    groups = "".join({"group": "|", "unit": "u", "total": ""}[row.kind] for row in pack.standing.rows).split("|")[1:]
    assert [len(group) for group in groups] == [5, 6]
    units = [row for row in pack.standing.rows if row.kind == "unit"]
    for own in (units[:5], units[5:]):
        assert [row.cells[7].value for row in own] == list(range(1, len(own) + 1))
        shares = [row.cells[6].value for row in own]
        assert shares == sorted(shares, reverse=True)


def test_a_unit_without_data_has_no_figures_and_no_rank(pack):
    silent = [row for district in pack.districts for row in district.communes.rows if row.texts[8] == "Chưa có số liệu"]
    assert silent
    assert all(row.texts[4:8] == ("—",) * 4 for row in silent)


def test_every_headline_figure_has_a_passport_that_reads_back(pack):
    for _, figure in pack.figures:
        code = lineage.code(pack.header.snapshot, figure.figure)
        identifier, read = lineage.parse(code)
        assert identifier == pack.header.snapshot
        assert read.day <= pack.header.day
        assert pack.header.lineage(figure.figure) == lineage.address(code)


def test_the_header_says_where_the_figures_come_from(snapshot, pack):
    told = dict(pack.header.filters)
    assert snapshot.id in told.values() and formats.day(snapshot.as_of) in told.values()
    assert pack.header.simulated.startswith("SỐ LIỆU MÔ PHỎNG")
    real = content.build(replace(snapshot, is_simulated=False), ALL, Filters())
    assert real.header.simulated == "" and "mô phỏng" not in " ".join(p for s in real.sections for p in s.paragraphs)


def test_another_day_and_indicator_change_every_figure(snapshot):
    day = snapshot.as_of - timedelta(days=30)
    then = content.build(snapshot, ALL, Filters("account", day))
    row = told(snapshot, "province", "account", day)["20"]
    assert then.province["achieved"].written == formats.number(row["achieved"])
    assert formats.day(day) in then.sections[2].paragraphs[0]


def test_a_district_whose_phase_has_not_begun_is_waiting_not_missing(snapshot):
    before = content.build(snapshot, ALL, Filters(day=vocabulary.phases()[2].starts_on - timedelta(days=20)))
    assert before.running == 1 and {unit.phase for unit in before.meeting} == {1}
    waiting = [unit for unit in before.districts if unit.phase == 2]
    assert waiting and all(unit.status_label == "Chưa vào giai đoạn" for unit in waiting)
    assert all(unit.question.startswith("Giai đoạn 2 bắt đầu ngày 20/09/2021") for unit in waiting)


def test_a_viewer_of_one_district_sees_no_other(snapshot):
    one = content.build(snapshot, snapshots.Scope(frozenset({"189"})), Filters())
    assert {unit.code for unit in one.districts} <= {"189"}
    assert one.province == {} and one.phases == ()


def test_english_writes_english_figures(snapshot, pack):
    english = content.build(snapshot, ALL, Filters(language="en"))
    vietnamese = pack.province["coverage"]
    assert english.province["coverage"].value == vietnamese.value
    written = vietnamese.written
    with texts.spoken("en"):
        assert english.province["coverage"].written == written.replace(",", ".")
    assert "Giai đoạn" not in " ".join(text for row in english.standing.rows for text in row.texts)


@pytest.mark.parametrize(
    ("gained", "said"), [(12, "tăng 12 hộ"), (-4, "giảm 04 hộ"), (0, "không thay đổi"), (None, "không thay đổi")]
)
def test_the_wording_follows_the_figures(gained, said):
    assert said in sentences._change(gained)


def test_reached_and_missed_targets_are_said_so():
    row = {"gap": 0, "needed_per_day": None, "ends_on": None}
    assert "đã đạt chỉ tiêu" in sentences._gap(row, None)
    assert "chưa đạt chỉ tiêu, còn thiếu 07 hộ" in sentences._gap({**row, "gap": 7}, None)


@pytest.mark.parametrize(("count", "shown"), [(5, "05"), (0, "0"), (10, "10"), (2173, "2.173"), (None, "—")])
def test_small_counts_lead_with_a_zero(count, shown):
    assert sentences.counted(count) == shown
