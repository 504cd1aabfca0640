"""Answers about the trade: weeks, platforms, best sellers, certificates, prices, seasons, buyers."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from data import activity, certificates, figures, rising, sales, vocabulary
from data.snapshots import Scope, Snapshot
from data.trade import is_told
from pages.kit.lineage import FigureKey
from pages.method.questions.answer import Answer, few
from pages.trade.market import season

NA = "custard_apple"
WHOLE = sales.Trade()
BEST, FIRST = 10, 3  # sellers; products and provinces that are named
GAP = ("vietgap", "globalgap")
_WITHHELD = Answer(("withheld",), {})


def _figure(snapshot: Snapshot, subject: str, measure: str, unit: str = vocabulary.PROVINCE) -> FigureKey:
    return FigureKey(unit, subject, measure, snapshot.as_of)


def _unless_withheld(cases: tuple[str, ...], values: dict[str, object], figure: FigureKey) -> Answer:
    """The answer; where a figure of it is withheld from the viewer, and so missing, that it is."""
    is_withheld = any(isinstance(value, float) and pd.isna(value) for value in _figures(values))
    return _WITHHELD if is_withheld else Answer(cases, values, figure)


def _figures(values: dict[str, object]) -> Iterator[object]:
    """All values of an answer, those of its lists too."""
    for value in values.values():
        for one in value if isinstance(value, list) else [value]:
            yield from _figures(one) if isinstance(one, dict) else [one]


def week(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """13. The orders of the last whole week, and of the one before."""
    if not is_told(scope, WHOLE, "week", "status"):
        return _WITHHELD
    monday = sales.last_whole_week(snapshot.as_of)
    own, before = (_week(snapshot, scope, monday - timedelta(days=back)) for back in (0, 7))
    days = {"monday": monday, "sunday": monday + timedelta(days=6)}
    figure = FigureKey(vocabulary.PROVINCE, figures.code("week"), "orders", monday)
    if own is None:
        return Answer(("none",), days) if _has_begun(snapshot, scope, monday) else None
    values = own | days
    values |= {f"{name}_before": value for name, value in (before or {}).items()}
    cases = ("told", *(("before",) if before else ()))
    return _unless_withheld(cases, values, figure)


def _has_begun(snapshot: Snapshot, scope: Scope, monday: date) -> bool:
    """Whether anything was ordered before a week: then a week without orders is told as one."""
    return bool((sales.order_status(snapshot, scope, WHOLE)["week"] < pd.Timestamp(monday)).any())


def _week(snapshot: Snapshot, scope: Scope, monday: object) -> dict | None:
    weeks = sales.order_status(snapshot, scope, WHOLE)
    rows = weeks[weeks["week"] == pd.Timestamp(monday)].to_dict("records")
    if not rows:
        return None
    total = sales.trade_total(snapshot, scope, WHOLE, monday).set_index("certification")
    sold = total.loc["all"].to_dict() if "all" in total.index else {"orders": 0, "order_value": 0}
    return {"placed": rows[0]["placed"], "lost_share": rows[0]["lost_share"], **sold}


def platforms(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """14. The share of each platform's shops that sold in 30 days: of the province, and where which is ahead."""
    if not sales.has_orders(snapshot, scope):
        return None
    whole = activity.shop_activity(snapshot, scope, "province")
    shares = whole[(whole["platform"] != "all") & whole["active_share"].notna()]
    told = shares.sort_values("active_share", ascending=False)[["platform", "active_share"]].to_dict("records")
    shops = activity.shop_activity(snapshot, scope, "district")
    order = shops["unit_code"].drop_duplicates()
    wide = shops[shops["platform"] != "all"].pivot(index="unit_code", columns="platform", values="active_share")
    wide = wide.reindex(order)
    known = wide.dropna(how="all")
    best = (known.idxmax(axis=1) if len(known) else pd.Series(dtype=object)).reindex(wide.index)
    is_clear = _is_clear(wide)
    where = [
        {"platform": platform, "units": list(own.index)} for platform, own in best[is_clear].groupby(best[is_clear])
    ]  # fmt: skip
    equal = list(wide.index[~is_clear & wide.notna().any(axis=1)])
    values = {"platforms": told, "where": where, "equal": equal}
    cases = tuple(case for case, known in (("told", told), ("where", where), ("equal", equal)) if known)
    return Answer(cases, values, _figure(snapshot, figures.code("activity"), "active_share")) if told or where else None


def _is_clear(wide: pd.DataFrame) -> pd.Series:
    """Where two platforms have shops and one of them is ahead."""
    return (wide.notna().sum(axis=1) > 1) & (wide.max(axis=1) > wide.min(axis=1))


def sellers(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """17. The ten best sellers of OCOP products, told by product and commune, for nobody can say a pseudonym; to whom single shops may be shown."""
    if not scope.sees_shops:
        return _WITHHELD
    found = sales.sellers(snapshot, scope, WHOLE, figures.OCOP).head(BEST)
    if found.empty:
        return None
    told = found.groupby(["product", "commune_code"], dropna=False, sort=False, as_index=False).agg(
        shops=("shop_code", "nunique"), orders=("orders", "sum")
    )  # fmt: skip
    rows = [
        {"case": "sold" if isinstance(commune, str) else "nowhere", "product": product, "unit": commune, "shops": shops, "orders": orders}
        for product, commune, shops, orders in told.sort_values("orders", ascending=False, kind="stable").itertuples(index=False)
    ]  # fmt: skip
    subject = figures.code("product", product=rows[0]["product"])
    return Answer(("told",), {"sellers": rows}, _figure(snapshot, subject, "orders"))


def ocop(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """18. OCOP certificates of which nothing is on sale, and those that expire soon."""
    found = certificates.of(snapshot, scope, WHOLE, figures.OCOP)
    if found.empty:
        return None
    held = certificates.in_force(found)
    idle, soon = held[held["listings"] == 0], held[held["days_left"].le(certificates.SOON)]
    values = {
        "in_force": len(held), "days": certificates.SOON, "idle_count": len(idle), "idle": few(_certificates(idle)),
        "soon_count": len(soon), "soon": few(_certificates(soon)),
    }  # fmt: skip
    more = ("idle" if len(idle) else "no_idle", "soon" if len(soon) else "no_soon") if len(held) else ()
    return Answer(
        ("told", *more), values, _figure(snapshot, figures.code("certificate", scheme=figures.OCOP), "in_force")
    )


def _certificates(found: pd.DataFrame) -> list[dict]:
    told = found[["product", "commune_code", "valid_to"]].itertuples(index=False)
    return [{"product": product, "valid_to": day, "where": _where(commune)} for product, commune, day in told]


def _where(commune: object) -> list[dict]:
    """The commune of a certificate as a list to tell, empty where its household is in no file of shops or accounts."""
    return [{"unit": commune}] if isinstance(commune, str) else []


def certified(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """19. What part of the value VietGAP and GlobalGAP have, and whether certified goods fetch more."""
    if not is_told(scope, WHOLE, "certification"):
        return _WITHHELD
    total = sales.trade_total(snapshot, scope, WHOLE)
    whole = total[total["certification"] == "all"]
    if whole.empty or certificates.of(snapshot, scope, WHOLE).empty:
        return None
    shares = [
        {"scheme": scheme, "share": sales.part(total[total["certification"] == scheme], whole, "order_value")}
        for scheme in GAP
    ]
    priced = sales.prices(snapshot, scope, WHOLE)
    compared = priced[priced["premium"].notna()].sort_values("premium", ascending=False)
    higher = compared[compared["premium"] > 0][["product", "premium"]].to_dict("records")
    values = {"shares": shares, "higher": higher, "higher_count": len(higher), "count": len(compared)}
    case = "higher" if higher else "not_higher" if len(compared) else "too_few"
    compares = (case,) if is_told(scope, WHOLE, "product", "is_certified") else ()
    subject = figures.code("trade", certification=GAP[0])
    return _unless_withheld(("told", *compares), values, _figure(snapshot, subject, "order_value"))


def custard_apple(snapshot: Snapshot, scope: Scope, district: str) -> Answer | None:
    """20. How much of the product a district sold, and its mean price where enough sold."""
    trade = sales.Trade(district)
    whole = sales.whole_price(snapshot, scope, trade, NA)
    if whole.empty:
        return None
    values = whole.to_dict() | {"district": district, "product": NA, "measure": whole.name, "day": snapshot.as_of}
    is_few = not sales.enough(whole)
    if is_few:
        values.pop("price")  # there is none: nothing is withheld
    subject = figures.code("product", product=NA)
    return _unless_withheld(
        ("few" if is_few else "told",), values, _figure(snapshot, subject, "orders", district)
    )  # fmt: skip


def out_of_season(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """21. The products with most orders in the last four whole weeks, beside the custard apple."""
    if not is_told(scope, WHOLE, "week", "product"):
        return _WITHHELD
    found = rising.products(snapshot, scope, WHOLE)
    own = found[found["product"] == NA]["recent"].sum(skipna=False)
    others = found[(found["product"] != NA) & (found["recent"] > 0)].sort_values(
        ["recent", "product"], ascending=[False, True]
    )
    if others.empty:
        return None
    told = others.head(FIRST)[["product", "recent"]].itertuples(index=False)
    products = [{"product": product, "orders": orders} for product, orders in told]
    in_season = ("season",) if snapshot.as_of.month in season.months(NA) else ()
    values = {"products": products, "product": NA, "own": own, "day": snapshot.as_of}
    subject = figures.code("rising", product=products[0]["product"])
    return _unless_withheld((*in_season, "told"), values, _figure(snapshot, subject, "recent"))


def buyers(snapshot: Snapshot, scope: Scope) -> Answer | None:
    """22. What part of the orders stays in the province, and where most others go."""
    if not is_told(scope, WHOLE, "buyer_province"):
        return _WITHHELD
    found = sales.destinations(snapshot, scope, WHOLE)
    if found.empty:
        return None
    shares = found.set_index("buyer_province")["share"]
    away = shares.drop(["", sales.HOME], errors="ignore").head(FIRST)
    values = {
        "home": shares.get(sales.HOME, 0.0), "unknown": shares.get("", 0.0),
        "places": [{"province": name, "share": share} for name, share in away.items()],
    }  # fmt: skip
    cases = ("told" if len(away) else "home_alone", *(("unknown",) if values["unknown"] else ()))
    return _unless_withheld(cases, values, _figure(snapshot, figures.code("trade"), "orders"))
