"""One small list of shops, and how forty people would write it."""

import gzip
import io
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import pandas as pd
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.etl import small

HEADERS = [
    "STT", "Mã gian hàng", "Sàn TMĐT", "Họ và tên chủ hộ", "Số CCCD/CMND", "Số điện thoại", "Thôn", "Xã, phường, thị trấn",
    "Huyện, thành phố", "Ngày mở gian hàng", "Ngày đóng gian hàng", "Hộ đầu tàu",
]  # fmt: skip
ROWS = [
    ["1", "0012", "Vỏ Sò", "Nông Văn Hòa", "020085001234", "0912345671", "Thôn Đồng Lai", "Xã Hòa Bình", "Huyện Hữu Lũng", "05/08/2021", "", "x"],
    ["2", "0013", "Postmart", "Hoàng Thị Thủy", "020185004321", "0387654321", "Khu Hòa Bình 1", "Thị trấn Chi Lăng", "Huyện Chi Lăng", "25/08/2021", "30/09/2021", ""],
    ["3", "0014", "Vỏ Sò", "Lý Tiến Dũng", "081234567", "0987000111", "Thôn Bản Chuông", "Xã Đình Lập", "Huyện Đình Lập", "01/10/2021", "", ""],
    ["4", "0015", "Vỏ Sò", "Triệu Thị Mẩy", "020099887766", "0345123456", "Thôn Nà Hình", "Xã Thụy Hùng", "Huyện Văn Lãng", "12/09/2021", "", "x"],
    ["5", "0016", "Postmart", "Đặng Quốc Khánh", "020077665544", "0911222333", "Khối 3", "Phường Chi Lăng", "Thành phố Lạng Sơn", "20/09/2021", "", ""],
    ["6", "0017", "Vỏ Sò", "Vi Thị Lượng", "020066554433", "0977888999", "Thôn Nà Thí", "Xã Vạn Thủy", "Huyện Bắc Sơn", "03/08/2021", "", ""],
]  # fmt: skip
EXPECTED = [
    ("12", "voso", "06397", date(2021, 8, 5), None, "yes"),
    ("13", "postmart", "06466", date(2021, 8, 25), date(2021, 9, 30), None),
    ("14", "voso", "06628", date(2021, 10, 1), None, None),
    ("15", "voso", "06136", date(2021, 9, 12), None, "yes"),
    ("16", "postmart", "05983", date(2021, 9, 20), None, None),
    ("17", "voso", "06331", date(2021, 8, 3), None, None),
]
CODES = [row[2] for row in EXPECTED]
GRID = [HEADERS, *ROWS]


def every(change) -> list[list]:
    return [[change(value) for value in row] for row in GRID]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def bare(text: str) -> str:
    plain = nfd(text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def old_tones(text: str) -> str:
    for new, old in (("òa", "oà"), ("ủy", "uỷ"), ("ụy", "uỵ"), ("Hòa", "Hoà")):
        text = text.replace(new, old)
    return text


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_windows_1258(text: str) -> bytes:
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = nfd(letter)
            tone = "".join(mark for mark in parts if mark in _TONES)
            base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES))
            out += base.encode("cp1258") + tone.encode("cp1258")
    return out


_TCVN3 = dict(zip(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦", strict=True,
))  # fmt: skip


def to_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


_VNI_MARKS = {
    "\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "\u0302": "â", "\u0302\u0300": "à",
    "\u0302\u0301": "á", "\u0302\u0309": "å", "\u0302\u0303": "ã", "\u0302\u0323": "ä", "\u0306": "ê", "\u0306\u0300": "è",
    "\u0306\u0301": "é", "\u0306\u0309": "ú", "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip
_VNI_LETTERS = {"đ": "ñ", "Đ": "Ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def to_vni(text: str) -> str:
    out = ""
    for letter in text:
        if letter in _VNI_LETTERS:
            out += _VNI_LETTERS[letter]
            continue
        base, *marks = nfd(letter)
        horn = "\u031b" in marks
        # NFD puts the dot below before circumflex and breve; VNI's marks are named the other way round.
        marks = sorted((mark for mark in marks if mark != "\u031b"), key=lambda mark: mark not in "\u0302\u0306")
        out += ({"o": "ô", "O": "Ô", "u": "ö", "U": "Ö"}[base] if horn else base) + _VNI_MARKS.get("".join(marks), "")
    return out


def write_ods(path: Path, grid: list[list]) -> None:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Danh sách")
    for row in grid:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    book.save(str(path))


def titled() -> tuple[list[list], tuple[str, ...]]:
    """Titles, a header of two rows with merged cells, column numbers, an empty row, a total, a signature."""
    top = [
        "STT",
        "Gian hàng",
        "",
        "Chủ hộ",
        "",
        "",
        "Địa chỉ",
        "",
        "",
        "Ngày mở gian hàng",
        "Ngày đóng gian hàng",
        "Hộ đầu tàu",
    ]
    below = [
        "",
        "Mã gian hàng",
        "Sàn TMĐT",
        "Họ và tên",
        "Số CCCD/CMND",
        "Số điện thoại",
        "Thôn",
        "Xã/Phường/TT",
        "Huyện/TP",
        "",
        "",
        "",
    ]
    grid = [
        ["UBND TỈNH LẠNG SƠN"], ["DANH SÁCH GIAN HÀNG SỐ"], ["Tính đến ngày 15/11/2021"], top, below,
        [f"({number})" for number in range(1, 13)], *ROWS[:3], [], *ROWS[3:],
        ["Tổng cộng", "6"], [], ["Ghi chú: số liệu do các sàn cung cấp"], ["", "", "", "", "", "", "", "", "Lạng Sơn, ngày 15 tháng 11 năm 2021"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "", "", "GIÁM ĐỐC"], ["", "", "", "", "", "", "", "", "(Ký, ghi rõ họ tên)"],
        ["", "", "", "Nguyễn Thị Lan"],
    ]  # fmt: skip
    merged = ("A4:A5", "B4:C4", "D4:F4", "G4:I4", "J4:J5", "K4:K5", "L4:L5", "A1:L1", "A2:L2", "A3:L3")
    return grid, merged


def as_numbers() -> list[list]:
    """Serial days, ids and phones as numbers that lost their leading zeros."""

    def serial(text: str) -> float | str:
        return (datetime.strptime(text, "%d/%m/%Y") - datetime(1899, 12, 30)).days if text else ""

    numeric = {1: int, 4: int, 5: int, 9: serial, 10: serial, 0: int}
    return [HEADERS, *([numeric[i](value) if i in numeric else value for i, value in enumerate(row)] for row in ROWS)]


def plain_names() -> list[list]:
    names = [
        "",
        "shop_id",
        "platform",
        "full_name",
        "identity_number",
        "phone",
        "hamlet",
        "commune",
        "district",
        "opened_on",
        "closed_on",
        "designated_lead",
    ]

    def iso(text: str) -> str:
        return "-".join(reversed(text.split("/")))

    return [
        names,
        *(
            [*row[:2], {"Vỏ Sò": "voso"}.get(row[2], "postmart"), *row[3:9], iso(row[9]), iso(row[10]), row[11]]
            for row in ROWS
        ),
    ]


def html_page() -> bytes:
    lines = ("".join(f"<td>{value}</td>" for value in row) for row in GRID)
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><head><meta charset='utf-8'></head><body><table>{table}</table></body></html>".encode()


def write(name: str, folder: Path) -> None:
    """Write the list in one dialect into a folder."""
    text = lambda grid: small.csv_bytes(grid).decode()  # noqa: E731
    {
        "csv": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(GRID)),
        "csv with byte order mark and semicolons": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(GRID, "utf-8-sig", ";")),
        "utf-16 with tabs": lambda: (folder / "a.txt").write_bytes(small.csv_bytes(GRID, "utf-16", "\t")),
        "tsv": lambda: (folder / "a.tsv").write_bytes(small.csv_bytes(GRID, delimiter="\t")),
        "windows-1258": lambda: (folder / "a.csv").write_bytes(to_windows_1258(text(GRID))),
        "tcvn3": lambda: (folder / "a.csv").write_bytes(to_tcvn3(text(GRID)).encode("latin-1")),
        "vni": lambda: (folder / "a.csv").write_bytes(to_vni(text(GRID)).encode("latin-1")),
        "tcvn3 in a workbook": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": every(to_tcvn3)}),
        "tcvn3 below a unicode header": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": [HEADERS, *every(to_tcvn3)[1:]]}),
        "utf-8 taken for windows-1252": lambda: (folder / "a.csv").write_text(small.csv_bytes(GRID).decode("latin-1"), encoding="utf-8"),
        "decomposed": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(every(nfd))),
        "old tone placement": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(every(old_tones))),
        "capitals": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(every(str.upper))),
        "no diacritics": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(every(bare))),
        "xlsx": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": GRID}),
        "xlsx named csv": lambda: small.write_xlsx(folder / "a.csv", {"DS": GRID}),
        "titles, merged header, total, signature": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": titled()[0]}, titled()[1]),
        "serial days and numbers": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": as_numbers()}),
        "several sheets": lambda: small.write_xlsx(folder / "a.xlsx", {"1": [HEADERS, *ROWS[:2]], "2": [], "3": [HEADERS, *ROWS[2:]]}),
        "xls": lambda: (folder / "a.xls").write_bytes((Path(__file__).parent / "files" / "shops.xls").read_bytes()),
        "page named xls": lambda: (folder / "a.xls").write_bytes(html_page()),
        "ods": lambda: write_ods(folder / "a.ods", GRID),
        "parquet": lambda: pd.DataFrame(ROWS, columns=HEADERS).to_parquet(folder / "a.parquet"),
        "gz": lambda: (folder / "a.csv.gz").write_bytes(gzip.compress(small.csv_bytes(GRID))),
        "zip": lambda: _zip(folder / "a.zip"),
        "unit as code": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(_coded())),
        "unit as code that lost its zero": lambda: small.write_xlsx(folder / "a.xlsx", {"DS": _coded(int)}),
        "one address line": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(_addressed())),
        "plain field names": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(plain_names())),
        "short forms": lambda: (folder / "a.csv").write_bytes(small.csv_bytes(every(_short))),
    }[name]()  # fmt: skip


DIALECTS = [
    "csv", "csv with byte order mark and semicolons", "utf-16 with tabs", "tsv", "windows-1258", "tcvn3", "vni", "tcvn3 in a workbook",
    "tcvn3 below a unicode header", "utf-8 taken for windows-1252", "decomposed", "old tone placement", "capitals", "no diacritics",
    "xlsx", "xlsx named csv", "titles, merged header, total, signature", "serial days and numbers", "several sheets", "xls",
    "page named xls", "ods", "parquet", "gz", "zip", "unit as code", "unit as code that lost its zero", "one address line",
    "plain field names", "short forms",
]  # fmt: skip


def _coded(kind=str) -> list[list]:
    codes = dict(zip((row[1] for row in ROWS), CODES, strict=True))
    return [[*row[:7], "Mã xã" if row is HEADERS else kind(codes[row[1]]), *row[9:]] for row in GRID]


def _addressed() -> list[list]:
    return [
        [
            *row[:6],
            "Địa chỉ" if row is HEADERS else f"{row[6]}, {row[7].lower()}, {row[8].lower()}, tỉnh Lạng Sơn",
            *row[9:],
        ]
        for row in GRID
    ]


def _short(text: str) -> str:
    for long, short in (
        ("Thị trấn ", "TT."),
        ("Thành phố ", "TP "),
        ("Huyện ", "H. "),
        ("Phường ", "P."),
        ("Xã ", "X. "),
    ):
        if text.startswith(long):
            return short + text.removeprefix(long)
    return text


def _zip(path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("thang 8/phan-1.csv", small.csv_bytes([HEADERS, *ROWS[:2]]))
        archive.writestr("phan-2.csv", small.csv_bytes([HEADERS, *ROWS[2:]]))
    path.write_bytes(inner.getvalue())
