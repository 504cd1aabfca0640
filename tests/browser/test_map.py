"""The map in a real browser: it draws, a click goes down, the trail and the back key go up, its days play."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import titled
from tests.browser.test_browser import choose, click_on_map, shapes


def test_map_draws_every_district_and_fetches_its_shapes_once(visit):
    one = visit()
    page = one.open("/map")
    expect(shapes(page).first).to_be_visible()
    for name in ("Hộ đầu tàu", "Hộ có gian hàng số"):
        choose(page, "Chỉ số", name)
        titled(page, name)
        one.settle()
    fetched = [path for path in one.local if path.endswith(".geojson")]
    assert len(fetched) == len(set(fetched)) > 0
    assert one.outside == []


def test_a_map_is_drawn_once(visit):
    """Streamlit hands each figure to plotly.js twice, the second time with its width: nothing is drawn anew for that."""
    one = visit()
    page = one.open("/map?level=commune")
    expect(shapes(page).first).to_be_visible()
    page.evaluate("""() => { window.drawn = window.again = 0; new MutationObserver(changes => { for (const change of changes)
        if (change.target.matches('.choroplethlocation')) change.oldValue === null ? window.drawn++ : window.again++;
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['d'], attributeOldValue: true }); }""")
    choose(page, "Chỉ số", "Hộ đầu tàu")
    titled(page, "Hộ đầu tàu")
    one.settle()
    expect(page.locator(".geo2 .names text")).to_have_count(7)  # the inset's, which come last
    assert page.evaluate("window.drawn") >= 200 and page.evaluate("window.again") == 0


def test_a_click_opens_a_district_and_the_trail_leads_back(visit):
    one = visit()
    page = one.open("/map")
    expect(shapes(page).first).to_be_visible()
    click_on_map(page, 107.1, 21.53)
    back = page.get_by_role("link", name="Toàn tỉnh")
    expect(back).to_be_visible()
    expect(page).to_have_url(re.compile("unit=189"))
    back.click()
    expect(page.get_by_text("Bấm vào một huyện")).to_be_visible()
    expect(page).not_to_have_url(re.compile("unit="))


def test_the_back_key_leads_from_a_district_to_the_province(visit):
    one = visit()
    page = one.open("/map")
    expect(shapes(page).first).to_be_visible()
    click_on_map(page, 107.1, 21.53)
    expect(page).to_have_url(re.compile("unit=189"))
    one.settle()
    page.go_back()
    expect(page.get_by_text("Bấm vào một huyện")).to_be_visible()
    expect(page).not_to_have_url(re.compile("unit="))


def test_a_click_on_a_commune_tells_of_it_and_the_back_key_returns_to_its_district(visit):
    one = visit()
    page = one.open("/map?unit=189")
    expect(shapes(page).first).to_be_visible()
    click_on_map(page, 107.2, 21.64)  # xã Kiên Mộc
    expect(page).to_have_url(re.compile("unit=06625"))
    expect(page.locator("h3").filter(has_text="Xã Kiên Mộc")).to_be_visible()
    expect(page.get_by_role("link", name="Hồ sơ đầy đủ")).to_be_visible()
    one.settle()
    page.go_back()
    expect(page).to_have_url(re.compile("unit=189"))
    expect(page.get_by_text("Bấm vào một xã")).to_be_visible()
    expect(page.get_by_role("link", name="Hồ sơ đầy đủ")).not_to_be_visible()


def test_a_link_reopens_the_same_view(visit):
    page = visit().open("/map?unit=187&indicator=lead&colour=coverage&day=2021-09-10")
    titled(page, "Hộ đầu tàu theo xã")
    expect(page.get_by_text("Huyện Chi Lăng").first).to_be_visible()
    expect(page.locator('[data-testid="stSlider"]')).to_contain_text("10/09/2021")


def test_a_figure_of_a_table_leads_to_its_passport_also_when_the_table_is_sorted(visit):
    page = visit().open("/map")
    table = page.locator(".view table").last
    table.get_by_role("button", name="Đơn vị").click()  # by name, upwards
    first = table.locator("tbody tr").first
    expect(first).to_contain_text("Huyện Bắc Sơn")
    first.locator("td").nth(1).get_by_role("link").click()
    expect(page.get_by_text("Huyện Bắc Sơn").first).to_be_visible()
    expect(page).to_have_url(re.compile("passport.*\\.185\\.both\\.coverage\\."))


def test_the_days_play_to_the_last_one_and_can_be_stopped(visit):
    one = visit()
    page = one.open("/map?day=2021-11-12")
    slider = page.locator('[data-testid="stSlider"]')
    expect(slider).to_contain_text("12/11/2021")
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("button", name="Dừng")).to_be_visible()
    expect(slider).to_contain_text("15/11/2021")
    expect(page.get_by_role("button", name="Chạy")).to_be_visible()
    page.get_by_role("button", name="Chạy").click()  # from the last day it begins anew
    expect(slider).to_contain_text(re.compile(r"\d\d/0[78]/2021"))
    expect(page).to_have_url(re.compile("day=2021-11-12"))  # what is played is of no address
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Chạy")).to_be_visible()
    expect(shapes(page).first).to_be_visible()
    assert one.outside == []


def test_the_back_key_leads_from_a_choice_to_the_one_before(visit):
    one = visit()
    page = one.open("/map?unit=189&colour=coverage")
    page.get_by_role("link", name="Toàn tỉnh").click()
    expect(page.get_by_text("Bấm vào một huyện")).to_be_visible()
    expect(page).to_have_url(re.compile("colour=coverage"))
    expect(page).not_to_have_url(re.compile("unit="))
    one.settle()
    page.go_back()
    expect(page).to_have_url(re.compile("unit=189"))
    expect(page.get_by_text("Bấm vào một xã")).to_be_visible()
