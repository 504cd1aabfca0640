"""An unknown table to a published figure in a real browser: every column chosen, the outcome seen, the form remembered."""

import json
import shutil

from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.chromium import Visit
from tests.etl import forms_cells, small

LONG = 120_000  # milliseconds a check or a build may take
CHOICES = {
    "A": "Bỏ qua cột này",
    "B": "Huyện, thành phố",
    "C": "Chỉ số: Gian hàng số",
    "D": "Chỉ số: Tài khoản thanh toán điện tử",
}


def choose(page: Page, label: str, words: str) -> None:
    """Type into a box and take what is found, as people do; wait until the page has taken it."""
    box = page.get_by_label(label, exact=True)
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words, exact=True).click()
    expect(box).to_have_value(words)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def test_a_form_is_taught_and_published(browser, small_warehouse, tmp_path, monkeypatch):
    warehouse, inbox = tmp_path / "warehouse", tmp_path / "inbox"
    shutil.copytree(small_warehouse, warehouse)
    shutil.copytree(small_warehouse.parent / "inbox", inbox)
    monkeypatch.setenv("LANGSON_FORMS", str(tmp_path / "forms"))
    small.write_xlsx(tmp_path / "tien-do.xlsx", {"Tuần 5": forms_cells.WEEKLY})
    with chromium.served(warehouse, inbox) as address:
        one = Visit(browser, address, 1366, 768)
        page = one.open("/load")
        page.set_input_files('input[type="file"]', tmp_path / "tien-do.xlsx")
        page.get_by_role("button", name="Kiểm tra").click()
        page.get_by_role("heading", name="Dạy mẫu mới").wait_for(timeout=LONG)
        choose(page, "Bảng này là", "báo cáo tiến độ")
        for letter, words in CHOICES.items():
            choose(page, letter, words)
        choose(page, "Ngày số liệu", "tiêu đề: 31/07/2021")
        page.get_by_role("button", name="Nhớ mẫu này").click(timeout=LONG)
        page.get_by_text("Đã nhớ mẫu “tuan-5”").wait_for(timeout=LONG)
        page.get_by_role("button", name="Công bố").click()
        page.get_by_text("Đã công bố bản").wait_for(timeout=LONG)
        assert one.outside == []
    assert (tmp_path / "forms" / "tuan-5.toml").exists()
    assert json.loads((warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"].startswith("000002")
