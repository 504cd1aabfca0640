"""Certificates: how many are in force, who sells best under them, what expires, what is not on sale, what never sold."""

import pandas as pd

from data import certificates as certification
from data import figures, sales
from data.snapshots import Scope, Snapshot
from pages.kit import area, choices, formats, measures, names
from pages.kit.address import Address
from pages.kit.lineage import FigureKey
from pages.kit.texts import text
from pages.kit.view import ALL, Choice, Heading, Metrics, Notice, Part, Sentence, Table, View, columns
from pages.trade import goods, selection

LEVELS = selection.LEVELS
CHOICES = (area.KEY, "scheme")
_BEST = 10  # sellers
_NONE = "none"  # a certification that is none

CERTIFICATES = (
    ("name", "column.product"), ("scheme_name", "column.certification"), ("place", "column.unit"),
    ("valid_to", "certificates.valid_to", "day"), ("days_left", "certificates.days_left", "count"),
    ("listings", "measure.listings", "count"), ("orders", "column.orders", "count"),
)  # fmt: skip
SELLERS = (
    ("name", "column.product"), ("shop_code", "lead.shop"), ("place", "column.unit"), ("scheme_names", "column.certification"),
    ("orders", "column.orders", "count"), ("order_value", "column.value", "count"), ("last_order_on", "lead.last_order", "day"),
)  # fmt: skip
LISTINGS = (
    ("name", "column.product"), ("never_sold_share", "certificates.never_sold_share", "share"),
    ("listings", "certificates.listings", "count"), ("never_sold", "certificates.never_sold", "count"), ("first_sold_on", "certificates.first_sold", "day"),
)  # fmt: skip


def certificates(snapshot: Snapshot, scope: Scope, address: Address) -> View:
    unit, scheme = selection.unit(address), _scheme(address)
    asked = selection.trade((unit,))
    found = certified(certification.of(snapshot, scope, asked, scheme.chosen))
    headline = counts(found, asked, scheme.chosen, snapshot)
    return View(
        text("certificates.title"),
        (
            headline,
            *goods.note(scope),
            *(
                _held(snapshot, scope, asked, scheme.chosen, found)
                if len(found)
                else (Notice(text("certificates.none")),)
            ),
            *_never(snapshot, scope, asked),
        ),
        headline.metrics[0].figure,
        (unit, scheme),
    )


def _held(snapshot: Snapshot, scope: Scope, asked: sales.Trade, scheme: str, found: pd.DataFrame) -> tuple[Part, ...]:
    """What the certificates that there are sell, when they end, and which have nothing on sale."""
    return (*_sellers(snapshot, scope, asked, scheme), *_expiring(found, snapshot), *_idle(found))


def _scheme(address: Address) -> Choice:
    """One scheme, all of OCOP, or all."""
    known = {code: name for code, name in names.labels("certifications").items() if code != _NONE}
    options = {figures.OCOP: text("choice.ocop"), **known, ALL: text("choice.all")}
    return choices.choice(address, "scheme", options, figures.OCOP)


def certified(found: pd.DataFrame) -> pd.DataFrame:
    """Certificates with the names of scheme, product and commune."""
    schemes = found["scheme"].map(names.labels("certifications"))
    return goods.named(found).assign(scheme_name=schemes, place=goods.communes(found))


def counts(found: pd.DataFrame, asked: sales.Trade, scheme: str, snapshot: Snapshot) -> Metrics:
    """In force, on sale, soon to expire, expired: cumulative and in force are not the same."""
    own, subject = certification.counts(found), figures.code("certificate", scheme=scheme)
    return Metrics(
        tuple(
            measures.metric(
                FigureKey(asked.unit, subject, name, snapshot.as_of), own, text(f"certificates.{name}", days=certification.SOON)
            )
            for name in own.index
        )
    )  # fmt: skip


def _sellers(snapshot: Snapshot, scope: Scope, asked: sales.Trade, scheme: str) -> tuple[Part, ...]:
    """The shops that sell most of certified products."""
    if not scope.sees_shops:
        return Heading(text("certificates.top")), Notice(text("access.shops"))
    found = sales.sellers(snapshot, scope, asked, scheme).head(_BEST)
    intro = (Heading(text("certificates.top")), Sentence(text("certificates.top.help"), "note"))
    if found.empty:
        return *intro, Notice(text("products.none"))
    known = names.labels("certifications")
    rows = goods.named(found).assign(
        place=goods.places(found),
        scheme_names=[
            ", ".join(known[code] for code in codes.split(", ") if code in known) for codes in found["certifications"]
        ],
    )
    return *intro, Table("sellers", columns(*SELLERS), rows)


def _expiring(found: pd.DataFrame, snapshot: Snapshot) -> tuple[Part, ...]:
    return (
        Heading(text("certificates.expiring")),
        Sentence(text("certificates.expiring.help", day=formats.day(snapshot.as_of)), "note"),
        _listed("expiring", found[found["days_left"] <= certification.SOON]),
    )


def _idle(found: pd.DataFrame) -> tuple[Part, ...]:
    """Certificates of which nothing is on sale."""
    return Heading(text("certificates.idle")), _listed("idle", found[found["listings"] == 0])


def _listed(name: str, found: pd.DataFrame) -> Part:
    if found.empty:
        return Notice(text(f"certificates.{name}.none"), "good")
    return Table(name, columns(*CERTIFICATES), goods.told(found, "orders"))


def _never(snapshot: Snapshot, scope: Scope, asked: sales.Trade) -> tuple[Part, ...]:
    """How much of what was put on sale never sold, product by product."""
    found = goods.products(sales.product_listings(snapshot, scope, asked), "offer", asked, snapshot.as_of)
    rows = found.sort_values("never_sold", ascending=False, ignore_index=True)
    return Heading(text("certificates.never")), Table("listings", columns(*LISTINGS), rows)
