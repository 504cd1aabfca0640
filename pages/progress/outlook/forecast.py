"""What the forecast says in words and in its tables."""

from datetime import date

import pandas as pd

from data import backtest, outlook, vocabulary
from data.vocabulary import Phase
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Folded, Heading, Part, Sentence, Table, columns
from pages.progress.outlook import sentence

SCENARIOS = (
    ("scenario", "outlook.scenario"), ("share", "outlook.share", "share"), ("count", "outlook.count", "count"),
    ("met_on", "outlook.met_on"), ("pace", "outlook.pace", "pace"),
)  # fmt: skip
UNITS = (
    ("unit", "column.unit"), ("coverage", "column.coverage", "share"), ("estimate", "column.estimate"),
    ("achieved", "column.achieved", "count"), ("target", "column.target", "count"), ("needed_per_day", "column.needed", "count"), ("needed_times", "outlook.needed_times", "decimal"),
    ("week", "outlook.week", "count"), ("week_on", "outlook.week_on", "day"), ("fortnight", "outlook.fortnight", "count"),
    ("push", "outlook.push", "count"), ("low", "outlook.low", "count"), ("high", "outlook.high", "count"),
    ("probability_told", "outlook.probability"),
)  # fmt: skip
SCORES = (
    ("level_label", "outlook.level"), ("within", "outlook.within", "share"), ("worlds", "outlook.worlds", "count"),
    ("cases", "outlook.cases", "count"), ("error", "outlook.error", "points"), ("error_line", "outlook.error_line", "points"),
    ("error_last", "outlook.error_last", "points"),
)  # fmt: skip


def marks() -> dict[str, str]:
    """What the marks of the districts' chart are called."""
    return {name: text(f"outlook.{name}") for name in ("now", "outlook", "target")}


def titles(row: dict) -> dict[str, str]:
    """What the lines of the picture are called."""
    return {
        "actual": text("mark.actual"), "week": text("outlook.week"), "fortnight": text("outlook.fortnight"),
        "push": _mark(row), "target": text("outlook.target"), "outlook": text("outlook.outlook"),
        "x": text("outlook.axis"), "y": text("measure.coverage"),
    }  # fmt: skip


def _mark(row: dict) -> str:
    """The push as a chart names it, in few words."""
    if formats.is_missing(row["push_times"]):
        return text("outlook.push")
    before = outlook.learnt_from(int(row["phase"]))
    return text("outlook.push.mark", phase=before.number, times=formats.number(row["push_times"], 1))


def pushed(row: dict) -> str:
    """The scenario that ends as the phase before did, with its multiple."""
    if formats.is_missing(row["push_times"]):
        return text("outlook.push")
    key = "outlook.push.faster" if row["push_times"] >= 1 else "outlook.push.slower"
    before = outlook.learnt_from(int(row["phase"]))
    return text(key, phase=before.number, times=formats.number(row["push_times"], 1))


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """Forecasts with the names of their units and the probability in words, that of the lowest share first."""
    units = [vocabulary.unit(code) for code in rows["unit_code"]]
    told = [formats.MISSING if pd.isna(one) else sentence.chance(one) for one in rows["probability"]]
    return rows.assign(
        name=[formats.short(unit.type, unit.name) for unit in units],
        unit=[formats.unit(unit.type, unit.name) for unit in units],
        probability_told=told,
    )


def scenarios(row: dict) -> pd.DataFrame:
    """A row a scenario and end of the range: its name, pace, households and share on the deadline, the day of the target."""
    paces = {"week": row["pace"], "fortnight": row["fortnight_pace"], "push": row["push_pace"]}
    names = {"week": text("outlook.week"), "fortnight": text("outlook.fortnight"), "push": pushed(row),
             "low": text("outlook.low"), "high": text("outlook.high")}  # fmt: skip
    known = [name for name in names if not formats.is_missing(row[name])]
    return pd.DataFrame([
        {"scenario": names[name], "pace": paces.get(name), "count": row[name], "share": row[f"{name}_share"],
         "met_on": _met_on(row, name), "unit_code": row["unit_code"], "indicator": row["indicator"], "day": row["day"], "measure": name}
        for name in known
    ])  # fmt: skip


def _met_on(row: dict, name: str) -> str:
    if name not in outlook.SCENARIOS or formats.is_missing(row["target"]):
        return formats.MISSING
    if row["is_reached"]:
        return text("overview.done")
    return text("outlook.late") if formats.is_missing(row[f"{name}_on"]) else formats.day(row[f"{name}_on"])


def origin(row: dict, day: date) -> str:
    """Where the range comes from; or why there is none."""
    if formats.is_missing(row["low"]):
        return text("outlook.no_range")
    over = [known.number for known in vocabulary.phases_before(int(row["phase"])) if known.ends_on <= day]
    simulated = int(row["worlds"]) - len(over)
    return text(
        "outlook.origin", phases=", ".join(map(str, over)), simulated=formats.number(simulated),
        all=formats.number(row["worlds"]),
    )  # fmt: skip


def judged(level: str) -> tuple[Part, ...]:
    """How the method did on phases it had not seen, at a level and over all."""
    found = backtest.at(level)
    if found is None:
        return ()
    words = text(
        "outlook.judged", level=text(f"outlook.level.{level}").lower(), worlds=formats.number(found["worlds"]), cases=formats.number(found["cases"]),
        within=formats.percent(found["within"], 0), error=formats.points(found["error"]), line=formats.points(found["error_line"]),
        last=formats.points(found["error_last"]),
    )  # fmt: skip
    key = "outlook.chance.told" if backtest.tells_probability(level) else "outlook.chance.untold"
    rows = backtest.tried()
    rows = rows.assign(level_label=[text(f"outlook.level.{level}") for level in rows["level"]])
    return (
        Heading(text("outlook.backtest")), Sentence(words), Sentence(text(key), "note"),
        Table("backtest", columns(*SCORES), rows),
    )  # fmt: skip


def method(row: dict) -> Folded:
    before = outlook.learnt_from(int(row["phase"]))
    finished = text("outlook.finished", phase=before.number) if before else text("outlook.finished.none")
    return Folded(text("outlook.method.title"), text("outlook.method", finished=finished))


def result(phase: Phase, row: dict) -> str:
    """What a phase that is over came to: its result, no forecast."""
    status = "reached" if row["status"] == "reached" else "missed"
    return text(
        f"outlook.over.{status}", phase=phase.number, deadline=formats.day(phase.ends_on), share=formats.percent(row["coverage"]),
        achieved=formats.number(row["achieved"]), target=formats.number(row["target"]),
    )  # fmt: skip
