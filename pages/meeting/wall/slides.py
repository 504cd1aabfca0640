"""The slides of a meeting: each a view that picks parts of the pages' views, its charts in type for the fifth row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from data import attainment, vocabulary
from data.conclusions import Conclusion
from data.snapshots import Scope, Snapshot
from pages.charts.enlarging import enlarged
from pages.charts.layout import Chart as Drawn
from pages.charts.style import Palette
from pages.kit import area, choices, formats, names
from pages.kit.address import Address
from pages.kit.texts import text
from pages.kit.view import Chart, Columns, Heading, Map, Metrics, Notice, Part, Sentence, Table, View, columns, flat
from pages.meeting.conclusions import listing
from pages.meeting.wall import agenda
from pages.method.findings import ON_A_SLIDE
from pages.method.quality import view as quality
from pages.progress import target, units
from pages.progress.lead import view as lead
from pages.progress.map import place
from pages.progress.map import view as atlas
from pages.progress.outlook import view as outlook
from pages.progress.overview import ranking
from pages.progress.overview import view as overview
from pages.progress.phases import curves
from pages.progress.phases import view as phases
from pages.progress.unit import profile
from pages.progress.unit import view as unit
from pages.trade.products import view as products

CHOICES = ("agenda", "slide", agenda.BESIDE, "pace", "indicator", "day", place.KEY)
LARGER = 1.7
LEAST = 420  # pixels, on a phone too; on a wall a chart grows from there
FEW = 8  # rows of a table
NEIGHBOURS = ("unit", "coverage", "status_label")
LIST = units.picked(units.UNITS, "unit", "coverage", "gap")


@dataclass(frozen=True)
class Asked:
    """What a slide is made of: the frozen snapshot, what the viewer may see, and the filters carried over."""

    snapshot: Snapshot
    scope: Scope
    address: Address

    @property
    def day(self) -> date:
        return choices.day(self.address, vocabulary.first_day(), self.snapshot.as_of).chosen

    @property
    def indicator(self) -> str:
        return choices.indicator(self.address).chosen

    @property
    def name(self) -> str:
        return names.indicator(self.indicator)

    def page(self, make: Callable[..., View], **chosen: str) -> View:
        """The view of a page under the filters of the meeting and what else is chosen."""
        filters = {"indicator": self.indicator, "day": self.day.isoformat()}
        return make(self.snapshot, self.scope, area.within(Address({**filters, **chosen}), self.scope))


def slide(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    """The slide at which the meeting stands."""
    order = agenda.order(snapshot, scope, address)
    code = order[agenda.position(address, len(order)) or 0]
    asked = Asked(snapshot, scope, address)
    if (unit_code := agenda.beside(address)) and scope.sees(unit_code):
        return _unit(asked, unit_code)
    if code.startswith(agenda.DISTRICT):
        return _unit(asked, code.removeprefix(agenda.DISTRICT))
    return _MADE[code](asked)


def conclusions(known: list[Conclusion], snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    """The conclusions that are to be done first, and how many more there are."""
    if not known:
        return (Notice(text("conclusions.none")),)
    first, others = known[: listing.ON_THE_WALL], known[listing.ON_THE_WALL :]
    return listing.table(first, snapshot, scope), *_more("slide.conclusions.more", len(others))


def _more(key: str, count: int) -> tuple[Sentence, ...]:
    return (Sentence(text(key, count=formats.number(count))),) if count > 0 else ()


def _view(shown: View, title: str, *parts: Part) -> View:
    """A slide of a page's parts, with the way up that the page has."""
    return View(title, tuple(map(_larger, parts)), shown.figure, trail=shown.trail)


def _larger(part: Part) -> Part:
    """Charts and maps in type for the wall, as high as the room that is left."""
    if isinstance(part, Chart | Map):
        draw = partial(_chart if isinstance(part, Chart) else _map, part.draw)
        return replace(part, draw=draw, fills=True)
    if isinstance(part, Columns):
        return replace(part, columns=tuple(tuple(map(_larger, column)) for column in part.columns))
    return part


def _chart(draw: Callable[[Palette], Drawn], palette: Palette) -> Drawn:
    """The legend stands above the chart, where it is read first."""
    figure = draw(palette)
    layout = enlarged(figure, LARGER)["layout"]
    height = min(figure["layout"]["height"], LEAST)
    legend = {**layout["legend"], "y": 1, "yanchor": "bottom"}
    return {**enlarged(figure, LARGER), "layout": {**layout, "height": height, "legend": legend}}


def _map(draw: Callable[[Palette], Drawn], palette: Palette) -> Drawn:
    larger = enlarged(draw(palette), LARGER)
    return {**larger, "layout": {**larger["layout"], "height": LEAST}}


def _picked(shown: View, *picked: type | str) -> tuple[Part, ...]:
    """Parts of a page by their kind or name, in its order; its verdict comes along."""
    names = {one for one in picked if isinstance(one, str)}
    kinds = tuple(one for one in picked if isinstance(one, type))
    return tuple(
        part
        for part in flat(shown.parts)
        if isinstance(part, kinds)
        or getattr(part, "name", None) in names
        or (isinstance(part, Sentence) and part.role == "verdict")
    )


def _picked_chart(shown: View, name: str) -> tuple[Part, ...]:
    """A chart of a page; what the page says where there is nothing to draw."""
    drawn = tuple(part for part in flat(shown.parts) if isinstance(part, Chart) and part.name == name)
    return drawn or (Notice(text("unit.curve.none")),)


def _events(shown: View) -> tuple[Part, ...]:
    """What the numbers on a page's curve mean."""
    return tuple(part for part in flat(shown.parts) if isinstance(part, Sentence) and part.role == "events")


def _of_the_snapshot(asked: Asked) -> Sentence:
    """That what follows is counted to the snapshot's last day, whatever day is looked at."""
    return Sentence(text("slide.as_of", day=formats.day(asked.snapshot.as_of)))


def _province(asked: Asked) -> View:
    title = text("slide.province.title", indicator=asked.name, day=formats.day(asked.day))
    cards = overview.phases(asked.snapshot, asked.scope, asked.day, asked.indicator)
    return _view(asked.page(overview.overview), title, *cards)


def _ranking(asked: Asked) -> View:
    shown = asked.page(overview.overview)
    return _view(shown, text("slide.ranking.title", indicator=asked.name), shown.part("ranking"))


def _map_of(asked: Asked) -> View:
    """The map of the page: a click on a district opens its communes on the wall too; beside it those that are behind."""
    here = place.chosen(asked.address)
    shown = asked.page(atlas.atlas, **{place.KEY: here.code})
    parts = Columns((2, 1), ((shown.part("map"),), _late(shown.part("units").rows)))
    where = [part for part in place.here(here) if isinstance(part, Sentence)]
    slide = _view(shown, text("slide.map.title", indicator=asked.name), *where, parts)
    return replace(slide, trail=place.trail(asked.address, here, "meeting"))


def _late(rows: pd.DataFrame) -> tuple[Part, ...]:
    """The units of a map that are behind; those that fell short where none of their phases runs any more."""
    key, found = (
        ("overview.missed", ranking.missed(rows)) if rows["is_over"].all() else ("overview.behind", ranking.behind(rows))
    )  # fmt: skip
    named = Table("behind", columns(*LIST), found.head(FEW)) if len(found) else Notice(text(f"{key}.none"), "good")
    return Heading(text(key)), named


def _outlook(asked: Asked) -> View:
    """What the forecast says and its picture; the results where no phase runs, the reason where there is no forecast."""
    shown = asked.page(outlook.outlook)
    return _view(shown, shown.title, *_picked(shown, "outlook", "results"))


def _phases(asked: Asked) -> View:
    compared = phases.compared(asked.snapshot, asked.scope, asked.day, asked.indicator, "day")
    title = text("slide.phases.title", **curves.compared(asked.day))
    return _view(asked.page(phases.phases), title, *(part for part in compared if not isinstance(part, Table)))


def _lead(asked: Asked) -> View:
    shown = asked.page(lead.lead)
    return _view(shown, shown.title, _of_the_snapshot(asked), *_picked(shown, Notice, Metrics, "funnel"))


def _products(asked: Asked) -> View:
    """Weeks by type of product, which add up, beside the products that sell best."""
    shown = asked.page(products.products, by="product_type")
    charts = [part for part in _picked(shown, "weeks", "top") if isinstance(part, Chart)]
    heads = {"weeks": "products.week", "top": "products.top"}
    beside = tuple((Heading(text(heads[chart.name])), chart) for chart in charts)
    parts = (Columns((1, 1), beside),) if beside else _picked(shown, Notice)
    return _view(shown, text("slide.products.title"), _of_the_snapshot(asked), *parts)


def _findings(asked: Asked) -> View:
    found = quality.unverified(asked.snapshot, asked.scope)
    parts = (found,)
    if isinstance(found, Table):
        parts = (
            replace(found, rows=found.rows.head(ON_A_SLIDE)),
            *_more("slide.findings.more", len(found.rows) - ON_A_SLIDE),
        )
    title = text("slide.findings.title")
    return _view(asked.page(quality.quality), title, _of_the_snapshot(asked), *parts)


def _unit(asked: Asked, code: str) -> View:
    """A district or a commune: where it stands, what it is asked and what it set itself, its curve, and who is lowest or beside it."""
    shown = asked.page(unit.unit, **{place.KEY: code})
    return _view(
        shown, names.commune(code), *_picked(shown, Metrics), *_targets(asked, code),
        Columns((4, 3), ((*_picked_chart(shown, "curve"), *_events(shown)), _beside(shown, code))),
    )  # fmt: skip


def _beside(shown: View, code: str) -> tuple[Part, ...]:
    """The lowest communes of a district; the neighbours of a commune."""
    if vocabulary.unit(code).level == "district":
        return Heading(text("slide.lowest")), profile.lowest(shown.part("communes").rows)
    found = shown.part("neighbours")
    kept = tuple(column for column in found.columns if column.key in NEIGHBOURS)
    return Heading(text("unit.neighbours")), replace(found, columns=kept, rows=found.rows.head(FEW))


def _targets(asked: Asked, code: str) -> tuple[Part, ...]:
    """What the province assigned and what the unit set itself."""
    rows = attainment.units(asked.snapshot, asked.scope, asked.day, vocabulary.unit(code).level, asked.indicator)
    own = rows[rows["unit_code"] == code]
    if own.empty:
        return ()
    told = target.told(own.iloc[0])
    return (Sentence(told),)


_MADE = {
    "province": _province, "map": _map_of, "ranking": _ranking, "outlook": _outlook, "phases": _phases, "lead": _lead,
    "products": _products, "findings": _findings,
}  # fmt: skip
