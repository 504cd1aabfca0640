"""What a viewer looks at goes along: one unit over all pages, Back and Forward through what was seen, and a day that is older."""

import re

import pytest
from playwright.sync_api import expect

from pages.screen import menu
from tests.browser import chromium
from tests.browser.chromium import Visit, titled
from tests.browser.test_browser import choose

SHOWING = {"map", "outlook", "lead", "unit", "support", "products", "market", "certificates"}
WITHOUT = {"", "phases", "quality"}


def strip(page):
    return page.locator(".st-key-strip")


def named(slug: str) -> str:
    """The name of a page in the menu."""
    return menu.PAGES[slug].name


def test_one_unit_goes_over_all_pages_and_each_shows_it_or_says_what_it_shows(visit):
    one = visit()
    page = one.open("/products")
    choose(page, "Đơn vị", "Huyện Đình Lập")
    expect(page).to_have_url(re.compile("unit=189"))
    one.settle()
    for slug in [slug for slug in menu.PAGES if slug in SHOWING | WITHOUT]:
        page.get_by_test_id("stSidebarNavLink").filter(has_text=named(slug)).first.click()
        expect(page).to_have_url(re.compile(rf"/{slug}\?.*unit=189"))
        told = "Đang xem: Huyện Đình Lập" if slug in SHOWING else "không có số liệu riêng của Huyện Đình Lập"
        expect(strip(page)).to_contain_text(told)
        one.settle()
        if slug in SHOWING:
            expect(page.get_by_role("combobox", name="Đơn vị")).to_have_value("Huyện Đình Lập")
    strip(page).get_by_role("link", name="Xem cả tỉnh").click()
    expect(strip(page)).to_have_count(0)
    expect(page).to_have_url(re.compile("unit=20(&|$)"))


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/products?district=187&commune=06463", "Đang xem: Thị trấn Đồng Mỏ (Chi Lăng)"),
        ("/outlook?unit=06463", "không có số liệu riêng của Thị trấn Đồng Mỏ (Chi Lăng); đang xem Huyện Chi Lăng"),
        ("/unit?unit=20", "không có phần của cả tỉnh; đang xem Thành phố Lạng Sơn"),
        ("/map?unit=2025-05977", "Đang xem: Phường Đông Kinh (xã mới 2025)"),
        ("/lead?unit=2025-05977", "Phường Đông Kinh (xã mới 2025); đang xem Phường Chi Lăng (Lạng Sơn)"),
    ],
)  # fmt: skip
def test_each_kind_of_unit_is_shown_or_the_nearest_to_it(visit, path, told):
    page = visit().open(path)
    expect(strip(page)).to_contain_text(
        told if "2025-" not in path or path.startswith("/map") else "đang xem Thành phố Lạng Sơn"
    )


def test_back_and_forward_retrace_ten_steps_over_pages(visit):
    one = visit()
    page = one.open("/lead")
    lead, unit, products, outlook = (
        "Hộ đầu tàu: ai",
        "Hồ sơ: Huyện Lộc Bình",
        "Sản phẩm nào bán được",
        "Đến hạn 20/12/2021",
    )
    seen = [(page.url, lead)]

    def step(act, title: str) -> None:
        before = page.url
        act()
        page.wait_for_function("before => location.href !== before", arg=before)
        titled(page, title)
        one.settle()
        seen.append((page.url, title))

    def to(slug: str):
        return lambda: page.get_by_test_id("stSidebarNavLink").filter(has_text=named(slug)).first.click()

    steps = [
        (lambda: choose(page, "Đơn vị", "Huyện Lộc Bình"), lead), (to("unit"), unit), (lambda: choose(page, "Chỉ số", "Hộ đầu tàu"), unit),
        (to("products"), products), (lambda: choose(page, "Đơn vị", "Huyện Cao Lộc"), products), (to("map"), "Hộ đầu tàu theo xã"),
        (lambda: choose(page, "Tô màu theo", "Tỷ lệ trên tổng số hộ"), "Hộ đầu tàu theo xã"), (to("outlook"), outlook),
        (lambda: strip(page).get_by_role("link", name="Xem cả tỉnh").click(), outlook), (to(""), "Đến 15/11/2021"),
    ]  # fmt: skip
    for act, title in steps:
        step(act, title)
    assert len(seen) == 11
    for back in (True, False):
        for url, title in reversed(seen[:-1]) if back else seen[1:]:
            page.go_back() if back else page.go_forward()
            expect(page).to_have_url(url)
            titled(page, title)
            one.settle()
            assert page.url == url


def test_the_page_of_a_late_answer_does_not_come_into_the_history(visit):
    """Streamlit writes it there so, where Back was pressed again meanwhile: the way forward would be gone."""
    one = visit()
    page = one.open("/map?unit=187&colour=coverage")
    own, before = page.url, page.evaluate("history.length")
    page.evaluate("history.pushState({}, '', '/products?unit=187&colour=coverage')")
    assert page.url == own and page.evaluate("history.length") == before
    page.get_by_test_id("stSidebarNavLink").filter(has_text=named("products")).first.click()
    titled(page, "Sản phẩm nào bán được")
    expect(page).to_have_url(re.compile("/products.*unit=187"))
    page.go_back()
    titled(page, "theo xã, phường, thị trấn")
    expect(page).to_have_url(own)


def test_two_tabs_stay_apart(visit):
    first, second = visit(), visit()
    one, other = first.open("/products?unit=187"), second.open("/products?unit=189")
    choose(one, "Đơn vị", "Huyện Cao Lộc")
    expect(one).to_have_url(re.compile("unit=183"))
    other.get_by_test_id("stSidebarNavLink").filter(has_text="Hộ đầu tàu").click()
    expect(strip(other)).to_contain_text("Huyện Đình Lập")
    expect(strip(one)).to_contain_text("Huyện Cao Lộc")


def test_a_server_that_is_started_anew_loses_neither_the_view_nor_the_first_click(browser, small_warehouse):
    inbox = small_warehouse.parent / "inbox"
    with chromium.served(small_warehouse, inbox) as address:
        one = Visit(browser, address, 1920, 1080)
        page = one.open("/products?unit=187&platform=voso")
        value = page.locator(".view .metrics .value").first.inner_text()
    with chromium.served(small_warehouse, inbox, int(address.rsplit(":", 1)[1])):
        page.wait_for_selector('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
        expect(page).to_have_url(re.compile("unit=187.*platform=voso|platform=voso.*unit=187"))
        page.get_by_role("radio", name="Loại sản phẩm").click()
        expect(page).to_have_url(re.compile("by=product_type"))
        expect(page.locator(".view .metrics .value").first).to_have_text(value)
        one.close()


def test_a_browser_begins_with_its_own_unit_until_it_is_forgotten(visit):
    one = visit()
    page = one.open("/unit?unit=189")
    strip(page).get_by_role("button", name="Đặt làm đơn vị của tôi").click()
    expect(strip(page).get_by_role("button", name="Đơn vị của tôi (bấm để bỏ)")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.evaluate("sessionStorage.clear()")  # as in another tab
    one.open("/products")
    expect(strip(page)).to_contain_text("Đang xem: Huyện Đình Lập")
    page.evaluate("sessionStorage.clear()")
    one.open("/products?unit=20")  # a link that says where it leads, leads there
    expect(page.locator("h1")).to_be_visible()
    expect(strip(page)).to_have_count(0)
    page.get_by_role("link", name="Đơn vị của tôi: Huyện Đình Lập").click()
    titled(page, "Hồ sơ: Huyện Đình Lập")
    strip(page).get_by_role("button", name="Đơn vị của tôi (bấm để bỏ)").click()
    page.evaluate("sessionStorage.clear()")
    one.open("/products")
    expect(strip(page)).to_have_count(0)


def test_playing_leaves_no_trace_and_an_older_day_is_told_with_a_way_back(visit):
    one = visit()
    page = one.open("/map")
    before = page.evaluate("history.length")
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("button", name="Dừng")).to_be_visible()
    expect(strip(page)).to_contain_text(re.compile(r"Đang xem ngày \d\d/0[78]/2021, không phải ngày mới nhất"))
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Chạy")).to_be_visible()
    assert page.evaluate("history.length") == before and "day=" not in page.url
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Tổng quan").click()
    titled(page, "15/11/2021")
    expect(strip(page)).to_have_count(0)
    one.open("/outlook?day=2021-10-01")
    expect(strip(page)).to_contain_text("Đang xem ngày 01/10/2021, không phải ngày mới nhất (15/11/2021)")
    page.get_by_role("button", name="Về ngày mới nhất").click()
    expect(strip(page)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("day="))


def test_a_page_opened_while_days_are_played_is_not_taken_back(visit):
    one = visit()
    page = one.open("/map")
    for _ in range(3):
        page.get_by_role("button", name="Chạy").click()
        expect(strip(page)).to_contain_text("không phải ngày mới nhất")
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Sản phẩm").click()
        titled(page, "Sản phẩm nào bán được")
        one.settle()
        assert page.locator('[class*="st-key-every-"]').count() == 0
        page.get_by_test_id("stSidebarNavLink").filter(has_text="Bản đồ").click()
        expect(page.get_by_role("button", name="Chạy")).to_be_visible()
        one.settle()
