"""Where a figure comes from: what it is, how it is worked out, what it was before, and which files it is counted from."""

import pandas as pd

from data import figures, snapshots, tracing, trade, vocabulary
from data.snapshots import Scope, Snapshot
from data.tracing import Change, Told
from pages.kit import formats, lineage, measures, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import Code, Columns, Heading, Metric, Metrics, Notice, Part, Sentence, Table, View, columns
from pages.method import files
from pages.method.lineage import formula

CHOICES = ("id",)
FACTS = (("name", "passport.fact"), ("value", "passport.value"))
_NAMED = 5  # files told by name; of more, the number
_CHOICES = {
    "indicator": "choice.indicator", "platform": "choice.platform", "product_type": "choice.type",
    "certification": "column.certification", "product": "choice.product", "scheme": "choice.scheme",
}  # fmt: skip


def passport(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    """The passport of the figure whose code stands in the address, in the snapshot that the code names."""
    code = lineage.parse(address.get("id", ""))
    if code is None:
        return _nothing("none", snapshot)
    identifier, figure = code
    if identifier != snapshot.id:
        return _nothing("gone", snapshot)
    now = tracing.told(snapshot, scope, figure.unit, figure.subject, figure.day)
    if now is None:
        return _nothing("none" if scope.sees(figure.unit) else "outside", snapshot)
    if trade.is_withheld(scope, figure.subject, measures.value(figure, now.row)):
        return _nothing("withheld", snapshot)
    return View(
        text("passport.title"),
        (
            Heading(f"{measures.subject(figure)} · {measures.place(figure)} · {formats.day(figure.day)}"),
            _stated(now, figure),
            *_before(now, scope, figure),
            *_files(snapshot, scope, figure),
            Sentence(text("passport.id"), "note"),
            Code(lineage.code(snapshot.id, figure)),
        ),
        figure,
    )


def _nothing(why: str, snapshot: Snapshot) -> View:
    figure = FigureKey(vocabulary.PROVINCE, "both", "coverage", snapshot.as_of)
    return View(text("passport.title"), (Notice(text(f"passport.{why}")),), figure)


def _stated(now: Told, figure: FigureKey) -> Columns:
    """The figure, and what it means."""
    value = Metric(measures.name(figure), measures.value(figure, now.row), measures.kind(figure))
    return Columns((1, 2), ((Metrics((value,)),), (_table("facts", facts(now, figure)),)))


def written(stated: Told, figure: FigureKey) -> str:
    """The figure as it was told."""
    return formats.write(measures.value(figure, stated.row), measures.kind(figure))


def facts(now: Told, figure: FigureKey) -> dict[str, str]:
    """What there is to know of a figure, each under its name."""
    snapshot, chosen = now.snapshot, figures.subject(figure.subject).choices
    known = {
        "passport.definition": formula.definition(figure),
        "passport.formula": formula.formula(figure, now.row),
        **{_CHOICES[key]: measures.choice(key, code) for key, code in chosen.items()},
        "passport.unit": f"{names.unit(figure.unit)} ({figure.unit})",
        "passport.day": formats.day(now.day),
        "passport.snapshot": snapshot.id,
        "passport.as_of": formats.day(snapshot.as_of),
        "passport.built_at": formats.moment(snapshot.built_at),
        "passport.simulated": text("answer.yes" if snapshot.is_simulated else "answer.no"),
    }
    if now.row.get("is_over"):
        known["passport.judged"] = formats.day(now.row["judged_on"])
    if "households_is_estimate" in now.row:
        is_estimate = now.row["households_is_estimate"]
        known["passport.base"] = text("passport.estimate" if is_estimate else "passport.register")
    return {text(key): words for key, words in known.items()}


def _table(name: str, known: dict[str, str]) -> Table:
    return Table(name, columns(*FACTS), pd.DataFrame({"name": list(known), "value": list(known.values())}))


def _before(now: Told, scope: Scope, figure: FigureKey) -> tuple[Part, ...]:
    """The figure in the snapshot before, and how the files behind it differ."""
    heading, earlier = Heading(text("passport.before")), snapshots.earlier(now.snapshot)
    then = tracing.told_before(earlier, scope, figure.unit, figure.subject, figure.day)
    changed = _changed(earlier, now, scope, figure) if then else None
    if changed is None:
        return heading, Notice(text("passport.before.none"))
    return heading, Sentence(compared(now, then, figure)), _table("changes", changes(changed))


def _changed(earlier: Snapshot, now: Told, scope: Scope, figure: FigureKey) -> Change | None:
    """How the files behind the figure differ; None where the earlier snapshot is damaged."""
    try:
        return tracing.change(earlier, now.snapshot, scope, figure.unit, figure.subject, figure.measure)
    except snapshots.Damaged:
        return None


def compared(now: Told, then: Told, figure: FigureKey) -> str:
    """One sentence: the figure then and now."""
    is_same = written(now, figure) == written(then, figure)
    return text(
        "passport.same" if is_same else "passport.other", before=written(then, figure), now=written(now, figure),
        snapshot=then.snapshot.id, as_of=formats.day(then.snapshot.as_of),
    )  # fmt: skip


def changes(found: Change) -> dict[str, str]:
    """How the files behind a figure differ between two snapshots, each under its name."""
    known = {"added": _listed(found.added), "removed": _listed(found.removed), "changed": _listed(found.changed)}
    known["corrected"] = formats.number(found.corrected)
    known["rows" if found.is_of_unit else "rows.all"] = text(
        "passport.rows.told", before=formats.number(found.rows_before), now=formats.number(found.rows_now)
    )
    return {text(f"passport.{name}"): words for name, words in known.items()}


def _listed(paths: list[str]) -> str:
    if not paths:
        return text("passport.no_file")
    more = text("passport.more", count=formats.number(len(paths) - _NAMED)) if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more


def _files(snapshot: Snapshot, scope: Scope, figure: FigureKey) -> tuple[Part, ...]:
    """The files that the figure is counted from, with their rows."""
    found = tracing.files(snapshot, scope, figure.unit, figure.subject, figure.measure)
    nowhere = tracing.refused_nowhere(snapshot, scope, figure.subject, figure.measure)
    listed = files.described(found)
    return (
        Heading(text("passport.files")),
        Sentence(whose(found, nowhere, figure)),
        files.account(found),
        Table("files", columns(*files.behind(listed)), listed),
    )


def whose(found: pd.DataFrame, nowhere: int, figure: FigureKey) -> str:
    """Whose rows of these files the figure is counted from, and how many refused rows may be of any unit."""
    if figure.unit == vocabulary.PROVINCE:
        return text("passport.files.all")
    if "unit_kept" not in found:
        return text("passport.files.untold")
    kept = formats.number(found["unit_kept"].sum())
    is_given = "targets" in figures.kinds(figure.subject, figure.measure)
    parts = [text("passport.files.of_unit", unit=names.unit(figure.unit), count=kept)]
    parts += [text("passport.files.targets")] if is_given else []
    parts += [text("passport.files.nowhere", count=formats.number(nowhere))] if nowhere else []
    return " ".join(parts)
