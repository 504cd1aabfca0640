"""Every page of the progress as files: a workbook with its tables, pages of paper, and what they are called."""

import io

import openpyxl
import pytest
from pypdf import PdfReader

from pages.documents import take_away
from pages.kit.view import Table, flat
from pages.progress.lead import view as lead
from pages.progress.map import view as places
from pages.progress.outlook import view as outlook
from pages.progress.phases import view as phases
from pages.progress.support import view as support
from pages.progress.unit import view as unit

PAGES = [
    (
        "map",
        places.atlas,
        {"unit": "189", "colour": "change", "day": "2021-10-01"},
        "ban-do-huyen-dinh-lap-tang-trong-7-ngay-20211001",
    ),
    ("map", places.atlas, {"view": "many"}, "ban-do-nhieu-ngay-canh-nhau-20211115"),
    ("map", places.atlas, {"boundaries": "2025"}, "ban-do-2025-65-xa-20211115"),
    ("phases", phases.phases, {"align": "share"}, "so-sanh-giai-doan-phan-thoi-gian-20211115"),
    ("outlook", outlook.outlook, {"indicator": "lead"}, "du-bao-den-han-ho-dau-tau-20211115"),
    ("lead", lead.lead, {"district": "187"}, "ho-dau-tau-huyen-chi-lang-20211115"),
    ("unit", unit.unit, {"unit": "06613"}, "ho-so-don-vi-thi-tran-dinh-lap-dinh-lap-20211115"),
    ("support", support.support, {"phase": "2"}, "ho-tro-tai-cho-giai-doan-2-20211115"),
]


@pytest.mark.parametrize(("slug", "make", "address", "name"), PAGES, ids=[name for *_, name in PAGES])
def test_a_page_is_taken_away_with_all_its_tables(published, seen, language, slug, make, address, name):
    shown = seen(make, **address)
    files = {file.name: file.make for file in take_away.files(shown, published, slug)}
    named = {file.rsplit(".", 1)[-1]: file for file in files if not file.endswith("-a4.pdf")}
    assert named["xlsx"] == f"{name}.xlsx" if language == "vi" else named["xlsx"].endswith(f"-{name[-8:]}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(files[named["xlsx"]]()))
    tables = [part for part in flat(shown.parts) if isinstance(part, Table)]
    with_figures = len(book.worksheets) - len(tables)
    assert with_figures in (0, 1)
    for table, sheet in zip(tables, book.worksheets[with_figures:], strict=True):
        cells = [cell.value for line in sheet.iter_rows() for cell in line]
        assert all(column.header in cells for column in table.columns) and sheet.max_row > len(table.rows)
    assert files[named["pdf"]]().startswith(b"%PDF")


def test_paper_has_the_rows_of_a_map_of_communes_and_not_those_beneath_a_chart(published, seen, vietnamese):
    """A map writes no figures of 200 communes, so their table is printed; a curve stands for its own."""
    of_map, of_curve = seen(places.atlas, level="commune"), seen(phases.phases)
    printed = {}
    for slug, shown in (("map", of_map), ("phases", of_curve)):
        (pdf,) = [file.make() for file in take_away.files(shown, published, slug) if file.name.endswith(".pdf")]
        printed[slug] = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
    names = ["".join(name.split()) for name in of_map.part("units").rows["unit"]]
    assert sum(name in printed["map"] for name in names) > 0.7 * len(names)  # some are broken over two lines
    time = next(column for column in of_curve.part("days").columns if column.key == "share_of_time")
    assert "".join(time.header.split()) not in printed["phases"]
