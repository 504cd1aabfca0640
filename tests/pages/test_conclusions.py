"""The next meeting sees how far the figure of a conclusion has come."""

import shutil
from datetime import date, timedelta

import pytest

from data import attainment, conclusions, snapshots
from pages.kit import formats, lineage, texts
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.meeting.conclusions import listing
from pages.screen import access
from tests.pages import seen
from tests.pages.test_pages import is_whole, opened


@pytest.mark.parametrize("measure, key, digits", [("achieved", "by", 0), ("coverage", "points", 1)])
def test_a_figure_concluded_on_an_earlier_day_says_how_far_it_has_come(published, measure, key, digits):
    then, now = (
        attainment.units(published, snapshots.EVERYTHING, day, "phase", "both").set_index("unit_code").loc["phase-2", measure]
        for day in (published.as_of - timedelta(days=21), published.as_of)
    )  # fmt: skip
    assert now > then
    code = lineage.code(published.id, FigureKey("phase-2", "both", measure, published.as_of - timedelta(days=21)))
    with texts.spoken("vi"):
        size = formats.number((now - then) * (100 if digits else 1), digits)
        assert listing.moved(code, published, snapshots.EVERYTHING) == texts.text(
            f"conclusions.{key}", arrow="▲", size=size
        )


def test_a_figure_of_today_has_not_moved_and_no_figure_says_nothing(published):
    code = lineage.code(published.id, FigureKey("20", "both", "gap", published.as_of))
    with texts.spoken("vi"):
        assert listing.moved(code, published, snapshots.EVERYTHING) == "không đổi"
        assert listing.moved("", published, snapshots.EVERYTHING) == "—"


def test_less_is_told_as_less(published):
    code = lineage.code(published.id, FigureKey("phase-2", "both", "gap", published.as_of - timedelta(days=21)))
    with texts.spoken("vi"):
        assert listing.moved(code, published, snapshots.EVERYTHING).startswith("▼ ")


HOSTILE = '<img src=x onerror="alert(1)"> ![x](y) :red[a] **đậm**'


@pytest.fixture
def ledger(published, tmp_path, monkeypatch):
    """A warehouse of its own with two conclusions, one overdue, whose words ask something of a browser."""
    shutil.copytree(published.path.parents[1], tmp_path / "office")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "office")
    figure = lineage.code(published.id, FigureKey("189", "both", "coverage", published.as_of - timedelta(days=21)))
    conclusions.record(HOSTILE, HOSTILE, date(2021, 11, 1), figure, "2,5%")
    conclusions.record("Rà soát số hộ", "Phòng VHTT", date(2021, 12, 1), "", "")
    return snapshots.current()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_conclusions_are_listed_with_their_figure_then_and_now(ledger, language):
    with texts.spoken(language):
        table = listing.table(conclusions.latest(), ledger, snapshots.EVERYTHING)
        first, second = table.rows.to_dict("records")
        now = (
            attainment.units(ledger, snapshots.EVERYTHING, ledger.as_of, "district", "both")
            .set_index("unit_code")
            .loc["189"]
        )
        assert (first["state"], second["state"]) == tuple(
            texts.text(f"conclusions.{one}") for one in ("overdue", "assigned")
        )
        assert (
            first["then"] == "2,5%"
            and first["now"] == formats.percent(now["coverage"])
            and first["moved"].startswith("▲ ")
        )
        assert first["figure"].endswith({"vi": "Huyện Đình Lập", "en": "Đình Lập district"}[language])
    assert [second[key] for key in ("figure", "then", "now", "moved")] == ["—"] * 4


def test_what_was_concluded_is_no_instruction_to_the_browser(ledger):
    shown = opened("meeting/conclusions/page")
    assert is_whole(shown) and HOSTILE.replace("**", "") in "\n".join(seen.words(shown)).replace("**", "")
    assert all(seen.fetched(part.proto.body) == [] for part in shown.get("html") if 'class="view' in part.proto.body)
    for kind in ("markdown", "caption", "info", "warning", "error"):
        assert not any("alert(1)" in part.value for part in getattr(shown, kind))
    assert [one.label.startswith(r"\<img") for one in shown.expander] == [True, False]
    assert "1 kết luận đã quá hạn" in seen.notices(shown, "warning")[-1]
    labels = [one.label for one in shown.get("download_button")]
    assert labels == ["Dự thảo Thông báo kết luận (docx)", "Xuất trang này (Excel)", "Xuất trang này (PDF A4)"]


def test_a_conclusion_is_written_down_and_followed_where_that_is_allowed(ledger):
    shown = opened("meeting/conclusions/page", indicator="shop", unit="189")
    fill(shown, None)
    assert "thiếu “Hạn”" in seen.notices(shown, "error")[0] and len(conclusions.latest()) == 2
    kept = {one.label: one.value for one in (*shown.text_area, *shown.text_input)}
    assert (kept["Nội dung kết luận"], kept["Đơn vị thực hiện"]) == ("Bổ sung tổ hỗ trợ", "UBND huyện Đình Lập")
    fill(shown, date(2021, 12, 31))
    assert is_whole(shown) and not seen.notices(shown, "error")
    assert seen.notices(shown, "good") == ["Đã ghi vào sổ kết luận."] and not shown.text_area[0].value
    assert "Bổ sung tổ hỗ trợ" in [row["Nội dung kết luận"] for row in seen.tables(shown)[0]]
    (written,) = (one for one in conclusions.latest() if one.words == "Bổ sung tổ hỗ trợ")
    achieved = (
        attainment.units(ledger, snapshots.EVERYTHING, ledger.as_of, "district", "shop")
        .set_index("unit_code")
        .loc["189"]
    )
    assert written.due == date(2021, 12, 31) and written.told == f"{achieved['achieved']:,.0f}".replace(",", ".")
    assert written.figure == lineage.code(ledger.id, FigureKey("189", "shop", "achieved", ledger.as_of))


def fill(shown, due: date | None) -> None:
    """Fill the form in for Đình Lập, which was carried here, and press."""
    named = {
        one.label: one
        for kind in ("text_area", "text_input", "selectbox", "date_input")
        for one in getattr(shown, kind)
    }
    named["Nội dung kết luận"].input("Bổ sung tổ hỗ trợ")
    named["Đơn vị thực hiện"].input("UBND huyện Đình Lập")
    named["Hạn"].set_value(due)
    next(one for one in shown.button if one.label == "Ghi kết luận").click().run()


def test_nothing_is_written_down_where_no_rule_allows_it(ledger, monkeypatch):
    monkeypatch.delenv(access.STEWARD)
    shown = opened("meeting/conclusions/page")
    assert is_whole(shown) and not shown.text_area and text("conclusions.elsewhere") in seen.words(shown)


def test_a_conclusion_is_overdue_the_day_after_its_due_day(published, tmp_path):
    for days in (-1, 0, 1):
        conclusions.record(f"{days}", "Office", published.as_of + timedelta(days=days), "", "", tmp_path)
    with texts.spoken("en"):
        rows = listing.table(conclusions.latest(tmp_path), published, snapshots.EVERYTHING).rows.set_index("words")[
            "state"
        ]
    assert rows.to_dict() == {"-1": "OVERDUE", "0": "Assigned", "1": "Assigned"}
