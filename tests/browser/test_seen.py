"""What the eye relies on: a map that is really there, the chosen theme, figures written as the marts have them."""

import json

import duckdb
import pytest
from playwright.sync_api import expect

from pages.charts.style import DARK, LIGHT


def test_a_request_to_another_host_is_blocked_and_counted(visit):
    # Else a count of zero would say nothing.
    one = visit()
    page = one.open("/")
    page.evaluate("fetch('https://outside.invalid/tile.png').catch(() => null)")
    page.evaluate("new Promise(done => { new WebSocket('wss://outside.invalid/live').onerror = done })")
    assert one.outside == ["https://outside.invalid/tile.png", "wss://outside.invalid/live"]


def test_the_policy_of_the_pages_holds_back_what_lies_elsewhere_and_nothing_of_ours(browser, server):
    page = browser.engine.new_page(locale="vi-VN")
    refused = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.goto(f"{server}/map")
    expect(page.locator(".choroplethlayer path").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Đơn vị")).to_be_visible()
    assert refused == []
    assert page.evaluate("fetch('https://outside.invalid/tile.png').then(() => 'sent', () => 'refused')") == "refused"
    page.close()
    assert refused and all("outside.invalid" in one for one in refused)


@pytest.mark.parametrize(("address", "units"), [("/map", 11), ("/map?level=commune", 200), ("/map?unit=187", 20)])
def test_the_map_is_drawn_and_every_unit_has_an_area(visit, address, units):
    page = visit().open(address)
    # The figure is drawn more than once while the page settles: the count is awaited, not read at a moment.
    page.wait_for_function(
        """units => {
            const layer = document.querySelector('.geo .choroplethlayer');
            const paths = layer ? [...layer.querySelectorAll('.trace:not(:last-child) path')] : [];
            return paths.filter(one => one.getBBox().width > 1 && one.getBBox().height > 1).length === units;
        }""",
        arg=units,
    )


@pytest.mark.parametrize(("scheme", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_page_and_map_follow_the_chosen_theme(visit, scheme, palette):
    page = visit(scheme=scheme).open("/map")
    name = page.locator(".geo .names text").first
    expect(name).to_be_visible()
    paper, text = (tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) for colour in (palette.paper, palette.text))
    assert (
        page.locator('[data-testid="stApp"]').evaluate("one => getComputedStyle(one).backgroundColor") == f"rgb{paper}"
    )
    assert name.evaluate("one => getComputedStyle(one).fill") == f"rgb{text}"


def test_figures_are_written_as_the_marts_have_them(visit, small_warehouse):
    pointer = json.loads((small_warehouse / "current.json").read_text(encoding="utf-8"))
    with duckdb.connect(str(small_warehouse / pointer["path"]), read_only=True) as snapshot:
        (achieved, coverage), (orders,) = (
            snapshot.execute(query, [pointer["as_of"]]).fetchone()
            for query in (
                "SELECT achieved, coverage FROM mart.attainment WHERE unit_code = 'phase-2' AND indicator = 'both' AND day = ?",
                "SELECT orders FROM mart.volume WHERE unit_code = '20' AND platform = 'all' AND day = ?",
            )
        )
    page = visit().open("/")
    figures = page.locator(".view .metrics .value").all_inner_texts()
    assert {f"{achieved:,}".replace(",", "."), f"{orders:,}".replace(",", ".")} <= {
        figure.strip() for figure in figures
    }
    expect(page.get_by_text(f"{coverage:.1%}".replace(".", ",")).first).to_be_visible()
