"""Personal data stops at the door: it is in no table, message or report, only in the rejects, which their owner alone may read."""

import stat
import zipfile

import openpyxl
import pytest

from etl import quoting
from tests.etl import small

NAME, PHONE, IDENTITY, BANK, STREET = (
    "Đàm Quýnh Xuyến",
    "0968135790",
    "020079135791",
    "8712000135797",
    "Ngõ 97 Bông Lau",
)
PLANTED = [NAME, "Xuyến", "Dam Quynh Xuyen", PHONE, PHONE[1:], IDENTITY, IDENTITY[1:], BANK, STREET, "Bông Lau"]
OWNER = {"full_name": NAME, "phone": PHONE, "identity_number": IDENTITY}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> small.Built:
    folder = tmp_path_factory.mktemp("privacy")
    plant(folder / "inbox")
    found = small.build_quietly(folder)
    assert found.code == 0
    return found


def plant(inbox) -> None:
    """The planted person in loaded, corrected, duplicate and rejected rows, in unknown columns, in an unknown file and in names."""
    address = f"{STREET}, xã Vạn Linh, huyện Chi Lăng"
    good = [
        {
            "shop_id": "S1",
            "platform": "voso",
            **OWNER,
            "address": address,
            "opened_on": "2021-08-01",
            "Ghi chú": NAME,
            "Tên gọi khác": NAME,
        },
        {
            "shop_id": "S1",
            "platform": "voso",
            **OWNER,
            "address": address,
            "opened_on": "2021-08-01",
            "Ghi chú": "",
            "Tên gọi khác": "",
        },
        {"shop_id": "S2", "platform": "sàn của " + NAME, **OWNER, "address": address, "opened_on": "2021-08-01"},
        {"shop_id": "S3", "platform": "voso", **OWNER, "address": f"{STREET}, xã {NAME}", "opened_on": "2021-08-01"},
        {"shop_id": "=1+1", "platform": "voso", **OWNER, "address": address, "opened_on": NAME},
        {"shop_id": "S5", "platform": "voso", **OWNER, "address": address, "opened_on": "31/02/2021"},
    ]
    small.write_csv(inbox / "2021-09-01.csv", good)
    small.write_csv(inbox / "2021-09-05.csv", [good[0] | {"opened_on": "2021-08-03"}])
    small.write_csv(inbox / "tk.csv", [
        {"account_id": BANK, "provider": f"Agribank {NAME}", **OWNER, "address": address, "opened_on": "2021-08-01"},
        {"account_id": BANK, "provider": f"Agribank {NAME}", **OWNER, "address": address, "opened_on": "2021-08-02"},
    ])  # fmt: skip
    item = {"listing_id": "P1", "shop_id": "S1", "name": f"Na của {NAME}", "listed_on": "2021-08-04"}
    small.write_csv(inbox / "sp.csv", [item, item | {"name": f"Na dai {NAME} {PHONE}"}])
    bought = small.order("D1", "S1", "P1", buyer_province=f"{NAME}, {STREET}", unit_of_measure=NAME)
    small.write_csv(
        inbox / "don.csv", [bought, bought | {"buyer_province": PHONE}, small.order("D2", "S1", status=NAME)]
    )
    small.write_csv(inbox / "khac.csv", [{"Cột 1": NAME, "Cột 2": PHONE}, {"Cột 1": IDENTITY, "Cột 2": BANK}])
    (inbox / "ghi-chep.txt").write_text(f"{NAME}\n{PHONE}\t{IDENTITY}\n{STREET}\n", encoding="utf-8")
    plant_in_names(inbox)


def plant_in_names(inbox) -> None:
    """The person in headers, tabs, members of archives, sources, and the names of files and folders."""
    small.write_xlsx(inbox / "la.xlsx", {NAME: [[f"{NAME}, {STREET}, xã Vạn Linh", PHONE, "Màu"], ["a", "b", "c"]]})
    figures = [["Xã", "Huyện", "Tổng số hộ", f"{NAME} {STREET}"], ["Vạn Linh", "Chi Lăng", 820, 5]]
    small.write_xlsx(inbox / "bieu.xlsx", {f"Biểu của {NAME}": figures})
    listed = [
        {
            "shop_id": "S7",
            "platform": "voso",
            "household_code": "H7777777",
            "unit": small.VAN_LINH,
            "opened_on": "2021-08-01",
            NAME: STREET,
        }
    ]
    small.write_csv(inbox / NAME / f"{NAME} {PHONE}.csv", listed)
    small.write_csv(inbox / NAME / f"{NAME} {IDENTITY}.csv", [listed[0] | {"shop_id": "S8"}])
    small.write_csv(
        inbox / "cong-bo.csv",
        [
            {
                "scope": "189",
                "as_of": "2021-08-01",
                "indicator": "shops",
                "value": "5",
                "source": f"Bà {NAME} kể, {PHONE}",
            }
        ],
    )
    with zipfile.ZipFile(inbox / "nen.zip", "w") as archive:
        archive.writestr(f"{NAME}.csv", small.csv_bytes([["Tên", "Màu"], [NAME, PHONE]]))


def test_files_that_are_told_alike_are_told_apart(built):
    paths = [file["path"] for file in built.report["files"]]
    assert len(paths) == len(set(paths)) == 13
    assert {"…/… ….csv", "…/… ….csv (2)"} <= set(paths)
    assert built.ask("SELECT DISTINCT source FROM mart.reconciliation WHERE scope = '189' AND reported = 5") == [
        ("Bà … kể, …",)
    ]


def test_messages_name_a_column_and_a_sheet_by_their_place_where_their_words_may_be_a_persons(built):
    (detail,) = [f["detail_vi"] for f in built.report["findings"] if "bieu.xlsx" in f["detail_vi"]]
    assert "trang tính 1" in detail and "cột D" in detail


def forms(text: str) -> list[bytes]:
    return [text.encode(), text.lower().encode(), text.upper().encode(), text.encode("utf-16-le")]


def test_nothing_planted_is_published_or_said(built):
    folder = built.warehouse.parent
    places = {
        "snapshot": built.snapshot.read_bytes(),
        "report": (folder / "report.json").read_bytes(),
        "pointer": (built.warehouse / "current.json").read_bytes(),
        "terminal": built.terminal.encode(),
    }
    found = [
        (place, text)
        for place, content in places.items()
        for text in PLANTED
        for form in forms(text)
        if form in content
    ]
    assert found == []


def test_no_cell_of_the_snapshot_holds_it(built):
    """Strings inside the file are compressed: every text of every table once more, one by one."""
    for (name,) in built.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"):
        texts = {value for row in built.ask(f"SELECT * FROM mart.{name}") for value in row if isinstance(value, str)}
        assert not [text for text in texts for planted in PLANTED if planted.lower() in text.lower()], name


def test_rejects_are_for_their_owner_alone(built):
    folder = next((built.warehouse / "rejects").iterdir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {file.name for file in files} == {
        "2021-09-01.csv.xlsx",
        "don.csv.xlsx",
        "khac.csv.xlsx",
        "ghi-chep.txt.xlsx",
        "la.xlsx.xlsx",
        "bieu.xlsx.xlsx",
        "nen.zip.xlsx",
    }
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in files)
    assert stat.S_IMODE((built.warehouse / "household.key").stat().st_mode) == 0o600


def test_rejects_hold_the_row_and_the_reason_and_no_formula(built):
    sheet = openpyxl.load_workbook(next((built.warehouse / "rejects").iterdir()) / "2021-09-01.csv.xlsx").active
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert header[0] == "shop_id" and header[-3:] == ["Dòng gốc", "Lý do", "Cách sửa"]
    assert [row[-3] for row in rows] == [4, 5, 6, 7]
    assert all(row[-2] and row[-1] for row in rows)
    assert "Sàn không có trong danh mục" in rows[0][-2]
    assert "Không có đơn vị nào tên như vậy" in rows[1][-2]
    assert "Không đọc được ngày" in rows[2][-2] and "Ngày không có thật" in rows[3][-2]
    formula = sheet.cell(4, 1)
    assert (formula.value, formula.data_type) == ("=1+1", "s")


def test_the_key_decides_the_pseudonyms(built, tmp_path_factory):
    """Another warehouse has another key: its pseudonyms cannot be set beside these."""
    other = small.build_quietly(built.warehouse.parent, warehouse="other")
    mine, theirs = (
        {code for (code,) in one.ask("SELECT shop_code FROM mart.shop_performance")} for one in (built, other)
    )
    assert mine and not mine & theirs


@pytest.mark.parametrize(
    "text",
    ["Phạm Thị Hoa", "Lý Thị Bình", "hộ nông thị thu", "PHẠM THÀNH CÔNG", "Nông Tiến Đạt", "Người lập: Lý Thành Công"],
)
def test_a_name_of_words_of_the_trade_is_not_quoted(text):
    assert not quoting.is_quotable(text)


@pytest.mark.parametrize(
    "text",
    ["Mã Đơn Hàng", "Lý do", "TỪ NGÀY", "Huyện Cao Lộc", "Lộc Bình 15.11.2021", "Hoàng Đồng", "Hộ nghèo › Số hộ"],
)
def test_words_of_the_trade_and_units_are_quoted(text):
    assert quoting.is_quotable(text)
