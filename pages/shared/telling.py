"""The passport of a figure in words: what it is, how it is worked out, why it changed."""

import pandas as pd

from data import vocabulary
from data.tracing import Change, Told
from pages.shared import formats
from pages.shared.passport import Figure
from pages.shared.texts import label, text

FACTS = {"name": ("passport.fact", None), "value": ("passport.value", None)}
CHANGES = {"name": ("passport.fact", None), "value": ("passport.value", None)}
_SHARES = ("coverage", "attainment")
_NAMED = 5  # files told by name; of more, the number


def unit_name(code: str) -> str:
    known = vocabulary.units().get(("2021", code))
    if known:
        return formats.unit(known.type, known.name)
    return next((label(phase.label) for phase in vocabulary.phases().values() if phase.unit_code == code), code)


def heading(figure: Figure) -> str:
    indicator = vocabulary.indicators()[figure.indicator]
    return f"{label(indicator.label)} · {unit_name(figure.unit)} · {formats.day(figure.day)}"


def measure(figure: Figure) -> str:
    return text(f"measure.{figure.measure}")


def value(row: pd.Series, figure: Figure) -> str:
    if figure.measure in _SHARES:
        return formats.percent(row[figure.measure])
    if figure.indicator == "order_value":
        return formats.money(row["achieved"])
    return formats.number(row[figure.measure])


def formula(told: Told, figure: Figure) -> str:
    """How the figure is worked out, with the numbers put in."""
    row = told.row
    known = vocabulary.indicators()[figure.indicator]
    if known.measure != "household" or figure.measure == "achieved":
        return text("passport.counted", count=formats.number(row["achieved"]))
    parts = {
        name: formats.number(row[name])
        for name in ("achieved", "households", "target", "gap", "gained_7_days", "days_left")
    }
    shares = {name: formats.percent(row[name]) for name in ("coverage", "attainment", "target_share")}
    return text(f"passport.formula.{figure.measure}", needed=formats.number(row["needed_per_day"]), **parts, **shares)


def facts(told: Told, figure: Figure) -> pd.DataFrame:
    snapshot = told.snapshot
    known = vocabulary.indicators()[figure.indicator]
    rows = {
        "definition": label(known.definition),
        "formula": formula(told, figure),
        "unit": f"{unit_name(figure.unit)} ({figure.unit})",
        "day": formats.day(told.day),
        "snapshot": snapshot.id,
        "as_of": formats.day(snapshot.as_of),
        "built_at": formats.moment(snapshot.built_at),
        "simulated": text("answer.yes" if snapshot.is_simulated else "answer.no"),
    }
    if known.measure == "household":
        rows["base"] = text("passport.estimate" if told.row["households_is_estimate"] else "passport.register")
    return pd.DataFrame({"name": [text(f"passport.{name}") for name in rows], "value": list(rows.values())})


def compared(now: Told, before: Told, figure: Figure) -> str:
    """One sentence: the figure then and now."""
    return text(
        "passport.same" if value(now.row, figure) == value(before.row, figure) else "passport.other",
        before=value(before.row, figure), now=value(now.row, figure), snapshot=before.snapshot.id,
        as_of=formats.day(before.day),
    )  # fmt: skip


def changes(found: Change) -> pd.DataFrame:
    rows = {"added": _listed(found.added), "removed": _listed(found.removed), "changed": _listed(found.changed)}
    rows["corrected"] = formats.number(found.corrected)
    return pd.DataFrame({"name": [text(f"passport.{name}") for name in rows], "value": list(rows.values())})


def _listed(paths: list[str]) -> str:
    if not paths:
        return text("passport.no_file")
    more = text("passport.more", count=formats.number(len(paths) - _NAMED)) if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
