"""Runs the SQL models on what has landed: staging, marts, checks. No figure is computed outside them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd

from data import findings, vocabulary
from etl import engines, free_text

MODELS = Path(__file__).parent / "models"
STAGING = (
    "household_base", "unit_base", "unit_target", "commune_target", "unit_phase", "household_record", "household_first",
    "household_state", "indicator_change", "commune_achieved", "order_line", "line_certification",
)  # fmt: skip
MARTS = (
    "unit", "attainment", "phase_result", "volume", "order_trend", "order_week", "product_trend", "listing_trend", "shop_performance",
    "field_activity", "support", "reconciliation", "household_funnel", "shop_activity", "order_status", "order_destination", "product_price",
    "product_listing", "shop_product", "certificate", "crosswalk", "file_unit", "traded",
)  # fmt: skip
SHARE_DENOMINATOR = 10**12  # shares are held as whole numbers of this, so that 0.55 of 820 is 451


def load_reference(connection: duckdb.DuckDBPyConnection, snapshot: str, as_of: date) -> None:
    """The reference facts of this build as tables."""
    connection.execute((MODELS / "reference.sql").read_text(encoding="utf-8"))
    thresholds, pace = vocabulary.settings()["findings"], vocabulary.settings()["pace"]
    set_by_office = {
        "finding": [tuple(thresholds[name] for name in _columns(connection, "reference.finding"))],
        "build": [(snapshot, as_of, pace["ahead"], pace["slow"])],
    }
    for table, rows in (_units() | _programme() | _days(as_of) | set_by_office).items():
        _insert(connection, f"reference.{table}", rows)


def _units() -> dict[str, list[tuple]]:
    """Units, what they add up to, and what became of them in 2025."""
    units = vocabulary.units().values()
    return {
        "unit": [
            (unit.vintage, unit.code, unit.level, unit.name, unit.type, unit.parent or None, unit.phase, unit.households_estimate)
            for unit in units
        ],
        "rollup": [row for unit in units for row in _rollup(unit)],
        "crosswalk": _crosswalk(),
    }  # fmt: skip


def _programme() -> dict[str, list[tuple]]:
    """Phases, indicators with their targets and labels, kinds of field work, platforms, what was published elsewhere."""
    known = vocabulary.indicators()
    targets = {code: known[code].province_target for code in vocabulary.household_indicators()}
    return {
        "phase": [(p.number, p.unit_code, p.starts_on, p.ends_on, p.days) for p in vocabulary.phases().values()],
        "indicator": [
            (code, *((None, None) if target is None else as_fraction(Decimal(str(target))))) for code, target in targets.items()
        ],
        "label": [(code, one.label["vi"].lower(), one.label["en"].lower()) for code, one in known.items()],
        "activity_label": [(kind, label["vi"], label["en"]) for kind, label in vocabulary.labels("activity_kinds").items()],
        "platform": [(platform,) for platform in vocabulary.labels("platforms")],
        "published_figure": [
            (row["scope"], row["as_of"], row["indicator"], float(row["value"]), row["qualifier"], row["source"])
            for row in vocabulary.rows("published_figures.csv")
        ],
    }  # fmt: skip


def _days(as_of: date) -> dict[str, list[tuple]]:
    """Every day of the programme, each with the Monday of its week."""
    first = vocabulary.first_day()
    days = [first + timedelta(days=offset) for offset in range((as_of - first).days + 1)]
    return {"calendar": [(day, day - timedelta(days=day.weekday())) for day in days]}


def as_fraction(share: Decimal) -> tuple[int, int]:
    """A share as numerator and denominator; the digits a binary fraction adds beyond the twelfth are not its own."""
    return int((share * SHARE_DENOMINATOR).to_integral_value()), SHARE_DENOMINATOR


def _rollup(unit: vocabulary.Unit) -> list[tuple[str, str, str]]:
    if unit.vintage != "2021" or unit.level != "commune":
        return []
    phase = vocabulary.phases()[unit.phase].unit_code
    above = (("commune", unit.code), ("district", unit.parent), ("phase", phase), ("province", vocabulary.PROVINCE))
    return [(unit.code, level, code) for level, code in above]


def _crosswalk() -> list[tuple]:
    """Cumulative shares of each 2021 commune's parts, so that rounding conserves its households."""
    found, before, part = [], {}, {}
    for row in vocabulary.rows("crosswalk_2021_2025.csv"):
        old = row["commune_2021"]
        start = before.get(old, 0.0)
        part[old] = part.get(old, 0) + 1
        before[old] = start + float(row["population_share_est"])
        end = 1.0 if before[old] > 0.999 else before[old]
        found.append((old, row["commune_2025"], part[old], start, end))
    return found


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    if rows:
        _append(connection, table, pd.DataFrame(rows, columns=_columns(connection, table)))


def _append(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    """Rows of a frame at the end of a table that has its columns, in their order."""
    connection.register("incoming", frame)
    connection.execute(f"INSERT INTO {table} SELECT {', '.join(frame.columns)} FROM incoming")
    connection.unregister("incoming")


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]


def load_landed(connection: duckdb.DuckDBPyConnection, frames: dict[str, pd.DataFrame]) -> None:
    """Landed rows by kind into their declared tables; a kind that nobody sent stays empty."""
    connection.execute((MODELS / "landed.sql").read_text(encoding="utf-8"))
    for kind, frame in frames.items():
        _append(connection, f"landed.{kind}", frame[_columns(connection, f"landed.{kind}")])
    for table, column, known in (
        ("known_province", "buyer_province", free_text.province),
        ("known_unit_of_measure", "unit_of_measure", free_text.unit_of_measure),
    ):
        query = f"SELECT DISTINCT {column} FROM landed.orders WHERE {column} IS NOT NULL"
        written = [value for (value,) in connection.execute(query).fetchall()]
        _insert(connection, f"reference.{table}", [(value, known(value)) for value in written])


def run(connection: duckdb.DuckDBPyConnection, engine: engines.Engine, progress: Callable[[str], None]) -> None:
    """All models and checks in order; the marts, and what is found unit by unit (`mart.finding_detail`), end in the connection."""
    for declared in ("marts", "finding"):
        connection.execute((MODELS / f"{declared}.sql").read_text(encoding="utf-8"))
    connection.execute("CREATE SCHEMA staging")
    for name in STAGING:
        progress(f"staging.{name}")
        engine.stage(f"staging.{name}", _query("staging", name))
    for name in MARTS:
        progress(f"mart.{name}")
        rows = engine.rows(f"mart.{name}", _query("marts", name), _types(connection, f"mart.{name}"))
        connection.execute(f"INSERT INTO mart.{name} BY NAME\n{rows}")
    told = {name: kind for name, kind in _types(connection, "mart.finding_detail").items() if name != "as_of"}
    for path in sorted((MODELS / "checks").glob("*.sql")):
        progress(f"check.{path.stem}")
        rows = engine.rows(f"check.{path.stem}", _query("checks", path.stem), told)
        connection.execute(
            f"INSERT INTO mart.finding_detail BY NAME SELECT {', '.join(f'found.{name}' for name in told)}, build.as_of "
            f"FROM (\n{rows}\n) AS found CROSS JOIN reference.build AS build ORDER BY unit_code, day, detail_vi"
        )


def _query(folder: str, name: str) -> str:
    return (MODELS / folder / f"{name}.sql").read_text(encoding="utf-8")


def _types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns of a declared table with their types."""
    return {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE {table}").fetchall()}


def tell(connection: duckdb.DuckDBPyConnection) -> None:
    """The findings as they are to be read, of those found one by one."""
    told = findings.grouped(connection.execute("SELECT * FROM mart.finding_detail").df())
    _append(connection, "mart.finding", told[list(findings.TOLD)])
