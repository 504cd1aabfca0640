"""In the hand: the menu closes after a choice, the map has names and figures, a table its name and percentage first."""

from playwright.sync_api import expect

from tests.browser.chromium import titled

PHONE = (390, 844)
# The colour beside each class of a legend, which Plotly draws as a gradient of one colour.
LEGEND = """() => [...document.querySelectorAll('.legend .traces')].filter(one => /^[0-9]/.test(one.textContent)).map(one => {
    const fill = getComputedStyle(one.querySelector('.legendfill path, .layers path[style*=fill]')).fill;
    const gradient = fill.match(/#([^"]+)/);
    return gradient ? getComputedStyle(document.getElementById(gradient[1]).querySelector('stop')).stopColor : fill;
})"""


def test_the_menu_closes_after_a_choice(visit):
    one = visit(*PHONE)
    page = one.open("/")
    for name, title in (("Sản phẩm", "Sản phẩm nào bán được"), ("Bản đồ", "theo huyện")):
        page.get_by_test_id("stExpandSidebarButton").click()
        menu = page.get_by_test_id("stSidebar")
        expect(menu).to_have_attribute("data-collapsed", "false")
        menu.get_by_role("link", name=name).click()
        expect(menu).to_have_attribute("data-collapsed", "true")
        titled(page, title)
        one.settle()
        expect(page.get_by_placeholder("Tìm: dinh lap")).to_be_visible()


def test_the_map_has_the_name_and_figure_of_each_district_and_they_do_not_lie_on_one_another(visit):
    page = visit(*PHONE).open("/map")
    names = page.locator(".geo .names text")
    expect(names.filter(has_text="Đình Lập")).to_be_visible()
    texts = names.all_text_contents()
    assert sum("%" in words for words in texts) >= 10
    boxes = [box for one in names.all() if (box := one.bounding_box())]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            wide = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
            high = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
            assert wide <= 4 or high <= 4


def test_a_table_begins_with_name_and_percentage_and_keeps_the_name_in_sight(visit):
    page = visit(*PHONE).open("/map")
    table = page.locator(".view .table").last
    heads = table.locator("th").all_inner_texts()
    assert heads[0] == "Đơn vị" and heads[1].startswith("%")
    share = table.locator("tbody tr").first.locator("td").nth(1)
    assert share.bounding_box()["x"] + share.bounding_box()["width"] <= PHONE[0]
    table.evaluate("one => { one.scrollLeft = 300; }")
    name = table.locator("tbody tr").first.locator("td").first
    assert 0 <= name.bounding_box()["x"] < 40


def test_the_answer_the_map_and_the_ladders_are_within_two_thumb_lengths(visit):
    page = visit(390, 844).open("/")
    ladders = page.locator(".view figure:has(.marks)").first
    expect(ladders).to_be_visible()
    for part, screens in (
        (".view .answer", 1),
        (".view figure.small-map .outline", 2),
        (".view figure:has(.marks) .marks", 2),
    ):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= 844 * screens, (part, box)


def test_the_legend_of_the_map_of_2025_has_its_colours(visit):
    page = visit(390, 844).open("/map?boundaries=2025")
    expect(page.locator(".choroplethlayer path").first).to_be_visible()
    drawn = set(
        page.evaluate("[...document.querySelectorAll('.choroplethlayer path')].map(one => getComputedStyle(one).fill)")
    )
    legend = page.evaluate(LEGEND)
    assert len(legend) >= 3 and len(set(legend)) == len(legend) and set(legend) <= drawn
