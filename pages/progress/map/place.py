"""The place a map shows: the province, a district, or a commune of it; a click goes down, the trail goes up."""

import pandas as pd

from data import vocabulary
from data.vocabulary import Unit
from pages.kit import area as carried
from pages.kit import formats, measures
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Heading, Link, Metric, Metrics, Notice, Part, Sentence
from pages.progress.units import silent

KEY = carried.KEY


def chosen(address: Address) -> Unit:
    """The unit of 2021 in the address; the province where it names none, for the map of 2025 is always the province's."""
    own = carried.asked(address)
    return own if own.vintage == "2021" else vocabulary.unit(vocabulary.PROVINCE)


def of_2025(address: Address) -> Unit | None:
    """The commune of 2025 in the address."""
    own = carried.asked(address)
    return own if carried.level(own) == carried.NEW else None


def area(place: Unit) -> Unit:
    """What the map is framed on: a commune is shown within its district."""
    return vocabulary.unit(place.parent) if place.level == "commune" else place


def within(units: pd.DataFrame, place: Unit, phase: str) -> pd.DataFrame:
    """The units shown: a district's communes, or those of the province in one phase or all."""
    if place.code != vocabulary.PROVINCE:
        return units[units["parent_code"] == area(place).code]
    return units if phase == ALL else units[units["phase"] == int(phase)]


def trail(address: Address, place: Unit, page: str = "map") -> tuple[Link, ...]:
    """The way back up: the same map of what the place lies in, on a page of this slug."""
    above = [] if place.code == vocabulary.PROVINCE else [vocabulary.unit(vocabulary.PROVINCE)]
    if place.level == "commune":
        above.append(area(place))
    return tuple(Link(_name(unit), page, _leading_to(address, unit)) for unit in above)


def _leading_to(address: Address, unit: Unit) -> tuple[tuple[str, str], ...]:
    rest = {key: value for key, value in address.items() if key != KEY}
    return tuple((rest if unit.code == vocabulary.PROVINCE else {**rest, KEY: unit.code}).items())


def _name(place: Unit) -> str:
    return text("map.province") if place.code == vocabulary.PROVINCE else formats.unit(place.type, place.name)


def here(place: Unit) -> tuple[Part, ...]:
    """Where the map is, and what a click does; an export says where, too."""
    words = [text(f"map.help.{place.level}")] if place.level != "commune" else []
    if place.code == vocabulary.PROVINCE:
        return (Sentence(*words),)
    name = _name(place)
    return (Sentence(" ".join([f"**{name}.**", *words])),)


def card(place: Unit, units: pd.DataFrame, indicator: str) -> tuple[Part, ...]:
    """A commune's figures beside the map of its district, and the way to its profile; `units` are described rows."""
    found = units[units["unit_code"] == place.code]
    profile = Link(text("map.profile"), "unit", ((KEY, place.code), ("indicator", indicator)))
    if found.empty:
        return Heading(_name(place)), Notice(text("unit.verdict.none")), profile
    if not found.iloc[0]["has_data"]:
        return Heading(_name(place)), Notice(silent(found.iloc[0])), profile
    return Heading(_name(place)), Metrics(_figures(found.iloc[0])), profile


def card_2025(place: Unit, rows: pd.DataFrame, indicator: str) -> tuple[Part, ...]:
    """A commune of 2025 beside the map, what it is made of, and the way to the profile of the district it mostly lies in."""
    heading = Heading(formats.unit(place.type, place.name))
    district = carried.nearest(place, ("district",))
    way = Link(
        text("map.profile.nearest", unit=_name(district)), "unit", ((KEY, district.code), ("indicator", indicator))
    )
    found = rows[rows["unit_code"] == place.code]
    if found.empty:
        return heading, Notice(text("unit.verdict.none")), way
    own = found.iloc[0]
    shown = (("coverage", "share"), ("achieved", "count"), ("households", "count"))
    figures = tuple(Metric(text(f"column.{name}"), own[name], kind) for name, kind in shown)
    return heading, Metrics(figures), Sentence(f"{text('map.made_of')}: {own['made_of']}", "note"), way


def _deadline(own: pd.Series) -> str:
    return text("overview.deadline", deadline=formats.day(own["ends_on"]))


def _figures(own: pd.Series) -> tuple[Metric, ...]:
    asked = {"share": formats.percent(own["of_target"]), "target": formats.number(own["target"])}
    notes = {
        "coverage": own["status_label"],
        "achieved": text("overview.reached.of", **asked),
        "gap": text("map.needed", needed=formats.number(own["needed_per_day"]))
        if not own["is_over"]
        else _deadline(own),
    }
    return tuple(
        measures.metric(FigureKey(own["unit_code"], own["indicator"], name, own["day"].date()), own, note=note)
        for name, note in notes.items()
    )
