"""An unknown table to a published figure in a real browser: every column chosen, the outcome seen, the form remembered."""

import json

from tests.browser import chromium, taught
from tests.browser.chromium import Visit
from tests.etl import small


def test_a_form_is_taught_and_published(browser, made_once, tmp_path, monkeypatch):
    warehouse, inbox = small.copied(made_once("two shops", small.two_shops), tmp_path).warehouse, tmp_path / "inbox"
    monkeypatch.setenv("LANGSON_FORMS", str(tmp_path / "forms"))
    file = taught.unknown_table(tmp_path)
    with chromium.served(warehouse, inbox) as address:
        one = Visit(browser, address, 1366, 768)
        page = one.open("/load")
        taught.teach(page, file)
        page.get_by_role("button", name="Nhớ mẫu này").click(timeout=taught.LONG)
        page.get_by_text("Đã nhớ mẫu “tuan-5”").wait_for(timeout=taught.LONG)
        page.get_by_role("button", name="Công bố").click()
        page.get_by_text("Đã công bố bản").wait_for(timeout=taught.LONG)
        assert one.outside == []
        one.close()
    assert (tmp_path / "forms" / "tuan-5.toml").exists()
    assert json.loads((warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"].startswith("000002")
