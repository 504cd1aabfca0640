"""Rejected rows come back ready to be mended and dropped in again."""

import shutil

import openpyxl
import pytest

from etl import dates
from tests.etl import small
from tests.etl.small import VAN_LINH, order, shop


def mend(built: small.Built, path: str, fixes: dict[str, str], inbox) -> None:
    """Replace cells in a rejects file as an officer would, and drop the file into the inbox."""
    (place,) = next((built.warehouse / "rejects").iterdir()).glob(f"{path}*.xlsx")
    book = openpyxl.load_workbook(place)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                cell.value = fixes.get(cell.value, cell.value)
    book.save(inbox / f"mended-{path.replace('/', '-')}.xlsx")


def test_mended_rows_load_and_no_others(tmp_path, capsys):
    rows = [shop("S1"), shop("S2", unit="Xã Vạn Linhh, huyện Chi Lăng"), shop("S3", opened_on="31/02/2021"), shop("S4")]
    small.write_csv(tmp_path / "inbox" / "a" / "gian-hang.csv", rows)
    first = small.build(tmp_path, capsys)
    assert first.counts("a/gian-hang.csv") == (4, 2, 0, 0, 2)
    fixes = {"Xã Vạn Linhh, huyện Chi Lăng": "Xã Vạn Linh, huyện Chi Lăng", "31/02/2021": "28/02/2021"}
    mend(first, "gian-hang.csv", fixes, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-gian-hang.csv.xlsx") == (2, 2, 0, 0, 0)
    assert second.achieved(small.VAN_LINH, "shop") == 4


def test_titles_and_sections_travel_with_the_rows(tmp_path, capsys):
    """The day and the district that only titles and headings tell hold for the mended rows too."""
    grid = [
        ["BÁO CÁO TIẾN ĐỘ"], ["Tính đến ngày 25/09/2021"], [],
        ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả"],
        ["I", "Huyện Chi Lăng"], ["1", "Xã Hòa Bình", "Số gian hàng", "12"], ["2", "Xã Hòa Bình", "Số đơn hàng", "mười"],
        ["II", "Huyện Bình Gia"], ["1", "Xã Hòa Bình", "Số gian hàng", "ba"],
    ]  # fmt: skip
    small.write_xlsx(tmp_path / "inbox" / "bc.xlsx", {"BC": grid})
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    first = small.build(tmp_path, capsys)
    assert first.counts("bc.xlsx") == (3, 1, 0, 0, 2)
    mend(first, "bc.xlsx", {"mười": "10", "ba": "3"}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-bc.xlsx.xlsx") == (2, 2, 0, 0, 0)


def test_a_month_first_column_stays_what_it_was(tmp_path, capsys):
    rows = [
        {
            "shop_id": f"S{number}",
            "platform": "voso",
            "household_code": f"H{number}",
            "unit": small.VAN_LINH,
            "opened_on": day,
            "closed_on": "",
        }
        for number, day in enumerate(["08/25/2021", "08/30/2021", "08/14/2021"])
    ]
    rows.append(rows[0] | {"shop_id": "S9", "platform": "sàn lạ", "opened_on": "08/05/2021"})
    small.write_csv(tmp_path / "inbox" / "a.csv", rows)
    first = small.build(tmp_path, capsys)
    mend(first, "a.csv", {"sàn lạ": "voso"}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-a.csv.xlsx")[1] == 1
    assert second.ask("SELECT count(*) FROM mart.shop_performance WHERE opened_on = DATE '2021-08-05'") == [(1,)]


def test_a_cell_unclear_among_others_is_not_clear_by_itself(tmp_path, capsys):
    """05/08 beside 08/25 and 25/08, 54.000 beside 1500.5: handed back alone and not mended they are refused again."""
    days = [shop(f"S{n}", opened_on=day) for n, day in enumerate(["08/25/2021", "25/08/2021", "05/08/2021"])]
    small.write_csv(tmp_path / "inbox" / "s.csv", days)
    sold = [
        order(f"D{n}", "S0", amount=amount, ordered_on="2021-08-30") for n, amount in enumerate(["54.000", "1500.5"])
    ]
    small.write_csv(tmp_path / "inbox" / "o.csv", sold)
    first = small.build(tmp_path, capsys)
    assert first.reasons("s.csv") == {"date_ambiguous": 1} and first.reasons("o.csv") == {"number_ambiguous": 1}
    mend(first, "s.csv", {}, tmp_path / "inbox")
    mend(first, "o.csv", {"? 54.000": "54000"}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-s.csv.xlsx") == (1, 0, 0, 0, 1)
    assert second.counts("mended-o.csv.xlsx") == (1, 1, 0, 0, 0)


def test_a_figure_unclear_among_others_is_not_clear_by_itself(tmp_path, capsys):
    """150 beside 75.5 lost its thousands, 1 beside 820 households is no share: alone both would be clear."""
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S1")])
    sold = [order(f"D{n}", "S1", amount=amount) for n, amount in enumerate(["150", "75.5"])]
    small.write_csv(tmp_path / "inbox" / "o.csv", sold)
    given = [
        {"unit": unit, "indicator": "lead", "target": target} for unit, target in (("06505", "820"), ("06508", "1"))
    ]
    small.write_csv(tmp_path / "inbox" / "t.csv", given)
    first = small.build(tmp_path, capsys)
    assert first.counts("o.csv") == (2, 0, 0, 0, 2) and first.counts("t.csv") == (2, 1, 0, 0, 1)
    mend(first, "o.csv", {"? 75.5": "75500"}, tmp_path / "inbox")
    mend(first, "t.csv", {}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-o.csv.xlsx") == (2, 1, 0, 0, 1)
    assert second.counts("mended-t.csv.xlsx") == (1, 0, 0, 0, 1)


ORDERS = "order_id,shop_id,ordered_on,status,quantity,amount\n"
LISTED = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]
REGISTER = [["Đơn vị", "Tổng số hộ"], [VAN_LINH, 1]]


@pytest.mark.parametrize("sheets, merged", [
    ({"T": [["Đơn vị", "Ngày", "Chỉ số", "Giá trị"], ["06505", "01/10/2021", "Số gian hàng", 30], ["06508", "01/10/2021", "Số gian hàng", ""]]}, ("D2:D3",)),
    ({"T": [["Đơn vị", "Tổng số hộ", "Ngày rà soát", ""], ["06505", 800, "01/07/2021", 55]]}, ()),
    ({"T": [LISTED, ["S1", "voso", "HO0001", VAN_LINH, "01/08/2021"]], "Tổng": REGISTER}, ()),
    ({"T": [LISTED, [1234567890123456.0, "voso", "HO0001", VAN_LINH, "01/08/2021"]]}, ()),
    (ORDERS + "D1,S9,2021-08-05,completed,1,150,000\n", ()),
    ({"T": [["Huyện Chi Lăng, kết quả đến ngày 15/11/2021"], ["STT", "Đơn vị", "Hộ có gian hàng số"], ["I", "Xã Vạn Linh", 100], [1, "Hòa Bình", 40]]}, ()),
    ({"Đã đóng": [LISTED, ["S1", "voso", "HO0001", VAN_LINH, "01/08/2021"]]}, ()),
    ({"T": [LISTED, ["I", "Gian hàng đã đóng"], ["S1", "voso", "HO0001", VAN_LINH, "01/08/2021"]]}, ()),
    ({"Bản nháp": [LISTED, ["S1", "voso", "HO0001", VAN_LINH, "01/08/2021"]]}, ()),
    ({"T": [["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái"], ["-", "", "", "", "kg", "triệu đồng", ""], ["D1", "S9", "voso", "05/08/2021", 1, 150, "Đã giao"]]}, ()),
])  # fmt: skip
def test_what_was_refused_for_what_stood_around_it_is_refused_alone(sheets, merged, tmp_path, capsys):
    """Handed back and dropped in again as they are: merged numbers, cut ones, a sum beside its list, a rounded number,
    a hamlet below its commune, what is closed, a draft, units of measure in a row of their own."""
    small.write_csv(tmp_path / "inbox" / "s.csv", [shop("S9")])
    if isinstance(sheets, str):
        (tmp_path / "inbox" / "a.csv").write_text(sheets, encoding="utf-8")
    else:
        small.write_xlsx(tmp_path / "inbox" / "a.xlsx", sheets, merged)
    first = small.build(tmp_path, capsys)
    (path,) = (file["path"] for file in first.report["files"] if file["path"] != "s.csv")
    refused = first.file(path)["rejected"]
    assert refused > 0
    mend(first, path, {}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts(f"mended-{path}.xlsx") == (refused, 0, 0, 0, refused)


@pytest.mark.parametrize("path", ["x" * 200 + ".csv", "thư mục/" + "ă" * 90 + ".csv", "dấu\tlạ.csv", 'a?:*"<>|.csv'])
def test_odd_file_names(path, tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / path, [shop("S1"), shop("S2", platform="lạ")])
    built = small.build(tmp_path, capsys)
    assert built.counts(path) == (2, 1, 0, 0, 1)
    assert len(list(next((built.warehouse / "rejects").iterdir()).iterdir())) == 1


def test_names_that_fall_together_keep_their_own_rejects(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a" / "b.csv", [shop("S1"), shop("S2", platform="lạ")])
    small.write_csv(tmp_path / "inbox" / "b.csv", [shop("S3", platform="lạ hơn")])
    small.write_csv(tmp_path / "inbox" / "c" / "b.csv", [shop("S4", platform="lạ nữa")])
    built = small.build(tmp_path, capsys)
    assert len(list(next((built.warehouse / "rejects").iterdir()).iterdir())) == 3


@pytest.mark.parametrize("folder", ["Huyện Chi Lăng", "tinh-den-15-11-2021", "2021-11-15", "xã phường 2025"])
def test_a_folder_tells_nothing_of_rows_handed_back(folder, tmp_path, capsys):
    """Neither a day nor a district: what was refused beside it is refused alone."""
    small.write_csv(tmp_path / "inbox" / folder / "b.csv", [shop("S1"), shop("S2", unit="Xã Hòa Bình")])
    first = small.build(tmp_path, capsys)
    (place,) = next((first.warehouse / "rejects").iterdir()).iterdir()
    shutil.copy(place, tmp_path / "inbox" / place.name)
    second = small.build(tmp_path, capsys)
    assert second.counts(place.name) == (1, 0, 0, 0, 1)
    assert dates.stated(place.name) is None


def test_nothing_published_still_hands_back_the_rows(tmp_path, capsys):
    small.write_csv(tmp_path / "inbox" / "a.csv", [shop("S1", platform="lạ")])
    built = small.build(tmp_path, capsys)
    assert built.code == 1 and not built.report["published"]
    assert built.counts("a.csv") == (1, 0, 0, 0, 1)
    assert [path.name for path in (built.warehouse / "rejects" / "chua-cong-bo").iterdir()] == ["a.csv.xlsx"]
