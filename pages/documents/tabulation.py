"""The standard tables of an administration's report: rows of the pages, numbered, under their groups and above their totals."""

from dataclasses import replace

from data import vocabulary
from pages.documents.facts import Facts
from pages.documents.values import Row, Table, rows
from pages.kit import formats, names, view
from pages.kit.texts import label, text
from pages.kit.view import columns
from pages.progress import units

STANDARD = (
    ("number", "document.column.number"), ("unit", "column.unit"), ("households", "column.households", "count"),
    ("target", "document.column.target", "count"), ("achieved", "document.column.achieved", "count"),
    ("of_target", "document.column.attainment", "share"), ("coverage", "document.column.coverage", "share"),
    ("rank", "column.rank", "count"), ("status_label", "column.status"),
)  # fmt: skip
COMMUNES = (STANDARD[0], ("unit", "level.commune"), *STANDARD[2:])
COMPARED = (
    ("phase", "column.phase"), ("started", "document.column.started", "day"), ("deadline", "document.column.deadline", "day"),
    *STANDARD[2:7], ("after_deadline", "column.after", "count"), ("status_label", "column.status"),
)  # fmt: skip
LEADS = (
    *STANDARD[:4], ("achieved", "document.column.sold", "count"), *STANDARD[5:7],
    ("own_target_share", "document.column.local_share", "share"), ("designated", "document.column.designated", "count"),
    ("status_label", "column.status"),
)  # fmt: skip
TOP = 10  # products


def roman(number: int) -> str:
    """1 is I, 14 is XIV: groups and annexes are numbered so."""
    parts = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    value, sign = next((value, sign) for value, sign in parts if value <= number)
    return sign + (roman(number - value) if number > value else "")


def _numbered(units: list[dict]) -> list[dict]:
    return [{**unit, "number": formats.number(number)} for number, unit in enumerate(units, 1)]


def _whole(row: dict, name: str) -> dict:
    """A group or a total: it has a name of its own, and no rank."""
    return {**row, "number": "", "unit": name, "rank": None}


def standing(facts: Facts) -> Table:
    """Districts under their phase, best first, with the phase's own figures and the province's in the last row."""
    heads = columns(*STANDARD)
    listed: list[Row] = []
    for number, phase in enumerate(facts.phases, 1):
        group = _whole(phase, _phase(phase)) | {"number": roman(number), "status_label": units.status(phase)}
        own = [unit for unit in facts.districts if unit["phase"] == phase["phase"]]
        listed += [*rows(heads, [group], "group"), *rows(heads, _numbered(own))]
    listed += rows(heads, (_whole(row, text("slide.province")) for row in facts.province), "total")
    notes = tuple(text(f"document.note.{name}") for name in ("shares", "rank", "total", "missing"))
    return Table("standing", text("document.table.standing"), heads, tuple(listed), notes)


def _phase(row: dict) -> str:
    """A phase as a group: an ended one says that its units are told as at the deadline."""
    name = names.phase(row["phase"])
    return text("document.group.over", phase=name, deadline=formats.day(row["ends_on"])) if row["is_over"] else name


def communes(listed: list[dict], district: dict) -> Table:
    """The communes of a district, best first, and the district itself in the last row; each has its rank within it."""
    heads, name = columns(*COMMUNES), district["unit"]
    ranked = [{**unit, "rank": unit["rank_in"]} for unit in listed]
    found = (*rows(heads, _numbered(ranked)), *rows(heads, [_whole(district, name)], "total"))
    title = text("document.table.communes", unit=name)
    return Table(f"communes-{district['unit_code']}", title, heads, found, (text("document.note.missing"),))


def compared(facts: Facts) -> Table:
    """The phases side by side, each judged at its deadline once that is past."""
    heads = columns(*COMPARED)
    found = list(map(_compared, facts.phases))
    return Table(
        "compared", text("document.table.compared"), heads, rows(heads, found), (text("document.note.result"),)
    )


def _compared(row: dict) -> dict:
    phase = vocabulary.phases()[row["phase"]]
    days = {"started": phase.starts_on, "deadline": phase.ends_on}
    return {**row, **days, "phase": names.phase(phase.number), "status_label": units.status(row)}


def is_waiting(row: dict) -> bool:
    """Its phase has not begun: nothing is expected of it yet, which is not the same as having no data."""
    return row["day_number"] is not None and row["day_number"] < 1


def leads(facts: Facts) -> Table:
    """Households that have sold beside those only chosen, with the local target where there is one."""
    heads = columns(*LEADS)
    chosen = {row["unit_code"]: row["achieved"] for row in (*facts.designated, *facts.province_designated)}
    listed = [{**row, "designated": chosen.get(row["unit_code"])} for row in _numbered(facts.lead)]
    whole = [
        {**_whole(row, text("slide.province")), "designated": chosen.get(row["unit_code"])}
        for row in facts.province_lead
    ]
    defined = (vocabulary.indicators()[code] for code in ("lead", "designated"))
    notes = tuple(
        text("document.note.definition", indicator=label(one.label), definition=label(one.definition))
        for one in defined
    )
    total = (text("document.note.total"),) if whole and any(row["is_over"] for row in facts.lead) else ()
    return Table(
        "leads",
        text("document.table.leads"),
        heads,
        (*rows(heads, listed), *rows(heads, whole, "total")),
        (*total, *notes),
    )


def taken(shown: view.Table, key: str, notes: tuple[str, ...] = ()) -> Table:
    """A table of a view as it is, under a document's title."""
    return Table(
        key, text(f"document.table.{key}"), shown.columns, rows(shown.columns, shown.rows.to_dict("records")), notes
    )


def totalled(shown: view.Table, key: str, notes: tuple[str, ...]) -> Table:
    """A table of a view whose last row is the total."""
    found = taken(shown, key, notes)
    last = tuple(Row("total", row.cells) for row in found.rows[-1:])
    return replace(found, rows=(*found.rows[:-1], *last))
