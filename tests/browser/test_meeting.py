"""The meeting: keys and a clicker move it, what is published meanwhile does not, and conclusions are written down."""

import re
import shutil
import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect

from data import conclusions
from tests.browser import chromium
from tests.browser.chromium import ROOT, Visit, titled
from tests.browser.test_browser import choose, click_on_map


@pytest.fixture(scope="module")
def own(small_warehouse, tmp_path_factory):
    """A warehouse and an inbox of this module's own, and the address of a server for them."""
    folder = tmp_path_factory.mktemp("meeting")
    shutil.copytree(small_warehouse, folder / "warehouse")
    shutil.copytree(small_warehouse.parent / "inbox", folder / "inbox")
    with chromium.served(folder / "warehouse", folder / "inbox") as address:
        yield folder, address


@pytest.fixture
def meet(browser, own):
    one = Visit(browser, own[1], 1920, 1080)
    yield one
    one.close()


def started(one: Visit, path: str = "/meeting"):
    page = one.open(path)
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_text(re.compile(r"Số liệu chốt \d\dh\d\d ngày \d\d/\d\d/\d{4}"))).to_be_visible()
    one.settle()
    return page


def test_keys_and_a_clicker_move_the_slides(meet):
    page = started(meet, "/meeting?agenda=province,map,phases,lead")
    for key, slide in (
        ("ArrowRight", 2),
        ("Space", 3),
        ("PageDown", 4),
        ("ArrowRight", 4),
        ("PageUp", 3),
        ("ArrowLeft", 2),
    ):
        page.keyboard.press(key)
        expect(page.get_by_text(re.compile(f"^{slide}/4 · "))).to_be_visible()
        meet.settle()
    page.keyboard.press("Escape")
    titled(page, "Họp Ban Chỉ đạo")
    assert meet.outside == []


def test_a_slide_is_jumped_to_by_key_number_and_overview_and_the_way_back_leads_to_it(meet):
    page = started(meet, "/meeting?agenda=province,map,phases,lead")
    at = page.get_by_text(re.compile(r"^\d/4 · "))
    for keys, slide in ((["End"], 4), (["Home"], 1), (["3", "Enter"], 3)):
        for key in keys:
            page.keyboard.press(key)
        expect(at).to_have_text(re.compile(f"^{slide}/4"))
        meet.settle()
    overview = page.get_by_role("navigation", name="Chương trình họp")
    page.keyboard.press("o")
    expect(overview).to_be_visible()
    page.keyboard.press("Escape")  # closes what lies over the slide, and no more
    expect(overview).to_be_hidden()
    expect(at).to_have_text(re.compile("^3/4"))
    page.keyboard.press("o")
    overview.get_by_role("link", name="2 Bản đồ").click()
    expect(at).to_have_text(re.compile("^2/4"))
    expect(overview).to_be_hidden()
    meet.settle()
    black = "getComputedStyle(document.body, '::after').backgroundColor"
    page.keyboard.press("b")
    assert page.evaluate(black) == "rgb(0, 0, 0)"
    page.keyboard.press("b")
    assert page.evaluate(black) != "rgb(0, 0, 0)"
    frozen = re.search(r"snapshot=([^&]+)", page.url)[1]
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Họp Ban Chỉ đạo")).to_be_visible()
    meet.settle()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Tổng quan").click()
    expect(page.get_by_role("heading", name="15/11/2021").first).to_be_visible()
    meet.settle()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Họp BCĐ").click()
    page.get_by_role("button", name="Trở lại trang 2 · Bản đồ").click()
    expect(at).to_have_text(re.compile("^2/4"))
    expect(page).to_have_url(re.compile(f"snapshot={frozen}"))


def test_the_agenda_is_ordered_and_trimmed_in_two_presses(meet):
    page = meet.open("/meeting?agenda=province,map,phases,lead")
    page.locator(".st-key-agenda-lead").get_by_role("button", name="Lên").click()
    expect(page).to_have_url(re.compile("agenda=province%2Cmap%2Clead%2Cphases"))
    meet.settle()
    page.locator(".st-key-agenda-phases [data-testid=stSelectbox] input").click()
    page.get_by_role("option", name="1", exact=True).click()
    expect(page).to_have_url(re.compile("agenda=phases%2Cprovince%2Cmap%2Clead"))
    meet.settle()
    page.locator(".st-key-agenda-map").get_by_role("button", name="Bỏ").press("Enter")
    expect(page).to_have_url(re.compile("agenda=phases%2Cprovince%2Clead(&|$)"))
    meet.settle()
    page.locator(".st-key-add-map button").click()
    expect(page).to_have_url(re.compile("agenda=phases%2Cprovince%2Clead%2Cmap"))
    meet.settle()
    page.get_by_role("button", name="Bắt đầu").click()
    expect(page.get_by_text("1/4 · So sánh giai đoạn")).to_be_visible()
    meet.settle()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Về thứ tự thường dùng").click()
    expect(page.locator(".st-key-agenda [data-testid=stSelectbox]")).to_have_count(15)
    expect(page).not_to_have_url(re.compile("agenda="))


def test_a_slide_of_the_whole_snapshot_says_its_day(meet):
    page = meet.open("/meeting?agenda=lead,products,findings,province&slide=1&day=2021-10-01")
    for at in (1, 2, 3):
        expect(page.get_by_text(re.compile(f"^{at}/4 · "))).to_be_visible()
        expect(page.get_by_text("xem ngày 01/10/2021")).to_be_visible()
        expect(page.get_by_text("Tính đến hết ngày 15/11/2021, ngày của bản số liệu.")).to_be_visible()
        meet.settle()
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text(re.compile("^4/4 · "))).to_be_visible()
    expect(page.get_by_text("ngày của bản số liệu")).to_have_count(0)


def test_a_click_on_the_map_opens_a_district_on_the_wall_until_the_next_slide(meet):
    page = started(meet, "/meeting?agenda=map,phases")
    expect(page.locator(".choroplethlayer path").first).to_be_visible()
    click_on_map(page, 107.1, 21.53)
    expect(page).to_have_url(re.compile("unit=189"))
    expect(page.get_by_text("Huyện Đình Lập").first).to_be_visible()
    expect(page.locator(".view td", has_text=re.compile("^Xã ")).first).to_be_visible()
    meet.settle()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(re.compile("^2/2 · "))).to_be_visible()
    meet.settle()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Bấm vào một huyện")).to_be_visible()
    expect(page).not_to_have_url(re.compile("unit="))


def test_the_wall_shows_the_slide_alone(meet):
    page = started(meet)
    for part in ("stSidebar", "stHeader"):
        expect(page.locator(f'[data-testid="{part}"]')).to_be_hidden()
    expect(page.locator(".st-key-next-0 kbd")).to_have_attribute("aria-label", "Phím →")
    size = page.locator(".view .metrics .value").first
    assert float(size.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 40
    wide, high = page.evaluate(
        "(() => { const main = document.querySelector('[data-testid=stMain]'); return [main.scrollWidth, main.scrollHeight]; })()"
    )
    assert wide <= 1921 and high <= 1081


WALLS = ((1920, 1080), (1366, 768), (1280, 720), (2560, 1440))
FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const charts = [...document.querySelectorAll('.js-plotly-plot, .view figure, .view .cards')];
    const parts = [...charts, ...document.querySelectorAll('.st-key-stage-slide .view *')];
    const boxes = parts.map(part => part.getBoundingClientRect());
    const bottom = Math.max(...boxes.map(box => box.bottom)), right = Math.max(...boxes.map(box => box.right));
    return main.scrollHeight <= innerHeight + 1 && main.scrollWidth <= innerWidth + 1
        && right <= innerWidth + 1 && bottom <= innerHeight + 1
        && (charts.length === 0 || bottom > innerHeight * 0.9);
}"""


@pytest.mark.parametrize("slide", range(1, 16))
def test_every_slide_fits_the_wall_whatever_its_size(meet, slide):
    page = meet.open(f"/meeting?slide={slide}")
    expect(page.get_by_text(re.compile(f"^{slide}/15 · "))).to_be_visible()
    assert page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0
    assert not re.search(r"\b(None|nan|NaT|Error)\b", page.locator('[data-testid="stMain"]').inner_text())
    for width, height in WALLS:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(FITS)


def test_the_smallest_type_of_a_slide_is_read_from_the_fifth_row(meet):
    page = started(meet, "/meeting?agenda=province,ranking,phases")
    for at in (1, 2, 3):
        expect(page.get_by_text(re.compile(f"^{at}/3 · "))).to_be_visible()
        meet.settle()
        expect(page.locator(".js-plotly-plot .xtick text, .view .ticks i")).not_to_have_count(0)
        sizes = page.locator(".js-plotly-plot .main-svg text, .st-key-stage-slide .view *").evaluate_all(
            "texts => texts.filter(one => [...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())"
            " && one.checkVisibility()).map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 24
        page.keyboard.press("ArrowRight")


def test_the_share_of_each_unit_stands_beside_its_bar_on_a_small_wall_too(meet):
    page = meet.open("/meeting?agenda=ranking&slide=1")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_function(FITS)
    texts = page.locator(".view .marks .row > b")
    expect(texts).to_have_count(11)
    assert all(re.fullmatch(r"\d+,\d%", share) for share in texts.all_text_contents())
    bars = page.locator(".view .marks .line > .bar")
    expect(bars).to_have_count(11)
    for bar, share in zip(bars.all(), texts.all_text_contents(), strict=True):
        assert bar.get_attribute("title").endswith(share)
        assert bar.bounding_box()["width"] > 0


def test_a_slide_in_the_hand_keeps_its_chart_within_the_screen(meet):
    meet.page.set_viewport_size({"width": 390, "height": 844})
    page = meet.open("/meeting?agenda=ranking&slide=1")
    expect(page.locator(".view .marks .row > b")).to_have_count(11)
    page.wait_for_function(
        "document.documentElement.scrollWidth <= innerWidth && "
        "[...document.querySelectorAll('.view .marks .row > b')].every(one => one.getBoundingClientRect().right <= innerWidth)"
    )


def test_slides_move_on_by_themselves_at_the_pace_chosen(meet):
    page = started(meet, "/meeting?agenda=province,phases&pace=15")
    expect(page.get_by_text(re.compile("^2/2 · "))).to_be_visible(timeout=45_000)


def test_what_is_published_during_the_meeting_changes_nothing(meet, own):
    folder, _ = own
    page = started(meet, "/meeting?agenda=province,ranking")
    figures, banner = page.locator(".view .metrics .value"), page.locator(".st-key-stage-banner p").first
    expect(figures).to_have_count(8)
    frozen, told = figures.all_inner_texts(), banner.inner_text()
    shops = sorted((folder / "inbox").rglob("*gian-hang*"))
    shops[-1].unlink()
    build = ["build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"]
    subprocess.run([sys.executable, "-m", "etl", *map(str, build)], cwd=ROOT, check=True, capture_output=True)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(re.compile("^2/2 · "))).to_be_visible()
    meet.settle()
    expect(page.get_by_text("Về bản số liệu mới nhất")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text(re.compile("^1/2 · "))).to_be_visible()
    expect(banner).to_have_text(told)
    expect(figures).to_have_text(frozen)
    meet.settle()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Họp Ban Chỉ đạo")).to_be_visible()
    meet.open("/")
    expect(figures.first).not_to_have_text(frozen[0])


def test_a_conclusion_is_recorded_beside_its_figure(meet, own):
    page = meet.open("/conclusions")
    page.get_by_label("Nội dung kết luận").fill("Bổ sung tổ hỗ trợ cho ba xã vùng xa")
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text("Chưa ghi được: thiếu “Đơn vị thực hiện”, “Hạn”.")).to_be_visible()
    expect(page.get_by_label("Nội dung kết luận")).to_have_value("Bổ sung tổ hỗ trợ cho ba xã vùng xa")
    choose(page, "Đơn vị", "Xã Kiên Mộc (Đình Lập)")
    meet.settle()
    page.get_by_label("Đơn vị thực hiện").fill("UBND huyện Đình Lập")
    due = page.locator('[data-testid="stForm"] [data-testid="stDateInput"]')
    expect(due).to_contain_text("ngày/tháng/năm")
    for part, typed in zip(due.get_by_role("spinbutton").all(), ("01", "12", "2021"), strict=False):
        part.click()
        page.keyboard.type(typed)
    page.get_by_role("button", name="Ghi kết luận").click()
    expect(page.get_by_text("Đã ghi vào sổ kết luận.")).to_be_visible()
    expect(page.locator(".view table").first).to_contain_text("UBND huyện Đình Lập")
    expect(page.get_by_label("Nội dung kết luận")).to_have_value("")
    (found,) = conclusions.latest(own[0] / "warehouse")
    assert ".06625." in found.figure
    assert (found.owner, found.due.isoformat(), found.state) == ("UBND huyện Đình Lập", "2021-12-01", "assigned")
    assert found.told.endswith("%") or found.told.replace(".", "").isdigit()
    again = meet.open("/conclusions")
    expect(again.locator(".view table").first).to_contain_text("UBND huyện Đình Lập")


def test_one_button_makes_the_pack_of_the_figures_on_the_screen(meet):
    page = meet.open("/documents?day=2021-11-01")
    page.get_by_role("button", name="Làm bộ tài liệu").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    button = page.get_by_role("button", name="Tải cả bộ (zip)")
    expect(button).to_be_visible(timeout=120_000)
    with page.expect_download() as taken:
        button.click()
    names = zipfile.ZipFile(taken.value.path()).namelist()
    assert {name.rsplit(".", 1)[-1] for name in names} >= {"pptx", "docx", "xlsx", "pdf", "html", "png", "svg"}
    assert sum(name.startswith("the/") for name in names) == 11
    assert any("20211101" in name for name in names)
    # Other filters: the pack that was made is not theirs.
    meet.open("/documents?day=2021-11-02")
    expect(button).to_have_count(0)


def test_a_commune_beside_the_agenda_is_found_and_the_way_back_is_the_slide(visit):
    page = visit(1366, 768).open("/meeting?slide=3")
    expect(page.locator(".st-key-stage-banner")).to_contain_text("3/")
    page.get_by_role("button", name="Đơn vị khác").click()
    box = page.locator("[data-testid=stPopoverBody] .unit-box input")
    box.fill("kien moc")
    expect(page.get_by_role("option", name="Xã Kiên Mộc (Đình Lập)")).to_be_in_viewport()
    box.press("Enter")
    chromium.titled(page, "Xã Kiên Mộc (Đình Lập)")
    assert "slide=3" in page.url and "beside=06625" in page.url
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    page.get_by_role("button", name="Kết luận mới").click()  # about the commune, without a step to another page
    expect(page.locator("[data-testid=stPopoverBody] .unit-box input")).to_have_value("Xã Kiên Mộc (Đình Lập)")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Trở lại trang 3").click()
    expect(page.locator(".st-key-stage-banner")).to_contain_text("3/")
    assert "beside" not in page.url
