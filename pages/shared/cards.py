"""Headline figures of a phase on a card."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data import metrics, vocabulary
from data.metrics import Scope, Snapshot
from pages.charts import progress
from pages.shared import formats, frame
from pages.shared.passport import Figure
from pages.shared.texts import label, text


def _local(unit: pd.Series) -> tuple[float, float] | None:
    """The local target's two ends, where the unit as a whole has one."""
    if pd.isna(unit["local_target_share"]):
        return None
    high = unit["local_target_share_max"]
    return unit["local_target_share"], unit["local_target_share"] if pd.isna(high) else high


def still(figure: go.Figure, key: str, alt: str) -> None:
    """A bar to look at, as a page shows it."""
    st.plotly_chart(figure, key=key, config={"displayModeBar": False, "staticPlot": True}, alt=alt)


def phase(
    snapshot: Snapshot, unit: pd.Series, judged: pd.Series, after_deadline: int | None,
    drawn: Callable[[go.Figure, str, str], None] = still,
) -> None:  # fmt: skip
    """One phase: where it stands against its target, on one bar and in four figures.

    `unit` is its row on the day looked at, `judged` the one it is judged by (that of the deadline once it is past).
    `drawn` puts the bar on the screen, given its key and its words.
    """
    known = vocabulary.phases()[int(unit["phase"])]
    with st.container(border=True, key=f"card-phase-{known.number}"):
        st.subheader(
            text(
                "overview.phase", phase=known.number, start=formats.day(known.starts_on), end=formats.day(known.ends_on)
            )
        )
        st.caption(_time(unit, known))
        share = formats.percent(judged["coverage"])
        target, expected = formats.percent(judged["target_share"], 0), formats.percent(judged["expected_share"])
        beside = (
            "overview.coverage" if judged["expected_share"] >= judged["target_share"] else "overview.coverage.running"
        )
        st.markdown(f"## {share} :small[{text(beside, target=target, expected=expected)}]")
        st.badge(text(f"status.{judged['status']}"), color=_BADGES[judged["status"]])
        drawn(
            progress.bullet(
                judged["coverage"], judged["expected_share"], judged["target_share"], _local(judged), judged["status"],
                {name: text(f"mark.{name}") for name in ("actual", "expected", "target", "local")},
                frame.palette(), formats.separators(),
            ),
            f"bullet.{known.number}",
            text("overview.bullet.alt", phase=known.number, share=share, expected=expected, target=target),
        )  # fmt: skip
        if after_deadline is None:
            _running(unit)
        else:
            _ended(unit, judged, after_deadline)
        frame.passport(snapshot, Figure(unit["unit_code"], unit["indicator"], "coverage", judged["day"].date()))


_BADGES = {"reached": "green", "ahead": "blue", "slow": "orange", "behind": "red", "no_data": "gray"}


def _time(unit: pd.Series, known: vocabulary.Phase) -> str:
    if unit["day_number"] < 1:
        return text("overview.before")
    if unit["day_number"] > known.days:
        return text("overview.ended", days=formats.number(unit["day_number"] - known.days))
    return text("overview.running", day=formats.number(unit["day_number"]), days=formats.number(known.days))


def _running(unit: pd.Series) -> None:
    reached, left, needed, projected = (column for row in (st.columns(2), st.columns(2)) for column in row)
    reached.metric(
        text("overview.reached"), formats.number(unit["achieved"]),
        _of_target(unit), delta_color="off", delta_arrow="off",
    )  # fmt: skip
    left.metric(
        text("overview.days_left"), text("overview.days", days=formats.number(unit["days_left"])),
        text("overview.deadline", deadline=formats.day(unit["ends_on"])), delta_color="off", delta_arrow="off",
    )  # fmt: skip
    needed.metric(
        text("overview.needed"), formats.number(unit["needed_per_day"]),
        text("overview.gained", gained=formats.number(unit["gained_7_days"])), delta_color="off", delta_arrow="off",
    )  # fmt: skip
    projected.metric(text("overview.projected"), *_projection(unit))


def _of_target(unit: pd.Series) -> str:
    return text(
        "overview.reached.of", attainment=formats.percent(unit["attainment"]), target=formats.number(unit["target"])
    )


def _projection(unit: pd.Series) -> tuple:
    """Value, note, colour and arrow of the projected day."""
    if unit["gap"] == 0:
        return text("overview.done"), text("overview.deadline", deadline=formats.day(unit["ends_on"])), "off"
    if pd.isna(unit["projected_on"]):
        return "—", text("overview.never"), "off"
    is_late = unit["projected_on"] > unit["ends_on"]
    note = text("overview.late" if is_late else "overview.intime", deadline=formats.day(unit["ends_on"]))
    return formats.day(unit["projected_on"]), note, "inverse" if is_late else "normal"


def _ended(unit: pd.Series, judged: pd.Series, after_deadline: int) -> None:
    reached, gap, after, gained = (column for row in (st.columns(2), st.columns(2)) for column in row)
    reached.metric(
        text("overview.result"), formats.number(judged["achieved"]),
        _of_target(judged), delta_color="off", delta_arrow="off",
    )  # fmt: skip
    gap.metric(
        text("overview.gap"), formats.number(judged["gap"]),
        text("overview.deadline", deadline=formats.day(judged["ends_on"])), delta_color="off", delta_arrow="off",
    )  # fmt: skip
    after.metric(
        text("overview.after"),
        formats.number(after_deadline),
        text("overview.after.help"),
        delta_color="off",
        delta_arrow="off",
    )
    gained.metric(
        text("column.gained"), formats.number(unit["gained_7_days"]), text("overview.after.help"),
        delta_color="off", delta_arrow="off",
    )  # fmt: skip


def volumes(total: pd.Series, snapshot: Snapshot, day: date) -> None:
    """The counts beside the households: shops, accounts, listings, orders, value."""
    names = ("shops", "accounts", "listings", "orders", "order_value")
    row = st.container(key="card-volumes")
    for column, name in zip(row.columns(len(names)), names, strict=True):
        value = formats.money(total[name]) if name == "order_value" else formats.number(total[name])
        with column:
            st.metric(label(vocabulary.indicators()[name].label), value, border=True)
            frame.passport(snapshot, Figure(vocabulary.PROVINCE, name, "achieved", day))


def activity(snapshot: Snapshot, scope: Scope) -> None:
    """At the as-of day: households by what they have, and how many shops sell at all."""
    funnel = metrics.household_funnel(snapshot, scope, "province").iloc[0]
    shops = metrics.shop_activity(snapshot, scope, "province").set_index("platform").loc["all"]
    row = st.container(key="card-activity")
    shown = (
        ("lead.account_shop", formats.number(funnel["account_shop"]), None),
        ("lead.only_shop", formats.number(funnel["only_shop"]), None),
        ("lead.only_account", formats.number(funnel["only_account"]), None),
        ("lead.lead", formats.number(funnel["lead"]), text("lead.of_chosen", count=formats.number(funnel["only_designated"]))),
        ("lead.active_share", formats.percent(shops["active_share"]), text("lead.of_shops", shops=formats.number(shops["shops"]))),
    )  # fmt: skip
    for column, (key, value, note) in zip(row.columns(len(shown)), shown, strict=True):
        column.metric(text(key), value, note, delta_color="off", delta_arrow="off", border=True)
    frame.link("pages/progress/lead.py", text("overview.lead"), ":material/filter_alt:")
