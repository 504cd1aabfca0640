"""The map: one day, many days beside one another, or the communes of 2025; what it can be printed as, and its table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from data import attainment, naming, snapshots, vocabulary
from data.snapshots import Scope, Snapshot
from data.vocabulary import Unit
from pages.charts.maps import Band
from pages.charts.style import LIGHT, Palette
from pages.kit import area, choices, formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Choice, Columns, Download, Heading, Map, Part, Sentence, Table, View, columns
from pages.paper import map as paper
from pages.progress import ladder, units
from pages.progress.map import classes, figure, picture, place

LEVELS = (*area.LEVELS, area.NEW)
CHOICES = (place.KEY, "indicator", "colour", "phase", "level", "boundaries", "view", "day")
UNITS_2025 = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("households", "column.households", "count"),
    ("estimate", "column.estimate"), ("achieved", "column.achieved", "count"),
    ("attainment", "column.attainment", "share"), ("made_of", "map.made_of"), ("silent", "map.silent"),
)  # fmt: skip
BY_DAY = (
    ("day", "column.day", "day"), ("unit", "column.unit"), ("coverage", "column.coverage", "share"),
    ("of_target", "column.of_target", "share"), ("coverage_gained", "column.coverage_gained", "points"),
    ("status_label", "column.status"),
)  # fmt: skip
MOST = 25  # rows that are sent unasked
_PRINTS = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Scene:
    """What a map shows: the place, what is counted and by what it is coloured, the level and phase of the units, its title."""

    place: Unit
    indicator: str
    colour: str
    level: str
    phase: str
    title: str


def atlas(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    shown = place.chosen(address)
    offered = (area.choice(address, LEVELS), *_choices(address, shown))
    code = {choice.key: choice.chosen for choice in offered}
    is_2025, are_many = code.get("boundaries") == "2025", code.get("view") == "many"
    level, phase = code.get("level", "commune"), code.get("phase", ALL)
    title = _title(code["indicator"], "2025" if is_2025 else level)
    scene = Scene(shown, code["indicator"], code["colour"], level, phase, title)
    make = _of_2025 if is_2025 else _many if are_many else _one
    day = snapshot.as_of if are_many else _day(snapshot, address).chosen
    return View(
        title,
        (*make(snapshot, scope, address, scene), Sentence(figure.source(), "note")),
        FigureKey(shown.code, scene.indicator, "coverage", day),
        offered,
        place.trail(address, shown),
    )


def _title(indicator: str, level: str) -> str:
    return text("map.title", indicator=names.indicator(indicator), level=text(f"map.level.{level}"))


def by_pace(indicator: str) -> Scene:
    """The map that the page begins with: the districts of the province by their pace."""
    title = _title(indicator, "district")
    return Scene(vocabulary.unit(vocabulary.PROVINCE), indicator, "pace", "district", ALL, title)


def _choices(address: Address, shown: Unit) -> tuple[Choice, ...]:
    """The choices that change something on the map shown."""
    is_province = shown.level == "province"
    if place.of_2025(address):
        address = Address({**address, "boundaries": "2025"})
    is_2025 = is_province and address.get("boundaries") == "2025"
    indicator = choices.indicator(address)
    colour = _choice(address, "colour", classes.COLOURS_2025 if is_2025 else classes.COLOURS)
    if not is_province:
        return indicator, colour
    boundaries = _choice(address, "boundaries", ("2021", "2025"))
    if is_2025:
        return indicator, colour, boundaries
    level, view = _choice(address, "level", ("district", "commune")), _choice(address, "view", ("one", "many"))
    return indicator, colour, choices.phase(address), level, boundaries, view


def _choice(address: Address, key: str, codes: tuple[str, ...]) -> Choice:
    """One of some codes, the first by default."""
    return choices.choice(address, key, {code: text(f"{key}.{code}") for code in codes}, codes[0])


def _day(snapshot: Snapshot, address: Address) -> choices.DayChoice:
    return choices.day(address, vocabulary.first_day(), snapshot.as_of, "line")


def _one(snapshot: Snapshot, scope: Scope, address: Address, scene: Scene) -> tuple[Part, ...]:
    """The map of one day; beside it the commune that was chosen."""
    day = _day(snapshot, address)
    rows = units_of(snapshot, scope, day.chosen, scene)
    classed = partial(bands, scope, rows, scene)
    drawn = Map(
        "map", words(scene, day.chosen, classed(LIGHT)),
        lambda palette: figure.of_2021(rows, scene.place, scene.level, classed(palette), palette),
        paper_of(scope, rows, scene, caption(snapshot, day.chosen)), place.KEY,
    )  # fmt: skip
    beside = _beside(scene, rows)
    return (
        *place.here(scene.place),
        day,
        Columns((5, 3), ((drawn,), beside)) if beside else drawn,
        *units.over(day.chosen),
        *units.estimates(rows),
        _prints(scene, day.chosen, drawn),
        Heading(text("map.table")),
        Table(
            "units", columns(*(units.UNITS if scene.level == "district" else units.COMMUNES)), rows,
            is_folded=len(rows) > MOST,
        ),
    )  # fmt: skip


def _beside(scene: Scene, rows: pd.DataFrame) -> tuple[Part, ...]:
    """Beside the map its units in their order, as far as they are few; of one commune its figures."""
    if scene.place.level == "commune":
        return place.card(scene.place, rows, scene.indicator)
    if not 0 < len(rows) <= MOST:
        return ()
    return (ladder.ranked(rows.sort_values(["has_data", "coverage"], ascending=False)),)


def units_of(snapshot: Snapshot, scope: Scope, day: date, scene: Scene) -> pd.DataFrame:
    """The units of a map in words, each with what is written in it."""
    ranked = attainment.ranking(snapshot, scope, day, scene.level, scene.indicator)
    return classes.valued(units.described(place.within(ranked, scene.place, scene.phase)), scene.colour)


def bands(scope: Scope, rows: pd.DataFrame, scene: Scene, palette: Palette) -> list[Band]:
    """The classes of a map, that of the units outside the viewer's scope too."""
    return classes.bands(rows, scene.colour, palette, _withheld(scope, scene))


def drawing(scope: Scope, rows: pd.DataFrame, scene: Scene, caption: str, palette: Palette) -> paper.Drawing:
    """The map for paper."""
    classed = bands(scope, rows, scene, palette)
    return picture.of_2021(rows, scene.place, scene.level, classed, scene.title, caption, palette)


def _withheld(scope: Scope, scene: Scene) -> tuple[str, ...]:
    return classes.withheld(snapshots.outside(scope, scene.level), place.area(scene.place), scene.phase)


def words(scene: Scene, day: date, classed: list[Band]) -> str:
    """The map for who cannot see it."""
    named = "; ".join(band.name for band in classed)
    return text("map.alt", indicator=scene.title, day=formats.day(day), classes=named)


def caption(snapshot: Snapshot, day: date) -> str:
    """What stands beneath a printed map."""
    words = text("map.printed", day=formats.day(day), snapshot=snapshot.id)
    return f"{text('app.simulated')} {words}" if snapshot.is_simulated else words


def paper_of(scope: Scope, rows: pd.DataFrame, scene: Scene, caption: str) -> Callable[[str, Palette], bytes]:
    """A map as a picture of paper."""
    return _paper(partial(drawing, scope, rows, scene, caption))


def _paper(drawing: Callable[[Palette], paper.Drawing]) -> Callable[[str, Palette], bytes]:
    return lambda ending, palette: paper.draw(drawing(palette), (ending,))[ending]


def _prints(scene: Scene, day: date, drawn: Map) -> Columns:
    """The map alone as a file, in the colours of paper."""
    name = naming.said(text("page.map"), scene.title, area.name(scene.place), f"{day:%Y%m%d}")
    files = (
        Download(text(f"map.print.{ending}"), f"{name}.{ending}", mime, partial(drawn.paper, ending, LIGHT))
        for ending, mime in _PRINTS.items()
    )  # fmt: skip
    return Columns((1, 1, 4), (*((file,) for file in files), ()))


def _many(snapshot: Snapshot, scope: Scope, address: Address, scene: Scene) -> tuple[Part, ...]:
    """Up to twelve days side by side, in the same classes."""
    days = figure.days(vocabulary.first_day(), snapshot.as_of)
    rows = {day: units_of(snapshot, scope, day, scene) for day in days}
    withheld = _withheld(scope, scene)

    def classed(palette: Palette) -> list[tuple[date, list[Band]]]:
        return [(day, classes.bands(shown, scene.colour, palette, withheld)) for day, shown in rows.items()]

    ends = {"first": formats.day(days[0]), "last": formats.day(days[-1])}
    return (
        Map(
            "maps", text("map.many.alt", maps=len(days), indicator=scene.title, **ends),
            lambda palette: figure.many(classed(palette), scene.level, palette),
            lambda _, palette: paper.draw_many(picture.many(classed(palette), scene.level, palette), figure.COLUMNS),
        ),
        Sentence(text("map.many"), "note"),
        Table("days", columns(*BY_DAY), pd.concat([shown.assign(day=pd.Timestamp(day)) for day, shown in rows.items()]), is_folded=True),
    )  # fmt: skip


def _of_2025(snapshot: Snapshot, scope: Scope, address: Address, scene: Scene) -> tuple[Part, ...]:
    """The 65 communes of 2025, reapportioned from 2021; what is split says so, and the sums are shown to be the same."""
    day = _day(snapshot, address)
    rows = units.estimated(units.named(attainment.communes_2025(snapshot, scope, day.chosen, scene.indicator)))
    chosen = place.of_2025(address)
    classed = partial(classes.of_2025, rows, scene.colour)

    def paper_of(palette: Palette) -> paper.Drawing:
        return picture.of_2025(rows, classed(palette), scene.title, caption(snapshot, day.chosen), palette)

    drawn = Map(
        "map-2025", words(scene, day.chosen, classed(LIGHT)),
        lambda palette: figure.of_2025(rows, classed(palette), palette, (chosen.code,) if chosen else ()), _paper(paper_of),
    )  # fmt: skip
    beside = place.card_2025(chosen, rows, scene.indicator) if chosen else ()
    return (
        day,
        Columns((3, 1), ((drawn,), beside)) if beside else drawn,
        *_conserved(attainment.units(snapshot, scope, day.chosen, "province", scene.indicator), rows),
        *units.estimates(rows),
        _prints(scene, day.chosen, drawn),
        Heading(text("map.table")),
        Table("units", columns(*UNITS_2025), rows.sort_values("coverage", ascending=False)),
    )


def _conserved(province: pd.DataFrame, rows: pd.DataFrame) -> tuple[Sentence, ...]:
    """That the communes of 2025 have as many households as the province had; for who may see the province."""
    sums = {"after": formats.number(rows["achieved"].sum()), "split": formats.number(rows["is_split"].sum())}
    return tuple(
        Sentence(text("map.conserved", before=formats.number(achieved), **sums)) for achieved in province["achieved"]
    )
