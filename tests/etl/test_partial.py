"""Progress reports of one platform, one bank or one group of households: no figures of the whole unit."""

import pytest

from tests.etl import small
from tests.etl.reading import Read, grid

DAY = "HUYỆN CHI LĂNG, TÍNH ĐẾN NGÀY 15/11/2021"
UNITS = [["Xã Hòa Bình", 215], ["Xã Vạn Linh", 402]]


def reported(folder, title: str, header: str, name: str = "a.xlsx") -> Read:
    small.write_xlsx(folder / name, {"T": [[title], [DAY], ["Xã", header], *UNITS]})
    return Read(folder)


@pytest.mark.parametrize(
    "title, header",
    [
        ("SỐ GIAN HÀNG TRÊN SÀN VOSO", "Số gian hàng"), ("KẾT QUẢ CỦA POSTMART.VN", "Số hộ có gian hàng số"), ("BƯU ĐIỆN TỈNH LẠNG SƠN", "Số gian hàng"),
        ("KẾT QUẢ CỦA AGRIBANK", "Số tài khoản"), ("KẾT QUẢ CỦA NGÂN HÀNG NÔNG NGHIỆP", "Hộ có cả hai"), ("KẾT QUẢ HỖ TRỢ HỘ NGHÈO", "Số gian hàng"),
        ("KẾT QUẢ", "Số gian hàng (Voso)"),
    ],
)  # fmt: skip
def test_figures_of_one_platform_one_bank_or_one_group_are_none_of_the_unit(title, header, tmp_path):
    found = reported(tmp_path, title, header)
    assert found.total == (2, 0, 0, 0, 2) and set(found.problems) == {"figures_of_a_part"}


@pytest.mark.parametrize(
    "title, header",
    [
        ("SỐ GIAN HÀNG TRÊN SÀN VOSO VÀ POSTMART", "Số gian hàng"), ("AGRIBANK PHỐI HỢP", "Số gian hàng"), ("KẾT QUẢ CỦA HỘ TRÊN VOSO", "Số tài khoản"),
        ("SỞ CÔNG THƯƠNG", "Số tài khoản"), ("SỞ NÔNG NGHIỆP VÀ PTNT", "Số tài khoản"), ("Kính gửi: Bưu điện tỉnh", "Số gian hàng"),
        ("CHƯƠNG TRÌNH GIẢM NGHÈO", "Số gian hàng"), ("HỖ TRỢ HỘ SẢN XUẤT NÔNG NGHIỆP LÊN SÀN", "Số gian hàng"),
    ],
)  # fmt: skip
def test_words_that_make_no_part_of_the_figures(title, header, tmp_path):
    assert reported(tmp_path, title, header).total == (2, 2, 0, 0, 0)


def test_the_name_of_a_file_may_say_that_figures_are_of_one_platform(tmp_path):
    found = reported(tmp_path, "KẾT QUẢ", "Số gian hàng", "bao cao voso 15-11-2021.xlsx")
    assert set(found.problems) == {"figures_of_a_part"}


@pytest.mark.parametrize(
    "header, cells, loaded",
    [
        (["Sàn", "Số gian hàng"], ["voso", "voso"], 0), (["Ngân hàng", "Số tài khoản"], ["Agribank", "BIDV"], 0),
        (["Sàn", "Số gian hàng"], ["voso, postmart", "cả hai"], 2), (["Đơn vị hỗ trợ", "Số tài khoản"], ["Viettel", "VNPT"], 2),
    ],
)  # fmt: skip
def test_a_column_of_platforms_or_banks_tells_of_which_the_figures_are(header, cells, loaded, tmp_path):
    units = [[name, cell, value] for (name, value), cell in zip(UNITS, cells, strict=True)]
    assert grid(tmp_path, [[DAY], ["Xã", *header], *units]).total == (2, loaded, 0, 0, 2 - loaded)


def test_both_platforms_in_the_columns_and_one_in_the_title_are_all(tmp_path):
    head = [["Xã", "Gian hàng số", "", ""], ["", "Voso", "Postmart", "Cộng"]]
    found = grid(tmp_path, [["KẾT QUẢ VOSO"], [DAY], *head, ["Xã Hòa Bình", 60, 50, 110]], ("B3:D3",))
    assert found.values("progress_reports", "value") == [110]


def test_new_ones_in_brackets_are_not_what_was_reached_in_all(tmp_path):
    assert set(reported(tmp_path, "KẾT QUẢ", "Số gian hàng (mới)").problems) == {"not_cumulative"}
