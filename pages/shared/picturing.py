"""The map of the screen as a picture for paper: the same classes, letters and words as values for `geo.picture`."""

from datetime import date

import pandas as pd

from data import vocabulary
from data.vocabulary import Unit
from geo.picture import Class, Drawing, Label, Style
from pages.charts.maps import Band
from pages.charts.style import Palette
from pages.shared import classes, formats, mapping, place


def drawing(
    units: pd.DataFrame, shown: Unit, level: str, bands: list[Band], title: str, caption: str, palette: Palette
) -> Drawing:
    """A map of 2021: the province, or a district by itself."""
    area = place.area(shown)
    if area.code == vocabulary.PROVINCE:
        named = mapping.labels("district", units, bands) if level == "district" else mapping.letters(units, bands)
        return _drawing(level, "2021", area.code, units, bands, named, title, caption, _inset(units, bands), palette)
    return _drawing(
        level, "2021", area.code, units, bands, mapping.labels(level, units, bands), title, caption, "", palette
    )


def carried(units: pd.DataFrame, bands: list[Band], title: str, caption: str, palette: Palette) -> Drawing:
    """The communes of 2025."""
    named = mapping.carried_letters(units, bands)
    return _drawing("commune", "2025", vocabulary.PROVINCE, units, bands, named, title, caption, "", palette)


def many(by_day: list[tuple[date, list[Band]]], level: str, palette: Palette) -> list[Drawing]:
    """A small map a day, without letters; the classes without their counts are the same from day to day."""
    nothing = pd.DataFrame(columns=["code", "lon", "lat", "text", "size"])
    return [
        _drawing(
            level, "2021", vocabulary.PROVINCE, nothing, classes.uncounted(bands), nothing, formats.day(day), "", "", palette
        )
        for day, bands in by_day
    ]  # fmt: skip


def _drawing(
    level: str, vintage: str, area: str, units: pd.DataFrame, bands: list[Band], named: pd.DataFrame, title: str,
    caption: str, inset: str, palette: Palette,
) -> Drawing:  # fmt: skip
    return Drawing(
        level=level, vintage=vintage, area=area,
        classes=tuple(Class(band.name, band.colour, band.hatch, band.codes) for band in bands),
        marks=tuple(classes.marks(units)),
        labels=tuple(
            Label(row.code, row.lon, row.lat, row.text.replace("<br>", "\n"), row.size) for row in named.itertuples()
        ),
        title=title, caption=caption, inset=inset,
        style=Style(palette.text, palette.line, palette.text, palette.paper, palette.muted),
    )  # fmt: skip


def _inset(units: pd.DataFrame, bands: list[Band]) -> str:
    """The city's name, coverage and letter; on a map of communes its name."""
    city = classes.lettered(units, bands).set_index("unit_code")["letter"].get(mapping.CITY)
    return " · ".join([mapping.city_words(units), *([city] if city else [])])
