"""The questions of the room, each answered within two clicks from the first page, and the figures below it."""

import re

import pytest
from playwright.sync_api import expect

from data import vocabulary
from pages.kit.texts import spoken as spoken_in
from pages.kit.texts import text
from pages.screen import html
from tests.browser.chromium import titled

QUESTIONS = vocabulary.rows("questions.csv")


def spoken(key: str) -> re.Pattern:
    """The Vietnamese words of a key, whatever stands for its values."""
    from pages.kit.texts import _all

    return re.compile(".+".join(re.escape(part) for part in re.split(r"{\w+}", _all()[key]["vi"])))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda row: row["number"])
def test_a_question_is_answered_within_two_clicks(visit, question):
    one = visit()
    page = one.open("/")
    page.get_by_role("link", name="25 câu hỏi").click()
    titled(page, "25 câu hỏi")
    page.get_by_role("link", name=f"{question['number']}. {question['question_vi']}").click()
    expect(page.locator("h1").filter(has_text="25 câu hỏi")).to_have_count(0)
    one.settle()
    answer = page.locator('[data-testid="stMain"]')
    header = spoken(question["answer"])
    expect(answer.get_by_text(header).first).to_be_visible()
    if question["anchor"]:
        with spoken_in("vi"):
            heading = page.locator(f'[id="{html.place(text(question["anchor"]))}"]')
        expect(heading).to_be_in_viewport()
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    for part in question["query"].split("&"):
        assert part in page.url
    assert one.outside == []


def test_search_offers_namesakes_and_opens_a_profile(visit):
    one = visit()
    page = one.open("/")
    box = page.get_by_placeholder("Tìm: dinh lap")
    box.fill("chi lang")
    found = page.locator(".found")
    for name in ("Huyện Chi Lăng", "Thị trấn Chi Lăng, Chi Lăng", "Phường Chi Lăng, TP Lạng Sơn"):
        expect(found.get_by_role("link", name=name, exact=True)).to_be_visible()
    found.get_by_role("link", name="Huyện Chi Lăng", exact=True).click()
    titled(page, "Hồ sơ: Huyện Chi Lăng")
    expect(page).to_have_url(re.compile("unit=187"))


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("dinh lap", "unit=189"), ("loc bih", "unit=188"), ("ky lua", "unit=2025-06187"), ("vietgap", "scheme=vietgap"),
        ("viettel", "platform=voso"), ("bao cao", "documents"), ("ho dau tau", "indicator=lead"), ("q 4", "unit=20|/$|/\\?"),
    ],
)  # fmt: skip
def test_enter_opens_the_best_of_what_is_found_while_typing(visit, asked, opens):
    one = visit(1366, 768)
    page = one.open("/quality")
    box = page.get_by_placeholder("Tìm: dinh lap")
    assert box.bounding_box()["y"] < 100
    box.fill(asked)
    expect(page.locator(f'.found[data-asked="{asked}"] a').first).to_be_visible()
    box.press("Enter")
    expect(page).not_to_have_url(re.compile("/quality"))
    expect(page).to_have_url(re.compile(opens))
    one.settle()
    expect(box).to_have_value("")
    assert one.outside == []


@pytest.mark.parametrize("typed", ["dinh lap", "Đình Lập", "dinhlap", "huyen dinh lpa"])
def test_a_box_of_units_finds_one_without_marks_and_misspelt(visit, typed):
    page = visit().open("/lead")
    box = page.get_by_role("combobox", name="Đơn vị")
    box.fill(typed)
    expect(page.get_by_role("option").first).to_have_text("Huyện Đình Lập")
    box.press("Enter")
    expect(page).to_have_url(re.compile("unit=189"))


def test_a_figure_opens_its_passport_and_its_code_opens_it_again(visit):
    one = visit()
    page = one.open("/products?district=188")
    value = page.locator(".view .metrics .value").nth(1).inner_text()
    page.get_by_role("link", name="Từ đâu?").nth(1).click()
    titled(page, "Con số này từ đâu ra?")
    expect(page.locator(".view .metrics .value").first).to_have_text(value)
    code = page.locator('[data-testid="stCode"] code').inner_text()
    again = visit().open(f"/passport?id={code}")
    expect(again.locator(".view .metrics .value").first).to_have_text(value)


def test_play_goes_through_the_days_and_stops_at_the_last(visit):
    one = visit()
    page = one.open("/map?day=2021-11-01")
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("button", name="Dừng")).to_be_visible()
    expect(page.get_by_role("button", name="Chạy")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "15/11/2021")
    expect(page).to_have_url(re.compile("day=2021-11-01"))  # what is played is of no address
    assert one.outside == []


@pytest.mark.parametrize(("address", "maps", "areas"), [("/map?boundaries=2025", 1, 65), ("/map?view=many", 12, 132)])
def test_other_views_of_the_map_are_drawn_whole(visit, address, maps, areas):
    page = visit().open(address)
    page.wait_for_function(
        """([maps, areas]) => {
            const layers = [...document.querySelectorAll('.geo .choroplethlayer')].filter(one => one.querySelector('path'));
            const paths = layers.flatMap(one => [...one.querySelectorAll('.trace:not(:last-child) path')]);
            return layers.length === maps && paths.filter(one => one.getBBox().width > 1).length === areas;
        }""",
        arg=[maps, areas],
    )


def test_the_map_alone_can_be_taken_away_as_svg_and_png(visit):
    page = visit().open("/map")
    for name, start in (("Bản đồ SVG", b"<?xml"), ("Bản đồ PNG", b"\x89PNG")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name).click()
        content = taken.value.path().read_bytes()
        assert content.startswith(start) and len(content) > 20_000


def test_the_search_goes_up_with_its_page_and_lies_on_nothing(visit):
    page = visit(1366, 768).open("/map")
    box = page.get_by_placeholder("Tìm: dinh lap")
    expect(box).to_be_in_viewport()
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, 500)")
    expect(box).not_to_be_in_viewport()
    page.keyboard.press("/")  # from anywhere
    expect(box).to_be_in_viewport()
