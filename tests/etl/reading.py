"""An inbox of a few rows, read and settled without marts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from etl import account as ledger
from etl import forms, households, inbox, settlement
from etl.columns import Days
from tests.etl import small
from tests.etl.small import VAN_LINH

TODAY = date(2022, 1, 31)
CSV = "shop_id,platform,household_code,unit,opened_on\n"
ORDERS = ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt hàng", "Số lượng", "Thành tiền", "Trạng thái"]
HEADER = ["Mã gian hàng", "Sàn", "Mã hộ", "Đơn vị", "Ngày mở"]


def row(number: int | str, day: object = "01/08/2021", unit: object = VAN_LINH) -> list:
    return [f"S{number}", "voso", f"H{number}", unit, day]


class Read:
    """An inbox read and settled, without marts."""

    def __init__(self, folder: Path, as_of: date = TODAY, taught: Sequence[forms.Form] = ()):
        self.inbox = inbox.read(folder, Days(as_of, TODAY), households.in_bulk(b"key"), lambda _: None, taught)
        self.landed = settlement.settle(self.inbox, lambda _: None)
        self.files = {file["path"]: file for file in ledger.of_files(self.inbox, self.landed)}
        for file in self.files.values():
            assert file["read"] == file["loaded"] + file["duplicate"] + file["corrected"] + file["rejected"], file

    @property
    def total(self) -> tuple[int, ...]:
        return tuple(sum(file[name] for file in self.files.values()) for name in small.COUNTS)

    @property
    def reasons(self) -> list[str]:
        return sorted(problems[0].reason for sheet in self.inbox.sheets for problems in sheet.rejected.values())

    @property
    def problems(self) -> list[str]:
        return [sheet.problem.reason for sheet in self.inbox.sheets if sheet.problem]

    def values(self, kind: str, name: str) -> list:
        return self.landed[kind].current[name].tolist()


def text(folder: Path, content: str, name: str = "a.csv") -> Read:
    (folder / name).write_text(content, encoding="utf-8")
    return Read(folder)


def grid(folder: Path, cells: list[list], merged: tuple[str, ...] = ()) -> Read:
    small.write_xlsx(folder / "a.xlsx", {"Trang 1": cells}, merged)
    return Read(folder)


def rows(folder: Path, *tables: list[dict]) -> Read:
    for number, table in enumerate(tables):
        small.write_csv(folder / f"{number}.csv", table)
    return Read(folder)


def orders(
    folder: Path, lines: list[list], header: list[str] = ORDERS, above: tuple[list, ...] = (), merged: tuple = ()
) -> Read:
    """Lines of orders of one shop, in a workbook."""
    small.write_csv(folder / "s.csv", [small.shop("S1")])
    small.write_xlsx(folder / "o.xlsx", {"T": [*above, header, *lines]}, merged)
    return Read(folder)


def order_line(amount: object, quantity: object = 1, number: int = 1) -> list:
    return [f"D{number}", "S1", "05/08/2021", quantity, amount, "Hoàn thành"]
