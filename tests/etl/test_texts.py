"""Text as it reaches us: bytes that broke on the way, encodings taken for others, quotes, notes and padding."""

import unicodedata
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest
import xlsxwriter

from etl import encodings, extract
from tests.etl import small
from tests.etl.reading import CSV, HEADER, Read, row, text
from tests.etl.small import VAN_LINH, shop

NAMED = "shop_id,platform,full_name,hamlet,unit,opened_on,note\n"
PEOPLE = [("Lý Thị Đẹp", "Nà Lốc"), ("Hứa Văn Bảo", "Đông Mồ"), ("Vi Thị Cúc", "Khòn Phạc")]


def people(note: str = "đã gọi điện") -> str:
    lines = [f"S{n},voso,{name},Thôn {hamlet},06505,2021-08-0{n},{note}" for n, (name, hamlet) in enumerate(PEOPLE, 1)]
    return NAMED + "\n".join(lines)


def bytes_of(folder, content: bytes) -> Read:
    (folder / "a.csv").write_bytes(content)
    return Read(folder)


def test_a_letter_cut_in_the_middle_leaves_the_file_utf8_and_is_told(tmp_path):
    whole, broken = people().encode(), people("đã gọi đ").encode() + "ị".encode()[:2]
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    sound, found = bytes_of(tmp_path / "one", whole), bytes_of(tmp_path / "two", broken)
    assert found.total == (3, 3, 0, 0, 0)
    assert found.values("shops", "name_token") == sound.values("shops", "name_token")
    assert found.inbox.sheets[0].remarks == [("letters_lost", {"number": 1, "rows": "4"})]
    assert sound.inbox.sheets[0].remarks == []


def test_letters_that_come_late_tell_the_encoding_too():
    data = b"S1,voso,H1\n" * 30_000 + "Hồng vành khuyên, Mật ong hoa rừng".encode() + b"\xe1\xbb"
    text, name = encodings.decode(data)
    assert name == "UTF-8" and text.endswith("Mật ong hoa rừng\ufffd")


@pytest.mark.parametrize("place", ["Lý", "Nà", "voso"])
def test_a_damaged_letter_in_a_column_that_is_used_refuses_its_row_alone(place, tmp_path):
    content = people().encode().replace(place.encode(), place.encode()[:-1] + b"\xc3", 1)
    found = bytes_of(tmp_path, content)
    assert found.total == (3, 2, 0, 0, 1) and found.reasons == ["letters_lost"]


def test_a_line_of_another_encoding_costs_no_line_of_its_own_file(tmp_path):
    """Two exports put one behind the other: the lines of the second are refused, the file is no unknown format."""
    line = "S{},voso,Nông Văn Tú,Nà Lùng,06505,01/08/2021,Đã mở ở Hữu Lũng"
    whole = "\n".join(line.format(number) for number in range(5)) + "\n"
    other = unicodedata.normalize("NFD", line.format(5)).encode("cp1258", errors="ignore")
    (tmp_path / "a.csv").write_bytes((NAMED + whole).encode() + other)
    found = Read(tmp_path)
    assert found.total == (6, 5, 0, 0, 1) and found.reasons == ["letters_lost"]


def test_the_finding_tells_how_many_letters_and_which_rows(tmp_path, capsys):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.csv").write_bytes(people().encode() + b"\xe1\xbb")
    built = small.build(tmp_path, capsys)
    (told,) = (finding["detail_vi"] for finding in built.report["findings"] if finding["rule"] == "letters_lost")
    assert told.startswith("Tệp “a.csv”: 1 chữ") and "dòng 4" in told
    assert built.ask("SELECT remark_vi FROM mart.sheet_ledger") == [(told,)]


@pytest.mark.parametrize("encoding", ["cp1258", "tcvn3", "vni"])
def test_other_encodings_are_not_taken_for_damaged_utf8(encoding):
    line = "Xã Vạn Linh, huyện Chi Lăng; thôn Nà Lốc; đã mở gian hàng số. "
    if encoding == "cp1258":
        data = small_1258(line * 20)
    else:
        table = {letter: code for code, letter in encodings.TCVN3.items()} if encoding == "tcvn3" else None
        as_font = "".join(table.get(letter, letter) for letter in line) if table else vni(line)
        data = (as_font * 20).encode("cp1252")
    decoded, name = encodings.decode(data)
    assert name != "UTF-8" and "\ufffd" not in decoded
    assert "huyện Chi Lăng" in decoded


def small_1258(line: str) -> bytes:
    import unicodedata

    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for letter in line:
        pieces = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in pieces if mark in marks)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in pieces if mark not in marks)) + tone)
    return "".join(parts).encode("cp1258")


def vni(line: str) -> str:
    pairs = {"ã": "aõ", "ạ": "aï", "ệ": "eä", "ă": "aê", "ô": "oâ", "à": "aø", "ố": "oá", "đ": "ñ", "ở": "ôû", "ì": "ì"}
    return "".join(pairs.get(letter, letter) for letter in line)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258"])
def test_utf8_that_was_opened_under_another_encoding_is_mended(encoding, tmp_path):
    def misread(value: str) -> str:
        data = value.encode()
        return "".join(bytes([code]).decode(encoding) if _is_known(code, encoding) else chr(code) for code in data)

    cells = [["Mã gian hàng", "Sàn", "Mã hộ", "Xã", "Huyện", "Ngày mở"]]
    cells += [[f"S{n}", "voso", f"H{n}", "Xã Hòa Bình", "Huyện Chi Lăng", "01/08/2021"] for n in range(3)]
    small.write_xlsx(tmp_path / "a.xlsx", {"1": [[misread(value) for value in line] for line in cells]})
    found = Read(tmp_path)
    assert found.total == (3, 3, 0, 0, 0)
    assert found.values("shops", "unit_code") == ["06508"] * 3
    assert found.inbox.sheets[0].encoding == f"UTF-8/{encoding[2:]}"


def _is_known(code: int, encoding: str) -> bool:
    try:
        bytes([code]).decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def test_vietnamese_that_has_its_letters_is_no_misread_utf8():
    for value in ("Đông", "Ăn Đạ", "Ưu Đãi", "ƠĂ", "Xã Đồng Ý"):
        assert encodings.is_unicode(value)


@pytest.mark.parametrize("padding", [b"\x00" * 5000, b"\r\n\x00\x00", b"\x1a", b"\x00\x1a\x00"])
def test_padding_behind_the_last_line_is_nothing(padding, tmp_path):
    found = bytes_of(tmp_path, (CSV + f"S1,voso,H1,{VAN_LINH},2021-08-01\n").encode() + padding)
    assert found.total == (1, 1, 0, 0, 0)


def test_utf16_keeps_its_zeros(tmp_path):
    found = bytes_of(tmp_path, (CSV + f"S1,voso,H1,{VAN_LINH},2021-08-01\n").encode("utf-16-le"))
    assert found.total == (1, 1, 0, 0, 0)


NOTE = "Giao giờ hành chính,\ngọi trước, khi giao,\nkhông giao chủ nhật,\ncảm ơn"


@pytest.mark.parametrize("note", [NOTE, NOTE.replace("\n", "\r\n"), "\n" + NOTE + "\n", '"a",\nb', "x" * 200_000])
def test_a_long_note_is_one_cell(note, tmp_path):
    lines = [
        [*CSV.strip().split(","), "note"],
        *([f"S{n}", "voso", f"H{n}", VAN_LINH, "2021-08-01", note] for n in range(3)),
    ]
    found = bytes_of(tmp_path, small.csv_bytes(lines))
    assert found.total == (3, 3, 0, 0, 0)


@pytest.mark.parametrize("lines", [2, 3, 40])
@pytest.mark.parametrize("closed", ["never", "in the same column", "in another column"])
def test_a_quote_that_swallows_lines_is_a_letter(lines, closed, tmp_path):
    body = [[f"S{n}", "voso", f"H{n}", VAN_LINH, "2021-08-01", "note"] for n in range(lines)]
    body[0][2] = '"H0'
    if closed != "never":
        body[-1][2 if closed == "in the same column" else 5] += '"'
    found = text(tmp_path, CSV.strip() + ",note\n" + "\n".join(",".join(line) for line in body) + "\n")
    assert found.total[0] == lines


def test_long_whole_numbers_of_parquet_are_exact(tmp_path):
    codes = [2_005_061_234_567_891_234, 9_007_199_254_740_993, 12, None]
    columns = {
        "shop_id": pyarrow.array(codes, pyarrow.int64()), "platform": ["voso"] * 4, "household_code": ["H1", "H2", "H3", "H4"],
        "unit": [VAN_LINH] * 4, "opened_on": ["2021-08-01"] * 4,
    }  # fmt: skip
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    found = Read(tmp_path)
    assert found.values("shops", "shop_id") == ["2005061234567891234", "9007199254740993", "12"]
    assert found.reasons == ["missing"]


def test_numbers_of_single_precision_in_parquet_are_as_they_were_written(tmp_path):
    small.write_csv(tmp_path / "s.csv", [small.shop("S1")])
    lines = pd.DataFrame([small.order(f"D{number}", "S1", quantity=0) for number in range(2)])
    lines = lines.assign(
        quantity=pd.Series([0.1, 2.5], dtype="float32"), amount=pd.Series([90500.5, 2e7 + 1], dtype="float32")
    )
    lines.to_parquet(tmp_path / "o.parquet")
    found = Read(tmp_path)
    assert [str(found.values("orders", name)[0]) for name in ("quantity", "amount")] == ["0.1", "90500.5"]
    assert found.reasons == ["number_rounded"]  # it cannot hold 20,000,001


@pytest.mark.parametrize("is_1904", [True, False])
def test_days_that_count_from_1904(is_1904, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"date_1904": is_1904}) as file:
        sheet = file.add_worksheet()
        style = file.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER)
        first = 44409 - 1462 * is_1904  # 1/8/2021
        for number, (day, form) in enumerate(
            [(first, None), (first, style), ("01/08/2021", None), (20210801, None), (str(first), None)], 1
        ):
            sheet.write_row(number, 0, row(number)[:4])
            sheet.write(number, 4, day, form)
    found = Read(tmp_path)
    assert found.values("shops", "opened_on") == [date(2021, 8, 1)] * 5


def test_an_old_workbook_with_failed_formulas_that_counts_from_1904(tmp_path):
    """`files/errors_1904.xls` was written once with xlwt: #REF! and #N/A as commune, days as serials, a hidden sheet."""
    source = Path(__file__).parent / "files" / "errors_1904.xls"
    (tmp_path / "a.xls").write_bytes(source.read_bytes())
    (sheet, hidden) = extract.sheets(source.read_bytes())
    assert [line[3] for line in sheet.cells] == ["Xã", "Xã Vạn Linh", "#REF!", "#N/A", "Xã Vạn Linh"]
    assert hidden.is_hidden and not sheet.is_hidden
    found = Read(tmp_path)
    assert found.values("shops", "opened_on")[0] == date(2021, 8, 1) == found.values("shops", "opened_on")[-1]
    assert found.reasons.count("sheet_hidden") == 1


def letter(folder, lines: list[list], above: tuple[str, ...] = ()) -> docx.table.Table:
    document = docx.Document()
    for words in above:
        document.add_paragraph(words)
    table = document.add_table(len(lines), len(lines[0]))
    for line, values in zip(table.rows, lines, strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            cell.text = str(value)
    return document, table


def test_tables_of_a_letter_with_their_titles(tmp_path):
    document, _ = letter(tmp_path, [HEADER, row(1), row(2)], ("Kính gửi: Sở", "", "Danh sách tính đến ngày 25/09/2021"))
    document.add_paragraph("Lời kết")
    document.save(tmp_path / "a.docx")
    found = Read(tmp_path)
    assert found.total == (2, 2, 0, 0, 0)
    (sheet,) = found.inbox.sheets
    assert sheet.name == "Bảng 1" and sheet.table.stated_on == date(2021, 9, 25)


def test_merged_cells_of_a_letter_hold_for_all_their_rows(tmp_path):
    document, table = letter(tmp_path, [HEADER, *(row(n) for n in range(1, 1200))])
    for column in (1, 3):
        first, last = table.cell(1, column)._tc, table.columns[column].cells[-1]._tc
        for line in table._tbl.tr_lst[2:]:
            line.tc_lst[column].vMerge = "continue"
            line.tc_lst[column].p_lst[0].clear()
        first.vMerge = "restart"
        assert last.vMerge == "continue"
    document.save(tmp_path / "a.docx")
    assert Read(tmp_path).total == (1199, 1199, 0, 0, 0)


def test_cells_of_a_letter_side_by_side_are_one(tmp_path):
    document, table = letter(tmp_path, [["Gian hàng", *[""] * 4], HEADER, row(1)])
    table.cell(0, 0).merge(table.cell(0, 4))
    document.save(tmp_path / "a.docx")
    (sheet,) = extract.sheets((tmp_path / "a.docx").read_bytes())
    assert sheet.cells[0] == ["Gian hàng", "", "", "", ""] and sheet.merged == [((0, 0), (0, 4))]
    assert Read(tmp_path).total == (1, 1, 0, 0, 0)


def test_a_table_within_a_cell_is_a_table_of_its_own(tmp_path):
    document, table = letter(tmp_path, [["Phụ lục", ""]])
    inner = table.cell(0, 1).add_table(2, 5)
    for line, values in zip(inner.rows, [HEADER, row(1)], strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            cell.text = str(value)
    document.save(tmp_path / "a.docx")
    assert Read(tmp_path).total[1] == 1


def test_a_letter_without_a_table(tmp_path):
    document = docx.Document()
    document.add_paragraph("Kính gửi")
    document.save(tmp_path / "a.docx")
    assert Read(tmp_path).problems == ["document_without_table"]


def test_spans_of_a_page_are_merged_areas(tmp_path):
    page = (
        "<html><table><tr><td rowspan='2'>a</td><td colspan='2'>b</td></tr><tr><td>c</td><td>d</td></tr></table></html>"
    )
    (sheet,) = extract.sheets(page.encode())
    assert sheet.cells == [["a", "b", ""], ["", "c", "d"]]
    assert sheet.merged == [((0, 0), (1, 0)), ((0, 1), (0, 2))]


def test_a_problem_names_its_place_and_no_tab(tmp_path, capsys):
    (tmp_path / "inbox").mkdir()
    small.write_xlsx(
        tmp_path / "inbox" / "a.xlsx", {"Lan": small.table([shop("S1")]), "Nguyễn Thị Lan": [["Bà", "Lan"], [1, 2]]}
    )
    built = small.build(tmp_path, capsys)
    (told,) = (finding["detail_vi"] for finding in built.report["findings"] if finding["rule"] == "file_not_loaded")
    assert told.startswith("Tệp “a.xlsx”, trang tính 2: ") and "Lan" not in told
