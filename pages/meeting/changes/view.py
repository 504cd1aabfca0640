"""What changed since an earlier snapshot: the sentences, and below them every unit, figure and file."""

import pandas as pd

from data import changes, snapshots, vocabulary
from data.changes import Changes
from data.snapshots import Damaged, NotInSnapshot, Scope, Snapshot
from pages.kit import formats, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Choice, Heading, Link, Notice, Option, Part, Sentence, Table, View, columns
from pages.meeting.changes import sentences
from pages.method import files

SINCE = "since"
MOVED = (
    ("unit", "column.unit"), ("coverage_before", "changes.coverage_before", "share"), ("coverage", "changes.coverage_now", "share"),
    ("move_label", "changes.move"), ("before_label", "changes.before"), ("now_label", "changes.now"),
)  # fmt: skip
FIGURES = (
    ("unit", "column.unit"), ("name", "column.indicator"), ("before", "changes.before", "count"), ("now", "changes.now", "count"),
    ("difference", "changes.difference", "signed"), ("gained", "changes.gained", "signed"), ("revised", "changes.revision", "signed"),
)  # fmt: skip
FILES = (
    ("path", "column.file"), ("kind_label", "column.kind"), ("state_label", "changes.state"), ("rows", "changes.rows", "count"),
)  # fmt: skip
CORRECTED = (("kind_label", "column.kind"), ("field", "changes.field"), ("count", "column.count", "count"))


def changed(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    """Since the snapshot whose id the address has, else since the one before."""
    before = changes.since(snapshot, address.get(SINCE, ""))
    return View(
        text("changes.title"),
        _parts(before, snapshot, scope),
        _figure(snapshot),
    )


def empty(snapshot: Snapshot, since: Choice) -> View:
    """The page where there is nothing to compare with: why, and what to do."""
    return View(text("changes.title"), (Notice(nothing(snapshot, since.chosen)),), _figure(snapshot), (since,))


def _figure(snapshot: Snapshot) -> FigureKey:
    return FigureKey(vocabulary.PROVINCE, "both", "achieved", snapshot.as_of)


def choice(snapshot: Snapshot, address: Address) -> Choice:
    """Since when: the snapshot before, the last meeting, or any that is kept."""
    kept = {one.id: _told(one) for one in changes.earlier(snapshot)}
    known = {changes.PREVIOUS: text("changes.since.previous"), changes.MEETING: text("changes.since.meeting"), **kept}
    chosen = address.code(SINCE, tuple(known), changes.PREVIOUS)
    options = tuple(Option(code, words) for code, words in known.items())
    return Choice(SINCE, text("changes.since"), options, chosen, changes.PREVIOUS, width=4)


def _told(one: Snapshot) -> str:
    return text("changes.snapshot", day=formats.day(one.as_of), built=formats.moment(one.built_at))


def nothing(snapshot: Snapshot, asked: str) -> str:
    """Why there is nothing to compare, and what to do."""
    if snapshots.earlier(snapshot) is None:
        return text("changes.only_one")
    if asked == changes.MEETING:
        return text("changes.meeting.same" if changes.has_met(snapshot) else "changes.meeting.none")
    return text("changes.none")


def _parts(before: Snapshot | None, snapshot: Snapshot, scope: Scope) -> tuple[Part, ...]:
    if before is None:
        return (Notice(nothing(snapshot, changes.PREVIOUS)),)
    try:
        return _told_of(changes.between(before, snapshot, scope))
    except NotInSnapshot:
        return (Notice(text("changes.older"), "warning"),)
    except Damaged:
        return (Notice(text("changes.damaged"), "warning"),)


def _told_of(found: Changes) -> tuple[Part, ...]:
    (whole, first), communes, districts, unsent, why = sentences.sections(found)
    return (
        Sentence(first[0], "verdict"),
        Heading(whole), *map(Sentence, first[1:]),
        *_section(communes, moved(found.communes, "changes.communes.table")),
        Sentence(text("changes.pace"), "note"),
        *_section(districts, moved(found.districts, "changes.districts.table")),
        *_section(unsent, None),
        *_section(why, figures(found)),
        *filed(found),
        Link(text("changes.to_quality"), "quality"),
    )  # fmt: skip


def _section(section: sentences.Section, table: Table | None) -> tuple[Part, ...]:
    heading, told = section
    has_table = table is not None and len(table.rows)
    return (Heading(heading), *map(Sentence, told), *((table,) if has_table else ()))


def moved(rows: pd.DataFrame, name: str) -> Table:
    """Units whose status differs, each leading to its profile."""
    named = rows.assign(
        unit=[names.commune(code) for code in rows["unit_code"]],
        move_label=[text(f"changes.move.{move}") for move in rows["move"]],
        before_label=[text(f"status.{status}") for status in rows["status_before"]],
        now_label=[text(f"status.{status}") for status in rows["status"]],
        leads_to=[Link(names.commune(code), "unit", (("unit", code),)) for code in rows["unit_code"]],
    )
    order = named["move"].map(sentences.MOVES.index)
    return Table(name, columns(*MOVED), named.loc[order.sort_values(kind="stable").index], leads="unit")


def figures(found: Changes) -> Table:
    """Every figure that moved: by the days that went by, and by files that tell another past."""
    rows = found.figures[found.figures["difference"].isna() | (found.figures["difference"] != 0)]
    rows = rows[rows["before"].notna() | rows["now"].notna()]
    named = rows.assign(
        unit=[names.unit(code) for code in rows["unit_code"]],
        name=[names.indicator(code) for code in rows["indicator"]],
    )
    return Table("changes.figures", columns(*FIGURES), named.drop(columns="indicator"))


def filed(found: Changes) -> tuple[Part, ...]:
    """The files that came, changed or left, and what was corrected: folded, for it is long."""
    labels = {state: text(f"changes.state.{state}") for state in (changes.ADDED, changes.REPLACED, changes.WITHDRAWN)}
    parts = []
    if len(found.files):
        rows = found.files.assign(
            kind_label=files.kinds(found.files["kind"]), state_label=found.files["state"].map(labels)
        )
        parts += [Heading(text("changes.files.table")), Table("changes.files", columns(*FILES), rows)]
    if len(found.corrections):
        parts += [Heading(text("changes.corrections.table")), corrected(found)]
    return tuple(parts)


def corrected(found: Changes) -> Table:
    """How often each field was corrected; the values stand on the page of data quality."""
    counts = found.corrections.groupby(["kind", "field"], as_index=False).size().rename(columns={"size": "count"})
    rows = counts.assign(kind_label=files.kinds(counts["kind"]), field=counts["field"].map(names.labels("fields")))
    return Table("changes.corrections", columns(*CORRECTED), rows)
