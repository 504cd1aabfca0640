"""The slides of a meeting: the figures of the pages in type for the fifth row, still live under the pointer."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from data import activity, attainment, conclusions, outlook, quality, sales, vocabulary
from data.snapshots import Scope, Snapshot
from pages.charts import progress, trade
from pages.charts.enlarging import enlarged
from pages.charts.layout import Chart
from pages.kit import formats
from pages.kit.lineage import FigureKey
from pages.kit.texts import label, text
from pages.meeting.conclusions import form, listing
from pages.progress import funnel, units
from pages.progress.lead import view as lead
from pages.progress.map import classes, figure
from pages.progress.map.place import within
from pages.progress.outlook import forecast
from pages.progress.overview import ranking
from pages.progress.phases import curves
from pages.progress.unit import companions, profile
from pages.screen import drawing
from pages.shared import agenda, cards, frame, ledger, place, selling, tables

LARGER = 1.7
FEW = 8
LEAST = 420  # pixels, on a phone too; on a wall a chart grows from there


@dataclass(frozen=True)
class View:
    """What every slide is drawn from: the frozen snapshot and the filters carried over."""

    snapshot: Snapshot
    scope: Scope
    day: date
    indicator: str

    @property
    def name(self) -> str:
        return label(vocabulary.indicators()[self.indicator].label)

    @property
    def phase(self) -> int:
        return vocabulary.running_phase(self.day).number

    def units(self, level: str) -> pd.DataFrame:
        return attainment.ranking(self.snapshot, self.scope, self.day, level, self.indicator)


def draw(slide: str, view: View) -> None:
    """One slide by its code."""
    if slide.startswith(agenda.DISTRICT):
        _district(view, vocabulary.unit(slide.removeprefix(agenda.DISTRICT)))
    else:
        _DRAWN[slide](view)


def _shown(chart: Chart, key: str, alt: str) -> None:
    """A chart in type for the wall, as high as the room that is left; its legend above it, where it is read first."""
    larger = enlarged(chart, LARGER)
    larger["layout"]["height"] = min(chart["layout"]["height"], LEAST)
    larger["layout"]["legend"] |= {"y": 1, "yanchor": "bottom"}
    st.plotly_chart(larger, key=key, config={"displayModeBar": False}, height="stretch", alt=alt)


def _traced(view: View, own: pd.Series, names: dict[str, str], key: str) -> None:
    """Headline figures of a unit side by side, each with the way to where it comes from."""
    for column, (name, words) in zip(st.container(key=key).columns(len(names)), names.items(), strict=True):
        figure = FigureKey(own["unit_code"], own["indicator"], name, own["day"].date())
        cards.traced(column, view.snapshot, figure, own, words)


def _of_the_snapshot(view: View) -> None:
    """Says that what follows is counted to the snapshot's last day, whatever day is looked at."""
    st.markdown(text("slide.as_of", day=formats.day(view.snapshot.as_of)))


def _palette() -> tuple:
    return frame.palette(), formats.separators()


def _province(view: View) -> None:
    st.title(text("slide.province.title", indicator=view.name, day=formats.day(view.day)))
    phases = attainment.units(view.snapshot, view.scope, view.day, "phase", view.indicator).sort_values(
        "phase", ascending=False
    )
    for column, (_, unit) in zip(st.columns(len(phases)), phases.iterrows(), strict=True):
        with column:
            cards.phase(view.snapshot, unit, *attainment.judged_on(view.snapshot, view.scope, view.day, unit), _shown)


def _ranking(view: View) -> None:
    st.title(text("slide.ranking.title", indicator=view.name))
    districts = ranking.ordered(view.units("district"), "level")
    names = {name: text(f"mark.{name}") for name in ("actual", "expected", "target", "local")}
    _shown(progress.ranking(districts, names, *_palette()), "ranking", text("overview.ranking"))


def _map(view: View) -> None:
    """The map of the page: a click on a district opens its communes on the wall too."""
    shown = place.chosen()
    level = "district" if shown.code == vocabulary.PROVINCE else "commune"
    st.title(text("slide.map.title", indicator=view.name))
    place.trail(st.container(horizontal=True, vertical_alignment="center"), shown)
    rows = classes.valued(units.described(within(view.units(level), shown, "all")), "pace")
    bands = classes.bands(rows, "pace", frame.palette())
    left, listed = st.columns([2, 1])
    with left:
        chart = enlarged(figure.of_2021(rows, shown, level, bands, frame.palette()), LARGER)
        chart["layout"]["height"] = LEAST
        st.plotly_chart(
            chart, key="map", on_select=lambda: place.clicked("map"),
            selection_mode="points", config=drawing._MAP_CONFIG, height="stretch", alt=text("slide.map"),
        )  # fmt: skip
    with listed:
        st.subheader(text("overview.behind"))
        behind = rows[rows["status"].isin(("slow", "behind"))].sort_values("attainment").head(FEW)
        for unit in behind.itertuples():
            st.markdown(
                text(
                    "slide.map.behind",
                    unit=unit.unit,
                    share=formats.percent(unit.coverage),
                    gap=formats.number(unit.gap),
                )
            )


def _outlook(view: View) -> None:
    st.title(text("outlook.title", deadline=formats.day(vocabulary.running_phase(view.day).ends_on)))
    whole, units = (
        outlook.expected(view.snapshot, view.scope, view.day, level, view.indicator, view.phase)
        for level in ("phase", "district")
    )
    units = forecast.named(units)
    st.markdown(forecast.verdict(whole))
    names = {name: text(f"outlook.{name}") for name in ("now", "outlook", "target")}
    _shown(progress.outlook(units, names, *_palette()), "outlook", text("outlook.alt"))


def _phases(view: View) -> None:
    series = attainment.phase_series(view.snapshot, view.scope, view.day, "phase", view.indicator)
    st.title(text("slide.phases.title", **curves.compared(view.day)))
    st.markdown(curves.verdict(series, view.day))
    _shown(
        progress.curves(curves.named(series), "day_number", curves.axes("day"), *_palette()),
        "phases",
        text("phases.title", **curves.compared(view.day)),
    )


def _lead(view: View) -> None:
    st.title(text("lead.title"))
    _of_the_snapshot(view)
    own = activity.household_funnel(view.snapshot, view.scope, "province").iloc[0]
    _traced(view, own, {name: text(f"lead.{name}") for name in lead.HEADLINE}, "card-lead")
    _shown(progress.funnel(*funnel.steps(own), *_palette()), "funnel", text("lead.funnel"))


def _products(view: View) -> None:
    st.title(text("slide.products.title"))
    _of_the_snapshot(view)
    chosen = sales.Trade()
    weekly, best = st.columns(2)
    with weekly:
        st.subheader(text("products.week"))
        weeks = sales.order_trend(view.snapshot, view.scope, chosen, "orders", "product_type")
        weekly_chart = trade.weekly(
            weeks, "product_type", "orders", selling.labels("product_type"), text("measure.orders"), True, *_palette()
        )
        _shown(weekly_chart, "weeks", text("products.week"))
    with best:
        st.subheader(text("products.top"))
        products = selling.named(sales.top_products(view.snapshot, view.scope, chosen, "orders"))
        chart = trade.top(products.head(10), "orders", *_palette())
        chart["layout"]["xaxis"]["visible"] = False  # each bar says its count
        _shown(chart, "top", text("products.top"))


def _findings(view: View) -> None:
    st.title(text("slide.findings.title"))
    _of_the_snapshot(view)
    found = quality.findings(view.snapshot, view.scope)
    if found.empty:
        st.success(text("quality.findings.none"))
    else:
        tables.read(ledger.findings(found).head(FEW), ledger.FINDINGS)
        if len(found) > FEW:
            st.markdown(text("slide.findings.more", count=formats.number(len(found) - FEW)))


def _conclusions(view: View) -> None:
    st.title(text("slide.conclusions.title"))
    known = conclusions.latest()
    if known:
        first, others = known[: listing.ON_THE_WALL], known[listing.ON_THE_WALL :]
        drawing.parts(listing.table(first, view.snapshot, view.scope))
        if others:
            st.markdown(text("slide.conclusions.more", count=formats.number(len(others))))
    else:
        st.info(text("conclusions.none"))
    with st.expander(text("conclusions.new"), expanded=not known):
        form.draw(view.snapshot, view.scope, view.indicator, view.day)


def _district(view: View, unit: vocabulary.Unit) -> None:
    st.title(formats.unit(unit.type, unit.name))
    ranked = view.units("district").set_index("unit_code", drop=False)
    st.markdown(profile.verdict(ranked.loc[unit.code], ranked))
    own = units.described(ranked.loc[[unit.code]]).iloc[0]
    _traced(view, own, {name: text(f"measure.{name}") for name in profile.HEADLINE}, "card-unit")
    curve, lowest = st.columns([4, 3])
    with curve:
        mine, ghosts = companions.curves(view.snapshot, view.scope, view.day, unit, view.indicator)
        target = ranked.loc[unit.code, "target_share"]
        chart = progress.companions(
            mine, ghosts, "share_of_time", unit.name, companions.axes("share"), target, *_palette()
        )
        _shown(chart, f"curve-{unit.code}", companions.title(unit))
    with lowest:
        st.subheader(text("slide.lowest"))
        communes = profile.communes(view.units("commune"), unit.code).head(5)
        tables.read(communes, {name: tables.UNITS[name] for name in ("unit", "coverage", "gap")})


_DRAWN = {
    "province": _province, "map": _map, "ranking": _ranking, "outlook": _outlook, "phases": _phases, "lead": _lead,
    "products": _products, "findings": _findings, "conclusions": _conclusions,
}  # fmt: skip
