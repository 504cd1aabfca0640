"""What a sheet may be is checked before it is loaded: far cells, false extents, spans, areas, sheets, columns."""

import io
import re
import zipfile

import docx
import pandas as pd
import pyarrow
import pyarrow.parquet
import pytest
import xlsxwriter

from data import vocabulary
from etl import apart, extract, opendocument, workbook
from tests.etl.reading import HEADER, Read, row, text
from tests.etl.small import VAN_LINH

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(autouse=True)
def little_memory(monkeypatch):
    """No file of these tests needs more, however far its cells lie apart."""
    monkeypatch.setitem(vocabulary.settings()["limits"], "file_memory_megabytes", 400)


def limit(monkeypatch, name: str, value: int) -> None:
    monkeypatch.setitem(vocabulary.settings()["limits"], name, value)


def book(folder, cells: dict[tuple[int, int], object] | None = None, count: int = 2, edit=lambda xml: xml):
    """A list of shops and some cells far from it; `edit` changes the XML of the sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        sheet = file.add_worksheet("Gian hàng")
        for line, values in enumerate([HEADER, *(row(number) for number in range(count))]):
            sheet.write_row(line, 0, values)
        for (line, column), value in (cells or {}).items():
            sheet.write_string(line, column, value)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(folder / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, edit(before.read(name)) if name == SHEET else before.read(name))
    return Read(folder)


BLANK, LAST_ROW, LAST_COLUMN = " \u00a0", 1_048_575, 16_383


@pytest.mark.parametrize("place", [(LAST_ROW, 0), (2, LAST_COLUMN), (LAST_ROW, LAST_COLUMN), (LAST_ROW, 99)])
def test_a_blank_far_away_is_no_cell(place, tmp_path):
    found = book(tmp_path, {place: BLANK})
    assert found.total == (2, 2, 0, 0, 0)
    assert found.inbox.sheets[0].remarks == []


@pytest.mark.parametrize(
    ("place", "name"), [((2, LAST_COLUMN), "XFD3"), ((LAST_ROW, LAST_COLUMN), "XFD1048576"), ((9, 300), "KO10")]
)
def test_a_cell_far_to_the_right_is_named_and_costs_no_row(place, name, tmp_path):
    found = book(tmp_path, {place: "Nguyễn Thị Lan"})
    assert found.total == (2, 2, 0, 0, 0)
    assert found.inbox.sheets[0].remarks == [("cells_far_away", {"number": 1, "places": name})]


@pytest.mark.parametrize("place", [(LAST_ROW, 0), (LAST_ROW, 99)])
def test_a_cell_far_below_is_a_row_that_is_refused(place, tmp_path):
    found = book(tmp_path, {place: "x"})
    assert found.total == (3, 2, 0, 0, 1)
    assert list(found.inbox.sheets[0].rejected) == [LAST_ROW + 1]


def test_two_cells_as_far_apart_as_can_be(tmp_path):
    found = book(tmp_path, {(LAST_ROW, LAST_COLUMN): "b"}, count=0)
    assert found.total == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("told", ["A1", "A1:XFD1048576", "B7:C9"])
def test_what_a_sheet_says_of_its_extent_is_not_believed(told, tmp_path):
    found = book(
        tmp_path, edit=lambda xml: re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{told}"'.encode(), xml)
    )
    assert found.total == (2, 2, 0, 0, 0)


def test_cells_that_do_not_say_where_they_are(tmp_path):
    found = book(tmp_path, edit=lambda xml: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml))
    assert found.total == (2, 2, 0, 0, 0)


def test_the_extent_is_that_of_all_cells_wherever_the_text_is_cut(monkeypatch, tmp_path):
    book(tmp_path, {(700, 40): "x"})
    for size in (1, 7, 64, 1000):
        monkeypatch.setattr(workbook, "_CHUNK", size)
        with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
            assert workbook._extent(archive, SHEET) == workbook._Extent(701, 41, 16, 0, 0)


def test_cells_far_apart_are_what_they_are_side_by_side(tmp_path):
    """Numbers, days, truths and errors come the same when cells are read one by one."""
    read = {}
    for name, far in (("near", 5), ("far", LAST_ROW)):
        made = io.BytesIO()
        with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
            sheet = file.add_worksheet()
            day = file.add_format({"num_format": "dd/mm/yyyy"})
            sheet.write_row(0, 0, ["Na", 12, 1.5, True])
            sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
            sheet.write_number(1, 1, 44409, day)
            sheet.write(far, 90, "x")
        (sheet,) = extract.sheets(made.getvalue())
        read[name] = [[getattr(value, "day", value) for value in line[:4]] for line in sheet.cells[:2]]
        assert len(sheet.cells) == far + 1
    assert read["near"] == read["far"] == [["Na", 12, 1.5, True], ["#DIV/0!", 1, "", ""]]


def test_merged_areas_over_everything(tmp_path):
    areas = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 2000 + b"</mergeCells>"
    found = book(tmp_path, edit=lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + areas))
    assert found.problems == ["sheet_merged"]


def test_more_merged_areas_than_allowed_are_not_loaded(tmp_path, monkeypatch):
    limit(monkeypatch, "merged_areas", 10)
    areas = b"".join(b'<mergeCell ref="G%d:H%d"/>' % (line, line) for line in range(1, 13))
    found = book(
        tmp_path, edit=lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")
    )
    assert found.problems == ["sheet_merged"]


def test_more_sheets_than_allowed_is_told_once(tmp_path, monkeypatch):
    limit(monkeypatch, "sheets", 3)
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as file:
        for number in range(4):
            file.add_worksheet(f"T{number}")
    (tmp_path / "b.ods").write_bytes(ods("".join(f'<table:table table:name="{number}"/>' for number in range(4))))
    (tmp_path / "c.xls").write_text("<html><body>" + "<table><tr><td>x</td></tr></table>" * 4 + "</body></html>")
    letter = docx.Document()
    for _ in range(4):
        letter.add_table(1, 1)
    letter.save(tmp_path / "d.docx")
    assert Read(tmp_path).problems == ["too_many_sheets"] * 4


def test_cells_that_are_too_many_and_columns_of_every_format(tmp_path, monkeypatch):
    limit(monkeypatch, "sheet_columns", 20)
    wide = [f"c{number}" for number in range(30)]
    (tmp_path / "a.csv").write_text(",".join(wide))
    (tmp_path / "b.xls").write_text(
        f"<html><table><tr>{''.join(f'<td>{name}</td>' for name in wide)}</tr></table></html>"
    )
    pd.DataFrame({name: [1] for name in wide}).to_parquet(tmp_path / "c.parquet")
    (tmp_path / "d.ods").write_bytes(ods(table([wide])))
    letter = docx.Document()
    letter.add_table(1, 30).cell(0, 29).text = "x"
    letter.save(tmp_path / "e.docx")
    assert Read(tmp_path).problems == ["sheet_too_large"] * 5


def test_parquet_is_asked_how_long_it_is(tmp_path):
    long = pyarrow.table({"shop_id": pyarrow.array([1] * 20_000_000, pyarrow.int64())})
    pyarrow.parquet.write_table(long, tmp_path / "a.parquet")
    assert Read(tmp_path).problems == ["sheet_too_large"]


def test_parquet_of_equal_values_is_a_bomb(tmp_path):
    equal = pyarrow.table({f"c{number}": pyarrow.array(["x" * 50] * 600_000) for number in range(3)})
    pyarrow.parquet.write_table(equal, tmp_path / "a.parquet")
    assert (tmp_path / "a.parquet").stat().st_size < 20_000
    assert Read(tmp_path).problems == ["archive_too_large"]


@pytest.mark.parametrize("span", ["rowspan=200 colspan=200", "colspan=99999999", "rowspan=60000 colspan=2"])
def test_spans_of_a_page(span, tmp_path):
    line = "<tr>" + f"<td {span}>x</td>" * 20 + "</tr>"
    found = text(tmp_path, f"<html><table>{line * 2000}</table></html>", "a.xls")
    assert found.problems in (["sheet_too_large"], ["sheet_merged"], ["unknown_kind"])


def test_lines_without_end(tmp_path, monkeypatch):
    limit(monkeypatch, "sheet_cells", 10_000)
    assert text(tmp_path, "shop_id,platform\n" + "\n" * 10_000).problems == ["sheet_too_large"]


SPACES = "office", "table", "text", "style"


def ods(body: str, styles: str = "") -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in SPACES)
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return made.getvalue()


def cell(value: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'


def line(values: list) -> str:
    return f"<table:table-row>{''.join(cell(str(value)) for value in values)}</table:table-row>"


def table(lines: list[list], more: str = "", rest: str = "") -> str:
    return f'<table:table table:name="Gian hàng" {more}>{"".join(map(line, lines))}{rest}</table:table>'


SHOPS = [HEADER, row(1), row(2)]


@pytest.mark.parametrize(
    "rest",
    [
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>' + line([" "]),
        '<table:table-row><table:table-cell table:number-columns-repeated="99999999999"/></table:table-row>',
    ],
)
def test_rows_of_an_ods_repeated_a_million_times(rest, tmp_path):
    (tmp_path / "a.ods").write_bytes(ods(table(SHOPS, rest=rest)))
    assert Read(tmp_path).total == (2, 2, 0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "columns"), [("1000000", "16000"), ("1", "99999999999"), ("99999999999", "1"), ("1000000", "400")]
)
def test_a_value_of_an_ods_repeated_without_end(rows, columns, tmp_path):
    rest = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
        f'office:value="1" table:number-columns-repeated="{columns}"/></table:table-row>'
    )
    (tmp_path / "a.ods").write_bytes(ods(table(SHOPS, rest=rest)))
    assert Read(tmp_path).problems == ["sheet_too_large"]


def test_a_hidden_sheet_of_an_ods_and_its_values(tmp_path):
    styles = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'
    hidden = table([HEADER, row(9)], 'table:style-name="t2"')
    (tmp_path / "a.ods").write_bytes(ods(table(SHOPS) + hidden, styles))
    found = Read(tmp_path)
    assert found.total == (3, 2, 0, 0, 1) and found.reasons == ["sheet_hidden"]
    kinds = (
        '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2021-08-05"/><table:table-cell office:value-type="boolean" '
        'office:boolean-value="true"/><table:table-cell><text:p>a<text:s text:c="2"/>b<text:span>c</text:span></text:p><text:p>d</text:p>'
        "</table:table-cell></table:table-row>"
    )
    (sheet,) = opendocument.sheets(ods(table([], rest=kinds)), "")
    assert [[str(value) for value in line] for line in sheet.cells] == [["0.5", "2021-08-05", "True", "a  bc\nd"]]


def test_merged_cells_of_an_ods_hold_for_all_their_rows(tmp_path):
    shared, rest = cell("voso", 'table:number-rows-spanned="2"'), f"{cell(VAN_LINH)}{cell('01/08/2021')}"
    first = f"<table:table-row>{cell('S1')}{shared}{cell('H1')}{rest}</table:table-row>"
    second = f"<table:table-row>{cell('S2')}<table:covered-table-cell/>{cell('H2')}{rest}</table:table-row>"
    (tmp_path / "a.ods").write_bytes(ods(table([HEADER], rest=first + second)))
    found = Read(tmp_path)
    assert found.total == (2, 2, 0, 0, 0) and found.values("shops", "platform") == ["voso", "voso"]


def test_the_memory_of_a_process_holds_none_of_these(monkeypatch):
    """The limit of these tests is one that a dense grid of a sheet with a far cell would break."""
    assert apart._at_a_time() >= 1
    (answer,) = apart.answers([0], lambda _: iter([len([0.0] * 100 * 2**20)]), lambda number: None)
    assert answer.failure == "file_needs_memory"
