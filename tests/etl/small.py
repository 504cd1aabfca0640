"""Small inboxes written by hand, and the real command that builds them."""

import csv
import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import duckdb
import xlsxwriter

from etl.__main__ import main

COUNTS = ("read", "loaded", "duplicate", "corrected", "rejected")


@dataclass
class Built:
    """What a build left behind: the exit code, the report, the terminal and the warehouse."""

    code: int
    report: dict
    terminal: str
    warehouse: Path

    @property
    def snapshot(self) -> Path:
        """The file that this build published."""
        return self.warehouse / "snapshots" / f"{self.report['snapshot']}.duckdb"

    def ask(self, query: str, *values) -> list[tuple]:
        with duckdb.connect(str(self.snapshot), read_only=True) as snapshot:
            return snapshot.execute(query, values).fetchall()

    def file(self, path: str) -> dict:
        return next(file for file in self.report["files"] if file["path"] == path)

    def counts(self, path: str) -> tuple[int, ...]:
        """(read, loaded, duplicate, corrected, rejected) of one file."""
        return tuple(self.file(path)[name] for name in COUNTS)

    def reasons(self, path: str) -> dict[str, int]:
        return dict(self.ask("SELECT reason, sum(rows)::INT FROM mart.reject WHERE path = ? GROUP BY reason", path))

    @property
    def rules(self) -> set[str]:
        return {finding["rule"] for finding in self.report["findings"]}

    def achieved(self, unit: str, indicator: str, day: str | None = None) -> int:
        day = day or str(self.ask("SELECT as_of FROM mart.snapshot")[0][0])
        return self.ask(
            "SELECT achieved FROM mart.attainment WHERE unit_code = ? AND indicator = ? AND day = ?",
            unit,
            indicator,
            day,
        )[0][0]


def build(folder: Path, capsys, *more: str, warehouse: str = "warehouse") -> Built:
    """Build `folder/inbox` into `folder/warehouse`."""
    capsys.readouterr()
    code = _command(folder, warehouse, more)
    out = capsys.readouterr()
    return _built(folder, warehouse, code, out.out + out.err)


def build_quietly(folder: Path, *more: str, warehouse: str = "warehouse") -> Built:
    """The same for fixtures that live longer than a test."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(out):
        code = _command(folder, warehouse, more)
    return _built(folder, warehouse, code, out.getvalue())


def build_once(folder: Path) -> None:
    """Build for a folder that is copied: what the terminal said stays beside it."""
    (folder / "terminal.txt").write_text(build_quietly(folder).terminal, encoding="utf-8")


def copied(made: Path, folder: Path) -> Built:
    """A folder that was built once, as a test's own."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return _built(folder, "warehouse", 0, (folder / "terminal.txt").read_text(encoding="utf-8"))


def two_shops(folder: Path) -> None:
    """An inbox of two shops and its published snapshot."""
    write_csv(folder / "inbox" / "a.csv", [shop("S1"), shop("S2")])
    build_once(folder)


def _command(folder: Path, warehouse: str, more: tuple[str, ...]) -> int:
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "report.json").unlink(missing_ok=True)
    places = {"--inbox": "inbox", "--warehouse": warehouse, "--report": "report.json"}
    return main(["build", *(text for option, name in places.items() for text in (option, str(folder / name))), *more])


def _built(folder: Path, warehouse: str, code: int, terminal: str) -> Built:
    assert "Traceback" not in terminal
    found = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    for file in found["files"]:
        assert file["read"] == file["loaded"] + file["duplicate"] + file["corrected"] + file["rejected"], file
    return Built(code, found, terminal, folder / warehouse)


def table(rows: list[dict]) -> list[list]:
    """A header and its rows; a row that lacks a field has an empty cell."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def csv_bytes(grid: list[list], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(grid)
    return text.getvalue().encode(encoding)


def write_csv(path: Path, rows: list[dict], encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(table(rows), encoding))
    return path


def write_xlsx(path: Path, sheets: dict[str, list[list]], merged: tuple[str, ...] = ()) -> Path:
    """Sheets of cells as they are: numbers as numbers, texts as texts. `merged` are areas of the first sheet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), {**options, "default_date_format": "dd/mm/yyyy"}) as book:
        for name, grid in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(grid):
                for position, value in enumerate(row):
                    if value != "" and value is not None:
                        sheet.write(line, position, value)
            for area in merged if name == next(iter(sheets)) else ():
                first = area.split(":")[0]
                sheet.merge_range(area, _value_at(grid, first))
    return path


def _value_at(grid: list[list], cell: str) -> object:
    column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
    return grid[row][column]


# One commune of each phase, to which most tests need nothing more.
VAN_LINH, DINH_LAP = "06505", "06613"  # xã Vạn Linh (187, phase 1); thị trấn Đình Lập (189, phase 2)


def shop(shop_id: str, household: str = "", unit: str = VAN_LINH, opened_on: str = "2021-08-01", **more) -> dict:
    return {
        "shop_id": shop_id, "platform": "voso", "household_code": household or f"H-{shop_id}", "unit": unit,
        "opened_on": opened_on, **more,
    }  # fmt: skip


def account(account_id: str, household: str = "", unit: str = VAN_LINH, opened_on: str = "2021-08-01", **more) -> dict:
    return {
        "account_id": account_id, "provider": "Agribank", "household_code": household or f"H-{account_id}", "unit": unit,
        "opened_on": opened_on, **more,
    }  # fmt: skip


def listing(listing_id: str, shop_id: str, listed_on: str = "2021-08-02", **more) -> dict:
    return {"listing_id": listing_id, "shop_id": shop_id, "name": "Na dai Chi Lăng", "listed_on": listed_on, **more}


def order(order_id: str, shop_id: str, listing_id: str = "", ordered_on: str = "2021-08-03", **more) -> dict:
    return {
        "order_id": order_id, "shop_id": shop_id, "listing_id": listing_id, "ordered_on": ordered_on, "quantity": "1",
        "amount": "100000", "status": "completed", **more,
    }  # fmt: skip
