"""What is taken away is what was on the screen: the same tables, choices, snapshot and mark."""

import io
import json

import openpyxl
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from pages.screen import menu

# What changed has none where one snapshot is all there is.
WITHOUT_TABLES = {"meeting", "documents", "questions", "load", "operation", "passport", "conclusions", "changes"}
ADDRESSES = [slug for slug in menu.PAGES if slug not in WITHOUT_TABLES]


def taken(page, name: str) -> bytes:
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=name).click()
    return download.value.path().read_bytes()


def words(workbook: bytes) -> list[str]:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return [
        str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]


def test_a_workbook_and_a_pdf_repeat_the_choices_of_the_screen(visit, small_warehouse):
    snapshot = json.loads((small_warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"]
    page = visit().open("/?indicator=lead&rank=gap&day=2021-10-20")
    sheet = words(taken(page, "Xuất trang này (Excel)"))
    told = " ".join(sheet)
    for part in ("Hộ đầu tàu", "Còn thiếu", "20/10/2021", snapshot, "MÔ PHỎNG", "passport?id="):
        assert part in told, part
    for unit in ("Huyện Đình Lập", "Thành phố Lạng Sơn"):
        assert unit in sheet
    pdf = PdfReader(io.BytesIO(taken(page, "Xuất trang này (PDF A4)")))
    printed = " ".join(one.extract_text() for one in pdf.pages)
    for part in ("Hộ đầu tàu", "20/10/2021", snapshot, "Huyện Đình Lập"):
        assert part in printed, part
    width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert sorted((round(width), round(height))) == [595, 842]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_with_tables_can_be_taken_away(visit, address):
    page = visit().open(f"/{address}")
    assert taken(page, "Xuất trang này (Excel)").startswith(b"PK")
    pdf = PdfReader(io.BytesIO(taken(page, "Xuất trang này (PDF A4)")))
    printed = "".join("".join(one.extract_text().split()) for one in pdf.pages)
    figures = page.locator(".view .metrics .value").all_inner_texts()
    for words in (*figures, *page.locator("h3").all_inner_texts()):
        assert "".join(words.split()) in printed, words


def test_a_page_s_file_leads_to_the_passport_of_its_first_figure_and_names_its_unit(visit):
    told = " ".join(words(taken(visit().open("/products?district=187&platform=voso"), "Xuất trang này (Excel)")))
    assert ".187.trade-voso.orders." in told
    told = " ".join(words(taken(visit().open("/map?unit=189"), "Xuất trang này (Excel)")))
    assert "Đơn vị: Huyện Đình Lập" in told and ".189.both.coverage." in told


def test_a_profile_fits_one_sheet(visit):
    page = visit().open("/unit?unit=186")
    (sheet,) = PdfReader(io.BytesIO(taken(page, "Hồ sơ trên một trang A4 (PDF)"))).pages
    assert [round(float(side)) for side in sheet.mediabox[2:]] == [842, 595]
    told = "".join(sheet.extract_text().split())
    for words in ("HuyệnHữuLũng", "ThịtrấnHữuLũng", "Từhộđếnlầnbánđầutiên", "Cùngcácđơnvịgiápranh", "Kiểmchứngsốliệu"):
        assert words in told, words


def test_the_browser_s_own_print_cuts_nothing_off(visit):
    """Charts keep the width they have on the screen: the whole map must fit the sheet all the same."""
    page = visit().open("/map")
    expect(page.locator(".choroplethlayer path").first).to_be_visible()
    (first, *_) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    width, height = (float(side) for side in first.mediabox[2:])
    assert (round(width), round(height)) == (842, 595)
    told = first.extract_text()
    for name in ("Tràng Định", "Đình Lập", "TP Lạng Sơn"):
        assert name in told, name
