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


# Letters of bars, as the boxes of their glyphs, and marks: what is covered or cut of a letter.
COVERED = """() => [...document.querySelectorAll('.marks .line')].flatMap(line => {
    const written = [...line.querySelectorAll('.bar, b')].filter(one => one.firstChild?.nodeType === 3);
    const marks = [...line.querySelectorAll('.diamond, .stroke, .triangle')].map(one => one.getBoundingClientRect());
    return written.flatMap(one => {
        const range = document.createRange(); range.selectNodeContents(one);
        const box = range.getBoundingClientRect(), bar = one.getBoundingClientRect();
        const under = marks.some(mark => mark.left < box.right - 1 && box.left + 1 < mark.right);
        return under || box.right > bar.right + 1 ? [line.parentElement.innerText] : [];
    });
})"""


@pytest.mark.parametrize("size", [PHONE, LAPTOP])
@pytest.mark.parametrize("path", ["/map?indicator=lead", "/?indicator=lead"])
def test_a_letter_of_a_bar_is_neither_cut_nor_under_a_mark(visit, size, path):
    """Beside the map of a laptop the bars have a hundred pixels: 'N' lay under the mark of what is expected, or was cut."""
    page = visit(*size).open(path)
    expect(page.locator(".marks .line b").first).to_be_attached()
    assert page.evaluate(COVERED) == []


FADES = "one => [one.scrollWidth > one.clientWidth, parseFloat(getComputedStyle(one).getPropertyValue('--fade') || 0)]"


def test_a_table_that_goes_on_beyond_its_edge_fades_there(visit):
    """'1.248.644.000' was cut to '1.248', which reads as a whole number."""
    page = visit(*PHONE).open("/map")
    table = page.locator(".view .table").last
    is_cut, fade = table.evaluate(FADES)
    assert is_cut and fade > 0
    table.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    page.wait_for_function("() => { const one = [...document.querySelectorAll('.view .table')].at(-1);"
                           " return parseFloat(getComputedStyle(one).getPropertyValue('--fade')) === 0; }")  # fmt: skip
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert all(
        fade == 0 for is_cut, fade in (one.evaluate(FADES) for one in page.locator(".view .table").all()) if not is_cut
    )
