"""The files of the week through the page in a real browser: checked, published, the same name again, undone, redone."""

import json

from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.browser.chromium import Visit, titled
from tests.etl import small

MORE = "Mã gian hàng,Sàn,Mã hộ,Xã,Huyện,Ngày mở\nTHEM-1,voso,THEM-1,Tân Liên,Cao Lộc,01/08/2021\nTHEM-2,sàn lạ,THEM-2,Tân Liên,Cao Lộc,01/08/2021\n"
LONG = 120_000  # milliseconds a check or a build may take


def published(warehouse) -> str:
    return json.loads((warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"]


def check(page: Page, path) -> None:
    page.set_input_files('input[type="file"]', path)
    page.get_by_role("button", name="Kiểm tra").click()
    page.get_by_role("button", name="Công bố").wait_for(timeout=LONG)


def publish(one: Visit) -> None:
    """Press, leave the page for another in mid-way, and come back: the build has gone on."""
    one.page.get_by_role("button", name="Công bố").click()
    one.page.get_by_text("Có thể rời trang này").wait_for(timeout=LONG)
    one.page.get_by_role("link", name="Chất lượng dữ liệu").click()
    titled(one.page, "Số liệu có tin được không?")
    one.page.get_by_role("link", name="Nạp số liệu").click()
    one.page.get_by_text("Đã công bố bản").wait_for(timeout=LONG)


def step(page: Page, way: str) -> None:
    page.get_by_role("button", name=f"{way} bản số liệu đến").click()
    page.get_by_role("button", name=f"{way} bản này").click()
    page.get_by_text(f"Đã {way[0].lower()}{way[1:]} bản số liệu đến").wait_for(timeout=LONG)


def test_files_are_checked_then_published_then_undone_and_redone(browser, made_once, tmp_path):
    warehouse, inbox = small.copied(made_once("two shops", small.two_shops), tmp_path).warehouse, tmp_path / "inbox"
    (tmp_path / "more.csv").write_text(MORE, encoding="utf-8")
    before = published(warehouse)
    with chromium.served(warehouse, inbox) as address:
        one = Visit(browser, address, 1920, 1080)
        page = one.open("/load")
        check(page, tmp_path / "more.csv")
        expect(page.get_by_text("1 dòng sẽ bị từ chối")).to_be_visible()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Dòng bị từ chối của more.csv").click()
        assert taken.value.path().read_bytes().startswith(b"PK")
        assert published(warehouse) == before
        assert not list(inbox.rglob("more.csv"))
        publish(one)
        middle = published(warehouse)
        assert middle > before
        assert len(list(inbox.rglob("more.csv"))) == 1
        check(page, tmp_path / "more.csv")
        expect(page.get_by_text("được giữ với tên more (2).csv").first).to_be_visible()
        publish(one)
        after = published(warehouse)
        assert after > middle
        assert sorted(path.name for path in inbox.rglob("more*.csv")) == ["more (2).csv", "more.csv"]
        step(page, "Trở lại")
        assert published(warehouse) == middle
        step(page, "Lấy lại")
        assert published(warehouse) == after
        one.close()
    assert one.outside == []
