"""Pages as people see them: no request leaves the machine, the map draws, clicks and links do what they say."""

import json
import re

import duckdb
import pytest
from playwright.sync_api import expect

from pages.screen import menu
from tests.browser.chromium import titled

PAGES = [page.slug for page in menu.offered()]
SIZES = {"projector": (1920, 1080), "phone": (390, 844)}
ENGLISH_CHROME = re.compile(
    r"\b(Loading|Running|Choose|Select|Search|Download|Settings|Rerun|Deploy|Error|None|nan|True|False)\b"
)


# Every pair of language, size and scheme is met; all eight together would be twice the time for the same pages.
@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("vi", "projector", "light"), ("vi", "phone", "dark"), ("en", "projector", "dark"), ("en", "phone", "light")],
)
def test_pages_draw_with_the_network_cut(visit, language, size, scheme):
    one = visit(*SIZES[size], scheme)
    for name in PAGES:
        page = one.open(f"/{name}?lang={language}")
        expect(page.get_by_text({"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language]).first).to_be_visible()
        assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
        words = page.locator('[data-testid="stMain"]').inner_text()
        if language == "vi":
            assert not ENGLISH_CHROME.search(words), ENGLISH_CHROME.search(words)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= SIZES[size][0] + 1, f"{name} is {wide} px wide"
    assert one.outside == []


def choose(page, label: str, option: str) -> None:
    """Choose in a select box as a keyboard user does: type and confirm."""
    box = page.get_by_role("combobox", name=label)
    box.fill(option)
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)


def shapes(page):
    return page.locator(".choroplethlayer path")


def click_on_map(page, lon: float, lat: float) -> None:
    """Click where a place is, by the projection of the drawn map."""
    page.locator(".js-plotly-plot").first.evaluate("map => map.scrollIntoView({block: 'end'})")
    spot = page.evaluate(
        """([lon, lat]) => {
            const graph = document.querySelector('.js-plotly-plot');
            const geo = graph._fullLayout.geo._subplot;
            const [x, y] = geo.projection([lon, lat]);
            const box = graph.getBoundingClientRect();
            const scale = box.width / graph.offsetWidth;  // a meeting's wall is fitted to the window
            return [box.left + x * scale, box.top + y * scale];
        }""",
        [lon, lat],
    )
    page.mouse.move(*spot)
    page.mouse.click(*spot)


def test_filters_go_along_from_page_to_page(visit):
    one = visit()
    page = one.open("/?indicator=lead&day=2021-10-20")
    page.get_by_role("link", name="Dự báo đến hạn").click()
    titled(page, "các huyện có thể ở đâu")
    expect(page).to_have_url(re.compile("indicator=lead"))
    expect(page).to_have_url(re.compile("day=2021-10-20"))
    one.settle()
    choose(page, "Chỉ số", "Hộ có cả hai")
    expect(page).not_to_have_url(re.compile("indicator="))
    page.get_by_role("link", name="Tổng quan").click()
    titled(page, "Đến 20/10/2021")
    expect(page).not_to_have_url(re.compile("indicator="))


@pytest.mark.parametrize(
    ("address", "row", "column", "code"),
    [("/products?district=187&platform=voso", "Tổng (đếm riêng)", "Đơn hàng", "187.trade-voso.orders")],
)
def test_a_press_on_a_table_opens_the_figure_under_the_filters_of_the_moment(visit, address, row, column, code):
    page = visit().open(address)
    table = page.locator(".view table").filter(has_text=row).first
    heads = table.locator("thead th").all_inner_texts()
    cells = table.locator("tbody tr").filter(has_text=row).locator("td")
    cells.nth(heads.index(column)).get_by_role("link").click()
    titled(page, "Con số này từ đâu ra?")
    expect(page).to_have_url(re.compile(f"passport.*{re.escape(code)}\\.20211115"))


PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 30)"}


def test_the_theme_is_in_the_link_and_goes_along(visit):
    one = visit(scheme="light")
    page = one.open("/map?colour=coverage")
    expect(page.locator('[data-testid="stApp"]')).to_have_css("background-color", PAPER["light"])
    page.get_by_text("Tối", exact=True).click()
    expect(page.locator('[data-testid="stApp"]')).to_have_css("background-color", PAPER["dark"])
    expect(page).to_have_url(re.compile("theme=dark"))
    expect(page).to_have_url(re.compile("colour=coverage"))
    one.settle()
    page.get_by_role("link", name="So sánh giai đoạn").click()
    expect(page).to_have_url(re.compile("phases.*theme=dark"))
    other = visit(scheme="dark").open("/?theme=light")
    expect(other.locator('[data-testid="stApp"]')).to_have_css("background-color", PAPER["light"])


def test_language_switch_changes_every_page_and_the_link(visit):
    one = visit()
    page = one.open("/")
    page.get_by_text("English").click()
    titled(page, "Where does the programme stand")
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_role("link", name="Data quality").click()
    titled(page, "Can the figures be trusted")


def test_district_shares_on_the_chart_equal_the_mart(visit, small_warehouse):
    pointer = json.loads((small_warehouse / "current.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(small_warehouse / pointer["path"]), read_only=True) as snapshot:
        stored = dict(
            snapshot.execute(
                "SELECT CASE unit.type WHEN 'thành phố' THEN 'TP ' ELSE '' END || unit.name, value.coverage FROM mart.attainment AS value JOIN mart.unit AS unit ON unit.code = value.unit_code "
                "AND unit.vintage = '2021' WHERE value.level = 'district' AND value.indicator = 'both' AND value.day = least(?, value.ends_on)",
                [pointer["as_of"]],
            ).fetchall()
        )
    page = visit().open("/")
    drawn = page.evaluate(
        """() => {
            const rows = [...document.querySelectorAll('figure[aria-label^="Các huyện, thành phố:"] .row')].filter(row => row.querySelector('span'));
            return Object.fromEntries(rows.map(row => [
                row.querySelector('span').innerText,
                [parseFloat(row.querySelector('.bar').style.width), row.querySelector(':scope > b').innerText],
            ]));
        }"""
    )
    assert {name.removesuffix(" (GĐ\u00a01)"): share for name, (_, share) in drawn.items()} == {
        name: f"{share:.1%}".replace(".", ",") for name, share in stored.items()
    }
    scale = max(width for width, _ in drawn.values()) / max(stored.values())
    widths = {name.removesuffix(" (GĐ\u00a01)"): width / scale for name, (width, _) in drawn.items()}
    assert widths == pytest.approx(stored, abs=0.0005)


def test_own_typeface_is_loaded(visit):
    page = visit().open("/")
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Be Vietnam Pro\"', 'Đình Lập ặ'))"
    )
    assert [
        path
        for path in page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
        if "BeVietnamPro" in path
    ]
