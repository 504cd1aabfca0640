"""Pointing at a unit marks it wherever it stands, in the browser alone."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import titled
from tests.browser.test_browser import shapes

DINH_LAP = "189"
COUNTED = """() => { window.sent = 0; const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (...told) { window.sent += 1; return send.apply(this, told); }; }"""


def marked(page: Page) -> set[str]:
    """What is marked of a unit: rows of tables, bars, words on the small map, shapes of the map."""
    return set(
        page.evaluate("""() => [...document.querySelectorAll('.pointed')].map(one =>
        one.matches('path') ? 'shape' : one.matches('tr') ? 'row' : one.matches('a') ? 'map' : 'bar')""")
    )


@pytest.mark.parametrize(
    "place", [".outline a[href*='unit=189']", ".marks .row[data-unit='189']", ".table tr[data-unit='189']"]
)
def test_a_district_on_the_overview_is_marked_on_the_map_its_bar_and_its_rows(visit, place):
    one = visit()
    page = one.open("/")
    page.locator(place).first.scroll_into_view_if_needed()
    page.evaluate(COUNTED)
    page.locator(place).first.hover()
    expect(page.locator(".pointed").first).to_be_attached()
    assert marked(page) == {"map", "bar", "row"}
    codes = page.evaluate(
        "[...document.querySelectorAll('.pointed')].map(one => one.dataset.unit ?? new URL(one.href).searchParams.get('unit'))"
    )
    assert set(codes) == {DINH_LAP} and len(codes) >= 3 and page.evaluate("window.sent") == 0
    page.mouse.move(2, 2)
    expect(page.locator(".pointed")).to_have_count(0)


def test_the_map_and_its_table_mark_each_other(visit):
    page = visit().open("/map")
    expect(shapes(page).first).to_be_visible()
    row = page.locator(".table tr[data-unit='189']").first
    row.hover()
    assert marked(page) == {"row", "bar", "shape"}
    assert json.loads(
        page.evaluate(
            "JSON.stringify([...new Set([...document.querySelectorAll('path.pointed')].map(one => one.__data__.loc))])"
        )
    ) == [DINH_LAP]
    page.evaluate("document.querySelector('.js-plotly-plot').scrollIntoView({block: 'center'})")
    box = page.evaluate("""() => { const box = [...document.querySelectorAll('.choroplethlayer path')].find(one => one.__data__?.loc === '189').getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2]; }""")
    page.mouse.move(5, 5)
    expect(page.locator(".pointed")).to_have_count(0)
    page.mouse.move(*box, steps=4)
    expect(page.locator(".table tr.pointed[data-unit='189']")).to_have_count(1)


def test_a_bar_beside_the_map_leads_to_its_profile_by_keyboard_too(visit):
    page = visit(1366, 768).open("/map")
    name = page.locator(f".marks .row[data-unit='{DINH_LAP}'] a")
    name.focus()
    page.keyboard.press("Enter")
    titled(page, "Hồ sơ: Huyện Đình Lập")
    page.go_back()
    expect(shapes(page).first).to_be_visible()
    page.locator(f".table tr[data-unit='{DINH_LAP}'] td a").first.click()
    titled(page, "Hồ sơ: Huyện Đình Lập")


def test_a_bar_on_the_wall_opens_its_unit_beside_the_slide(visit):
    page = visit().open("/meeting?agenda=ranking,phases&slide=1")
    page.locator(f".marks .row[data-unit='{DINH_LAP}'] a").click()
    titled(page, "Huyện Đình Lập")
    assert "slide=1" in page.url and f"beside={DINH_LAP}" in page.url


def test_a_plot_says_the_values_at_the_place_pointed_at(visit):
    page = visit().open("/phases")
    field = page.locator(".plane .field").first
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    said = page.locator(".plane .said")
    expect(said.locator(".line")).to_have_count(2)
    told = json.loads(field.get_attribute("data-said"))
    nearest = min(range(len(told["at"])), key=lambda place: abs(told["at"][place] - 0.5))
    assert said.locator(".head").inner_text() == told["heads"][nearest]
    assert said.locator(".line").all_inner_texts() == [
        f"{name}: {values[nearest]}" for name, _, values in told["lines"]
    ]
    page.mouse.move(2, 2)
    expect(said).to_have_count(0)


def test_on_a_phone_what_a_plot_says_stays_in_sight(visit):
    page = visit(390, 844).open("/products?by=district_code")
    field = page.locator(".plane .field").first
    field.evaluate("field => field.scrollIntoView({block: 'center'})")
    for part in (0.05, 0.45, 0.95):
        box = field.bounding_box()
        page.mouse.move(box["x"] + box["width"] * part, box["y"] + 60)
        expect(page.locator(".plane .said")).to_be_visible()
        said = page.locator(".plane .said").bounding_box()
        assert said["x"] >= 0 and said["x"] + said["width"] <= 390
