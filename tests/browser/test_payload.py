"""A change of a choice sends what it changes: under 20 KB on the wire, on every page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Visit
from tests.browser.test_browser import choose
from tests.browser.wire import counted

MOST = 20 * 1024  # bytes
CHANGES = [
    ("/", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/map", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/map?level=commune", "Tô màu theo", "Tỷ lệ trên tổng số hộ", "colour=coverage"),
    ("/map?unit=187", "Tô màu theo", "Tỷ lệ trên tổng số hộ", "colour=coverage"),
    ("/map?boundaries=2025", "Tô màu theo", "Tỷ lệ trên tổng số hộ", "colour=coverage"),
    ("/phases", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/outlook", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/lead", "Đơn vị", "Huyện Chi Lăng", "unit=187"),
    ("/unit?unit=187", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/phases", "So theo", "Phần thời gian", "align=share"),
    ("/unit?unit=187", "So theo", "Ngày thứ", "align=day"),
    ("/support", "Chỉ số", "Hộ đầu tàu", "indicator=lead"),
    ("/products", "Đơn vị", "Huyện Chi Lăng", "unit=187"),
    ("/market", "Đơn vị", "Huyện Chi Lăng", "unit=187"),
    ("/certificates", "Đơn vị", "Huyện Chi Lăng", "unit=187"),
    ("/products?district=187", "Đơn vị", "Thị trấn Đồng Mỏ (Chi Lăng)", "unit=06463"),
    ("/market?district=187", "Đơn vị", "Thị trấn Đồng Mỏ (Chi Lăng)", "unit=06463"),
    ("/certificates?district=187", "Đơn vị", "Thị trấn Đồng Mỏ (Chi Lăng)", "unit=06463"),
]


@pytest.mark.parametrize(("path", "choice", "option", "told"), CHANGES)
def test_a_choice_sends_little(browser, server, path, choice, option, told):
    with counted(server) as wire:
        one = Visit(browser, wire.address, 1920, 1080)
        page = one.open(path)
        wire.brought = 0
        choose(page, choice, option)
        expect(page).to_have_url(re.compile(told))
        one.settle()
        assert 1024 < wire.brought < MOST
        one.close()
