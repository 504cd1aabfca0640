"""Groups of the quality page are sent when they are opened, and a choice within one leaves it open."""

import re

from playwright.sync_api import expect


def test_a_unit_of_the_reports_is_chosen_within_its_group(visit):
    one = visit()
    page = one.open("/quality")
    page.get_by_role("tab", name="Đối chiếu").click()
    expect(page.get_by_role("heading", name="Báo cáo tiến độ")).to_be_visible()
    one.settle()
    box = page.get_by_label("Đơn vị báo cáo", exact=False).first
    box.click()
    box.fill("Huyện Bắc Sơn")
    page.get_by_role("option", name=re.compile("^Huyện Bắc Sơn")).click()
    expect(page).to_have_url(re.compile("report_unit=185"))
    one.settle()
    table = page.locator(".view table").last
    expect(table.locator("tbody tr").first).to_contain_text("Huyện Bắc Sơn")
    assert set(table.locator("tbody tr td:first-child").all_inner_texts()) == {"Huyện Bắc Sơn"}
    page.get_by_role("tab", name="Sổ tệp").click()
    expect(page.locator(".view table th").filter(has_text="Tệp").first).to_be_visible()
    assert one.outside == []
