"""The files of the week through the page: checked, published, undone."""

import json
import shutil

from playwright.sync_api import expect

from tests.browser import chromium
from tests.browser.chromium import Visit

MORE = "Mã gian hàng,Sàn,Mã hộ,Xã,Huyện,Ngày mở\nTHEM-1,voso,THEM-1,Tân Liên,Cao Lộc,01/11/2021\nTHEM-2,sàn lạ,THEM-2,Tân Liên,Cao Lộc,01/11/2021\n"


def published(warehouse) -> str:
    return json.loads((warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"]


def test_files_are_checked_then_published_then_undone(browser, small_warehouse, tmp_path):
    warehouse, inbox = tmp_path / "warehouse", tmp_path / "inbox"
    shutil.copytree(small_warehouse, warehouse)
    shutil.copytree(small_warehouse.parent / "inbox", inbox)
    (tmp_path / "more.csv").write_text(MORE, encoding="utf-8")
    before = published(warehouse)
    with chromium.served(warehouse, inbox) as address:
        one = Visit(browser, address, 1920, 1080)
        page = one.open("/load")
        page.set_input_files('input[type="file"]', tmp_path / "more.csv")
        page.get_by_role("button", name="Kiểm tra").click()
        publish = page.get_by_role("button", name="Công bố")
        publish.wait_for(timeout=120_000)
        expect(page.get_by_text("1 dòng sẽ bị từ chối")).to_be_visible()
        assert published(warehouse) == before
        assert not list(inbox.rglob("more.csv"))
        publish.click()
        page.get_by_text("Đã công bố").wait_for(timeout=120_000)
        after = published(warehouse)
        assert after > before
        assert len(list(inbox.rglob("more.csv"))) == 1
        page.get_by_role("button", name="Trở lại bản").click()
        page.get_by_text(f"Đã trở lại bản {before}").wait_for(timeout=120_000)
        assert published(warehouse) == before
        page.close()
    assert one.outside == []
