"""The report's sentences, of rows written by hand."""

from datetime import date
from types import SimpleNamespace

import pytest

from pages.documents import sentences
from pages.kit.texts import spoken

pytestmark = pytest.mark.usefixtures("vietnamese")
DEADLINE, DAY = date(2021, 9, 20), date(2021, 11, 15)


def unit(name: str, of_target: float | None, phase: int, **more) -> dict:
    return {
        "unit": f"Huyện {name}", "name": name, "type": "huyện", "phase": phase, "of_target": of_target, "status": "slow",
        "status_label": "Chậm", "day_number": 63, "is_over": phase == 1, **more,
    }  # fmt: skip


ENDED = unit(
    "Giai đoạn 1", 0.698, 1, achieved=33_370, households=95_611, coverage=0.34901, target=47_833, gap=14_463, after_deadline=1_901,
    expected_share=0.5, judged_on=DEADLINE, day=DAY, ends_on=DEADLINE, indicator="both", needed_per_day=None, gained_7_days=None,
)  # fmt: skip


def test_the_first_and_the_last_are_those_of_one_phase():
    districts = [
        unit("Chi Lăng", 0.86, 1, unit_code="187"),
        unit("Tràng Định", 0.49, 1, unit_code="180"),
        unit("Cao Lộc", 0.82, 2, unit_code="183"),
        unit("Đình Lập", 0.31, 2, unit_code="189"),
    ]
    phases = [{**unit("1", None, 1)}, {**unit("2", None, 2), "day_number": 57}]
    first, second = sentences._statuses(SimpleNamespace(districts=districts, phases=phases))[1:]
    assert (
        first
        == "Ở giai đoạn 1, đơn vị dẫn đầu là huyện Chi Lăng (đạt 86,0% chỉ tiêu); đơn vị thấp nhất là huyện Tràng Định (đạt 49,0% chỉ tiêu)."
    )
    assert second.startswith(
        "Ở giai đoạn 2, đơn vị dẫn đầu là huyện Cao Lộc (đạt 82,0% chỉ tiêu); đơn vị thấp nhất là huyện Đình Lập"
    )


def test_a_phase_that_ended_short_says_its_result_and_what_came_after():
    said = sentences._phase({**ENDED, "unit_code": "phase-1"})
    assert (
        "đã kết thúc: tại hạn có 33.370 hộ, bằng 34,9% tổng số hộ, đạt 69,8% chỉ tiêu, chưa hoàn thành chỉ tiêu (thiếu 14.463 hộ)"
        in said
    )
    assert "sau hạn thêm 1.901 hộ, không cộng vào kết quả" in said
    met = sentences._phase({**ENDED, "status": "reached", "gap": 0})
    assert "hoàn thành chỉ tiêu" in met and "chưa hoàn thành" not in met


def test_a_phase_that_runs_says_its_day_and_what_is_expected():
    row = {
        **ENDED,
        "phase": 2,
        "is_over": False,
        "day_number": 57,
        "expected_share": 0.3098,
        "status": "ahead",
        "after_deadline": None,
    }
    said = sentences._phase(row)
    assert "đang ở ngày thứ 57 trên 92" in said and "mức cần có đến ngày này là 31,0%; trạng thái: kịp tiến độ" in said
    assert sentences._phase({**row, "day_number": 0}) == "Giai đoạn 2 bắt đầu từ ngày 20/09/2021."


def test_a_district_of_an_ended_phase_is_told_as_at_its_deadline():
    ended = {**ENDED, "unit": "Huyện Chi Lăng", "unit_code": "187"}
    said = sentences.district(ended, None)
    assert said.startswith("Tính đến ngày 20/09/2021, huyện Chi Lăng có 33.370 ")
    with spoken("en"):
        assert sentences.district(ended, None).startswith("Up to 20/09/2021, Chi Lăng district has 33,370 ")
    assert said.endswith("chưa đạt chỉ tiêu, còn thiếu 14.463 hộ; đó là kết quả tại hạn, sau hạn thêm 1.901 hộ.")


@pytest.mark.parametrize(
    ("gained", "said"), [(5, "tăng 05 hộ"), (-5, "giảm 05 hộ"), (0, "không thay đổi"), (4_965, "tăng 4.965 hộ")]
)
def test_the_change_of_a_week_has_its_direction(gained, said):
    assert said in sentences._change(gained)


@pytest.mark.parametrize(
    ("after", "said"), [(9, "sau hạn thêm 09 hộ"), (-1, "sau hạn giảm 01 hộ"), (0, "sau hạn không đổi"), (-25, "giảm 25 hộ")]
)  # fmt: skip
def test_what_came_after_a_deadline_has_its_direction(after, said):
    row = {**ENDED, "after_deadline": after, "unit": "Huyện Chi Lăng", "unit_code": "187"}
    for told in (sentences.question(row), sentences.district(row, None), sentences._phase(row)):
        assert said in told and "thêm 0" not in told.replace("thêm 09", "")
    assert ("không cộng vào kết quả" in sentences._phase(row)) == (after != 0)


def test_a_week_that_lost_households_is_not_said_to_have_brought_some():
    row = unit(
        "Đình Lập", 0.31, 2, status="behind", is_over=False, gap=9, gained_7_days=-25, needed_per_day=4, ends_on=DAY
    )
    assert "; tuần qua giảm 25 hộ: " in sentences.question({**row, "after_deadline": None})
    running = {**row, "after_deadline": None}
    asked = sentences.questions(SimpleNamespace(running=running), DAY)["province"]
    assert asked[0].startswith("Giai đoạn 2 tuần qua giảm 25 hộ, cần 04 hộ mỗi ngày: ")
    silent = SimpleNamespace(running={**running, "needed_per_day": None, "gained_7_days": None})
    assert "province" not in sentences.questions(silent, DAY)


def test_a_phase_without_data_has_no_result():
    silent = {**ENDED, "achieved": None, "status": "no_data", "after_deadline": None}
    span = "Giai đoạn 1 (từ 20/07/2021 đến 20/09/2021)"
    assert sentences._phase(silent) == f"{span} đã kết thúc, khi hết hạn chưa có số liệu."
    assert sentences._phase({**silent, "is_over": False}) == f"{span} chưa có số liệu."


def test_an_ended_unit_is_asked_of_what_came_after():
    assert sentences.question(ENDED).startswith("Hết hạn 20/09/2021 còn thiếu 14.463 hộ, sau hạn thêm 1.901 hộ")
