"""The slides of the wall as values: parts of the pages' views, by the agenda of the address; what is drawn larger stays the same."""

from datetime import timedelta

import pytest

from data import attainment, snapshots, vocabulary
from data.conclusions import Conclusion
from pages.charts.style import DARK, LIGHT
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import Card, Chart, Map, Metrics, Notice, Sentence, Table, View, flat
from pages.meeting.wall import agenda, slides
from pages.method import findings
from pages.progress.lead.view import lead
from pages.progress.map.view import atlas
from pages.progress.outlook.view import outlook
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.progress.unit.view import unit
from pages.trade.products.view import products

ALL = snapshots.EVERYTHING


@pytest.fixture(params=["vi", "en"], autouse=True)
def language(request):
    with texts.spoken(request.param):
        yield request.param


def made(snapshot, code: str, **chosen: str) -> View:
    return slides.slide(snapshot, ALL, Address({"agenda": code, "slide": "1", **chosen}))


def page(snapshot, make, **chosen: str) -> View:
    return make(snapshot, ALL, Address({"day": snapshot.as_of.isoformat(), **chosen}))


def kind(view: View, sort: type) -> list:
    return [part for part in flat(view.parts) if isinstance(part, sort)]


def test_every_slide_of_the_agenda_is_a_view(published):
    codes = agenda.known(published, snapshots.EVERYTHING)
    assert len(codes) == len(agenda.SLIDES) + 6 and codes[-1] == agenda.CONCLUSIONS
    found = [slides.slide(published, ALL, Address({"slide": str(at)})) for at in range(1, len(codes))]
    titles = [view.title for view in found]
    assert all(titles) and len(set(titles)) == len(titles)
    assert all(view.parts for view in found)


def test_the_address_says_which_slide_and_in_which_order(published):
    order = agenda.order(published, snapshots.EVERYTHING, Address({"agenda": "lead,nothing,map,lead"}))
    assert order == ["lead", "map"]
    assert agenda.order(published, snapshots.EVERYTHING, Address({"agenda": "nothing"})) == agenda.known(
        published, snapshots.EVERYTHING
    )
    assert [agenda.position(Address({"slide": told}), 2) for told in ("1", "2", "9", "0", "x", "")] == [
        0,
        1,
        1,
        0,
        None,
        None,
    ]
    assert agenda.moved(["a", "b", "c"], "c", 0) == ["c", "a", "b"]
    second = slides.slide(published, ALL, Address({"agenda": "lead,map", "slide": "2"}))
    assert second.part("map")


def test_the_province_has_the_cards_of_the_overview(published):
    wall, screen = made(published, "province"), page(published, overview)
    assert kind(wall, Metrics) == [
        part for card in kind(screen, Card) for part in card.parts if isinstance(part, Metrics)
    ]
    assert [card.parts[2] for card in kind(wall, Card)] == [card.parts[2] for card in kind(screen, Card)]


@pytest.mark.parametrize(
    ("code", "make", "name"),
    [
        ("ranking", overview, "ranking"), ("outlook", outlook, "outlook"), ("phases", phases, "phases"),
        ("lead", lead, "funnel"), ("map", atlas, "map"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_chart_of_a_slide_is_that_of_its_page(published, code, make, name, palette):
    wall, screen = made(published, code).part(name), page(published, make).part(name)
    assert wall.words == screen.words and wall.fills and not screen.fills
    larger, own = wall.draw(palette), screen.draw(palette)
    assert values(larger) == values(own)
    sizes = [figure["layout"]["legend"]["font"]["size"] for figure in (larger, own)]
    assert sizes[0] == pytest.approx(sizes[1] * slides.LARGER)
    assert larger["layout"]["height"] <= slides.LEAST


def values(figure: dict) -> list:
    return [[trace.get(name) for name in ("type", "x", "y", "z", "locations", "name")] for trace in figure["data"]]


def test_products_stand_beside_their_weeks(published):
    wall, screen = made(published, "products"), page(published, products, by="product_type")
    for name in ("weeks", "top"):
        assert values(wall.part(name).draw(LIGHT)) == values(screen.part(name).draw(LIGHT))


def test_a_verdict_is_the_page_s(published):
    for code, make in (("outlook", outlook), ("phases", phases), ("lead", lead)):
        (said,) = (part for part in kind(page(published, make), Sentence) if part.role == "verdict")
        assert said in made(published, code).parts
    for district in [
        code for code in agenda.known(published, snapshots.EVERYTHING) if code.startswith(agenda.DISTRICT)
    ]:
        own = page(published, unit, unit=district.removeprefix(agenda.DISTRICT))
        assert kind(made(published, district), Metrics) == kind(own, Metrics)
        assert next(part for part in kind(own, Sentence) if part.role == "verdict") in made(published, district).parts


def test_the_map_opens_a_district_and_leads_back_to_the_wall(published):
    whole, inside = made(published, "map"), made(published, "map", unit="189")
    assert whole.trail == () and whole.part("map").selects == "unit"
    (back,) = inside.trail
    assert (back.page, dict(back.address)) == ("meeting", {"agenda": "map", "slide": "1"})
    assert set(inside.part("behind").rows["parent_code"]) == {"189"}
    assert set(whole.part("behind").rows["status"]) <= {"slow", "behind"}
    assert whole.part("behind").rows["of_target"].is_monotonic_increasing


def test_a_day_and_an_indicator_are_carried_over(published):
    day = published.as_of - timedelta(days=40)
    wall = made(published, "ranking", indicator="account", day=day.isoformat())
    screen = overview(published, ALL, Address({"indicator": "account", "day": day.isoformat()}))
    assert wall.part("ranking").words == screen.part("ranking").words
    assert wall.figure.day == day and wall.figure.subject == "account"


def test_a_slide_of_the_whole_snapshot_says_its_day(published):
    earlier = (published.as_of - timedelta(days=40)).isoformat()
    for code in ("lead", "products", "findings"):
        said = [part.words for part in kind(made(published, code, day=earlier), Sentence)]
        assert any(f"{published.as_of:%d/%m/%Y}" in words for words in said), code
    assert not kind(made(published, "ranking", day=earlier), Sentence)


def test_findings_and_conclusions_say_how_many_more_there_are(published):
    found = made(published, "findings")
    assert len(found.part("findings").rows) == findings.ON_A_SLIDE and isinstance(found.parts[-1], Sentence)
    moment = published.built_at
    known = [
        Conclusion(f"c{at}", moment, moment, "assigned", f"Việc {at}", "Phòng", published.as_of, "", "", "")
        for at in range(6)
    ]
    listed, more = slides.conclusions(known, published, ALL)
    assert isinstance(listed, Table) and len(listed.rows) == 4
    assert more.words == text("slide.conclusions.more", count="2")
    assert len(slides.conclusions(known[:4], published, ALL)) == 1
    assert isinstance(slides.conclusions([], published, ALL)[0], Notice)


def test_before_the_programme_has_reached_anybody_slides_say_so(published):
    early = vocabulary.first_day().isoformat()
    for code in agenda.known(published, snapshots.EVERYTHING)[:-1]:
        view = made(published, code, day=early)
        for part in flat(view.parts):
            if isinstance(part, Chart | Map):
                assert part.draw(LIGHT)["data"] is not None


@pytest.mark.parametrize(("day", "named"), [("2021-07-20", None), ("2021-09-25", "outlook")])
def test_a_slide_of_the_forecast_says_why_there_is_none(published, day, named):
    """On the first day nothing has been gained since the eve, or there is little to draw: the sentence stands alone."""
    shown = made(published, "outlook", day=day)
    first = shown.parts[0]
    assert isinstance(first, Sentence) and first.role == "verdict" and first.words
    assert named is None or shown.part(named)


def test_districts_of_the_running_phase_come_worst_first(published):
    rows = attainment.units(published, ALL, published.as_of, "district", "both").set_index("unit_code")["of_target"]
    codes = [
        code.removeprefix(agenda.DISTRICT) for code in agenda.known(published, ALL) if code.startswith(agenda.DISTRICT)
    ]
    assert len(codes) == 6 and list(rows[codes]) == sorted(rows[codes]) and rows[codes[0]] < rows[codes[-1]]
    limited = agenda.known(published, snapshots.Scope(frozenset({"183"})))
    assert [code for code in limited if code.startswith(agenda.DISTRICT)] == [f"{agenda.DISTRICT}183"]
    assert not agenda.OF_THE_WHOLE & set(limited) and limited[-1] == agenda.CONCLUSIONS


@pytest.mark.parametrize("code", ["187", "06613"])
def test_a_unit_beside_the_agenda_is_shown_and_its_slide_is_kept(published, code, vietnamese):
    """A district of the phase that is over, and a commune: neither is on the agenda."""
    own = page(published, unit, unit=code)
    shown = slides.slide(published, ALL, Address({"slide": "3", "beside": code}))
    assert shown.title.startswith(own.title.removeprefix("Hồ sơ: ").split(",")[0])
    assert kind(shown, Metrics) == kind(own, Metrics) and shown.part("curve")
    again = slides.slide(published, ALL, Address({"slide": "3"}))
    assert (
        again.title == slides.slide(published, ALL, Address({"slide": "3", "beside": "nowhere"})).title != shown.title
    )


def test_a_slide_of_a_unit_says_what_it_set_itself(published, vietnamese):
    for code, told in (("06613", "địa phương tự đặt 55%."), ("187", "địa phương không tự đặt.")):
        shown = slides.slide(published, ALL, Address({"slide": "3", "beside": code}))
        assert f"Chỉ tiêu tỉnh giao 50% số hộ; {told}" in [part.words for part in kind(shown, Sentence)]
