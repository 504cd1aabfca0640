"""Answers about households that sell and shops that do, teams in the field, and what all figures rest on."""

from data import activity, attainment, figures, findings, quality, support, vocabulary
from data.snapshots import Scope, Snapshot
from pages.kit import names
from pages.kit.lineage import FigureKey
from pages.kit.texts import language
from pages.method.questions.answer import Answer


def _funnel(snapshot: Snapshot, scope: Scope) -> dict | None:
    rows = activity.household_funnel(snapshot, scope, "province")
    return next(iter(rows[rows["has_data"]].to_dict("records")), None)


def both(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """2. Households with both, and with one of the two."""
    own = _funnel(snapshot, scope)
    if own is None:
        return None
    shares = {
        f"{one}_share": attainment.units(snapshot, scope, snapshot.as_of, "province", one)["coverage"].iloc[0]
        for one in ("both", "either")
    }
    figure = FigureKey(vocabulary.PROVINCE, figures.code("funnel"), "account_shop", snapshot.as_of)
    return Answer(("told",), own | shares | {"both": own["account_shop"]}, figure)


def leads(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """11. Households that really sold, and those that were merely chosen."""
    own = _funnel(snapshot, scope)
    if own is None:
        return None
    return Answer(("told",), own, FigureKey(vocabulary.PROVINCE, figures.code("funnel"), "lead", snapshot.as_of))


def active(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """12. The share of open shops that had an order in 30 days. Without an order file nobody knows."""
    shops = activity.shop_activity(snapshot, scope, "province")
    rows = shops[(shops["platform"] == "all") & (shops["shops"] > 0)].to_dict("records")
    if not rows or "orders" not in quality.counted_kinds(snapshot, scope):
        return None
    figure = FigureKey(vocabulary.PROVINCE, figures.code("activity"), "active_share", snapshot.as_of)
    return Answer(("told",), rows[0], figure)


def many_but_low(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """23. Communes with many teams and a low coverage."""
    communes = support.communes(snapshot, scope, snapshot.as_of, "both")
    if not (communes["has_data"] & (communes["teams"] > 0)).any():
        return None
    found = support.many_but_low(communes)
    told = found[["unit_code", "teams", "coverage"]].itertuples(index=False)
    units = [{"unit": unit, "teams": teams, "coverage": share} for unit, teams, share in told]
    first = units[0]["unit"] if units else vocabulary.PROVINCE
    subject = figures.code("support", indicator="both")
    figure = FigureKey(first, subject, "teams", snapshot.as_of) if units else None
    return Answer(("told" if units else "none",), {"count": len(units), "units": units}, figure)


def basis(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """24. The files behind the figures, their day, and what is odd."""
    ledger, odd = quality.file_ledger(snapshot, scope), quality.findings(snapshot, scope)
    values = {
        "as_of": snapshot.as_of, "built_at": snapshot.built_at, "files": len(ledger), "read": ledger["read"].sum(),
        "rejected": ledger["rejected"].sum(), "findings": len(odd),
    }  # fmt: skip
    if len(odd):
        first = odd.iloc[0]
        label = findings.rules()[first["rule"]].label[language()]
        values["worst"] = f"{names.inside(label)} ({findings.name(first['unit_code'], language())})"
    simulated = ("simulated",) if snapshot.is_simulated else ()
    figure = FigureKey(vocabulary.PROVINCE, "both", "achieved", snapshot.as_of)
    return Answer((*simulated, "told", "findings" if len(odd) else "nothing"), values, figure)
