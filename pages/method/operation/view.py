"""The state of the dashboard and of the machine that it runs on, and the newest lines of who opened what."""

import shutil
from datetime import datetime
from importlib.metadata import version as package

import pandas as pd

from data import access, quality, snapshots, version, vocabulary
from data.snapshots import EVERYTHING, Snapshot
from pages.kit import area, formats
from pages.kit.texts import language, text
from pages.kit.view import Heading, Metric, Metrics, Notice, Part, Sentence, Table, columns

MOST = 200  # visits that are listed
PACKAGES = ("streamlit", "duckdb", "pandas", "plotly")
VISITS = (
    ("at", "operation.at"), ("who", "operation.who"), ("role", "operation.role"), ("page", "operation.page"),
    ("unit", "column.unit"), ("taken", "operation.taken"),
)  # fmt: skip


def state(snapshot: Snapshot | None) -> tuple[Part, ...]:
    """Figures and their age, what the last build found, the disk, the versions."""
    if snapshot is None:
        return Notice(text("app.empty"), "warning"), Metrics((_disk(),))
    return Metrics((*_figures(snapshot), _disk())), Sentence(_versions(snapshot), "note")


def _figures(snapshot: Snapshot) -> tuple[Metric, ...]:
    found = quality.findings(snapshot, EVERYTHING)
    errors, age = (found["severity"] == "error").sum(), vocabulary.now().date() - snapshot.built_at.date()
    return (
        Metric(text("operation.as_of"), snapshot.as_of, "day"),
        Metric(text("operation.built"), formats.moment(snapshot.built_at), "text", text("operation.age" if age.days else "operation.age.today", days=formats.number(age.days))),
        Metric(text("operation.errors"), errors, "count", text("operation.findings", count=formats.number(len(found)))),
    )  # fmt: skip


def _disk() -> Metric:
    """Room left where the snapshots lie."""
    disk = shutil.disk_usage(
        next(place for place in (snapshots.WAREHOUSE, *snapshots.WAREHOUSE.parents) if place.exists())
    )
    whole = text("operation.disk.of", whole=formats.gigabytes(disk.total))
    return Metric(text("operation.disk"), formats.gigabytes(disk.free), "text", whole)


def _versions(snapshot: Snapshot) -> str:
    packages = ", ".join(f"{name} {package(name)}" for name in PACKAGES)
    return text("operation.versions", code=version.code_version(), built=snapshot.code_version, packages=packages)


def visits(entries: list[dict[str, str]]) -> tuple[Part, ...]:
    """Who opened which page of which unit, and took what away, the newest first."""
    heading = Heading(text("operation.visits"))
    if not entries:
        return heading, Notice(text("operation.visits.none"))
    listed = [
        {
            **one, "at": formats.moment(datetime.fromisoformat(one["at"])), "role": access.roles()[one["role"]][language()],
            "page": text(f"page.{one['page'] or 'overview'}"), "unit": area.name(area.known(one["unit"])),
        }
        for one in entries
    ]  # fmt: skip
    days = formats.number(vocabulary.settings()["access"]["log_days"])
    return (
        heading,
        Sentence(text("operation.visits.help", days=days), "note"),
        Table("visits", columns(*VISITS), pd.DataFrame(listed)),
    )
