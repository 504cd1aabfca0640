"""Some hundred spoiled files: no exception, and every row is accounted for."""

import gzip
import io
import random
import zipfile
from datetime import date, datetime

import pytest

from etl import households, inbox
from etl.columns import Days
from etl.refusals import NOBODY
from tests.etl import dialects, small
from tests.etl.reading import TODAY, Read
from tests.etl.small import account, listing, order, shop

ODD = [
    None, "", " ", "-", "Tổng cộng", "#REF!", "=1+1", "1,2 triệu", "54.000", "1.234,5", -1, 0, 1e300, 2**70, True, False, "31/02/2021", "20/9",
    date(1900, 1, 1), datetime(2199, 1, 1, 23, 59), "Chi Lăng", "Xã Bắc Ái, huyện Tràng Định", "06505", 6505.0, "x" * 5000, "\u200b", "a\nb", '"', "'",
    "Người lập biểu", "(1)", "shop_id", "Mã đơn hàng", "hoàn thành", "voso", "OCOP 4 sao", "70 – 80%", "\x07", "🍈", "à" * 40, "L¹ng S¬n",
]  # fmt: skip
TABLES = {
    "shops": [shop(f"S{n}", full_name="Vi Văn Tú", phone="0912345678") for n in range(6)],
    "accounts": [account(f"T{n}") for n in range(6)],
    "listings": [listing(f"P{n}", f"S{n}") for n in range(6)],
    "orders": [order(f"D{n}", f"S{n}", f"P{n}", order_amount="1.000.000") for n in range(6)],
    "certificates": [{"listing_id": f"P{n}", "scheme": "OCOP 4 sao", "valid_from": "2021-01-01", "valid_to": ""} for n in range(6)],
    "households": [{"unit": "06505", "households": 800 + n, "as_of": f"2021-08-0{n + 1}"} for n in range(6)],
    "targets": [{"unit": "187", "indicator": "both", "target": "55%", "source": "tỉnh giao", "valid_from": f"2021-08-0{n + 1}"} for n in range(6)],
    "field_activity": [{"unit": "06505", "date": f"2021-08-0{n + 1}", "kind": "tập huấn", "count": 3, "people": 9} for n in range(6)],
    "progress_reports": [{"unit": "06505", "as_of": f"2021-08-0{n + 1}", "indicator": "shops", "value": "5"} for n in range(6)],
    "published_figures": [{"scope": "phase-1", "as_of": f"2021-08-0{n + 1}", "indicator": "shops", "value": "5", "source": "Báo"} for n in range(6)],
}  # fmt: skip


def spoiled(chance: random.Random, grid: list[list]) -> list[list]:
    """A table with some cells, rows and columns replaced, lost, doubled or moved."""
    grid = [list(row) for row in grid]
    for _ in range(chance.randint(1, 12)):
        line, change = chance.randrange(len(grid)), chance.random()
        if change < 0.6 and grid[line]:
            grid[line][chance.randrange(len(grid[line]))] = chance.choice(ODD)
        elif change < 0.7:
            grid.insert(line, [chance.choice(ODD) for _ in range(chance.randint(0, 9))])
        elif change < 0.75:
            grid.insert(line, list(grid[0]))
        elif change < 0.8 and len(grid) > 2:
            del grid[line]
        elif change < 0.85:
            grid[line] = grid[line][: chance.randint(0, 4)]
        elif change < 0.9:
            grid[line] = [*grid[line], *(chance.choice(ODD) for _ in range(3))]
        elif change < 0.95:
            for row in grid:
                row.insert(min(2, len(row)), chance.choice(ODD))
        else:
            grid = [["DANH SÁCH"], ["Tính đến ngày 25/09/2021"], [], *grid]
    return grid


def bitten(chance: random.Random, content: bytes) -> bytes:
    """A file with some of its bytes changed or its end cut off."""
    spoiled_bytes = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        spoiled_bytes[chance.randrange(len(spoiled_bytes))] = chance.randrange(256)
    return bytes(
        spoiled_bytes[: chance.randint(len(content) // 2, len(content))] if chance.random() < 0.4 else spoiled_bytes
    )


def as_file(chance: random.Random, grid: list[list], path) -> None:
    kind = chance.choice(["csv", "csv", "xlsx", "xlsx", "tcvn3", "utf-16", "gz", "zip", "html"])
    texts = [["" if value is None else str(value) for value in row] for row in grid]
    if kind == "xlsx":
        # What a spreadsheet cannot hold as a number it holds as a text.
        cells = [
            [value if not isinstance(value, int | float) or abs(value) < 1e200 else str(value) for value in row]
            for row in grid
        ]
        small.write_xlsx(path, {"Trang 1": cells})
        return
    content = {
        "csv": lambda: small.csv_bytes(texts), "gz": lambda: gzip.compress(small.csv_bytes(texts)),
        "utf-16": lambda: small.csv_bytes(texts, "utf-16", "\t"), "zip": lambda: _zipped(small.csv_bytes(texts)),
        "tcvn3": lambda: dialects.to_tcvn3(small.csv_bytes(texts).decode()).encode("latin-1", errors="replace"),
        "html": lambda: ("<table>" + "".join("<tr>" + "".join(f"<td>{x}</td>" for x in row) + "</tr>" for row in texts) + "</table>").encode(),
    }[kind]()  # fmt: skip
    path.write_bytes(content)


def _zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("trong/a.csv", content)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(15))
def test_spoiled_inboxes(seed, tmp_path):
    """Each inbox holds two spoiled files of every kind: whatever is wrong, the layout and the columns cope with it."""
    chance = random.Random(seed)
    for name, rows in TABLES.items():
        for number in range(2):
            as_file(chance, spoiled(chance, small.table(rows)), tmp_path / f"{number}-{name}.bin")
    found = Read(tmp_path)
    assert len(found.files) == 2 * len(TABLES)
    whole = inbox.read_again(
        found.inbox.files, inbox.Reader(Days(TODAY, TODAY), households.in_bulk(b"key"), (), NOBODY)
    )
    assert whole.keys() == found.files.keys()
    tables = [table for path in found.files for table in whole[path]]
    for sheet, table in zip(found.inbox.sheets, tables, strict=True):
        assert set(sheet.rejected) <= {number for number, _ in (table.rows if table else ())}


@pytest.mark.parametrize("seed", range(8))
def test_bitten_files(seed, tmp_path):
    """Damaged bytes in workbooks, archives and texts."""
    chance = random.Random(seed)
    for number, name in enumerate(chance.sample(["xlsx", "xls", "ods", "parquet", "gz", "zip", "csv", "tcvn3"], 8)):
        folder = tmp_path / f"whole-{number}"
        folder.mkdir()
        dialects.write(name, folder)
        (tmp_path / "inbox").mkdir(exist_ok=True)
        content = next(folder.iterdir()).read_bytes()
        for turn in range(4):
            (tmp_path / "inbox" / f"{name}-{turn}").write_bytes(bitten(chance, content))
    Read(tmp_path / "inbox")


@pytest.mark.parametrize("seed", range(3))
def test_spoiled_inboxes_are_built_to_the_end(seed, tmp_path, capsys):
    chance = random.Random(1000 + seed)
    (tmp_path / "inbox").mkdir()
    for name, rows in TABLES.items():
        small.write_csv(tmp_path / "inbox" / f"good-{name}.csv", rows)
        as_file(chance, spoiled(chance, small.table(rows)), tmp_path / "inbox" / f"bad-{name}.bin")
    built = small.build(tmp_path, capsys)
    assert built.code == 0
    assert built.ask("SELECT count(*) FROM mart.attainment WHERE achieved < 0 OR achieved IS NULL") == [(0,)]
    assert built.ask("SELECT count(*) FROM mart.volume WHERE shops < 0 OR listings < 0 OR orders < 0") == [(0,)]
