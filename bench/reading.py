"""Rows per second through the ETL's readers beside plain reading of the same file."""

import csv
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pyarrow.parquet
from python_calamine import CalamineWorkbook

from data import vocabulary
from etl import extract, households, layout
from etl.columns import Days
from etl.conform import conform

DAY = date(2021, 12, 20)
ROUNDS = 3


def shops(count: int) -> pd.DataFrame:
    """A platform's list of shops as it sends it: text, names of units, days as dd/mm/yyyy."""
    units = vocabulary.units()
    communes = [unit for unit in units.values() if unit.vintage == "2021" and unit.level == "commune"]
    places = [communes[number % len(communes)] for number in range(count)]
    days = [date(2021, 7, 20) + timedelta(days=number % 110) for number in range(count)]
    return pd.DataFrame({
        "Mã gian hàng": [f"VS{number:07d}" for number in range(count)],
        "Sàn": "voso.vn",
        "Số CCCD": [f"0200{number:08d}" for number in range(count)],
        "Số điện thoại": [f"09{number:08d}" for number in range(count)],
        "Họ và tên": [f"Nông Văn {'ABCDEGHIK'[number % 9]}" for number in range(count)],
        "Thôn": [f"Thôn {number % 12 + 1}" for number in range(count)],
        "Xã": [place.full_name for place in places],
        "Huyện": [units["2021", place.parent].full_name for place in places],
        "Ngày mở": [f"{day:%d/%m/%Y}" for day in days],
    })  # fmt: skip


def write(frame: pd.DataFrame, folder: Path) -> dict[str, Path]:
    paths = {ending: folder / f"shops.{ending}" for ending in ("csv", "xlsx", "parquet")}
    frame.to_csv(paths["csv"], index=False)
    frame.to_excel(paths["xlsx"], index=False, engine="xlsxwriter")
    frame.to_parquet(paths["parquet"], index=False)
    return paths


def _plain_csv(path: Path) -> int:
    with open(path, encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file))) - 1


def _plain_xlsx(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1


def _plain_parquet(path: Path) -> int:
    # Into Python values like the two others, not only into Arrow's memory.
    return len(pyarrow.parquet.read_table(path).to_pylist())


PLAIN = {"csv": _plain_csv, "xlsx": _plain_xlsx, "parquet": _plain_parquet}


def through_etl(path: Path) -> int:
    """Rows accepted by extract, layout and conform together."""
    (sheet,) = extract.sheets(path.read_bytes())
    (table,) = layout.tables(sheet)
    return len(conform(table, Days(DAY, DAY), None, households.in_bulk(b"bench")).rows)


def _seconds(read: Callable[[Path], int], path: Path, count: int) -> float:
    start = time.perf_counter()
    found = read(path)
    taken = time.perf_counter() - start
    if found != count:
        raise RuntimeError(f"{path.name}: {found} of {count} rows read")
    return taken


def measure(folder: Path, count: int) -> list[tuple[str, float, float]]:
    """(format, rows a second plain, rows a second through the ETL): the best of some rounds, taken in turns."""
    found = []
    for ending, path in write(shops(count), folder).items():
        pairs = [(_seconds(PLAIN[ending], path, count), _seconds(through_etl, path, count)) for _ in range(ROUNDS)]
        plain, etl = (min(times) for times in zip(*pairs, strict=True))
        found.append((ending, count / plain, count / etl))
    return found
