"""The questions a page may ask. Every answer comes from one published snapshot and within the viewer's scope.

Frames that come back are shared between viewers: they are read, never changed.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from data import figures, ratios, vocabulary

QUESTIONS = Path(__file__).parent / "questions"
WAREHOUSE = Path(os.environ.get("LANGSON_WAREHOUSE", Path(__file__).parent / "warehouse"))


@dataclass(frozen=True)
class Scope:
    """The districts a viewer may see; None is all of them."""

    districts: frozenset[str] | None = None


EVERYTHING = Scope()


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: all figures on a page come from one."""

    id: str
    path: Path
    as_of: date
    built_at: datetime
    code_version: str
    is_simulated: bool


class NotInSnapshot(Exception):
    """The snapshot was built by an earlier version, which did not have the table or column asked for; the text is its id."""


class Damaged(Exception):
    """Something is published, but the pointer or the snapshot that it names cannot be read."""


def current(warehouse: Path = WAREHOUSE) -> Snapshot | None:
    """The snapshot that `current.json` names; None where nothing has been published. Raises `Damaged`."""
    try:
        pointer = json.loads((warehouse / "current.json").read_text(encoding="utf-8"))
        found = _readable(warehouse / pointer["path"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as garbage:
        raise Damaged from garbage
    if found is None:
        raise Damaged
    return found


def kept(snapshot: Snapshot, identifier: str) -> Snapshot | None:
    """Another snapshot of the same warehouse by its id; None where it is not kept (any more) or cannot be read."""
    found = {path.stem: path for path in snapshot.path.parent.glob("*.duckdb")}
    return _readable(found[identifier]) if identifier in found else None


def earlier(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot built before this one; None for the first that is kept."""
    paths = sorted(snapshot.path.parent.glob("*.duckdb"), reverse=True)
    return _first_readable(path for path in paths if path.stem < snapshot.id)


def before() -> Snapshot | None:
    """Where a step back from the published snapshot leads, as `etl undo` goes: over damaged ones, and from a lost pointer."""
    published, paths = _published_id(), sorted((WAREHOUSE / "snapshots").glob("*.duckdb"), reverse=True)
    return _first_readable(path for path in paths if published is None or path.stem < published)


def after() -> Snapshot | None:
    """Where a step forth from the published snapshot leads, as `etl redo` goes."""
    published, paths = _published_id(), sorted((WAREHOUSE / "snapshots").glob("*.duckdb"))
    return _first_readable(path for path in paths if published is not None and path.stem > published)


def _published_id() -> str | None:
    try:
        return json.loads((WAREHOUSE / "current.json").read_text(encoding="utf-8"))["snapshot"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _first_readable(paths: Iterable[Path]) -> Snapshot | None:
    return next(filter(None, map(_readable, paths)), None)


def _readable(path: Path) -> Snapshot | None:
    try:
        return _opened(path)
    except (duckdb.Error, ValueError):
        return None


@lru_cache(maxsize=8)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True)
    # A table that is not there is not there: DuckDB would look for a Python object of that name.
    connection.execute("SET GLOBAL python_enable_replacements = false")
    return connection


@lru_cache(maxsize=64)
def _opened(path: Path) -> Snapshot:
    ((identifier, built_at, as_of, version, simulated),) = (
        _connection(path).cursor().execute((QUESTIONS / "snapshot.sql").read_text(encoding="utf-8")).fetchall()
    )
    return Snapshot(identifier, path, as_of, built_at, version, simulated)


@lru_cache(maxsize=512)
def _answer(
    snapshot: Snapshot, scope: Scope, question: str, parameters: tuple[tuple[str, object], ...]
) -> pd.DataFrame:
    """The answer of one question file. A cursor of its own: a connection shared by threads mixes their rows."""
    query = (QUESTIONS / f"{question}.sql").read_text(encoding="utf-8")
    try:
        frame = _connection(snapshot.path).cursor().execute(query, dict(parameters)).df()
    except (duckdb.CatalogException, duckdb.BinderException) as missing:
        raise NotInSnapshot(snapshot.id) from missing
    return _within(frame, scope)


def _within(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rows of the districts in scope: theirs and their communes'. Phases and the province are for who may see all."""
    column = next((name for name in ("district_code", "unit_code", "scope") if name in frame), None)
    if scope.districts is None or column is None:
        return frame
    return frame[frame[column].map(_district).isin(scope.districts)]


def _district(code: str | None) -> str | None:
    """The district that a unit of 2021 is or lies in; None for what spans districts."""
    unit = vocabulary.units().get(("2021", code))
    return {"district": unit.code, "commune": unit.parent}.get(unit.level) if unit else None


def outside(scope: Scope, level: str) -> list[str]:
    """The districts or communes of 2021 that the viewer may not see."""
    units = [unit for (vintage, _), unit in vocabulary.units().items() if (vintage, unit.level) == ("2021", level)]
    return [unit.code for unit in units if scope.districts is not None and _district(unit.code) not in scope.districts]


def ask(snapshot: Snapshot, scope: Scope, question: str, **parameters: object) -> pd.DataFrame:
    return _answer(snapshot, scope, question, tuple(sorted(parameters.items())))


def attainment(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit of `level` (province, phase, district, commune): counts, shares, pace and outlook on `day`."""
    return ask(snapshot, scope, "attainment", day=day, level=level, indicator=indicator)


def phase_series(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit and day of its phase, up to its deadline or `day`: day_number, share_of_time, coverage, achieved."""
    frame = ask(snapshot, scope, "phase_series", day=day, level=level, indicator=indicator)
    return frame.assign(indicator=indicator)


def phase_result(snapshot: Snapshot, scope: Scope, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit: the value at its phase's deadline (null before it) and what came after."""
    frame = ask(snapshot, scope, "phase_result", level=level, indicator=indicator)
    return frame.assign(indicator=indicator, day=pd.Timestamp(snapshot.as_of))


def judged_on(snapshot: Snapshot, scope: Scope, day: date, unit: pd.Series) -> tuple[pd.Series, int | None]:
    """The row a unit of a phase is judged by, and what came after the deadline (None before it).

    A phase's result is the value at its deadline, also when it is looked at later.
    """
    phase = vocabulary.phases()[int(unit["phase"])]
    if day < phase.ends_on:
        return unit, None
    frame = attainment(snapshot, scope, phase.ends_on, unit["level"], unit["indicator"])
    judged = frame[frame["unit_code"] == unit["unit_code"]].iloc[0]
    return judged, int(unit["achieved"]) - int(judged["achieved"])


def volume(snapshot: Snapshot, scope: Scope, day: date, level: str) -> pd.DataFrame:
    """One row a unit and platform (voso, postmart, all): shops, accounts, listings, orders and value (VND) up to `day`."""
    return ask(snapshot, scope, "volume", day=day, level=level)


@dataclass(frozen=True)
class Trade:
    """What of the trade is asked for; 'all' leaves a dimension open. The certification 'all' is counted apart.

    An order stands in one commune, that of its first line's shop: communes add up to their district.
    """

    district: str = "all"
    platform: str = "all"
    product_type: str = "all"
    commune: str = "all"

    @property
    def unit(self) -> str:
        """The unit whose trade is asked for: the commune, else the district, else the province."""
        return next((code for code in (self.commune, self.district) if code != figures.OPEN), vocabulary.PROVINCE)

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the district, commune, platform and product type asked for."""
        for column, chosen in (
            ("district_code", self.district),
            ("commune_code", self.commune),
            ("platform", self.platform),
            ("product_type", self.product_type),
        ):
            if chosen != "all":
                frame = frame[frame[column] == chosen]
        return frame


def _orders(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Order rows to sum: the product type 'all' stands for itself, since an order of two types is one order."""
    frame = trade.of(ask(snapshot, scope, "order_trend"))
    if trade.product_type == "all":
        frame = frame[(frame["product_type"] == "all") != (by == "product_type")]
    return frame


def order_trend(snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, by: str) -> pd.DataFrame:
    """Columns week, `by` and `measure` (orders, quantity or order_value in VND), summed over the rest.

    `by` is certification, product_type, platform, district_code or commune_code. By certification the rows overlap.
    """
    frame = _certified(_orders(snapshot, scope, trade, by), by)
    return frame.groupby(["week", by], as_index=False)[measure].sum()


def _certified(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    return frame[(frame["certification"] == "all") != (by == "certification")]


def listing_trend(snapshot: Snapshot, scope: Scope, trade: Trade, by: str) -> pd.DataFrame:
    """Columns week, `by` and listings on sale at the end of the week."""
    frame = _certified(trade.of(ask(snapshot, scope, "listing_trend")), by)
    return frame.groupby(["week", by], as_index=False)["listings"].sum()


def listings_on_sale(
    snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "all", week: date | None = None
) -> int:
    """Listings on sale on the as-of day, or at the end of a week (told by its Monday)."""
    return int(_on_sale(snapshot, scope, trade, certification, week)["listings"].sum())


def _on_sale(
    snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "all", week: date | None = None
) -> pd.DataFrame:
    weeks = ask(snapshot, scope, "listing_trend")
    chosen = trade.of(weeks[weeks["week"] == (weeks["week"].max() if week is None else pd.Timestamp(week))])
    return chosen[chosen["certification"] == certification]


def trade_total(snapshot: Snapshot, scope: Scope, trade: Trade, week: date | None = None) -> pd.DataFrame:
    """Columns certification, orders, quantity, order_value over all weeks, or of one; the row 'all' is computed apart."""
    frame = _orders(snapshot, scope, trade, "certification")
    if week is not None:
        frame = frame[frame["week"] == pd.Timestamp(week)]
    return frame.groupby("certification", as_index=False)[["orders", "quantity", "order_value"]].sum()


def commune_trade(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a commune of the district asked for, most orders first: orders, order_value, listings on sale now."""
    whole = replace(trade, commune=figures.OPEN)
    sold = _certified(_orders(snapshot, scope, whole, "commune_code"), "commune_code").groupby("commune_code")
    on_sale = _on_sale(snapshot, scope, whole).groupby("commune_code")["listings"].sum()
    withheld = outside(scope, "commune")
    codes = [unit.code for unit in vocabulary.communes(trade.district) if unit.code not in withheld]
    found = sold[["orders", "order_value"]].sum().reindex(codes, fill_value=0)
    found = found.assign(listings=on_sale.reindex(codes, fill_value=0)).rename_axis("unit_code").reset_index()
    return found.sort_values(["orders", "order_value"], ascending=False, kind="stable", ignore_index=True)


def top_products(
    snapshot: Snapshot, scope: Scope, trade: Trade, measure: str, certification: str = "all"
) -> pd.DataFrame:
    """Columns product, product_type, orders, quantity, order_value, best first by `measure`."""
    frame = trade.of(ask(snapshot, scope, "product_trend"))
    frame = frame[frame["certification"] == certification]
    total = frame.groupby(["product", "product_type"], as_index=False)[["orders", "quantity", "order_value"]].sum()
    return total.sort_values(measure, ascending=False, kind="stable", ignore_index=True)


def field_activity(snapshot: Snapshot, scope: Scope, day: date) -> pd.DataFrame:
    """One row a district (the province for what spans it) and kind: count and people reported up to `day`."""
    return ask(snapshot, scope, "field_activity", day=day).assign(day=pd.Timestamp(day))


def file_ledger(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file: path, kind, read, loaded, duplicate, corrected, rejected, encoding, problem."""
    return ask(snapshot, scope, "file_ledger")


def file_units(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file, kind and unit (missing where a row does not tell it): loaded, duplicate, corrected, rejected rows."""
    return ask(snapshot, scope, "file_unit")


def unused_columns(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a sheet with columns that are not used, or with a remark: path, sheet, columns, remark in both languages."""
    return ask(snapshot, scope, "unused_columns")


def withdrawn_files(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a file that left the inbox since the snapshot before: path, kind, rows it had, that snapshot."""
    return ask(snapshot, scope, "withdrawn_file")


def rejects(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reason: its sentence in both languages, rows and files."""
    return ask(snapshot, scope, "rejects")


def findings(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a finding, the gravest first, with a sentence in both languages."""
    return ask(snapshot, scope, "findings")


def reconciliation(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a published figure: reported, computed, difference."""
    return ask(snapshot, scope, "reconciliation")


def reports(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a reported figure, the newest first: unit with its district, as_of, indicator, reported, computed, difference."""
    return ask(snapshot, scope, "report")


def corrections(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a changed field: earlier and later value with their files. Personal fields are told as changed only."""
    return ask(snapshot, scope, "corrections")


def ranking(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """Attainment rows with their rank on `day`, the rank and coverage a week before, ranks gained and coverage gained.

    Units that have not reported have no rank.
    """
    now = attainment(snapshot, scope, day, level, indicator)
    before = attainment(snapshot, scope, day - timedelta(days=7), level, indicator).set_index("unit_code")
    earlier = before["coverage"].where(before["has_data"]).reindex(now["unit_code"]).to_numpy()
    coverage = now["coverage"].where(now["has_data"])
    rank = coverage.rank(ascending=False, method="min")
    rank_before = pd.Series(earlier, index=now.index, dtype=float).rank(ascending=False, method="min")
    return now.assign(
        rank=rank, rank_before=rank_before, ranks_gained=rank_before - rank, coverage_gained=coverage - earlier
    )


def series(snapshot: Snapshot, scope: Scope, day: date, level: str, indicator: str) -> pd.DataFrame:
    """One row a unit and day from the first phase's start to `day`, also after its deadline."""
    return ask(snapshot, scope, "series", day=day, level=level, indicator=indicator)


def attainment_2025(snapshot: Snapshot, scope: Scope, day: date, indicator: str) -> pd.DataFrame:
    """One row a commune of 2025, carried over from 2021 by population share; the sum over all is the province's of 2021."""
    frame = ask(snapshot, scope, "attainment_2025", day=day, indicator=indicator)
    coverage = ratios.share(frame["achieved"], frame["households"])
    target = attainment(snapshot, EVERYTHING, day, "province", indicator)["target_share"].max()
    return frame.assign(coverage=coverage, attainment=ratios.share(coverage, target), target_share=target)


def household_funnel(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    """One row a unit at the as-of day: households, account, account_shop, account_shop_listing, lead, and the odd ones."""
    frame = ask(snapshot, scope, "household_funnel", level=level)
    return frame.assign(
        either=frame["account_shop"] + frame["only_account"] + frame["only_shop"],
        lead_share=ratios.share(frame["lead"], frame["households"]),
        indicator=figures.code("funnel"), day=pd.Timestamp(snapshot.as_of),
    )  # fmt: skip


def shop_activity(snapshot: Snapshot, scope: Scope, level: str) -> pd.DataFrame:
    """One row a unit and platform at the as-of day: open shops, listed, sold, sold_30_days, sleeping_14_days, sleeping_30_days."""
    frame = ask(snapshot, scope, "shop_activity", level=level)
    return frame.assign(
        active_share=ratios.share(frame["sold_30_days"], frame["shops"]),
        sleeping_share=ratios.share(frame["sleeping_30_days"], frame["shops"]),
        indicator=[figures.code("activity", platform=platform) for platform in frame["platform"]],
        day=pd.Timestamp(snapshot.as_of),
    )


def order_status(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a week: orders of each status and the share of cancelled and returned ones in all that were placed."""
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "order_status"))
    wide = frame.pivot_table(index="week", columns="status", values="orders", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=["completed", "in_progress", "cancelled", "returned"], fill_value=0)
    placed = wide.sum(axis=1)
    return wide.assign(
        placed=placed, lost_share=ratios.share(wide["cancelled"] + wide["returned"], placed)
    ).reset_index()


HOME = "Lạng Sơn"


def destinations(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a buyer's province ('' where nobody wrote it), most orders first: orders, order_value, share of the orders."""
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "order_destination"))
    frame = frame[frame["product_type"] == trade.product_type]
    total = frame.groupby("buyer_province", as_index=False)[["orders", "order_value"]].sum()
    total = total.sort_values("orders", ascending=False, kind="stable", ignore_index=True)
    return total.assign(share=ratios.share(total["orders"], total["orders"].sum()))


def prices(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a product and unit of measure: quantity, value, price, and the certified and plain prices apart."""
    frame = trade.of(ask(snapshot, scope, "product_price"))
    keys = ["product", "product_type", "unit_of_measure"]
    total = frame.groupby(keys)[["quantity", "order_value"]].sum()
    halves = frame.groupby([*keys, "is_certified"])[["quantity", "order_value"]].sum()
    halves = (
        ratios.price(halves["order_value"], halves["quantity"]).unstack("is_certified").reindex(columns=[False, True])
    )
    return total.assign(
        price=ratios.price(total["order_value"], total["quantity"]),
        price_plain=halves[False], price_certified=halves[True], premium=ratios.premium(halves[True], halves[False]),
    ).reset_index().sort_values("order_value", ascending=False, ignore_index=True)  # fmt: skip


def price_trend(snapshot: Snapshot, scope: Scope, trade: Trade, product: str) -> pd.DataFrame:
    """One row a week of one product, in the unit of measure it is mostly sold by: quantity, order_value, price."""
    frame = trade.of(ask(snapshot, scope, "product_price"))
    frame = frame[frame["product"] == product]
    if frame.empty:
        return frame.assign(price=[])
    usual = frame.groupby("unit_of_measure")["order_value"].sum().idxmax()
    weeks = frame[frame["unit_of_measure"] == usual].groupby("week", as_index=False)[["quantity", "order_value"]].sum()
    return weeks.assign(price=ratios.price(weeks["order_value"], weeks["quantity"]), unit_of_measure=usual)


def whole_price(weeks: pd.DataFrame) -> float:
    """The mean price over rows with quantity and order_value: value over quantity, not a mean of prices."""
    return ratios.price(weeks["order_value"].sum(), weeks["quantity"].sum())


def part(some: pd.DataFrame, whole: pd.DataFrame, measure: str) -> float:
    """The share of a measure that some of the rows hold."""
    return ratios.share(some[measure].sum(), whole[measure].sum())


def product_listings(snapshot: Snapshot, scope: Scope, trade: Trade) -> pd.DataFrame:
    """One row a product: listings put on sale, never_sold and its share, the day of the first sale."""
    frame = trade.of(ask(snapshot, scope, "product_listing"))
    total = frame.groupby("product", as_index=False).agg(
        listings=("listings", "sum"), never_sold=("never_sold", "sum"), first_sold_on=("first_sold_on", "min")
    )
    return total.assign(never_sold_share=ratios.share(total["never_sold"], total["listings"]))


def sellers(snapshot: Snapshot, scope: Scope, trade: Trade, certification: str = "") -> pd.DataFrame:
    """One row a shop (by its pseudonym) and product, most orders first: commune, orders, value, weeks with an order.

    With a certification ('all' is any, 'ocop' any of its stars) those that sold under it; their orders are all of the product's.
    shop_orders and shop_weeks are the whole shop's: summed over products, orders of two products would count twice.
    """
    frame = replace(trade, product_type="all").of(ask(snapshot, scope, "shop_product"))
    if certification == "all":
        return frame[frame["certifications"] != ""]
    return frame[frame["certifications"].str.contains(certification, regex=False)]


SOON = 60  # days before a certificate's last day


def certificates(snapshot: Snapshot, scope: Scope, trade: Trade, scheme: str = "all") -> pd.DataFrame:
    """One row a certificate, the first to expire first: scheme, product, commune, days_left, listings on sale, orders.

    A scheme is a certification; 'ocop' is any of its stars.
    """
    found = Trade(trade.district, commune=trade.commune).of(ask(snapshot, scope, "certificate"))
    if scheme == figures.OPEN:
        return found
    return found[found["scheme"].str.startswith(scheme) if scheme == figures.OCOP else found["scheme"] == scheme]


def certificate_counts(found: pd.DataFrame) -> pd.Series:
    """Certificates in force, those of them with a listing on sale, soon to expire, and the expired ones."""
    is_in_force = found["days_left"].isna() | (found["days_left"] >= 0)
    in_force = found[is_in_force]
    return pd.Series({
        "in_force": len(in_force), "on_sale": int((in_force["listings"] > 0).sum()),
        "soon": int(in_force["days_left"].le(SOON).sum()), "expired": int((~is_in_force).sum()),
    })  # fmt: skip
