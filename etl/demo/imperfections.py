"""Small faults as real files have them: rows that must be refused, one file sent twice, one order too early."""

import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pandas as pd

from etl.demo.workbook import PREFIX, Document, set_time

# Each: kind, part of the file name, column of the id, number of rows, what is wrong with the cells, why it is refused.
PLANTED = (
    ("shops", "voso", "Mã gian hàng", 4, {"Xã/Phường": "xã Bản Giốc"}, "unknown commune"),
    ("shops", "voso", "Mã gian hàng", 4, {"Xã/Phường": "Chi Lăng", "Huyện/TP": "Chi Lăng"}, "ambiguous commune"),
    ("shops", "voso", "Mã gian hàng", 3, {"Ngày mở": "31/02/2021"}, "impossible date"),
    ("shops", "postmart", "Mã cửa hàng", 2, {"Sàn TMĐT": "Sendo"}, "unknown platform"),
    ("shops", "postmart", None, 2, {"Mã cửa hàng": ""}, "missing shop id"),
    ("accounts", "agribank", "Mã tài khoản", 3,
     {"Xã, phường, thị trấn": "Chi Lăng", "Huyện, thành phố": "H. Chi Lăng"}, "ambiguous commune"),
    ("accounts", "agribank", "Mã tài khoản", 2, {"Ngày mở tài khoản": "31/02/2021"}, "impossible date"),
    ("accounts", "agribank", "Mã tài khoản", 2, {"Ngày mở tài khoản": None}, "missing date"),
    ("accounts", "vnptpay", "Mã TK", 2, {"Mã xã": "99999"}, "unknown commune"),
    ("listings", "voso", "Mã sản phẩm", 2, {"Tên sản phẩm": ""}, "missing name"),
    ("certificates", "ocop", None, 1, {"Chứng nhận": "ISO 22000"}, "unknown scheme"),
    ("orders", "voso_don-hang_2", "Mã đơn hàng", 3, {"Trạng thái đơn hàng": "Chờ đối soát"}, "unknown status"),
    ("orders", "voso_don-hang_2", "Mã đơn hàng", 2, {"Tổng tiền đơn hàng": -150000}, "negative amount"),
    ("orders", "postmart", "Mã đơn", 3, {"Thành tiền": -90000}, "negative amount"),
    ("orders", "postmart", "Mã đơn", 2, {"Trạng thái đơn": "Chưa rõ"}, "unknown status"),
)  # fmt: skip
DAYS_TOO_EARLY = 9


def largest(documents: list[Document], kind: str, part: str) -> Document | None:
    fits = [document for document in documents if document.kind == kind and part in document.name]
    return max(fits, key=lambda document: len(document.rows), default=None)


def plant(documents: list[Document]) -> Counter:
    """Adds the rows that must be refused; returns how many of each reason stand in which file."""
    planted: Counter = Counter()
    for number, (kind, part, id_header, count, faults, reason) in enumerate(PLANTED):
        document = largest(documents, kind, part)
        if document is None:
            continue
        for k in range(count):
            row = list(document.rows[(37 * number + 11 * k) % len(document.rows)])
            if id_header:
                row[document.headers.index(id_header)] = f"{row[document.headers.index(id_header)]}9{number:02d}{k}"
            for header, value in faults.items():
                row[document.headers.index(header)] = value
            document.rows.append(row)
            planted[document.path, reason] += 1
        if document.headers[0] == "STT":
            for position, row in enumerate(document.rows, 1):
                row[0] = position
    return planted


def send_twice(documents: list[Document], out: Path) -> None:
    """The same export under another name."""
    document = largest(documents, "accounts", "agribank")
    if document is not None:
        source = out / document.path
        copy = source.with_name(f"{PREFIX}{document.name} (1).xlsx")
        shutil.copyfile(source, copy)
        set_time(copy, document.exported)


def order_too_early(orders: pd.DataFrame, shops: pd.DataFrame) -> pd.DataFrame:
    """One order of August gets a day before its shop opened."""
    later = orders[(orders["phase"] == 1) & (orders["status"] == "completed") & ~orders["first_sale"]]
    lines = orders.groupby("order_id")["line"].transform("size")
    later = later[later["ordered_on"].dt.month.eq(8) & (lines.loc[later.index] == 1)]
    if len(later):
        row = later.index[len(later) // 2]
        opened = shops.set_index("shop_id").loc[orders.loc[row, "shop_id"], "opened_on"]
        orders.loc[row, ["ordered_on", "settled_on"]] = opened - timedelta(days=DAYS_TOO_EARLY)
    return orders
