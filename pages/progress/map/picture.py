"""The map of the screen as a picture for paper: the same classes, letters and words as values for `pages.paper.map`."""

from datetime import date

import pandas as pd

from data import records, vocabulary
from data.vocabulary import Unit
from geo.layers import CITY
from pages.charts.maps import Band
from pages.charts.style import Palette
from pages.kit import formats
from pages.paper.map import Drawing, Label
from pages.progress.map import classes, figure, place


def of_2021(
    units: pd.DataFrame, shown: Unit, level: str, bands: list[Band], title: str, caption: str, palette: Palette
) -> Drawing:
    """A map of 2021: the province, or a district by itself."""
    area = place.area(shown)
    is_whole = area.code == vocabulary.PROVINCE
    named = figure.letters(units, bands) if is_whole and level == "commune" else figure.labels(level, units, bands)
    return Drawing(
        level=level, vintage="2021", area=area.code, classes=tuple(bands), marks=tuple(classes.marks(units)),
        labels=_labels(named), title=title, caption=caption, inset=_inset(units, bands) if is_whole else "", palette=palette,
    )  # fmt: skip


def of_2025(units: pd.DataFrame, bands: list[Band], title: str, caption: str, palette: Palette) -> Drawing:
    """The communes of 2025."""
    return Drawing(
        level="commune", vintage="2025", area=vocabulary.PROVINCE, classes=tuple(bands), marks=tuple(classes.marks(units)),
        labels=_labels(figure.letters_2025(units, bands)), title=title, caption=caption, inset="", palette=palette,
    )  # fmt: skip


def many(by_day: list[tuple[date, list[Band]]], level: str, palette: Palette) -> list[Drawing]:
    """A small map a day, without letters; the classes without their counts are the same from day to day."""
    return [
        Drawing(
            level=level, vintage="2021", area=vocabulary.PROVINCE, classes=tuple(classes.uncounted(bands)), marks=(),
            labels=(), title=formats.day(day), caption="", inset="", palette=palette,
        )
        for day, bands in by_day
    ]  # fmt: skip


def _labels(named: pd.DataFrame) -> tuple[Label, ...]:
    return tuple(
        Label(row.code, row.lon, row.lat, row.text.replace("<br>", "\n"), row.size) for row in records.rows(named)
    )


def _inset(units: pd.DataFrame, bands: list[Band]) -> str:
    """The city's name, coverage and letter; on a map of communes its name."""
    city = classes.lettered(units, bands).set_index("unit_code")["letter"].get(CITY)
    return " · ".join([figure.city_words(units), *([city] if city else [])])
