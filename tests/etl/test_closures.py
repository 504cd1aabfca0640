"""Lists that say of all or of some of their rows that something was closed, withdrawn, returned or never opened."""

import pytest

from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import VAN_LINH

HEADER = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Ngày đóng"]
OPEN, CLOSED = [
    ["S1", "voso", "H1", VAN_LINH, "25/08/2021", ""],
    ["S2", "voso", "H2", VAN_LINH, "25/08/2021", "01/10/2021"],
]


@pytest.mark.parametrize("title, tab, name", [
    ("DANH SÁCH GIAN HÀNG BỊ HỦY, THU HỒI", "Trang 1", "a"), ("Danh sách gian hàng đã khoá", "Trang 1", "a"),
    ("DANH SÁCH HỘ DỰ KIẾN MỞ GIAN HÀNG SỐ", "Trang 1", "a"),
    ("Danh sách", "Đã đóng", "a"), ("Danh sách", "Chờ duyệt", "a"), ("Danh sách", "Trang 1", "Gian hàng ngừng hoạt động"),
    ("Danh sách", "Trang 1", "gian_hang_da_dong_2021-10-05"),
])  # fmt: skip
def test_a_list_of_what_is_closed_opens_nothing(title, tab, name, tmp_path):
    small.write_xlsx(tmp_path / f"{name}.xlsx", {tab: [[title], HEADER, OPEN, CLOSED]})
    found = Read(tmp_path)
    assert (found.total, found.reasons, found.values("shops", "shop_id")) == (
        (2, 1, 0, 0, 1),
        ["list_not_open"],
        ["S2"],
    )


@pytest.mark.parametrize("title", [
    "Danh sách gian hàng đang hoạt động và đã đóng", "Danh sách gian hàng (không tính gian hàng đã khóa)", "Danh sách gian hàng chưa bị khóa",
    "Ghi chú: gian hàng đã đóng được tô đỏ", "Danh sách gian hàng của hộ đã đóng phí",
])  # fmt: skip
def test_a_list_that_speaks_of_others_too_is_read(title, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"Trang 1": [[title], HEADER, OPEN, CLOSED]})
    assert Read(tmp_path).total == (2, 2, 0, 0, 0)


def test_what_stands_below_a_heading_of_closed_ones_is_not_open(tmp_path):
    header = ["STT", *HEADER[:-1]]
    shops = [["1", f"S{n}", "voso", f"H{n}", VAN_LINH, "25/08/2021"] for n in range(3)]
    cells = [
        header,
        ["I", "Gian hàng đang hoạt động"],
        shops[0],
        ["II", "Gian hàng đã đóng"],
        shops[1],
        ["III", "Gian hàng mới mở"],
        shops[2],
    ]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": cells})
    found = Read(tmp_path)
    assert found.values("shops", "shop_id") == ["S0", "S2"] and found.reasons.count("list_not_open") == 1


def test_a_list_of_withdrawn_certificates_certifies_nobody(tmp_path):
    header = ["Mã hộ", "Chứng nhận", "Ngày cấp", "Ngày hết hạn"]
    rows = [["H00001", "VietGAP", "01/09/2019", "31/08/2022"], ["H00002", "VietGAP", "01/09/2018", "31/08/2021"]]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [["Danh sách giấy chứng nhận bị thu hồi"], header, *rows]})
    found = Read(tmp_path)
    assert (found.total, found.reasons) == ((2, 1, 0, 0, 1), ["list_not_open"])


def test_a_note_that_a_shop_was_entered_by_mistake_is_told_of(tmp_path):
    """Nothing else tells it: the column of notes is not read."""
    notes = [
        "Đã đóng",
        "Đã đóng gói",
        "Nhập nhầm",
        "Xóa",
        "chưa bị khóa",
        "Xã Trùng Quán",
        "",
        "Đang ẩn",
        "Nháp",
        "Xã Ẩn",
    ]
    shops = [[f"S{n}", "voso", f"H{n}", VAN_LINH, "25/08/2021", note] for n, note in enumerate(notes)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[*HEADER[:-1], "Ghi chú"], *shops]})
    found = Read(tmp_path)
    assert found.total == (10, 10, 0, 0, 0)
    told = {"number": 5, "column": "Ghi chú", "rows": "2, 4, 5, 9, 10"}
    assert found.inbox.sheets[0].remarks == [("may_be_closed", told)]


@pytest.mark.parametrize("header, told, rows", [
    ("Tình trạng", ["Còn hiệu lực", "Đã thu hồi", "Tạm đình chỉ", "Hết hiệu lực"], "3, 4"),
    ("Ngày thu hồi", ["", "01/11/2021", "-", "01/06/2021"], "3"),
    ("Ghi chú", ["Hết hạn 31/8/2024", "Chưa hết hạn", "Bị thu hồi", ""], "4"),
])  # fmt: skip
def test_a_certificate_that_is_said_to_be_withdrawn_is_told_of(header, told, rows, tmp_path):
    """The last one is over by its own day."""
    ends = ["31/08/2024", "31/08/2024", "31/08/2024", "31/08/2021"]
    lines = [
        [f"H0000{n}", "VietGAP", "01/09/2018", end, said] for n, (end, said) in enumerate(zip(ends, told, strict=True))
    ]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [["Mã hộ", "Chứng nhận", "Ngày cấp", "Ngày hết hạn", header], *lines]})
    found = Read(tmp_path)
    assert found.total == (4, 4, 0, 0, 0)
    ((rule, values),) = found.inbox.sheets[0].remarks
    assert (rule, values["rows"]) == ("may_be_withdrawn", rows)


def test_an_order_that_is_said_to_be_returned_is_told_of(tmp_path):
    header = ["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái", "Thanh toán"]
    states = [
        ("Đã giao", "Đã thanh toán"),
        ("Đã giao", "Hoàn tiền"),
        ("Đã hủy", "Hoàn tiền"),
        ("Đang giao", "Khách trả hàng"),
    ]
    orders = [[f"D{n}", "S1", "voso", "01/09/2021", 1, 100000, *state] for n, state in enumerate(states)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [header, *orders]})
    small.write_csv(tmp_path / "b.csv", [small.shop("S1")])
    found = Read(tmp_path)
    assert found.total == (5, 5, 0, 0, 0)
    (told,) = found.inbox.sheets[0].remarks
    assert told == ("may_be_returned", {"number": 2, "column": "Thanh toán", "rows": "3, 5"})


ACTIVITY = ["Ngày", "Xã", "Huyện", "Loại hoạt động", "Số lượng", "Số người"]
HELD = ["08/11/2021", "Vạn Linh", "Chi Lăng", "Tập huấn", 1, 30]


@pytest.mark.parametrize("title, tab, name", [
    ("KẾ HOẠCH TẬP HUẤN THÁNG 11/2021", "Trang 1", "a"), ("Lịch tập huấn", "Trang 1", "a"), ("Tập huấn", "Dự kiến", "a"), ("Tập huấn", "Trang 1", "ke-hoach-tap-huan"),
])  # fmt: skip
def test_what_is_planned_was_not_held(title, tab, name, tmp_path):
    small.write_xlsx(tmp_path / f"{name}.xlsx", {tab: [[title], ACTIVITY, HELD]})
    found = Read(tmp_path)
    assert found.problems == ["activity_planned"] and found.total == (1, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ THỰC HIỆN KẾ HOẠCH TẬP HUẤN",
        "Tập huấn (kèm theo Kế hoạch số 12/KH-UBND)",
        "Thực hiện kế hoạch tháng 11",
        "Tập huấn theo kế hoạch",
    ],
)
def test_what_was_held_by_a_plan_counts(title, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[title], ACTIVITY, HELD]})
    assert Read(tmp_path).total == (1, 1, 0, 0, 0)


def test_an_activity_that_is_said_to_be_put_off_is_told_of(tmp_path):
    states = ["Đã thực hiện", "Hoãn", "Đã hủy do dịch", "Không bị hoãn lại", "chưa tổ chức"]
    rows = [[f"0{n + 1}/11/2021", *HELD[1:], state] for n, state in enumerate(states)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[*ACTIVITY, "Trạng thái"], *rows]})
    found = Read(tmp_path)
    assert found.total == (5, 5, 0, 0, 0)
    assert found.inbox.sheets[0].remarks == [
        ("may_not_be_held", {"number": 3, "column": "Trạng thái", "rows": "3, 4, 6"})
    ]


def test_an_activity_with_a_day_on_which_it_was_put_off_is_told_of(tmp_path):
    rows = [[*HELD, "10/11/2021"], ["02/11/2021", *HELD[1:], ""]]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[*ACTIVITY, "Ngày bị hoãn"], *rows]})
    ((rule, told),) = Read(tmp_path).inbox.sheets[0].remarks
    assert (rule, told["number"], told["rows"]) == ("may_not_be_held", 1, "2")


@pytest.mark.parametrize("header, told, rows", [
    ("Tiền hoàn lại", [150_000, 0, "", "-"], "2"), ("Ghi chú", ["đơn thử", "Test", "Na thử nghiệm mùa mới", "giao thử"], "2, 3, 4"), ("Giảm giá", [10_000, 0, "", ""], None),
])  # fmt: skip
def test_an_order_that_was_paid_back_or_only_tried_is_told_of(header, told, rows, tmp_path):
    columns = ["Mã đơn hàng", "Mã gian hàng", "Sàn", "Ngày đặt", "Số lượng", "Thành tiền", "Trạng thái", header]
    lines = [[f"D{n}", "S1", "voso", "01/09/2021", 1, 150_000, "Đã giao", value] for n, value in enumerate(told)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [columns, *lines]})
    small.write_csv(tmp_path / "b.csv", [small.shop("S1")])
    found = Read(tmp_path)
    assert found.total == (5, 5, 0, 0, 0)
    assert [values["rows"] for _, values in found.inbox.sheets[0].remarks] == ([rows] if rows else [])


@pytest.mark.parametrize("word", ["đang mở", "Còn bán", "hoạt động bình thường", "Chưa gỡ"])
def test_words_for_what_goes_on_are_no_day(word, tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [HEADER, [*OPEN[:-1], word]]})
    found = Read(tmp_path)
    assert found.total == (1, 1, 0, 0, 0) and found.values("shops", "closed_on") == [None]


def test_a_shop_that_opened_again_is_not_closed_for_good(tmp_path):
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [HEADER, [*OPEN[:-1], "01/10/2021 (mở lại)"]]})
    assert Read(tmp_path).reasons == ["date_in_doubt"]
