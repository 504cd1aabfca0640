"""Files that name the units from 1/7/2025: placed only where the former commune is told, else refused with the choices."""

import openpyxl
import pytest

from data import vocabulary
from etl import vintages
from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import shop

MAI_SAO, NHAN_LY = "06484", "06496"  # both are parts of the xã Nhân Lý of 2025
OLD = {unit.code: unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2021"}
NEW = [unit for (vintage, _), unit in vocabulary.units().items() if vintage == "2025" and unit.level == "commune"]


def refused(is_of_2025: bool = True, **named) -> vintages.Unresolved:
    with pytest.raises(vintages.Unresolved) as problem:
        vintages.resolve(is_of_2025=is_of_2025, **named)
    return problem.value


@pytest.mark.parametrize("unit", NEW, ids=lambda unit: unit.code)
def test_a_2025_unit_alone_is_refused_with_all_its_parts(unit):
    """Also where its name or code is that of a 2021 commune: it is not the same land."""
    parts = [
        row["commune_2021"] for row in vocabulary.rows("crosswalk_2021_2025.csv") if row["commune_2025"] == unit.code
    ]
    for named in (
        {"commune": unit.full_name},
        {"unit_code": unit.code},
        {"address": f"Thôn Nà Mò, {unit.full_name}, tỉnh Lạng Sơn"},
    ):
        problem = refused(**named)
        assert problem.reason == "unit_merged"
        assert len(problem.choices) == len(parts) > 1
        assert all(OLD[code].full_name in "; ".join(problem.choices) for code in parts)
    for code in parts:
        former, district = OLD[code].full_name, OLD[OLD[code].parent].full_name
        assert vintages.resolve(is_of_2025=True, commune=unit.name, former_commune=former, district=district) == code
        assert (
            vintages.resolve(is_of_2025=True, address=f"Thôn 1, {unit.full_name} ({former} cũ), {district} (cũ)")
            == code
        )


@pytest.mark.parametrize("named", [
    {"address": "Thôn Nà Mò, xã Mai Sao (cũ), xã Nhân Lý, tỉnh Lạng Sơn"}, {"unit": "Xã Nhân Lý (trước là xã Mai Sao)"},
    {"unit": "nhan ly", "former_commune": "mai sao"}, {"commune": "", "former_commune": "Xã Mai Sao"},
    {"unit_code": NHAN_LY, "former_commune": "Mai Sao"},
])  # fmt: skip
def test_the_former_commune_places_a_row(named):
    assert vintages.resolve(is_of_2025=True, **named) == MAI_SAO


@pytest.mark.parametrize("named, reason, names", [
    ({"commune": "Xã Nhân Lý", "former_commune": "Vạn Linh"}, "unit_contradiction", "Mai Sao"),
    ({"commune": "Xã Nhân Lý", "unit_code": "06505"}, "unit_contradiction", "Vạn Linh"),
    ({"commune": "Phường Vạn Linh"}, "unit_contradiction", "xã Vạn Linh"),
    ({"commune": "Xã Đình Lập", "former_commune": "Đình Lập"}, "unit_merged", "thị trấn Đình Lập"),
    ({"commune": "Phường Kỳ Lừa", "district": "Lạng Sơn"}, "unit_merged", "Hoàng Văn Thụ"),
    ({"commune": "Xã Mai Sao"}, "unit_not_2025", "xã Nhân Lý"), ({"commune": "Xã Nhân Lí Mới"}, "unit_not_2025", ""),
    ({"commune": ""}, "unit_missing", ""),
])  # fmt: skip
def test_what_does_not_tell_is_refused(named, reason, names):
    problem = refused(**named)
    assert problem.reason == reason and names in "; ".join(problem.choices)


def test_districts_and_the_province_are_what_they_were():
    assert vintages.resolve(is_of_2025=True, unit="Huyện Chi Lăng") == "187"
    assert vintages.resolve(is_of_2025=True, unit="Tỉnh Lạng Sơn") == "20"


def test_a_file_that_says_nothing_is_of_2021():
    assert vintages.resolve(is_of_2025=False, commune="Xã Vạn Linh") == small.VAN_LINH
    problem = refused(is_of_2025=False, commune="Phường Lương Văn Tri")
    assert problem.reason == "unit_unknown" and "xã Quảng Lạc" in "; ".join(problem.choices)
    assert (
        vintages.resolve(is_of_2025=False, commune="Đề Thám", district="Tràng Định", former_commune="Bắc Ái") == "06046"
    )
    assert refused(is_of_2025=False, commune="Vạn Linh", former_commune="Mai Sao").reason == "unit_contradiction"


HEADER = ["Mã gian hàng", "Sàn", "Mã hộ", "Xã", "Ngày mở"]
ROW = ["S1", "voso", "H1", "Xã Vạn Linh", "01/08/2021"]


@pytest.mark.parametrize("path, sheet, title, commune", [
    ("a.xlsx", "DS", "DANH SÁCH GIAN HÀNG THEO ĐVHC MỚI", "Xã"), ("a.xlsx", "DS", "Theo 65 xã, phường", "Xã"),
    ("a.xlsx", "DS", "Theo Nghị quyết số 1672/NQ-UBTVQH15", "Xã"), ("a.xlsx", "ĐVHC 2025", "DANH SÁCH", "Xã"),
    ("a.xlsx", "DS", "DANH SÁCH", "Xã mới"), ("a.xlsx", "DS", "DANH SÁCH", "Xã (sau sắp xếp)"), ("sau sáp nhập/a.xlsx", "DS", "", "Xã"),
])  # fmt: skip
def test_how_a_file_says_so(path, sheet, title, commune, tmp_path):
    header = [commune if name == "Xã" else name for name in HEADER]
    small.write_xlsx(tmp_path / path, {sheet: [[title], header, ROW]})
    assert Read(tmp_path).reasons == ["unit_merged"]


@pytest.mark.parametrize("upper, lower", [("Địa chỉ (theo ĐVHC mới)", "Xã"), ("Địa chỉ", "Xã mới")])
def test_each_row_of_a_header_may_say_so(upper, lower, tmp_path):
    head = [[*HEADER[:3], upper, "", "Ngày mở"], ["", "", "", "Thôn", lower, ""]]
    small.write_xlsx(tmp_path / "a.xlsx", {"DS": [*head, [*ROW[:3], "Thôn 1", *ROW[3:]]]}, ("D1:E1",))
    assert Read(tmp_path).reasons == ["unit_merged"]


@pytest.mark.parametrize("title, more", [("CÁC XÃ MỚI ĐẠT CHUẨN NÔNG THÔN MỚI", []), ("165 xã", []), ("", ["Xã mới"])])
def test_what_does_not_say_so(title, more, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"DS": [[title], HEADER + more, ROW + ["Bằng Mạc"] * len(more)]})
    assert Read(tmp_path).values("shops", "unit_code") == [small.VAN_LINH]


def test_a_row_handed_back_still_says_so(tmp_path, capsys):
    """The file's name alone said it: dropped in under another name the row must not be taken for one of 2021."""
    rows = [
        shop("S1", unit="Xã Vạn Linh"),
        shop("S2", unit="Xã Nhân Lý (xã Mai Sao cũ)"),
        shop("S3", unit="Huyện Chi Lăng"),
    ]
    small.write_csv(tmp_path / "inbox" / "ĐVHC mới.csv", rows)
    first = small.build(tmp_path, capsys)
    assert first.counts("ĐVHC mới.csv") == (3, 1, 0, 0, 2)
    assert first.reasons("ĐVHC mới.csv") == {"unit_merged": 1, "unit_not_commune": 1}
    rejects = next(next((first.warehouse / "rejects").iterdir()).iterdir())
    openpyxl.load_workbook(rejects).save(tmp_path / "inbox" / "mended.xlsx")
    assert small.build(tmp_path, capsys).counts("mended.xlsx") == (2, 0, 0, 0, 2)


RENAMED = [unit for unit in NEW if unit.name != OLD[unit.code].name]


def coded(number: int, unit, **more) -> dict:
    row = shop(f"S{number}", f"H-00000{number}")
    del row["unit"]
    return row | {"unit_code": unit.code, "commune": unit.full_name, **more}


def test_codes_of_2025_are_not_taken_for_those_of_2021(tmp_path):
    """One code that has another name in 2021 proves the whole list; a name that both lists have proves nothing."""
    same = next(unit for unit in NEW if OLD[unit.code].full_name == unit.full_name)
    small.write_csv(tmp_path / "a.csv", [coded(1, RENAMED[0]), coded(2, same)])
    found = Read(tmp_path)
    assert found.reasons == ["unit_merged"] * 2
    small.write_csv(tmp_path / "a.csv", [coded(2, same)])
    assert Read(tmp_path).values("shops", "unit_code") == [same.code]


def test_a_slip_among_codes_of_2021_does_not_make_the_list_another(tmp_path):
    codes = {unit.code for unit in NEW}
    old = next(unit for unit in OLD.values() if unit.level == "commune" and unit.code not in codes)
    small.write_csv(tmp_path / "a.csv", [coded(1, RENAMED[0]), coded(2, old)])
    found = Read(tmp_path)
    assert found.values("shops", "unit_code") == [old.code] and found.total == (2, 1, 0, 0, 1)


def test_the_codes_of_2021_are_never_proven_to_be_of_2025():
    assert not vintages.proven_2025(
        {"unit_code": unit.code, "commune": unit.full_name} for unit in OLD.values() if unit.level == "commune"
    )
    assert all(vintages.proven_2025([{"unit_code": unit.code, "commune": unit.full_name}]) for unit in RENAMED)


def test_former_codes_that_mean_another_unit_today_are_refused_with_choices():
    """Codes of 2019 whose commune was divided stand for one of its parts today: the name of then tells it."""
    found: dict[str, list[dict]] = {}
    for row in vocabulary.rows("crosswalk_2019_2021.csv"):
        found.setdefault(row["code_2019"], []).append(row)
    divided = [rows[0] for code, rows in found.items() if len(rows) > 1 and code in OLD]
    assert divided
    for row in divided:
        named = f"{row['type_2019']} {row['name_2019']}"
        if OLD[row["code_2019"]].full_name.lower() != named.lower():
            assert refused(False, unit_code=row["code_2019"], commune=named).choices
