"""The pages on the screen and the pack, of one snapshot: the same to the digit."""

import pytest
from streamlit.testing.v1 import AppTest

from data import schedule, snapshots
from tests.conftest import ROOT


@pytest.fixture
def opened(small_warehouse, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", small_warehouse)

    def page(name: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        return test.switch_page(f"pages/{name}.py").run()

    return page


def shown(test: AppTest) -> list[str]:
    return [metric.value for metric in test.metric] + [element.value for element in test.markdown]


def tables(test: AppTest) -> list[list[tuple]]:
    return [list(element.value.itertuples(index=False, name=None)) for element in test.dataframe]


def test_the_phase_cards_of_the_overview_are_the_pack_s(opened, pack):
    on_screen = shown(opened("progress/overview"))
    for place in pack.phases:
        assert place.figures["achieved"].written in on_screen
        assert any(words.startswith(f"## {place.figure('coverage').text} ") for words in on_screen)


def test_the_volumes_of_the_overview_are_the_pack_s(opened, pack):
    on_screen = {metric.label: metric.value for metric in opened("progress/overview").metric}
    for figure in pack.province.values():
        if figure.key in ("shops", "accounts", "listings", "orders", "order_value"):
            assert on_screen[figure.label] == figure.text


def test_the_table_of_the_districts_is_the_pack_s(opened, pack):
    (table,) = [rows for rows in tables(opened("progress/map")) if len(rows) == 11]
    by_name = {row[0]: row for row in table}
    for row in pack.standing.rows:
        if row.kind == "unit":
            on_screen = by_name[row.texts[1]]
            assert row.texts[8] in on_screen
            values = [cell.value for cell in row.cells[2:7]]
            assert all(value in on_screen for value in values), row.texts


def test_the_pages_can_tell_of_a_pack_that_was_not_made(tmp_path):
    assert schedule.trouble(tmp_path) is None
    (tmp_path / schedule.TROUBLE).write_text("KHÔNG làm được\n", encoding="utf-8")
    assert schedule.trouble(tmp_path) == "KHÔNG làm được"
