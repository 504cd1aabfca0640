"""Rows of the trade in words, each with the way to its lineage under the filters of the moment."""

from datetime import date

import pandas as pd

from data import figures, sales, trade, trade_tables, vocabulary
from data.snapshots import Scope, Snapshot
from data.trade import Trade
from pages.kit import formats, measures, names
from pages.kit.texts import language, text
from pages.kit.view import Column, Notice, Part, Sentence, Table

SOLD = (("name", "column.product"), ("orders", "column.orders", "count"), ("order_value", "column.value", "count"))


def units_of_measure(units: pd.Series) -> pd.Series:
    """Units of measure in the language spoken; a dash where nobody wrote one."""
    column = {"vi": "unit_of_measure", "en": "name_en"}[language()]
    known = {row["unit_of_measure"]: row[column] for row in vocabulary.rows("units_of_measure.csv")}
    return units.map(known).fillna(formats.MISSING)


def unit_of_measure(code: str) -> str:
    """The same of one."""
    return units_of_measure(pd.Series([code])).iloc[0]


def named(products: pd.DataFrame) -> pd.DataFrame:
    """Rows of products with the name of each."""
    return products.assign(name=[names.product(code) for code in products["product"]])


def counted(sellers: int, lines: int) -> dict[str, str]:
    """Of how many shops and order lines a price is, for a sentence."""
    return {"sellers": formats.number(sellers), "lines": formats.number(lines)}


def basis(found: pd.DataFrame, side: str) -> list[str]:
    """The shops and lines that a side of the prices rests on; a dash where nobody sold."""
    counts = zip(found[f"sellers_{side}"], found[f"lines_{side}"], strict=True)
    return [_basis(*count) for count in counts]


def _basis(sellers: float, lines: float) -> str:
    if formats.is_missing(lines):
        return text("trade.withheld")
    return text("market.basis", **counted(sellers, lines)) if lines else formats.MISSING


def told_prices(found: pd.DataFrame, *columns: tuple[str, str]) -> pd.DataFrame:
    """Prices, where too few sold in the place of a figure that it is too few; `columns` has each with the lines behind it."""
    few = formats.Instead(text("market.too_few"))

    def price_told(value: float, count: float) -> object:
        return measures.told(value) if pd.isna(count) else few if pd.isna(value) and count else value

    told = {
        price: [price_told(value, count) for value, count in zip(found[price], found[lines], strict=True)]
        for price, lines in columns
    }  # fmt: skip
    return found.assign(**{name: pd.Series(values, index=found.index, dtype=object) for name, values in told.items()})


def told(rows: pd.DataFrame, *withheld: str) -> pd.DataFrame:
    """Rows with words in the place of the figures that are withheld from the viewer."""
    return rows.assign(**{
        name: pd.Series([measures.told(value) for value in rows[name]], index=rows.index, dtype=object) for name in withheld
    })  # fmt: skip


def of_those_told(name: str, shown: tuple[Column, ...], rows: pd.DataFrame, *withheld: str) -> tuple[Part, ...]:
    """A table of products, without those of which every figure of `withheld` is: these are named beneath it."""
    is_told = ~rows[list(withheld)].isna().all(axis=1)
    table = Table(name, shown, told(rows[is_told].reset_index(drop=True), *withheld))
    left = ", ".join(dict.fromkeys(rows.loc[~is_told, "name"]))
    names_left = (Sentence(text("trade.withheld.names", names=left), "note"),) if left else ()
    return (*((table,) if is_told.any() else ()), *names_left)


def nothing(snapshot: Snapshot, scope: Scope, asked: Trade, *by: str) -> Notice:
    """Why there is nothing to show by some dimensions: nobody ordered, or the viewer is not told, be it of parts of what was sold alone."""
    is_told = scope.sees_shops or (trade.is_told(scope, asked, *by) and _is_nothing(snapshot, scope, asked))
    return Notice(nobody(asked) if is_told else text("trade.withheld.all"))


def _is_nothing(snapshot: Snapshot, scope: Scope, asked: Trade) -> bool:
    """Whether nothing was ordered, as far as the viewer is told."""
    return bool((sales.trade_total(snapshot, scope, asked)["orders"] == 0).all())


def nobody(asked: Trade) -> str:
    """That nobody ordered: of what was chosen, or at all."""
    return text("products.none.at_all" if asked == Trade() else "products.none")


def partial_week(snapshot: Snapshot) -> Sentence:
    """That the last week is not over."""
    return Sentence(text("products.week.partial", day=formats.day(snapshot.as_of)), "note")


def note(scope: Scope) -> tuple[Sentence, ...]:
    """Why some figures are withheld, for a viewer from whom some are."""
    return (
        ()
        if scope.sees_shops
        else (Sentence(text("trade.withheld.note", shops=formats.number(trade_tables.LEAST)), "note"),)
    )


def communes(found: pd.DataFrame) -> list[str]:
    """The commune of each row with its kind; a dash where nobody wrote one."""
    return [
        formats.unit(kind, name) if isinstance(name, str) else formats.MISSING
        for kind, name in zip(found["commune_type"], found["commune"], strict=True)
    ]


def places(found: pd.DataFrame) -> list[str]:
    """The commune of each row with its district: 'Phường Vĩnh Trại (TP Lạng Sơn)'; a dash where nobody wrote one."""
    return [names.commune(code) if isinstance(code, str) else formats.MISSING for code in found["commune_code"]]


def subject(family: str, trade: sales.Trade, **chosen: str) -> str:
    """The subject of a figure: the trade under the filters of the moment, with what else was chosen."""
    filters = {"platform": trade.platform, "product_type": trade.product_type}
    return figures.code(family, **{**filters, **chosen})


def traced(rows: pd.DataFrame, subjects: list[str], trade: sales.Trade, day: date) -> pd.DataFrame:
    """Rows with what their lineage needs: each its subject, all the unit of the moment and the day."""
    return rows.assign(indicator=subjects, unit_code=trade.unit, day=pd.Timestamp(day))


def products(found: pd.DataFrame, family: str, trade: sales.Trade, day: date) -> pd.DataFrame:
    """Products by name, each a figure of a family."""
    kinds = found["product_type"] if "product_type" in found else [trade.product_type] * len(found)
    subjects = [
        subject(family, trade, product_type=kind, product=product)
        for kind, product in zip(kinds, found["product"], strict=True)
    ]
    return traced(named(found), subjects, trade, day)


def certifications(total: pd.DataFrame) -> pd.DataFrame:
    """Totals by certification in the order of the vocabulary; that of all, which is counted apart, last."""
    known = names.labels("certifications")
    rows = total.reindex([code for code in (*known, "all") if code in total.index])
    return rows.assign(name=[known.get(code) or text("column.all") for code in rows.index])
