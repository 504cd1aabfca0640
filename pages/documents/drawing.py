"""The map of the districts as values for `geo.picture`: classes, labels and colours of the screen's map."""

import pandas as pd

from geo.picture import Class, Drawing, Style
from pages.charts.style import LIGHT
from pages.documents.words import word
from pages.shared import formats, mapping, tables
from pages.shared.texts import text

# The second channel beside colour: statuses stay apart in black and white print.
HATCHES = {"reached": "", "ahead": "", "slow": "..", "behind": "//", "no_data": "xx"}


def districts(units: pd.DataFrame, caption: str) -> Drawing:
    """The districts by pace, each with its coverage and the letter of its status."""
    units = tables.named(units)
    labels = mapping.labels("district", units)
    city = units.loc[units["unit_code"] == mapping.CITY, ["coverage", "letter"]]
    shown = " · ".join(
        [text("map.inset"), *(f"{formats.percent(share)} · {letter}" for share, letter in city.itertuples(index=False))]
    )
    return Drawing(
        level="district",
        vintage="2021",
        classes=tuple(
            Class(band.name, band.colour, HATCHES[_status(units, band.codes)], band.codes)
            for band in mapping.bands(units, "pace", LIGHT)
        ),
        labels=tuple(
            (code, words.replace("<br>", "\n")) for code, words in zip(labels["code"], labels["text"], strict=True)
        ),
        title="",
        caption=caption or word("document.title"),
        inset=shown,
        style=Style(LIGHT.text, LIGHT.line, LIGHT.text, LIGHT.paper, LIGHT.paper),
    )


def _status(units: pd.DataFrame, codes: tuple[str, ...]) -> str:
    return units.loc[units["unit_code"].isin(codes), "status"].iloc[0]
