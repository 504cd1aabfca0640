"""Writes one document as an office would send it: xlsx with titles and totals, or csv in an old encoding."""

import gzip
import io
import os
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import xlsxwriter

MARK = "SỐ LIỆU MÔ PHỎNG"
PREFIX = "mo-phong_"
TONES = "\u0300\u0301\u0303\u0309\u0323"
CSV_ENCODINGS = {
    "csv": "utf-8-sig",
    "csv.gz": "utf-8-sig",
    "zip": "utf-8-sig",
    "csv-1258": "cp1258",
    "csv-utf16": "utf-16",
}


@dataclass
class Document:
    folder: str
    name: str  # without prefix and suffix
    kind: str
    exported: date
    headers: list[str]
    rows: list[list]
    titles: list[str] = field(default_factory=list)
    form: str = "xlsx"
    group: tuple[int, int, str] | None = None  # first and last column under one merged header
    number_row: bool = False
    total_of: tuple[int, ...] = ()  # columns with a sum in the "Tổng cộng" row
    sheet: str = "Sheet1"

    @property
    def path(self) -> str:
        suffix = {"csv-1258": "csv", "csv-utf16": "csv"}.get(self.form, self.form)
        return f"{self.folder}/{PREFIX}{self.name}.{suffix}"


def write_document(document: Document, out: Path) -> Path:
    target = out / document.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if document.form == "xlsx":
        write_xlsx(document, target)
    else:
        target.write_bytes(packed(document, csv_bytes(document)))
    set_time(target, document.exported)
    return target


def set_time(path: Path, day: date) -> None:
    stamp = datetime.combine(day, time(17, 0), UTC).timestamp() - timedelta(hours=7).total_seconds()
    os.utime(path, (stamp, stamp))


def write_xlsx(document: Document, target: Path) -> None:
    book = xlsxwriter.Workbook(target, {"constant_memory": document.group is None, "default_date_format": "dd/mm/yyyy"})
    book.set_properties({"title": MARK, "created": datetime.combine(document.exported, time(17, 0))})
    sheet = book.add_worksheet(document.sheet)
    bold = book.add_format({"bold": True})
    centred = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    row = 0
    for text in [*document.titles, MARK] if document.titles else []:
        sheet.merge_range(row, 0, row, max(len(document.headers) - 1, 1), text, bold)
        row += 1
    row += 1 if document.titles else 0
    row = write_headers(sheet, document, row, centred)
    for record in document.rows:
        write_row(sheet, row, record, day_format)
        row += 1
    if document.total_of:
        write_row(sheet, row, total_row(document), bold)
    book.close()


def write_headers(sheet, document: Document, row: int, style) -> int:
    if document.group is None:
        for column, text in enumerate(document.headers):
            sheet.write_string(row, column, text, style)
    else:
        first, last, above = document.group
        sheet.merge_range(row, first, row, last, above, style)
        for column, text in enumerate(document.headers):
            if first <= column <= last:
                sheet.write_string(row + 1, column, text, style)
            else:
                sheet.merge_range(row, column, row + 1, column, text, style)
        row += 1
    row += 1
    if document.number_row:
        for column in range(len(document.headers)):
            sheet.write_string(row, column, f"({column + 1})", style)
        row += 1
    return row


def write_row(sheet, row: int, record: list, style) -> None:
    for column, value in enumerate(record):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style)
        else:
            sheet.write_number(row, column, value)


def total_row(document: Document) -> list:
    record: list = [None] * len(document.headers)
    record[1] = "Tổng cộng"
    for column in document.total_of:
        record[column] = sum(r[column] for r in document.rows if isinstance(r[column], int | float))
    return record


def csv_bytes(document: Document) -> bytes:
    lines = [csv_line(document.headers), *(csv_line(record) for record in document.rows)]
    text = "\r\n".join(lines) + "\r\n"
    encoding = CSV_ENCODINGS[document.form]
    return (windows_1258(text) if encoding == "cp1258" else text).encode(encoding)


def csv_line(record: list) -> str:
    return ",".join(csv_cell(value) for value in record)


def csv_cell(value) -> str:
    if value is None:
        return ""
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
    return f'"{text}"' if "," in text or '"' in text else text


def packed(document: Document, content: bytes) -> bytes:
    stamp = datetime.combine(document.exported, time(17, 0))
    if document.form == "csv.gz":
        return gzip.compress(content, mtime=int(stamp.replace(tzinfo=UTC).timestamp()))
    if document.form == "zip":
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            entry = zipfile.ZipInfo(f"{PREFIX}{document.name}.csv", stamp.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
        return buffer.getvalue()
    return content


def windows_1258(text: str) -> str:
    """Letters with a tone as that code page writes them: the letter, then the tone."""
    return "".join(split_tone(letter) for letter in text)


def split_tone(letter: str) -> str:
    if letter.isascii() or encodable(letter):
        return letter
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES)) + tone


def encodable(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True
