"""What holds for any text, date and number, not only for those that we thought of."""

import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl import cells, dates, encodings, households, layout, mentions, numbers, units
from etl.extract import Sheet
from etl.text import clean, fold, has_diacritics, key
from tests.etl import dialects

settings.register_profile("etl", max_examples=60, deadline=None, derandomize=True)
settings.load_profile("etl")

TEXTS = some.text(max_size=40)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ABCĐÊ"
VIETNAMESE = some.text(LETTERS, max_size=40)
DAYS = some.dates(date(2020, 1, 1), date(2030, 12, 31))
CELLS = some.one_of(
    TEXTS, some.integers(), some.floats(), some.booleans(), some.none(), some.dates(), some.datetimes(),
    some.decimals(allow_nan=False), some.timedeltas(),
)  # fmt: skip


@given(TEXTS)
def test_clean_twice_is_clean_once(text):
    assert clean(clean(text)) == clean(text)
    assert clean(unicodedata.normalize("NFD", text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_keys_know_no_form_no_capital_and_no_old_tone_placement(text):
    for other in (unicodedata.normalize("NFD", text), text.lower(), f" {text}\u200b ", dialects.old_tones(text)):
        assert key(other) == key(text)
        assert fold(other) == fold(text)
    assert fold(dialects.bare(text)) == fold(text)
    assert has_diacritics(dialects.bare(text)) is False


@given(VIETNAMESE)
def test_legacy_fonts_come_back_whole(text):
    small = clean(text.lower())
    assert clean(encodings.from_tcvn3(dialects.to_tcvn3(small))) == small
    assert clean(encodings.from_vni(dialects.to_vni(small))) == small
    assert encodings.from_windows_1258(dialects.to_windows_1258(text)) == unicodedata.normalize("NFC", text)


@given(DAYS)
def test_a_day_in_every_form(day):
    forms = [
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%y}", day.isoformat(),
        f"{day:%Y%m%d}", f"{day:%d/%m/%Y} 23:59", f"{day.isoformat()}T23:59:59", f"ngày {day.day} tháng {day.month} năm {day.year}",
        day, datetime.combine(day, datetime.max.time()), (day - date(1899, 12, 30)).days, (day - date(1899, 12, 30)).days + 0.999,
        str((day - date(1899, 12, 30)).days), int(f"{day:%Y%m%d}"),
    ]  # fmt: skip
    assert {dates.parse(form, True) for form in forms} == {day}
    assert dates.parse(f"{day:%m/%d/%Y}", False) == day


@given(some.lists(DAYS, min_size=1, max_size=30))
def test_the_order_of_a_column_is_found_or_refused_never_wrong(days):
    for form, is_day_first in (("%d/%m/%Y", True), ("%m/%d/%Y", False)):
        order = dates.day_first(f"{day:{form}}" for day in days)
        assert order in ((True,) if is_day_first else (True, False))
        if any(day.day > 12 for day in days):
            assert order is is_day_first


@given(CELLS)
def test_any_cell_is_a_day_or_a_reason(cell):
    for order in (True, False, None):
        try:
            assert isinstance(dates.parse(cell, order), date)
        except ValueError as reason:
            assert str(reason).startswith("date_")


@given(TEXTS)
def test_any_title_states_a_day_or_none(text):
    assert isinstance(dates.stated(text), date | None)


@pytest.mark.parametrize("text, day", [
    ("Tính đến ngày 25/9/2021", date(2021, 9, 25)), ("từ 01/08/2021 đến 31/08/2021", None), ("Order.all.20210701_20210930", date(2021, 9, 30)),
    ("voso_gian-hang_2021-09-15.xlsx", date(2021, 9, 15)), ("BC 25.09.2021", date(2021, 9, 25)), ("bc_25092021.xlsx", date(2021, 9, 25)), ("Quyết định 1034", None),
    ("ngày 25 tháng 9 năm 2021", date(2021, 9, 25)), ("cập nhật 20/8/2021, theo kế hoạch ngày 30/12/2021", date(2021, 8, 20)), ("99/99/2021", None),
    ("(từ ngày 20/09/2021 đến ngày 15/11/2021)", None), ("01/08/2021 - 31/08/2021", None), ("(Tính đến 17h00 ngày 15/11/2021)", date(2021, 11, 15)),
    ("(Tính đến ngày 15/11/2021)\n(Kèm theo Báo cáo số 12/BC-STTTT ngày 16/11/2021)", date(2021, 11, 15)), ("BÁO CÁO SỐ LIỆU NGÀY 5/8/2021", date(2021, 8, 5)),
    ("(Kèm theo Quyết định số 2780/QĐ-UBND ngày 17/09/2021 của UBND huyện)", None), ("chốt đến hết 17 giờ 30 phút ngày 03/10/2021", date(2021, 10, 3)),
    ("Từ 01/08/2021 đến 31/08/2021, cập nhật ngày 02/09/2021", date(2021, 9, 2)), ("TUẦN 45 (08/11-14/11/2021)", None), ("(08-14/11/2021)", None),
    ("từ 08/11 đến hết ngày 14/11/2021", None), ("gian hang 08.11-14.11.2021", None), ("Từ 01 đến 15 tháng 11 năm 2021", None),
    ("Biểu 1.2 - 15/11/2021", date(2021, 11, 15)), ("Biểu 01 - 15/11/2021", date(2021, 11, 15)), ("Lũy kế từ 20/7 đến ngày 15/11/2021", date(2021, 11, 15)),
    ("Lũy kế từ ngày 20/7/2021 đến ngày 15/11/2021", date(2021, 11, 15)), ("Luỹ kế\ntừ 08/11 đến 14/11/2021", None),
    ("Lạng Sơn, ngày 16 tháng 11 năm 2021\nTính đến hết ngày 15/11", date(2021, 11, 15)), ("(Tính đến 17h00 ngày 31/12), ngày 05/01/2022", date(2021, 12, 31)), ("tính đến 15/11", None),
    ("Tính đến 15/11/21, ngày 16/11/2021", date(2021, 11, 15)), ("tính đến ngày 15/11/21", date(2021, 11, 15)),
    ("KẾT QUẢ, HẠN HOÀN THÀNH 30/11/2021", None), ("Kết quả (hoàn thành trước ngày 30/11/2021)", None), ("KẾT QUẢ, PHẤN ĐẤU ĐẠT 50% ĐẾN NGÀY 30/11/2021", None),
    ("Thời hạn: chậm nhất là ngày 30/11/2021", None), ("Tính đến ngày 15/11/2021, hạn cuối 30/11/2021", date(2021, 11, 15)), ("KẾT QUẢ HOÀN THÀNH CHỈ TIÊU ĐẾN NGÀY 15/11/2021", date(2021, 11, 15)),
    ("KẾT QUẢ PHẤN ĐẤU TÍNH ĐẾN NGÀY 15/11/2021", date(2021, 11, 15)), ("tính đến 31/2, ngày 16/11/2021", None), ("cập nhật 11/2021", None),
])  # fmt: skip
def test_stated_days(text, day):
    assert dates.stated(text) == day


_LETTERHEAD = "UBND HUYỆN CHI LĂNG\nChi Lăng, ngày 05 tháng 10 năm 2021\nBÁO CÁO KẾT QUẢ\n"


@pytest.mark.parametrize("title", [
    "(Tính đến ngày 30 / 9 / 2021)", "(Tính đến ngày 30 - 9 - 2021)", "tính đến ngày 30/ 9/ 2021", "Số liệu đến 30/9", "(tính đến ngày 30 tháng 9)",
    "(Tinh den ngay 30 thang 9 nam 2021)", "(Tính đến hết tháng 9/2021)", "KẾT QUẢ ĐƯA HỘ LÊN SÀN ĐẾN HẾT THÁNG 9 NĂM 2021", "Số liệu đến hết quý III năm 2021", "Số liệu ngày 30/9/2021", "Thời điểm: 30.9.2021",
])  # fmt: skip
def test_the_day_of_the_figures_goes_before_that_of_the_signature(title):
    assert dates.stated(_LETTERHEAD + title) == date(2021, 9, 30)


@pytest.mark.parametrize("title", [
    "(Tính đến ngày 31/9/2021)", "Tháng 9 năm 2021", "9 tháng đầu năm 2021", "Quý III/2021", "Tuần từ 20/9 đến 26/9/2021", "Tuần từ 20/9 đến 26/9",
    "(Số liệu từ 20/7/2021 đến 30/9/2021)", "Tuần 39", "Kết quả từ tháng 7 đến hết tháng 9/2021", "Kế hoạch đến hết tháng 12/2021", "Kỳ báo cáo: tháng 9",
])  # fmt: skip
def test_a_signature_is_no_day_of_figures_of_another_time(title):
    assert dates.stated(_LETTERHEAD + title) is None


@pytest.mark.parametrize("title", ["", "Năm 2021", "(Kèm theo Báo cáo số 12/BC-UBND ngày 04/10/2021)"])
def test_a_signature_alone_tells_the_day(title):
    assert dates.stated(_LETTERHEAD + title) == date(2021, 10, 5)


@pytest.mark.parametrize("text, day", [
    ("Tính đến ngày 15/9/2021, chỉ tiêu đến ngày 20/9/2021", date(2021, 9, 15)), ("Ngày lập: 16/11/2021\nTính đến ngày 15/11/2021", date(2021, 11, 15)),
    ("BC den 5.9.2021 gui lai 12.9.2021", date(2021, 9, 5)), ("BC_den_05-9-2021_nop_07-9-2021", date(2021, 9, 5)), ("tu 01-09-2021 den 07-09-2021", None),
    ("Tính đến hết tháng 12 năm 2021", date(2021, 12, 31)), ("Tính đến hết tháng 13/2021", None),
])  # fmt: skip
def test_the_plainest_of_several_days_is_that_of_the_figures(text, day):
    assert dates.stated(text) == day


@given(some.integers(0, 10**11), some.integers(0, 99))
def test_a_number_in_every_form(whole, cents):
    exact = Decimal(whole) + Decimal(cents) / 100
    dotted, spaced = f"{whole:,}".replace(",", "."), f"{whole:,}".replace(",", " ")
    for form, mark, meant in (
        (f"{dotted},{cents:02d}", None, exact), (f"{whole:,}.{cents:02d}", None, exact), (f"{whole},{cents:02d}", ",", exact),
        (f"{whole}.{cents:02d}", ".", exact), (dotted, None, whole), (f"{whole:,}", None, whole), (spaced, None, whole),
        (f"{dotted} đ", None, whole), (f"{spaced},{cents:02d}", None, exact), (str(whole), None, whole), (whole, None, whole),
    ):  # fmt: skip
        assert numbers.parse(form, mark) == meant, form
    assert numbers.parse(f"-{dotted}", None) == -whole


@given(CELLS)
def test_any_cell_is_a_number_or_a_reason(cell):
    for mark in (None, ".", ",", "both"):
        try:
            assert abs(numbers.parse(cell, mark)) < numbers.LIMIT
        except ValueError as reason:
            assert str(reason).startswith("number_")


@given(CELLS)
def test_any_cell_is_a_target_or_a_reason(cell):
    for meaning in ("", "share", "count"):
        try:
            (number, unit), _ = cells.target(cell, meaning, None, numbers.unclear_targets([cell], meaning))
            assert unit in ("share", "count") and number >= 0
        except ValueError as reason:
            assert str(reason).startswith(("number_", "target_"))


@given(CELLS)
def test_any_cell_is_an_id_a_phone_an_identity_or_none(cell):
    if not cells.is_blank(cell):
        try:
            assert cells._code(cell) == cells._code(cells._code(cell))
        except ValueError as reason:
            assert str(reason) in ("id_rounded", "id_is_date", "id_masked")
    assert households.phone(cell) == "" or households.phone(cell).startswith("0")
    assert len(households.identity(cell)) in (0, 9, 12)


@given(some.integers(10**7, 10**12 - 1))
def test_identity_numbers_survive_spreadsheets(number):
    whole = str(number).zfill(12 if number >= 10**9 else 9)
    if len(set(whole)) > 1:
        assert {households.identity(form) for form in (whole, number, float(number), f"{number}.0", f" {whole} ")} == {
            whole
        }


@given(TEXTS, TEXTS, TEXTS)
def test_any_unit_is_one_of_ours_or_a_refusal(unit, commune, district):
    try:
        assert units.vocabulary.unit(units.resolve(unit=unit, commune=commune, district=district))
    except mentions.Unresolved as problem:
        assert problem.reason in {
            "unit_missing",
            "unit_unknown",
            "unit_ambiguous",
            "unit_contradiction",
            "unit_divided",
            "unit_elsewhere",
        }


@given(some.lists(some.lists(CELLS, max_size=6), max_size=12))
def test_any_grid_is_laid_out(cells):
    found = layout.tables(Sheet("", "", [list(row) for row in cells]))
    numbers = [number for table in found for number, _ in table.rows]
    assert len(set(numbers)) == len(numbers) <= len(cells)


def test_a_far_day_is_no_reason_to_stop():
    for value in (timedelta.max, datetime.max, date.max, date.min):
        try:
            dates.parse(value, True)
        except ValueError as reason:
            assert str(reason).startswith("date_")
