"""What each row of an inbox is, beside all the others: counted, repeated, corrected, or refused for what nobody else has sent."""

from collections.abc import Callable

import pandas as pd

from etl import events, households, keys, land, refusals, sources, units
from etl.inbox import Inbox
from etl.problems import Problem
from etl.sheet import shown

OWNERS = ("shops", "accounts", "certificates")  # rows that tell a household
_NEEDS = ("listings", "certificates", "orders")


def settle(inbox: Inbox, progress: Callable[[str], None]) -> dict[str, land.Landed]:
    """Give each row its state; refuse listings, certificates and orders whose shop or listing nobody has sent."""
    landed: dict[str, land.Landed] = {}
    inbox.rows, closed = _without_refused(inbox)
    dated = events.file_days(_without_far_ahead(inbox), inbox.latest)
    order = [kind for kind in sources.kinds() if kind not in _NEEDS] + list(_NEEDS)
    for kind in order:
        rows = dated.get(kind)
        if rows is None:
            continue
        progress(f"{kind}: {len(rows)}")
        if kind in ("listings", "orders"):
            rows = _of_others(inbox, rows, closed, landed)
            rows = _placed(inbox, rows, landed)
        elif kind == "certificates":
            rows = _owned(inbox, rows, landed)
        if kind in land.AGREEING:
            rows = _consistent(inbox, kind, rows)
        if len(rows):
            landed[kind] = land.land(kind, rows)
    return landed


def _without_refused(inbox: Inbox) -> tuple[dict[str, pd.DataFrame], set[str]]:
    """Rows by kind less those of refused households, which are refused; and the numbers of the shops of these."""
    kept = {kind: rows.drop(columns="is_refused", errors="ignore") for kind, rows in inbox.rows.items()}
    closed: set[str] = set()
    for kind, is_refused in refusals.whole_households({kind: inbox.rows[kind] for kind in OWNERS if kind in kept}):
        _refuse(inbox, kept[kind][is_refused], Problem(refusals.REASON))
        closed |= set(kept[kind].loc[is_refused, "shop_id"]) if kind == "shops" else set()
        kept[kind] = kept[kind][~is_refused]
    return {kind: rows for kind, rows in kept.items() if len(rows)}, closed


def _of_others(inbox: Inbox, rows: pd.DataFrame, closed: set[str], landed: dict[str, land.Landed]) -> pd.DataFrame:
    """Rows less those of the shops of refused households, unless somebody else has a shop of that number."""
    others = set(landed["shops"].current["shop_id"]) if "shops" in landed else set()
    is_refused = rows["shop_id"].isin(closed - others)
    _refuse(inbox, rows[is_refused], Problem(refusals.REASON))
    return rows[~is_refused]


def _without_far_ahead(inbox: Inbox) -> dict[str, pd.DataFrame]:
    """Rows by kind, less the one or two whose year was mistyped: these are refused, and told of."""
    kept = dict(inbox.rows)
    for kind, fields in events.far_ahead(inbox.rows, inbox.latest).items():
        rows = kept[kind].loc[fields.index]
        for name, refused in rows.groupby(fields):
            _refuse(inbox, refused, Problem("date_far_ahead", name))
        for position, number in rows["sheet"].value_counts(sort=False).items():
            inbox.sheets[position].remarks.append(("date_far_ahead", {"number": number}))
        kept[kind] = kept[kind].drop(fields.index)
    return kept


def _consistent(inbox: Inbox, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a kind with one figure a unit or an order: those of one file that contradict each other are all refused."""
    refused, reason = [], "order_amounts_differ" if kind == "orders" else "rows_contradict"
    for group in land.contradictions(kind, rows):
        _refuse(inbox, group, Problem(reason, "", _places(inbox, group)))
        refused.append(group.index)
    return rows.drop(refused[0].append(refused[1:])) if refused else rows


def _places(inbox: Inbox, rows: pd.DataFrame) -> str:
    """Where rows stand, as a reader of their file finds them."""
    sheets = [inbox.sheets[position].number for position in rows["sheet"]]
    told = zip(sheets, rows["row_number"], strict=True)
    named = [
        f"trang tính {sheet} dòng {number}" if len(set(sheets)) > 1 else f"dòng {number}" for sheet, number in told
    ]
    return shown(list(dict.fromkeys(named)))


def _placed(inbox: Inbox, rows: pd.DataFrame, landed: dict[str, land.Landed]) -> pd.DataFrame:
    """Rows with the platform of their shop and the keys they are known by; rows without such a shop are refused."""
    shops = landed["shops"].current if "shops" in landed else pd.DataFrame(columns=["shop_id", "platform"])
    pairs = shops[["shop_id", "platform"]].drop_duplicates()
    told = rows["platform"].notna()
    known = pd.MultiIndex.from_frame(rows[["shop_id", "platform"]]).isin(pd.MultiIndex.from_frame(pairs))
    count = rows["shop_id"].map(pairs["shop_id"].value_counts()).fillna(0)
    only = rows["shop_id"].map(pairs.drop_duplicates("shop_id", keep=False).set_index("shop_id")["platform"])
    _refuse(inbox, rows[(told & ~known) | (~told & (count == 0))], Problem("shop_unknown", "shop_id"))
    _refuse(inbox, rows[~told & (count > 1)], Problem("shop_ambiguous", "shop_id"))
    kept = (told & known) | (~told & (count == 1))
    rows = rows.assign(platform=rows["platform"].where(told, only))[kept]
    if "order_id" not in rows:
        return rows.assign(listing_key=keys.listing(rows))
    # A product's name only tells lines apart that have no code: it is written in many ways.
    rows = rows.assign(
        order_key=keys.order(rows), listing_key=keys.listing_of_line(rows, _listings(landed)),
        name=rows["name"].where(rows["listing_id"].isna()),
    )  # fmt: skip
    return rows.assign(line_key=keys.line(rows))


def _listings(landed: dict[str, land.Landed]) -> pd.DataFrame:
    """The listings that landed, with the unit and the household tokens of their shops."""
    if "listings" not in landed:
        return pd.DataFrame(columns=["platform", "shop_id", "listing_id", "listing_key", "unit_code", *land.TOKENS])
    listings, shops = landed["listings"].current, landed["shops"].current
    shops = shops[["platform", "shop_id", "unit_code", *land.TOKENS]]
    return listings[["platform", "shop_id", "listing_id", "listing_key"]].merge(shops, on=["platform", "shop_id"])


def _owned(inbox: Inbox, rows: pd.DataFrame, landed: dict[str, land.Landed]) -> pd.DataFrame:
    """Certificates of a household, or of a listing that its id, with what else the row tells, leaves no doubt of."""
    listings = _listings(landed)
    known = listings.set_index("listing_id")["listing_key"]
    named, is_shared = rows["listing_id"].notna(), rows["listing_id"].isin(known.index[known.index.duplicated()])
    unknown = named & ~rows["listing_id"].isin(known.index)
    _refuse(inbox, rows[unknown], Problem("listing_unknown", "listing_id"))
    keyed = rows["listing_id"].map(known[~known.index.duplicated(keep=False)]).astype(object)
    for number in rows.index[named & is_shared]:
        meant = keys.listings_of_certificate(rows.loc[number], listings)
        if len(meant) == 1:
            keyed[number] = meant["listing_key"].iloc[0]
        else:
            choices = "; ".join(sorted({units.described(code) for code in meant["unit_code"]}))
            _refuse(inbox, rows.loc[[number]], Problem("listing_ambiguous", "listing_id", choices))
    is_unclear = ~named & rows["code_anywhere"].isin(_shared_codes(landed))
    is_unclear &= (rows[[token for token in land.TOKENS if token != "code_anywhere"]] == households.NOTHING).all(axis=1)
    _refuse(inbox, rows[is_unclear], Problem("code_needs_commune", "household_code"))
    return rows.assign(listing_key=keyed)[(~named & ~is_unclear) | keyed.notna()]


def _shared_codes(landed: dict[str, land.Landed]) -> set[str]:
    """Short household codes, as tokens, that begin again in another commune."""
    found = [landed[kind].current[["code_anywhere", "code_plain"]] for kind in ("shops", "accounts") if kind in landed]
    codes = pd.concat(found).drop_duplicates() if found else pd.DataFrame(columns=["code_anywhere"])
    return set(codes.loc[codes["code_anywhere"].duplicated(), "code_anywhere"])


def _refuse(inbox: Inbox, rows: pd.DataFrame, problem: Problem) -> None:
    for position, refused in rows.groupby("sheet"):
        account = inbox.sheets[position]
        account.rejected.update({number: [problem] for number in refused["row_number"]})
        told = refused.set_index("row_number")[[name for name in land.PLACE if name in refused]]
        account.refused = pd.concat([account.refused, told]) if len(account.refused) else told
