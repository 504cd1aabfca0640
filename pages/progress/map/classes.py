"""The classes of a map: which units are in each, with its colour, its letter and its count in the legend.

States that are no figure are classes of their own: no data, not yet in its phase, outside what the viewer may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from data import vocabulary
from pages.charts import style
from pages.charts.maps import Band
from pages.charts.style import Palette
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import ALL

COLOURS = ("pace", "attainment", "coverage", "change")
COLOURS_2025 = ("attainment", "coverage")  # what a commune of 2025 has: pace and change belong to units of 2021
_COLUMNS = {"attainment": "of_target", "coverage": "coverage", "change": "coverage_gained"}
# Figures that rest on an estimate: the mark beside the letter, and what it means.
_MARKS = {"households_is_estimate": ("≈", "map.estimate"), "is_split": ("*", "map.split")}


def bands(units: pd.DataFrame, colour: str, palette: Palette, withheld: Iterable[str] = ()) -> list[Band]:
    """Classes of a map of 2021; `withheld` are the units outside the viewer's scope, of which nothing is known here."""
    waiting = units["day_number"] < 1
    missing = ~waiting & ~units["has_data"]
    ended = ~waiting & ~missing & (units["day"] > units["judged_on"]) & (colour == "change")
    known = units[~waiting & ~missing & ~ended]
    found = _by_status(known, palette) if colour == "pace" else _by_break(known, colour, palette)
    return _counted([
        *found, _without_data(units[missing], palette),
        Band(text("map.over"), palette.waiting, tuple(units.loc[ended, "unit_code"]), text("letter.over"), style.WAITING_HATCH),
        Band(text("map.not_started"), palette.waiting, tuple(units.loc[waiting, "unit_code"]), text("letter.waiting"), style.WAITING_HATCH),
        Band(text("map.withheld"), palette.withheld, tuple(withheld), text("letter.withheld"), style.WITHHELD_HATCH),
    ])  # fmt: skip


def of_2025(units: pd.DataFrame, colour: str, palette: Palette) -> list[Band]:
    """Classes of the communes of 2025; those without any report are a class of their own."""
    units = units.rename(columns={"attainment": "of_target"})
    known, missing = units[units["has_data"]], units[~units["has_data"]]
    return _counted([*_by_break(known, colour, palette), _without_data(missing, palette)])


def lettered(units: pd.DataFrame, classes: list[Band]) -> pd.DataFrame:
    """Each unit with the letter of its class and the mark of what its figure is estimated from: copies have no colours."""
    letter_of = {code: band.letter for band in classes for code in band.codes}
    letter = units["unit_code"].map(letter_of).fillna("").astype(str)  # of no units at all it would be a number
    for column, (mark, _) in _MARKS.items():
        if column in units:
            letter += units[column].astype(bool).map({True: f" {mark}", False: ""}).astype(str)
    return units.assign(letter=letter)


def marks(units: pd.DataFrame) -> list[str]:
    """What the legend says of the marks that stand beside letters, with the count of units that have them."""
    counted = {column: int(units[column].sum()) for column in _MARKS if column in units}
    return [
        text("map.class", letter=_MARKS[column][0], label=text(_MARKS[column][1]), count=formats.number(count))
        for column, count in counted.items() if count
    ]  # fmt: skip


def _counted(classes: list[Band]) -> list[Band]:
    """Classes that have units, with their letter and their count in the legend."""
    return [replace(band, name=_named(band), label=band.name) for band in classes if band.codes]


def _named(band: Band) -> str:
    return text("map.class", letter=band.letter, label=band.name, count=formats.number(len(band.codes)))


def uncounted(classes: list[Band]) -> list[Band]:
    """The same classes without their counts, which differ from day to day."""
    return [replace(band, name=text("map.class.uncounted", letter=band.letter, label=band.label)) for band in classes]


def _without_data(units: pd.DataFrame, palette: Palette) -> Band:
    return Band(
        text("status.no_data"),
        palette.status[style.NO_DATA],
        tuple(units["unit_code"]),
        text("letter.no_data"),
        style.STATUS_HATCHES[style.NO_DATA],
    )


def _by_status(units: pd.DataFrame, palette: Palette) -> list[Band]:
    told = list(zip(units["unit_code"], units["status"], strict=True))
    return [
        Band(
            text(f"status.{status}"), palette.status[status], tuple(code for code, one in told if one == status),
            text(f"letter.{status}"), style.STATUS_HATCHES[status],
        )
        for status in style.STATUSES if status != style.NO_DATA
    ]  # fmt: skip


def _by_break(units: pd.DataFrame, colour: str, palette: Palette) -> list[Band]:
    """The lowest class is 1."""
    column, breaks, shades, hatches = _scale(units, colour, palette)
    classes = units[column].map(lambda value: style.band(value, breaks))
    return [
        Band(
            _range(index, breaks, 0 if all(edge * 100 == round(edge * 100) for edge in breaks) else 1, colour), shades[index],
            tuple(units.loc[classes == index, "unit_code"]), formats.number(index + 1), hatches[index],
        )
        for index in range(len(breaks), -1, -1)
    ]  # fmt: skip


def _scale(
    units: pd.DataFrame, colour: str, palette: Palette
) -> tuple[str, tuple[float, ...], list[str], tuple[str, ...]]:
    """The column, its breaks, a shade and a hatch a class. Shares of a target part at the target: warm below, cool from it on."""
    if colour == "change":
        return _COLUMNS[colour], style.CHANGE_BREAKS, list(palette.gain), style.CHANGE_HATCHES
    breaks, shades = style.TARGET_BREAKS, [*palette.below, *palette.above]
    target = 1 if colour == "attainment" else units["target_share"].max()
    return _COLUMNS[colour], tuple(round(edge * target, 4) for edge in breaks), shades, style.TARGET_HATCHES


def _written(colour: str) -> Callable[..., str]:
    """How a value of a scale is written: what came in addition is said in percentage points."""
    return _points if colour == "change" else formats.percent


def _points(share: float, digits: int = 1) -> str:
    return formats.MISSING if formats.is_missing(share) else text("map.points", value=formats.points(share, digits))


def valued(units: pd.DataFrame, colour: str) -> pd.DataFrame:
    """Each unit with what the map writes in it: the value its colour stands for; the coverage where that is a status."""
    return units.assign(written=units[_COLUMNS.get(colour, "coverage")].map(_written(colour)))


def _range(index: int, breaks: tuple[float, ...], digits: int, colour: str) -> str:
    write = _written(colour)
    written = [write(edge, digits) for edge in breaks]
    if index == 0:
        return text("map.below", to=written[0])
    if index == len(breaks):
        return text("map.above", start=written[-1])
    return text("map.between", start=written[index - 1], to=written[index])


def withheld(codes: Iterable[str], place: vocabulary.Unit, phase: str) -> tuple[str, ...]:
    """Those of the units outside the viewer's scope that the map of a place and phase has room for."""
    units = map(vocabulary.unit, codes)
    if place.code != vocabulary.PROVINCE:
        return tuple(unit.code for unit in units if unit.parent == place.code)
    return tuple(unit.code for unit in units if phase in (ALL, str(unit.phase)))
