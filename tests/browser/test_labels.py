"""On a map no name lies over another, on a phone, on a wall and on a map of many communes."""

import pytest
from playwright.sync_api import Page, expect

PHONE, LAPTOP = (390, 844), (1366, 768)
MEETING = """() => { const shown = [...document.querySelectorAll('.js-plotly-plot')].map(map => [...map.querySelectorAll('.geo text')]
    .filter(name => getComputedStyle(name).display !== 'none').map(name => name.getBoundingClientRect()));
    let met = 0;
    for (const boxes of shown) boxes.forEach((one, at) => { for (const other of boxes.slice(at + 1))
        if (one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom) met += 1; });
    return [shown.flat().length, met]; }"""


def shown(page: Page) -> int:
    """How many names stand on the maps, once none lies over another."""
    expect(page.locator(".geo text").first).to_be_attached()
    page.wait_for_function(f"() => {{ const [count, met] = ({MEETING})(); return count > 0 && met === 0; }}")
    count, _ = page.evaluate(MEETING)
    return count


@pytest.mark.parametrize(
    "size, path, least",
    [(PHONE, "/map", 8), (PHONE, "/map?unit=187", 8), (PHONE, "/map?level=commune", 8), (LAPTOP, "/map?unit=187", 15),
     (LAPTOP, "/map?level=commune", 120)],
)  # fmt: skip
def test_no_name_lies_over_another(visit, size, path, least):
    assert shown(visit(*size).open(path)) >= least


def test_letters_for_the_fifth_row_do_not_either(visit):
    one = visit(*LAPTOP)
    page = one.open("/meeting?agenda=map")
    page.get_by_role("button", name="Bắt đầu").click()
    assert shown(page) >= 8


def test_a_narrower_window_is_seen_to_as_well(visit):
    page = visit(*LAPTOP).open("/map?unit=187")
    wide = shown(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.wait_for_function("before => document.querySelector('.js-plotly-plot').clientWidth < 390 && before", arg=wide)
    assert 0 < shown(page) < wide
