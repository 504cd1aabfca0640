"""A short code for any figure, made of codes: it opens where the figure comes from, also months later."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from data import figures
from pages.kit.address import LONGEST

MEASURES = tuple(figures.of("household"))


@dataclass(frozen=True)
class FigureKey:
    """Which figure: a measure of a subject (see `data.figures`; mostly an indicator) in a unit on a day."""

    unit: str
    subject: str
    measure: str
    day: date


def code(snapshot: str, figure: FigureKey) -> str:
    """`SNAPSHOT.unit.subject.measure.yyyymmdd`; the subject is an indicator, or a family with its choices."""
    return ".".join((snapshot, figure.unit, figure.subject, figure.measure, f"{figure.day:%Y%m%d}"))


def parse(written: str) -> tuple[str, FigureKey] | None:
    """The snapshot's id and the figure of a code; None for what is no code."""
    parts = written.split(".") if len(written) <= LONGEST else ()
    if len(parts) != 5 or figures.measure(parts[2], parts[3]) is None:
        return None
    try:
        day = datetime.strptime(parts[4], "%Y%m%d").date()
    except ValueError:
        return None
    return parts[0], FigureKey(parts[1], parts[2], parts[3], day)


def address(written: str) -> str:
    """Where a reader of a document finds the figure's passport: by `LANGSON_ADDRESS`, as visitors reach the dashboard.

    A name with its port, or an address with its scheme and, behind a proxy, a path.
    """
    told = os.environ.get("LANGSON_ADDRESS", "localhost:8501")
    own = urlsplit(told if "//" in told else f"//{told}", scheme="http")
    return urlunsplit((own.scheme, own.netloc, f"{own.path.rstrip('/')}/passport", urlencode({"id": written}), ""))
