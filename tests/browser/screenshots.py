"""`make screenshots`: the pages with the simulated province of full size, as pictures for the README."""

import json
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect, sync_playwright

from tests.browser import chromium, taught

DRAWN = ".js-plotly-plot .main-svg:first-child, .view table, .view figure"
MAPS = {"map", "map-communes", "meeting", "phone-map"}
# Every chart in sight has its traces, every picture its pixels.
SETTLED = """() => [...document.querySelectorAll('.js-plotly-plot')].every(one => one.querySelector('.trace, .choroplethlayer path, .points, .bars'))
    && [...document.images].every(one => one.complete && one.naturalWidth > 0)"""
FLAT = 0.985  # of a picture of one colour: nothing is drawn in it
FOLDER = chromium.ROOT / "docs" / "screenshots"
DESKTOP, PHONE = (1600, 1200), (390, 844)  # high enough for a whole map
PICTURES = {
    "overview": ("/", DESKTOP, "light"),
    "map": ("/map", DESKTOP, "light"),
    "map-communes": ("/map?unit=189&colour=attainment", DESKTOP, "dark"),
    "phases": ("/phases", DESKTOP, "light"),
    "outlook": ("/outlook", DESKTOP, "light"),
    "unit": ("/unit?unit=188", DESKTOP, "light"),
    "meeting": ("/meeting?slide=2", (1920, 1080), "light"),
    "passport": ("/passport?id={snapshot}.189.both.coverage.20211115", DESKTOP, "light"),
    "products": ("/products", DESKTOP, "light"),
    "quality": ("/quality", DESKTOP, "light"),
    "phone-overview": ("/", PHONE, "light"),
    "phone-map": ("/map", PHONE, "light"),
}


class Empty(Exception):
    """A picture shows nothing where something should be drawn; says which picture, and where."""


def _take(visit: chromium.Visit, path: str, picture: Path) -> None:
    page = visit.open(path)
    expect(page.locator(DRAWN).first).to_be_visible()
    if picture.stem in MAPS:
        expect(page.locator(".choroplethlayer path").first).to_be_visible()
    page.evaluate("document.fonts.ready")
    if picture.stem == "phone-map":  # the controls alone fill a phone
        page.evaluate("document.querySelector('.js-plotly-plot').scrollIntoView()")
    expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)
    page.wait_for_function(SETTLED)
    page.screenshot(path=picture, animations="disabled")
    refused(picture, [box for one in page.locator(DRAWN).all() if (box := one.bounding_box())])


def refused(picture: Path, boxes: list[dict[str, float]]) -> None:
    """Raises Empty where one of the boxes within a picture is all of one colour, or none is in sight."""
    image = Image.open(picture).convert("RGB")
    shown = [
        box
        for box in boxes
        if box["y"] >= 0 and box["y"] + box["height"] <= image.height and box["width"] > 40 < box["height"]
    ]
    if not boxes:
        raise Empty(picture.name)
    for box in shown:
        left, top = round(box["x"]), round(box["y"])
        part = image.crop((left, top, left + round(box["width"]), top + round(box["height"])))
        counts = sorted(count for count, _ in part.getcolors(part.width * part.height))
        if counts[-1] > FLAT * sum(counts):
            raise Empty(f"{picture.name}: {box}")


def _take_teaching(visit: chromium.Visit, folder: Path, picture: Path) -> None:
    """A form that is being taught, with what comes of it."""
    page = visit.open("/load")
    taught.teach(page, taught.unknown_table(folder))
    page.get_by_role("button", name="Nhớ mẫu này").scroll_into_view_if_needed()
    page.screenshot(path=picture, animations="disabled")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        inbox, warehouse = chromium.province(Path(folder))
        browser = chromium.launch(playwright)
        tabs = chromium.Tabs(browser)
        snapshot = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))["snapshot"]
        with chromium.served(warehouse, inbox) as address:
            for name, (path, size, scheme) in PICTURES.items():
                visit = chromium.Visit(tabs, address, *size, scheme)
                _take(visit, path.format(snapshot=snapshot), FOLDER / f"{name}.png")
                visit.close()
            _take_teaching(chromium.Visit(tabs, address, *DESKTOP), Path(folder), FOLDER / "teach.png")
        browser.close()
    taken = sorted(FOLDER.glob("*.png"))
    print(
        f"{len(taken)} pictures in {FOLDER.relative_to(chromium.ROOT)}, {sum(p.stat().st_size for p in taken) / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
