"""Steps of teaching a form on the page, as an officer takes them."""

from pathlib import Path

from playwright.sync_api import Page, expect

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
    box = page.get_by_label(label, exact=True).and_(page.locator(":enabled"))  # a box about to be replaced is not
    box.click()
    box.fill(words)
    page.get_by_role("option", name=words, exact=True).click()
    expect(box).to_have_value(words)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def unknown_table(folder: Path) -> Path:
    """A file whose table no list of headers explains."""
    return small.write_xlsx(folder / "tien-do.xlsx", {"Tuần 5": forms_cells.WEEKLY})


def teach(page: Page, file: Path) -> None:
    """From the file to the outcome of the form, not yet remembered."""
    page.set_input_files('input[type="file"]', file)
    page.get_by_role("button", name="Kiểm tra").click()
    page.get_by_role("heading", name="Dạy mẫu mới").wait_for(timeout=LONG)
    choose(page, "Bảng này là", "báo cáo tiến độ")
    for letter, words in CHOICES.items():
        choose(page, letter, words)
    choose(page, "Ngày số liệu", "tiêu đề: 31/07/2021")
    page.get_by_role("button", name="Nhớ mẫu này").wait_for(timeout=LONG)
