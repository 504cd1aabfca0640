"""The viewer's language everywhere: also where Streamlit speaks, in opened lists and calendars and to screen readers."""

import re

import pytest
from playwright.sync_api import expect

from pages.screen import menu
from tests.browser.chromium import Visit

PAGES = list(menu.PAGES)
ENGLISH = re.compile(
    r"\b(the|and|with|from|open|close|clear|choose|select(ed)?|values?|remove|search|download|fullscreen|show|hide|columns?|"
    r"previous|next|day|month|year|date|upload|files?|results?|sidebar|collapse|expand|link|heading|running|stop|press|use|"
    r"arrow|loading|pages?|options?|drag|browse|limit|settings|rerun|deploy|print|none|nan|true|false|error)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
# Names are what they are in any language; so are the keys that a reader types.
NAMES = re.compile(
    r"Ctrl\+Enter|Ctrl\+P|Enter|Esc|Viettel Post|Vietnam Post|make build|data/inbox|\S+\.(csv|xlsx|ods|zip|parquet)"
)
SAID = """() => {
    const said = new Set();
    for (const part of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) if (part.getAttribute(name)) said.add(part.getAttribute(name));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const part = walk.currentNode.parentElement;
        const hidden = getComputedStyle(part).display === 'none' || part.closest('[data-testid="stElementToolbar"]');
        if (!hidden && !part.closest('script, style, noscript, code, [data-testid="stIconMaterial"]') && walk.currentNode.data.trim())
            said.add(walk.currentNode.data.trim());
    }
    return [...said];
}"""


def english(page) -> list[str]:
    return [said for said in page.evaluate(SAID) if ENGLISH.search(NAMES.sub("", said))]


@pytest.fixture
def vietnamese(browser, server):
    """A visitor whose browser is Vietnamese, as those of the offices are."""
    one = Visit(browser, server, 1920, 1080, locale="vi-VN")
    yield one
    one.close()


@pytest.mark.parametrize("address", PAGES)
def test_no_english_is_left_on_a_vietnamese_page(vietnamese, address):
    page = vietnamese.open(f"/{address}")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert english(page) == []


def test_an_opened_list_and_calendar_speak_vietnamese(vietnamese):
    page = vietnamese.open("/")
    page.get_by_test_id("stDateInputCalendarButton").click()
    expect(page.get_by_role("dialog")).to_contain_text("Tháng 11")
    expect(page.get_by_role("dialog").get_by_role("button", name="Tháng trước")).to_be_visible()
    assert english(page) == []
    page.keyboard.press("Escape")
    box = page.get_by_role("combobox", name="Chỉ số")
    box.fill("không có mục này")
    expect(page.get_by_text("Không có mục nào khớp")).to_be_visible()
    assert english(page) == []


@pytest.mark.parametrize(
    ("browsers", "lang", "button", "month"),
    [("en-US", "vi", "Chọn ngày", "tháng 11 năm 2021"), ("vi-VN", "en", "Choose date", "November 2021")],
)
def test_the_calendar_speaks_the_page_s_language_whatever_the_browser_s(browser, server, browsers, lang, button, month):
    one = Visit(browser, server, 1920, 1080, locale=browsers)
    page = one.open(f"/?lang={lang}")
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("dialog")).to_contain_text(month)
    one.close()


def test_an_agenda_that_is_changed_speaks_vietnamese(vietnamese):
    page = vietnamese.open("/meeting")
    page.get_by_role("button", name="Bỏ", exact=True).first.click()
    expect(page).to_have_url(re.compile("agenda="))
    vietnamese.settle()
    assert english(page) == []


def test_words_of_streamlit_turn_back_with_the_language(vietnamese):
    page = vietnamese.open("/")
    expect(page.get_by_role("button", name="Chọn ngày").first).to_be_visible()
    page.get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Choose date").first).to_be_visible()
    said = page.evaluate(
        "[...document.querySelectorAll('[aria-label]')].filter(part => !part.closest('[data-testid=\"stPlotlyChart\"], .view figure'))"
        ".map(part => part.getAttribute('aria-label'))"
    )  # charts name units, which have one name only
    assert len(said) > 10 and [words for words in said if VIETNAMESE.search(words)] == []
