"""The words of the programme, read from `data/reference/`: units, phases, indicators, certifications, settings.

A new phase, target, label or unit is a row in a file there, not a change of code.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

REFERENCE = Path(__file__).parent / "reference"
PROVINCE = "20"
TIMEZONE = "Asia/Ho_Chi_Minh"
ZONE = ZoneInfo(TIMEZONE)


@dataclass(frozen=True)
class Phase:
    """A phase of the programme; both ends count, day 1 is `starts_on`."""

    number: int
    starts_on: date
    ends_on: date
    label: dict[str, str]
    source: str

    @property
    def unit_code(self) -> str:
        return f"phase-{self.number}"

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True)
class Indicator:
    """What is counted. `measure` is `household` (has coverage and attainment) or `volume` (a plain count)."""

    code: str
    measure: str
    province_target: float | None
    label: dict[str, str]
    short: dict[str, str]
    definition: dict[str, str]
    kinds: tuple[str, ...]  # of files that it is counted from


@dataclass(frozen=True)
class Unit:
    """An administrative unit of one vintage; `parent` is the code of the unit above, empty for the province."""

    vintage: str
    code: str
    level: str
    name: str
    type: str
    parent: str
    phase: int | None
    households_estimate: int

    @property
    def full_name(self) -> str:
        return f"{self.type} {self.name}"

    def called(self, language: str) -> str:
        """Its name with its kind as sentences have it: 'huyện Chi Lăng', 'Chi Lăng district'."""
        return with_kind(self.type, self.name, language)

    def bare_name(self, language: str) -> str:
        """Its name without its kind where that is a district's; the city's never, which is called as the province."""
        return self.name if self.type == "huyện" else self.called(language)


def now() -> datetime:
    """The moment, by the clock of the programme."""
    return datetime.now(ZONE)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one reference file, as text."""
    with open(REFERENCE / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def settings() -> dict:
    """Cut-offs and limits an office may change, from `settings.toml`."""
    return tomllib.loads((REFERENCE / "settings.toml").read_text(encoding="utf-8"))


@cache
def phases() -> dict[int, Phase]:
    return {
        int(row["phase"]): Phase(
            int(row["phase"]),
            date.fromisoformat(row["starts_on"]),
            date.fromisoformat(row["ends_on"]),
            {"vi": row["label_vi"], "en": row["label_en"]},
            row["source"],
        )
        for row in rows("phases.csv")
    }


def first_day() -> date:
    """The first day of the programme: that of its first phase."""
    return min(phase.starts_on for phase in phases().values())


def waiting_phases(day: date) -> list[Phase]:
    """The phases that have not begun by the end of a day, the next first."""
    return sorted((phase for phase in phases().values() if phase.starts_on > day), key=lambda phase: phase.starts_on)


def phases_before(number: int) -> list[Phase]:
    """The phases that began before one, the latest first."""
    own = phases()[number]
    found = (phase for phase in phases().values() if phase.starts_on < own.starts_on)
    return sorted(found, key=lambda phase: phase.starts_on, reverse=True)


def running_phase(day: date) -> Phase:
    """The phase that began last by a day; the first one before any began."""
    begun = [phase for phase in phases().values() if phase.starts_on <= day]
    return (
        max(begun, key=lambda phase: phase.starts_on)
        if begun
        else min(phases().values(), key=lambda phase: phase.starts_on)
    )


def compared_phase(day: date) -> Phase:
    """The phase that is set beside those before it on a day: the running one; while the first runs, the one after it."""
    running = running_phase(day)
    return running if phases_before(running.number) else next(iter(waiting_phases(running.starts_on)), running)


@cache
def indicators() -> dict[str, Indicator]:
    return {
        row["indicator"]: Indicator(
            row["indicator"],
            row["measure"],
            float(row["province_target"]) if row["province_target"] else None,
            {"vi": row["label_vi"], "en": row["label_en"]},
            {"vi": row["short_vi"], "en": row["short_en"]},
            {"vi": row["definition_vi"], "en": row["definition_en"]},
            tuple(row["kinds"].split(";")),
        )
        for row in rows("indicators.csv")
    }


def household_indicators() -> list[str]:
    return [code for code, indicator in indicators().items() if indicator.measure == "household"]


def targeted_indicators() -> list[str]:
    """The household indicators that have a target of the province: those that units are judged by."""
    return [code for code, indicator in indicators().items() if indicator.province_target is not None]


@cache
def units() -> dict[tuple[str, str], Unit]:
    """Units by (vintage, code): 2021 has province, districts and communes; 2025 has province and communes."""
    districts = rows("districts_2021.csv")
    phase_of = {row["district_code"]: int(row["phase"]) for row in districts}
    estimate = sum(int(row["households_est"]) for row in districts)
    found = [
        *(Unit(vintage, PROVINCE, "province", "Lạng Sơn", "tỉnh", "", None, estimate) for vintage in ("2021", "2025")),
        *(
            Unit("2021", row["district_code"], "district", row["name"], row["type"], PROVINCE, int(row["phase"]),
                 int(row["households_est"]))
            for row in districts
        ),
        *(
            Unit("2021", row["commune_code"], "commune", row["name"], row["type"], row["district_code"],
                 phase_of[row["district_code"]], int(row["households_est"]))
            for row in rows("communes_2021.csv")
        ),
        *(
            Unit("2025", row["commune_code"], "commune", row["name"], row["type"], PROVINCE, None,
                 int(row["households_est"]))
            for row in rows("communes_2025.csv")
        ),
    ]  # fmt: skip
    return {(unit.vintage, unit.code): unit for unit in found}


def unit(code: str, vintage: str = "2021") -> Unit:
    return units()[vintage, code]


def district_of(code: str | None) -> str | None:
    """The district that a unit of 2021 is or lies in; None for what spans districts."""
    known = units().get(("2021", code))
    return {"district": known.code, "commune": known.parent}.get(known.level) if known else None


def communes(district: str) -> list[Unit]:
    """The communes of a district of 2021."""
    return [
        unit
        for unit in units().values()
        if (unit.level, unit.parent) == ("commune", district) and unit.vintage == "2021"
    ]


@cache
def with_kind(kind: str, name: str, language: str) -> str:
    """A unit as sentences of a language call it, by `unit_types.csv`."""
    return labels("unit_types")[kind][language].format(name=name)


def mostly_in(commune: str) -> str:
    """The district of 2021 in which most households of a commune of 2025 live, by the estimate; the province where unknown."""
    households: dict[str, float] = {}
    for row in rows("crosswalk_2021_2025.csv"):
        if row["commune_2025"] == commune:
            former = unit(row["commune_2021"])
            own = former.households_estimate * float(row["population_share_est"])
            households[former.parent] = households.get(former.parent, 0.0) + own
    return max(households, key=households.get, default=PROVINCE)


@dataclass(frozen=True)
class UnitType:
    """A type of unit, as xã or huyện: its level, and whether it is town or country."""

    level: str
    is_town: bool


@cache
def unit_types() -> dict[str, UnitType]:
    """Every type of unit by its word, from `unit_types.csv`."""
    return {row["type"]: UnitType(row["level"], row["is_town"] == "yes") for row in rows("unit_types.csv")}


@cache
def labels(name: str) -> dict[str, dict[str, str]]:
    """Labels in both languages by code, from a reference file whose first column is the code."""
    table = rows(f"{name}.csv")
    code = next(iter(table[0]))
    return {row[code]: {"vi": row["label_vi"], "en": row["label_en"]} for row in table}
