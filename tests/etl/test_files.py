"""Files as they come: packed, odd, twice, corrected; what is taken, what is refused and why."""

import gzip
import io
import os
import re
import struct
import zipfile
import zlib
from datetime import date, datetime, timezone
from decimal import Decimal

import pandas as pd
import pytest

from data import vocabulary
from etl import delimited, extract, inbox, layout
from tests.etl import small
from tests.etl.reading import CSV, HEADER, Read, row, rows, text
from tests.etl.small import VAN_LINH, order, shop


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


GOOD = small.csv_bytes(small.table([shop("S1")]))


def encrypted_zip() -> bytes:
    content = bytearray(zipped(a=GOOD))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.index(mark) + offset
        content[position] |= 1
    return bytes(content)


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def encrypted_workbook() -> bytes:
    return OLD_OFFICE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 900


FAULTS = {
    "empty": (b"", "file_empty"),
    "blank": (b" \n\t\n", "file_empty"),
    "binary": (bytes(range(256)) * 20, "file_format_unknown"),
    "picture": (b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) * 40, "file_format_unknown"),
    "half a workbook": (b"", "file_incomplete"),
    "half a gz": (gzip.compress(GOOD * 100)[:60], "file_damaged"),
    "half a parquet": (b"PAR1" + b"\x00" * 50, "file_damaged"),
    "broken old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x07" * 4000, "file_damaged"),
    "zip with a password": (encrypted_zip(), "password"),
    "workbook with a password": (encrypted_workbook(), "password"),
    "bomb in a zip": (zipped(a=b"0" * 300_000_000), "archive_too_large"),
    "bomb in a gz": (gzip.compress(b"0" * 300_000_000), "archive_too_large"),
    "letter": (zipped(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "file_damaged"),
    "slides": (zipped(**{"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "file_format_unknown"),
    "pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 4, "file_pdf"),
    "old letter": (OLD_OFFICE + "WordDocument".encode("utf-16-le") + b"\x00" * 900, "file_old_word"),
    "gz of nothing": (gzip.compress(b""), "file_empty"),
    "only NULs": (b"\x00" * 5000, "file_empty"),
    "zip in a zip in a zip": (zipped(a=zipped(b=zipped(c=GOOD))), "archive_too_deep"),
    "many members": (zipped(**{f"m{number}": b"a" for number in range(300)}), "archive_too_large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_cannot_be_read_is_told_and_stops_no_other(name, tmp_path):
    content, reason = FAULTS[name]
    if name == "half a workbook":
        content = small.write_xlsx(tmp_path / "b.xlsx", {"1": [HEADER, *(row(n) for n in range(500))]}).read_bytes()[
            :3000
        ]
        (tmp_path / "b.xlsx").unlink()
    (tmp_path / "a.xlsx").write_bytes(content)
    small.write_csv(tmp_path / "good.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.problems == [reason]
    assert found.total == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("~$a.xlsx", b"\x05Nguyen" + b" " * 158), (".~lock.a.xlsx#", ",Nguyễn,máy,26.11.2021 10:00,file:///;".encode())],
)
def test_the_lock_file_of_an_open_workbook(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)
    assert Read(tmp_path).problems == ["file_lock"]


def test_an_empty_zip_and_a_zip_with_one_bad_member(tmp_path):
    (tmp_path / "empty.zip").write_bytes(zipped())
    (tmp_path / "mixed.zip").write_bytes(zipped(**{"good": GOOD, "bad": b"PAR1" + b"\x00" * 20, "__MACOSX/x": b"junk"}))
    found = Read(tmp_path)
    assert found.files["mixed.zip"]["loaded"] == 1
    assert sorted(found.problems) == ["file_damaged", "file_empty"]


def test_too_many_rows_and_columns(tmp_path, monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "sheet_rows", 5)
    monkeypatch.setitem(vocabulary.settings()["limits"], "sheet_columns", 9)
    small.write_xlsx(tmp_path / "long.xlsx", {"1": [HEADER, *(row(n) for n in range(9))]})
    small.write_xlsx(tmp_path / "wide.xlsx", {"1": [[*HEADER, *"abcdef"], row(1)]})
    (tmp_path / "long.csv").write_text(CSV + "S1,voso,H1,06505,2021-08-01\n" * 60)
    assert Read(tmp_path).problems == ["sheet_too_large"] * 3


def test_a_file_above_the_limit(tmp_path, monkeypatch):
    monkeypatch.setitem(vocabulary.settings()["limits"], "file_megabytes", 0)
    assert rows(tmp_path, [shop("S1")]).problems == ["file_too_large"]


def test_folders_links_and_pipes(tmp_path):
    (tmp_path / "in" / "folder.csv").mkdir(parents=True)
    small.write_csv(tmp_path / "in" / "folder.csv" / "a.csv", [shop("S1")])
    small.write_csv(tmp_path / "elsewhere" / "b.csv", [shop("S2")])
    (tmp_path / "in" / "link.csv").symlink_to(tmp_path / "elsewhere" / "b.csv")
    (tmp_path / "in" / "dangling.csv").symlink_to(tmp_path / "gone.csv")
    os.mkfifo(tmp_path / "in" / "pipe.csv")
    found = Read(tmp_path / "in")
    assert {path: file["loaded"] for path, file in found.files.items()} == {
        "folder.csv/a.csv": 1,
        "link.csv": 1,
        "dangling.csv": 0,
    }
    assert found.problems == ["file_unreadable"]


def test_a_file_without_permission(tmp_path, monkeypatch):
    def refuse(path, *_):
        raise PermissionError(13, "Permission denied")

    small.write_csv(tmp_path / "a.csv", [shop("S1")])
    monkeypatch.setattr(extract.Path, "read_bytes", refuse)
    assert Read(tmp_path).problems == ["file_unreadable"]


@pytest.mark.parametrize(
    "name", ["Đình Lập.csv", "Hòa.csv", "a  b .csv", "a\nb.csv", ".ẩn.csv", "~$a.csv", "'; DROP TABLE x; --.csv"]
)
def test_paths_are_told_as_they_are(name, tmp_path):
    small.write_csv(tmp_path / name, [shop("S1")])
    assert list(Read(tmp_path).files) == [name]


def test_a_name_that_is_no_text(tmp_path):
    small.write_csv(tmp_path / os.fsdecode(b"s\xe0n.csv"), [shop("S1")])
    assert [path.encode() for path in Read(tmp_path).files] == ["s\ufffdn.csv".encode()]


def test_parquet_of_every_type(tmp_path):
    frame = pd.DataFrame({
        "shop_id": [1, 2], "platform": pd.Categorical(["voso", "postmart"]), "household_code": [b"H1", b"H2"], "unit": ["06505", None],
        "opened_on": [datetime(2021, 8, 5, 18, tzinfo=timezone.utc), datetime(2021, 8, 5, tzinfo=timezone.utc)],  # noqa: UP017
        "closed_on": [float("nan"), None], "tags": [["a"], None], "designated_lead": [True, False],
    })  # fmt: skip
    frame.to_parquet(tmp_path / "a.parquet")
    found = Read(tmp_path)
    assert found.total == (2, 1, 0, 0, 1) and found.reasons == ["unit_missing"]
    assert found.values("shops", "opened_on") == [date(2021, 8, 6)]
    assert found.values("shops", "designated_lead") == ["yes"]


def test_old_excel_xml(tmp_path):
    line = lambda cells: "<Row>" + "".join(f"<Cell><Data>{cell}</Data></Cell>" for cell in cells) + "</Row>"  # noqa: E731
    page = (
        f'<?xml version="1.0"?><Workbook><Worksheet><Table>{line(HEADER)}{line(row(1))}</Table></Worksheet></Workbook>'
    )
    assert text(tmp_path, page, "a.xls").total == (1, 1, 0, 0, 0)


def test_a_page_with_merged_cells(tmp_path):
    head = "".join(f"<th>{name}</th>" for name in [*HEADER[:3], "Xã", "Ngày mở", "Huyện"])
    body = "<tr><td>S1</td><td rowspan='2'>voso</td><td>H1</td><td>Hòa Bình</td><td>01/08/2021</td><td rowspan='2'>Chi Lăng</td></tr>"
    body += "<tr><td>S2</td><td>H2</td><td>Mai Sao</td><td>02/08/2021</td></tr>"
    found = text(
        tmp_path, f"<!DOCTYPE html><html><body><p>x</p><table><tr>{head}</tr>{body}</table></body></html>", "a.xls"
    )
    assert found.values("shops", "unit_code") == ["06508", "06484"]


def test_old_excel_xml_leaves_out_empty_cells(tmp_path):
    """What is left out is told by the number of the next cell's column; a closing day must not become the opening day."""
    header = "".join(f"<Cell><Data>{name}</Data></Cell>" for name in [*HEADER, "Ngày đóng"])
    line = "".join(f"<Cell><Data>{cell}</Data></Cell>" for cell in row(1)[:3])
    line += f'<Cell ss:Index="4"><Data>{VAN_LINH}</Data></Cell><Cell ss:Index="6"><Data>01/09/2021</Data></Cell>'
    page = '<?xml version="1.0" encoding="windows-1252"?><Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>'
    found = text(tmp_path, f"{page}<Table><Row>{header}</Row><Row>{line}</Row></Table></Worksheet></Workbook>", "a.xls")
    assert found.total == (1, 0, 0, 0, 1) and found.reasons == ["missing"]


def test_numbers_of_a_page_are_those_that_the_spreadsheet_tells(tmp_path):
    """In Excel's XML 1.500 is one and a half, whatever Vietnamese make of it; a page shows 1,5 of a number that is longer."""
    small.write_csv(tmp_path / "s.csv", [shop("S1")])
    header = ["Mã đơn hàng", "Mã gian hàng", "Ngày đặt hàng", "Số lượng", "Thành tiền", "Trạng thái"]
    cells = ["D1", "S1", "05/08/2021", "1.500", "1150.125", "Hoàn thành"]
    kinds = ["Number" if cell[0] == "1" else "String" for cell in cells]
    lines = ["".join(f"<Cell><Data ss:Type='{kind}'>{cell}</Data></Cell>" for kind, cell in zip(types, line, strict=True))
             for types, line in ((["String"] * 6, header), (kinds, cells))]  # fmt: skip
    rows = "".join(f"<Row>{line}</Row>" for line in lines)
    found = text(
        tmp_path, f'<?xml version="1.0"?><Workbook><Worksheet><Table>{rows}</Table></Worksheet></Workbook>', "o.xls"
    )
    assert (found.values("orders", "quantity"), found.values("orders", "amount")) == (
        [Decimal("1.5")],
        [Decimal("1150.125")],
    )
    told = {"1.500": 'x:num="1.525"', "1150.125": 'sdval="150125.5"'}
    lines = ["".join(f"<td {told.get(cell, '')}>{cell}</td>" for cell in line) for line in (header, cells)]
    rows = "".join(f"<tr>{line}</tr>" for line in lines)
    found = text(tmp_path, f"<html><table>{rows}</table></html>", "o.xls")
    assert (found.values("orders", "quantity"), found.values("orders", "amount")) == (
        [Decimal("1.525")],
        [Decimal("150125.5")],
    )


def test_a_page_that_lays_itself_out_with_tables(tmp_path):
    """A table around the table, a script in a cell, a line break and marks within a name."""
    head = "".join(f"<th><b>{name}</b></th>" for name in HEADER)
    body = "".join(
        f"<td>{cell}</td>"
        for cell in [
            "S1",
            "voso<script>x('9')</script>",
            "H1",
            "Xã&nbsp;Hòa<br>Bình, huyện <i>Chi</i> Lăng",
            "01/08/2021",
        ]
    )
    page = f"<html><table><tr><td><p>x</p></td></tr><tr><td><table><tr>{head}</tr><tr>{body}</tr></table></td></tr></table></html>"
    found = text(tmp_path, page, "a.xls")
    assert found.values("shops", "unit_code") == ["06508"] and found.values("shops", "platform") == ["voso"]


BAD = [shop("BAD1", name="Nguyễn Văn Bí Mật"), shop("BAD2")]


def failing(original, error: BaseException):
    """A step that fails on what holds BAD."""

    def fails(content, *more):
        if "BAD" in str(getattr(content, "cells", getattr(content, "rows", content))):
            raise error
        return original(content, *more)

    return fails


class Panic(BaseException):
    """As the workbook reader throws when it panics."""


@pytest.mark.parametrize(
    "error", [Panic("x"), KeyError("x"), zlib.error("x"), UnicodeDecodeError("utf-8", b"x", 0, 1, "x")]
)
def test_bytes_that_no_reader_foresaw_cost_one_file(error, tmp_path, monkeypatch):
    monkeypatch.setattr(extract, "sheets", failing(extract.sheets, error))
    small.write_csv(tmp_path / "bad.csv", BAD)
    small.write_csv(tmp_path / "good.csv", [shop("S1")])
    found = Read(tmp_path)
    assert found.files["good.csv"]["loaded"] == 1
    assert found.problems == ["file_damaged"]


@pytest.mark.parametrize("step", ["decode", "tables", "conform"])
def test_a_fault_of_ours_is_told_by_its_place_and_publishes_nothing(step, tmp_path, monkeypatch, capsys):
    small.write_csv(tmp_path / "inbox" / "good.csv", [shop("S1")])
    assert small.build(tmp_path, capsys).code == 0
    published = (tmp_path / "warehouse" / "current.json").read_bytes()
    small.write_csv(tmp_path / "inbox" / "bad.csv", BAD)
    if step == "decode":  # a misspelt name within a reader: no file can bring that about
        monkeypatch.delattr(delimited, "LOST")
    else:
        module = {"tables": layout, "conform": inbox}[step]
        monkeypatch.setattr(module, step, failing(getattr(module, step), KeyError("Nguyễn Văn Bí Mật")))
    built = small.build(tmp_path, capsys)
    assert built.code == 1 and not built.report["published"]
    assert (tmp_path / "warehouse" / "current.json").read_bytes() == published
    place = {
        "decode": r"NameError, .*delimited\.py:\d+",
        "tables": r"KeyError, .*inbox\.py:\d+",
        "conform": r"KeyError, .*inbox\.py:\d+",
    }[step]
    assert re.search(rf"Lỗi ngoài dự kiến \({place}", built.terminal) and "bad.csv" in built.terminal
    assert "Bí Mật" not in built.terminal + str(built.report)


SAME = {
    "shops": [shop("12", phone="0912345678", opened_on="2021-08-05"), shop("13", opened_on="2021-08-06", closed_on="2021-09-01")],
    "orders": [order("D1", "12", "P1", amount="54000", unit_price="", quantity="1.5"), order("D2", "13", "", amount="", order_amount="70000")],
    "households": [{"unit": VAN_LINH, "households": "839", "as_of": "2021-08-01"}, {"unit": "06484", "households": "", "as_of": "2021-08-01"}],
    "field_activity": [
        {"unit": VAN_LINH, "date": "2021-08-01", "kind": "training", "count": "2", "people": "30"},
        {"unit": VAN_LINH, "date": "2021-08-02", "kind": "training", "count": "1", "people": ""},
    ],
    "targets": [{"unit": VAN_LINH, "indicator": "both", "target": "55%", "valid_from": ""}],
}  # fmt: skip


@pytest.mark.parametrize("kind", SAME)
def test_the_same_rows_in_another_form_are_duplicates(kind, tmp_path):
    """Numbers as numbers, days as days, columns that are empty or not there, one row alone: nothing was corrected."""
    if kind == "orders":
        small.write_csv(tmp_path / "shops.csv", SAME["shops"])
    first = SAME[kind]

    def typed(value: str) -> object:
        if len(value) == 10 and value[4] == "-":
            return datetime.fromisoformat(value)
        return float(value) if value.replace(".", "").isdigit() and not value.startswith("0") else value

    small.write_csv(tmp_path / "a 2021-10-01.csv", first)
    as_values = [{name: typed(value) for name, value in line.items()} for line in first]
    small.write_xlsx(tmp_path / "a 2021-10-02.xlsx", {"1": small.table(as_values)})
    small.write_csv(tmp_path / "a 2021-10-03.csv", [{name: value for name, value in first[0].items() if value}])
    found = Read(tmp_path)
    kept = sum(bool(line.get("households", "x")) for line in first)
    assert tuple(found.files["a 2021-10-01.csv"][name] for name in ("loaded", "duplicate", "corrected")) == (kept, 0, 0)
    assert tuple(found.files["a 2021-10-02.xlsx"][name] for name in ("loaded", "duplicate", "corrected")) == (
        0,
        kept,
        0,
    )
    assert tuple(found.files["a 2021-10-03.csv"][name] for name in ("loaded", "duplicate", "corrected")) == (0, 1, 0)


def test_the_history_of_corrections(tmp_path, capsys):
    """Each changed field with both values; what people are known by is told as changed and not shown."""
    old = shop("S1", phone="0912345678", full_name="Vi Văn Tú", closed_on="", designated_lead="")
    new = old | {"opened_on": "2021-08-09", "closed_on": "2021-12-01", "phone": "0987654321", "designated_lead": "x"}
    small.write_csv(tmp_path / "inbox" / "a 2021-10-01.csv", [old, shop("S2")])
    small.write_csv(tmp_path / "inbox" / "b 2021-12-02.csv", [shop("S2"), new])
    small.write_csv(
        tmp_path / "inbox" / "t 2021-10-01.csv", [{"unit": VAN_LINH, "indicator": "both", "target": "70 – 80%"}]
    )
    small.write_csv(tmp_path / "inbox" / "t 2021-10-02.csv", [{"unit": VAN_LINH, "indicator": "both", "target": "60%"}])
    built = small.build(tmp_path, capsys)
    assert built.counts("b 2021-12-02.csv") == (2, 0, 1, 1, 0)
    assert built.ask("SELECT kind, field, earlier_value, later_value, earlier_file, earlier_row, file, row_number FROM mart.correction ORDER BY kind, field") == [
        ("shops", "closed_on", None, "2021-12-01", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "designated_lead", None, "yes", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "household", None, None, "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("shops", "opened_on", "2021-08-01", "2021-08-09", "a 2021-10-01.csv", 2, "b 2021-12-02.csv", 3),
        ("targets", "target", "0.7 – 0.8", "0.6", "t 2021-10-01.csv", 2, "t 2021-10-02.csv", 2),
    ]  # fmt: skip


def test_same_file_under_another_name_and_overlapping_exports(tmp_path):
    small.write_csv(tmp_path / "a.csv", [shop("S1"), shop("S2"), shop("S3", platform="?")])
    (tmp_path / "b.csv").write_bytes((tmp_path / "a.csv").read_bytes())
    small.write_csv(tmp_path / "c.csv", [shop("S2"), shop("S4"), shop("S4")])
    found = Read(tmp_path)
    assert [tuple(file[name] for name in small.COUNTS) for file in found.files.values()] == [
        (3, 2, 0, 0, 1),
        (3, 0, 2, 0, 1),
        (3, 1, 2, 0, 0),
    ]


@pytest.mark.parametrize(
    "order_of", ["title", "name", "compact name", "modified", "title beats the clock", "a future title says nothing"]
)
def test_the_later_file_wins(order_of, tmp_path):
    new, old = [HEADER, row(1, "09/08/2021")], [HEADER, row(1, "01/08/2021")]
    names = {
        "name": ("z-2021-08-01.xlsx", "a-2021-09-01.xlsx"),
        "compact name": ("z_01082021.xlsx", "a_01092021.xlsx"),
    }.get(order_of, ("z.xlsx", "a.xlsx"))
    if "title" in order_of:
        old = [["Tính đến 01/08/2021" if "future" not in order_of else "Tính đến 01/08/2199"], *old]
        new = [["Tính đến 01/09/2021"], *new] if "future" not in order_of else new
    for name, cells, clock in ((names[0], old, 1_600_000_000), (names[1], new, 1_700_000_000)):
        small.write_xlsx(tmp_path / name, {"1": cells})
        os.utime(
            tmp_path / name, (clock, clock) if order_of != "title beats the clock" else (3_300_000_000 - clock,) * 2
        )
    found = Read(tmp_path)
    assert found.values("shops", "opened_on") == [date(2021, 8, 9)]
    assert found.files[names[1]]["corrected"] == 1 and found.files[names[0]]["loaded"] == 1
    change = found.landed["shops"].corrections.iloc[0]
    assert (change["field"], change["earlier_value"], change["later_value"]) == (
        "opened_on",
        "2021-08-01",
        "2021-08-09",
    )


def test_a_target_without_a_source_is_the_provinces(tmp_path):
    one = {"unit": VAN_LINH, "indicator": "both", "target": "50%", "valid_from": "2021-07-20", "source": ""}
    small.write_csv(tmp_path / "a-2021-07-01.csv", [one])
    small.write_csv(tmp_path / "a-2021-07-02.csv", [one | {"source": "province", "target": "60%"}])
    assert Read(tmp_path).total == (2, 1, 0, 1, 0)
