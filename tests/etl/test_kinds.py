"""All ten kinds are known by their headers: by the plain field names alone, and by an office's words."""

import pytest

from etl import layout, sources
from etl.extract import Sheet
from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import VAN_LINH

# One row of each kind with nothing but what the contract requires.
BARE = {
    "households": {"unit": VAN_LINH, "households": "820"},
    "targets": {"unit": VAN_LINH, "indicator": "both", "target": "55%"},
    "shops": {"shop_id": "S1", "platform": "voso", "phone": "0912345678", "unit": VAN_LINH, "opened_on": "2021-08-01"},
    "accounts": {"account_id": "T1", "provider": "Agribank", "identity_number": "020085001234", "unit": VAN_LINH, "opened_on": "2021-08-01"},
    "listings": {"listing_id": "P1", "shop_id": "S1", "name": "Na", "listed_on": "2021-08-01"},
    "certificates": {"listing_id": "P1", "scheme": "VietGAP", "valid_from": "2021-01-01"},
    "orders": {"order_id": "D1", "shop_id": "S1", "ordered_on": "2021-08-02", "quantity": "1", "order_amount": "5000", "status": "completed"},
    "field_activity": {"unit": VAN_LINH, "date": "2021-08-01", "kind": "training", "count": "1"},
    "progress_reports": {"unit": VAN_LINH, "as_of": "2021-08-01", "indicator": "shops", "value": "5"},
    "published_figures": {"scope": "phase-1", "as_of": "2021-08-01", "indicator": "shops", "value": "5", "source": "Báo"},
}  # fmt: skip
OFFICE = {
    "households": ["Đơn vị", "Tổng số hộ"], "targets": ["Đơn vị", "Chỉ số", "Chỉ tiêu giao"], "shops": ["Mã gian hàng", "Sàn", "SĐT", "Địa bàn", "Ngày mở"],
    "accounts": ["Số tài khoản", "Ngân hàng", "Số CCCD", "Địa bàn", "Ngày mở"], "listings": ["Mã sản phẩm", "Mã gian hàng", "Tên sản phẩm", "Ngày đăng bán"],
    "certificates": ["Mã sản phẩm", "Chứng nhận", "Ngày cấp"], "orders": ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt", "Số lượng", "Tổng tiền đơn hàng", "Trạng thái"],
    "field_activity": ["Địa bàn", "Ngày", "Hoạt động", "Số lượng"], "progress_reports": ["Đơn vị", "Tính đến ngày", "Nội dung", "Kết quả"],
    "published_figures": ["Phạm vi", "Ngày số liệu", "Chỉ số", "Giá trị", "Nguồn"],
}  # fmt: skip


@pytest.mark.parametrize("named", ["plain", "office"])
@pytest.mark.parametrize("name_of_files", ["data-{}.csv", "không liên quan {}.txt"])
def test_required_fields_are_enough(named, name_of_files, tmp_path):
    for number, (kind, row) in enumerate(BARE.items()):
        header = list(row) if named == "plain" else OFFICE[kind]
        (tmp_path / name_of_files.format(number)).write_bytes(small.csv_bytes([header, list(row.values())]))
    found = Read(tmp_path)
    assert [file["kind"] for file in found.files.values()] == list(BARE)
    assert found.total == (10, 10, 0, 0, 0)


@pytest.mark.parametrize("kind", BARE)
def test_a_kind_without_a_required_field_is_no_kind(kind):
    fields = sources.kinds()[kind]
    for missing in BARE[kind]:
        if fields[missing].required_group:
            row = {name: value for name, value in BARE[kind].items() if name != missing}
            (table,) = layout.tables(Sheet("", "", small.table([row])))
            assert table.kind != kind, missing


@pytest.mark.parametrize("kind", BARE)
def test_every_accepted_header_names_one_field_or_is_told_apart(kind):
    """A spelling that two fields of a kind share is a trap, but for the two totals, the target that is also a name, and the rank of stars,
    which is the certificate itself where no other column names one."""
    fields = {
        form: [name for name, _ in found if name in sources.kinds()[kind]]
        for form, found in sources.headers(kind).items()
    }
    shared = {form for form, names in fields.items() if len(names) > 1}
    assert shared <= {
        "chỉ tiêu",
        "Chỉ tiêu",
        "chi tieu",
        "tong so tien nguoi mua thanh toan",
        "tinh thanh pho",
        "Tỉnh/Thành phố",
        "Hạng sao",
        "hang sao",
    }


def test_days_of_a_title_stand_in_for_a_column(tmp_path):
    small.write_xlsx(
        tmp_path / "a.xlsx",
        {
            "1": [
                ["BÁO CÁO"],
                ["Tính đến hết ngày 25/9/2021"],
                ["Đơn vị", "Chỉ số", "Kết quả"],
                ["Huyện Chi Lăng", "Số gian hàng", "5.000"],
            ]
        },
    )
    found = Read(tmp_path)
    assert found.total == (1, 1, 0, 0, 0)
    assert str(found.values("progress_reports", "as_of")[0]) == "2021-09-25"


def test_a_state_that_is_not_read_is_told_of_where_it_says_closed(tmp_path):
    """What a list has no day for counts as open: nobody may overlook it."""
    header = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở", "Ngày đóng", "Trạng thái"]
    states = [
        ("", "Đang hoạt động"), ("", "Đã đóng"), ("09/08/2021", "Đã đóng"), ("-", "Tạm khoá do vi phạm"), ("", "Đã đồng ý"), ("", ""),
    ]  # fmt: skip
    shops = [[f"S{n}", "voso", f"H{n}", "Xã Vạn Linh", "05/08/2021", *state] for n, state in enumerate(states)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [header, *shops]})
    found = Read(tmp_path)
    assert found.total == (6, 6, 0, 0, 0)
    (told,) = found.inbox.sheets[0].remarks
    assert told == ("may_be_closed", {"number": 2, "column": "Trạng thái", "rows": "3, 5"})


@pytest.mark.parametrize(
    "first, shop_id",
    [("", "VD: VS001"), ("VD", "VS001"), ("Ví dụ", "VS001"), ("(Ví dụ)", "VS001"), ("1", "ví dụ: VS001")],
)
def test_the_example_of_a_form_is_no_shop(first, shop_id, tmp_path):
    header = ["STT", "Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]
    shops = [
        [first, shop_id, "voso", "H1", "Xã Vạn Linh", "01/08/2021"],
        ["1", "VD-002", "voso", "H2", "Xã Vạn Linh", "02/08/2021"],
    ]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [header, *shops]})
    found = Read(tmp_path)
    assert (found.total, found.reasons, found.values("shops", "shop_id")) == (
        (2, 1, 0, 0, 1),
        ["row_is_example"],
        ["VD-002"],
    )


@pytest.mark.parametrize("written, meant", [
    ("1. Hộ có gian hàng số", ["shop"]), ("b) Hộ đầu tàu", ["lead"]), ("II. Hộ có tài khoản TTĐT", ["account"]), ("Hộ có gian hàng số (lũy kế)", ["shop"]),
    ("Tổng số hộ có gian hàng số", ["shop"]), ("Lũy kế số hộ có tài khoản TTĐT", ["account"]), ("Tổng đơn hàng", ["orders"]), ("Tổng số hộ nghèo", []),
    ("Hộ có gian hàng số (trong tuần)", []), ("Gian hàng số (hộ)", []),
])  # fmt: skip
def test_indicators_are_numbered_as_in_a_letter(written, meant, tmp_path):
    cells = [
        ["Ngày báo cáo", "Đơn vị", "Chỉ số", "Kết quả"],
        ["15/11/2021", "Huyện Chi Lăng", written, 120],
        ["15/11/2021", "Huyện Hữu Lũng", "Số đơn hàng", 7],
    ]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": cells})
    found = Read(tmp_path)
    assert found.values("progress_reports", "indicator") == [*meant, "orders"]


def test_an_account_may_be_older_than_the_programme_and_a_shop_not(tmp_path):
    small.write_csv(
        tmp_path / "a.csv", [small.account("T1", opened_on="2010-05-04"), small.account("T2", opened_on="1921-08-01")]
    )
    small.write_csv(
        tmp_path / "s.csv",
        [small.shop("S1", opened_on="2010-05-04"), small.shop("S2"), small.shop("S3"), small.shop("S4")],
    )
    found = Read(tmp_path)
    assert found.reasons == ["date_too_early"] * 2
    assert (found.values("accounts", "account_id"), found.values("shops", "shop_id")) == (["T1"], ["S2", "S3", "S4"])
