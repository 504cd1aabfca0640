"""Orders whose data stand on their first line only."""

import pytest

from tests.etl import small
from tests.etl.reading import Read
from tests.etl.small import listing, shop
from tests.etl.test_rejects import mend

HEADER = [
    "STT",
    "Mã đơn hàng",
    "Mã gian hàng",
    "Ngày đặt hàng",
    "Trạng thái",
    "Tổng tiền đơn hàng",
    "Mã SKU",
    "Số lượng",
]
FIRST = [1, "D1", "S1", "02/08/2021", "Hoàn thành", 90000, "P1", 1]
SECOND = [2, "D2", "S1", "03/08/2021", "Hoàn thành", 50000, "P1", 2]


def inbox(folder, lines: list[list], header: list[str] = HEADER) -> None:
    small.write_csv(folder / "s.csv", [shop("S1"), shop("S2", platform="postmart")])
    small.write_csv(folder / "p.csv", [listing(f"P{n}", "S1") for n in range(1, 5)])
    small.write_xlsx(folder / "o.xlsx", {"Đơn": [header, *lines]})


def read(folder, lines: list[list], header: list[str] = HEADER) -> Read:
    inbox(folder, lines, header)
    return Read(folder)


@pytest.mark.parametrize("number", ["", 1])
@pytest.mark.parametrize("shop_id", ["", "S1"])
def test_lines_without_order_data_are_of_the_order_above(number, shop_id, tmp_path):
    more = [[number, "", shop_id, "", "", "", listed, 3] for listed in ("P2", "P3")]
    found = read(tmp_path, [FIRST, *more, SECOND, [2, "", "", "", "", "-", "P4", 1]])
    assert found.files["o.xlsx"]["loaded"] == 5
    assert found.values("orders", "order_id") == ["D1", "D1", "D1", "D2", "D2"]
    assert found.values("orders", "order_amount") == [90000, 90000, 90000, 50000, 50000]


def test_the_amount_of_an_order_is_counted_once(tmp_path, capsys):
    """Also where the line that tells it is not the first by its listing."""
    lines = [
        [*FIRST[:6], "P3", 1],
        [1, "", "", "", "", "", "P1", 4],
        [2, *SECOND[1:]],
        [3, "D2", "S1", "03/08/2021", "Hoàn thành", "", "P2", 1],
    ]
    inbox(tmp_path / "inbox", lines)
    built = small.build(tmp_path, capsys)
    assert built.counts("o.xlsx") == (4, 4, 0, 0, 0)
    assert built.ask(
        "SELECT orders, order_value FROM mart.volume WHERE unit_code = '20' AND platform = 'all' ORDER BY day DESC LIMIT 1"
    ) == [(2, 140000)]


@pytest.mark.parametrize("line, reason", [
    ([1, "", "", "02/08/2021", "", "", "P2", 1], "missing"),  # some of the order's data
    ([2, "", "", "", "", "", "P2", 1], "missing"),  # a number of its own
    (["", "", "S2", "", "", "", "P2", 1], "missing"),  # another shop
    (["", "", "", "", "", "", "P2", ""], "missing"),  # no line either
    ([2, "D9", "S1", "02/08/2021", "Hoàn thành", "", "P2", 1], "missing"),  # nobody tells its amount
    ([2, "D1", "S2", "02/08/2021", "Hoàn thành", "", "P2", 1], "missing"),  # another shop's order of the same id
])  # fmt: skip
def test_what_is_not_proven_is_refused(line, reason, tmp_path):
    found = read(tmp_path, [FIRST, line, SECOND])
    assert found.files["o.xlsx"]["loaded"] == 2 and found.reasons == [reason]


def test_below_an_empty_row_a_total_or_a_refused_order_nothing_is_carried(tmp_path):
    line = ["", "", "", "", "", "", "P2", 1]
    found = read(
        tmp_path,
        [
            line,
            FIRST,
            [],
            line,
            SECOND,
            ["", "Tổng cộng", "", "", "", 140000],
            line,
            [3, "D3", *[""] * 4, "P1", 1],
            line,
        ],
    )
    assert found.files["o.xlsx"]["loaded"] == 2 and found.files["o.xlsx"]["rejected"] == 5


def test_amounts_that_differ_are_not_chosen_from(tmp_path):
    found = read(tmp_path, [FIRST, [2, *FIRST[1:5], 80000, "P2", 1], [3, *FIRST[1:5], "", "P3", 1]])
    assert found.files["o.xlsx"]["loaded"] == 0
    assert sorted(found.reasons) == ["missing", "order_amounts_differ", "order_amounts_differ"]


def test_beside_amounts_of_lines_the_order_tells_nothing_of_a_line(tmp_path):
    header = [*HEADER, "Thành tiền"]
    found = read(tmp_path, [[*FIRST, 30000], [2, *FIRST[1:5], "", "P2", 1, ""]], header)
    assert found.files["o.xlsx"]["loaded"] == 1 and found.reasons == ["missing"]


def test_a_refused_line_is_handed_back_with_what_was_carried(tmp_path, capsys):
    inbox(tmp_path / "inbox", [FIRST, ["", "", "", "", "", "", "P2", "ba"]])
    first = small.build(tmp_path, capsys)
    assert first.counts("o.xlsx") == (2, 1, 0, 0, 1)
    mend(first, "o.xlsx", {"ba": 3}, tmp_path / "inbox")
    second = small.build(tmp_path, capsys)
    assert second.counts("mended-o.xlsx.xlsx") == (1, 1, 0, 0, 0)
