"""The standard tables of an administration's report, from rows of `data`."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from data import vocabulary
from pages.documents.facts import Facts, is_waiting, plain
from pages.documents.values import Cell, Column, Row, Table
from pages.documents.words import word
from pages.kit import formats
from pages.kit.texts import label, text
from pages.method.findings import described
from pages.trade import goods

ROMAN = ("I", "II", "III", "IV", "V", "VI")
TOP = 10
_WRITE = {"count": formats.number, "share": formats.percent, "day": formats.day}


def status(row: dict) -> str:
    """The status in words; the province is judged by its phases and has none of its own."""
    if row["phase"] is None:
        return "—"
    return text("map.not_started") if is_waiting(row) else text(f"status.{row['status']}")


def _column(key: str, kind: str, title: str | None = None) -> Column:
    return Column(key, title or word(f"column.{key}"), kind)


def _cell(kind: str, value: object) -> Cell:
    if kind in _WRITE:
        return Cell(value, _WRITE[kind](value))
    return Cell(value, "—" if value is None else str(value))


def _row(columns: tuple[Column, ...], kind: str, values: Iterable[object]) -> Row:
    return Row(kind, tuple(_cell(column.kind, plain(value)) for column, value in zip(columns, values, strict=True)))


def _ranks(units: list[dict]) -> dict[str, int]:
    """Place of each unit by its share of the target, the best first; equals share a place. No data, no place."""
    shares = pd.Series({unit["unit_code"]: unit["attainment"] for unit in units}, dtype=float)
    return shares.rank(method="min", ascending=False).dropna().astype(int).to_dict()


def _standard(named: str = "unit") -> tuple[Column, ...]:
    return (
        _column("number", "text"), _column("unit", "text", word(f"column.{named}")), _column("households", "count"),
        _column("target", "count"), _column("achieved", "count"), _column("attainment", "share"),
        _column("coverage", "share"), _column("rank", "count"), _column("status", "text"),
    )  # fmt: skip


def _line(columns: tuple[Column, ...], kind: str, number: object, name: str, row: dict, rank: int | None) -> Row:
    values = (
        number,
        name,
        row["households"],
        row["target"],
        row["achieved"],
        row["attainment"],
        row["coverage"],
        rank,
        status(row),
    )
    return _row(columns, kind, values)  # fmt: skip


def _unit(row: dict) -> str:
    return formats.unit(row["type"], row["name"])


def standing(facts: Facts) -> Table:
    """Districts under their phase, best first, with the phase's own figures and the province's in the last row."""
    columns, ranks, rows = _standard(), _ranks(facts.districts), []
    for roman, phase in zip(ROMAN, facts.phases, strict=False):
        rows.append(_line(columns, "group", roman, word("row.phase", phase=phase["phase"]), phase, None))
        own = [unit for unit in facts.districts if unit["phase"] == phase["phase"]]
        rows.extend(
            _line(columns, "unit", index, _unit(unit), unit, ranks.get(unit["unit_code"]))
            for index, unit in enumerate(own, 1)
        )
    rows.extend(_line(columns, "total", "", word("row.province"), row, None) for row in facts.province)
    return Table(
        "standing",
        word("table.standing"),
        columns,
        tuple(rows),
        (word("note.shares"), word("note.rank"), word("note.missing")),
    )


def communes(units: list[dict], district: dict, name: str) -> Table:
    """The communes of a district, best first, and the district itself in the last row."""
    columns, ranks = _standard("commune"), _ranks(units)
    rows = [
        _line(columns, "unit", index, _unit(unit), unit, ranks.get(unit["unit_code"]))
        for index, unit in enumerate(units, 1)
    ]
    total = _line(columns, "total", "", name, district, None)
    return Table(
        f"communes-{district['unit_code']}",
        word("table.communes", unit=name),
        columns,
        (*rows, total),
        (word("note.missing"),),
    )


def lowest(units: list[dict], count: int) -> Table:
    """The communes furthest from their target, the lowest first, as the meeting's slide has them.

    Those that have not reported come last: what is missing is not low.
    """
    columns = (_column("unit", "text", word("column.commune")), _column("coverage", "share", text("column.coverage")),
               _column("attainment", "share", text("column.attainment")), _column("gap", "count", text("column.gap")))  # fmt: skip
    last = sorted(units, key=lambda unit: (unit["coverage"] is None, unit["coverage"]))[:count]
    rows = tuple(
        _row(columns, "unit", (_unit(unit), unit["coverage"], unit["attainment"], unit["gap"])) for unit in last
    )
    return Table("lowest", word("table.lowest"), columns, rows)


def compared(facts: Facts) -> Table:
    """The phases side by side, each judged at its deadline once that is past."""
    columns = (
        Column("phase", text("column.phase"), "text"), _column("started", "day"), _column("deadline", "day"), _column("households", "count"),
        _column("target", "count"), _column("achieved", "count"), _column("attainment", "share"),
        _column("coverage", "share"), _column("after", "count", text("column.after")), _column("status", "text"),
    )  # fmt: skip
    rows = []
    for (row, after), now in zip(facts.judged, facts.phases, strict=True):
        phase = vocabulary.phases()[now["phase"]]
        rows.append(_row(columns, "unit", (
            word("row.phase", phase=phase.number), phase.starts_on, phase.ends_on, row["households"], row["target"],
            row["achieved"], row["attainment"], row["coverage"], after, status(row),
        )))  # fmt: skip
    return Table("compared", word("table.compared"), columns, tuple(rows), (word("note.result"),))


def leads(facts: Facts) -> Table:
    """Households that have sold beside those only chosen, with the local target where there is one."""
    columns = (
        _column("number", "text"), _column("unit", "text"), _column("households", "count"), _column("target", "count"),
        _column("sold", "count"), _column("attainment", "share"), _column("coverage", "share"),
        _column("local_share", "share"), _column("designated", "count"), _column("status", "text"),
    )  # fmt: skip
    chosen = {row["unit_code"]: row["achieved"] for row in (*facts.designated, *facts.province_designated)}

    def listed(kind: str, number: object, name: str, row: dict) -> Row:
        return _row(columns, kind, (
            number, name, row["households"], row["target"], row["achieved"], row["attainment"], row["coverage"],
            row["local_target_share"], chosen.get(row["unit_code"]), status(row),
        ))  # fmt: skip

    rows = [listed("unit", index, _unit(row), row) for index, row in enumerate(facts.lead, 1)]
    rows.extend(listed("total", "", word("row.province"), row) for row in facts.province_lead)
    definition = vocabulary.indicators()
    notes = tuple(word("note.definition", indicator=label(definition[code].label), definition=label(definition[code].definition)) for code in ("lead", "designated"))  # fmt: skip
    return Table("leads", word("table.leads"), columns, tuple(rows), notes)


def _trade(key: str, frame: pd.DataFrame, named: Column, notes: tuple[str, ...], total: str | None) -> Table:
    columns = (
        named,
        _column("orders", "count", text("column.orders")),
        _column("order_value", "count", text("column.value")),
    )
    rows = tuple(
        _row(columns, "total" if code == total else "unit", (row["name"], row["orders"], row["order_value"]))
        for code, row in zip(frame.index, frame.to_dict("records"), strict=True)
    )
    return Table(key, word(f"table.{key}"), columns, rows, notes)


def products(frame: pd.DataFrame, as_of: date) -> Table:
    named = Column("product", text("column.product"), "text")
    return _trade(
        "products", goods.named(frame.head(TOP)), named, (word("note.until", as_of=formats.day(as_of)),), None
    )


def certifications(total: pd.DataFrame, as_of: date) -> Table:
    """Certifications overlap: the total is counted apart, and the note says so."""
    named = Column("certification", text("column.certification"), "text")
    notes = (text("products.overlap"), word("note.until", as_of=formats.day(as_of)))
    return _trade("certifications", goods.certifications(total.set_index("certification")), named, notes, "all")


def findings(frame: pd.DataFrame, as_of: date) -> Table:
    """What is to be verified in the snapshot as a whole, whatever day is looked at: the note says so."""
    columns = (
        _column("severity", "text", text("column.severity")),
        _column("unit", "text"),
        _column("detail", "text", text("column.detail")),
    )
    found = [] if frame.empty else described(frame).to_dict("records")
    rows = tuple(_row(columns, "unit", (row["severity_label"], row["unit"], row["detail"])) for row in found)
    notes = (word("note.findings", as_of=formats.day(as_of)),)
    return Table("findings", word("table.findings"), columns, rows, notes)
