"""The contract's definitions a second time: plain loops over days and households, no SQL, nothing of `etl`."""

import csv
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
INDICATORS = ("shop", "account", "both", "either", "listed", "lead", "designated")
PHASES = {1: (date(2021, 7, 20), date(2021, 9, 20)), 2: (date(2021, 9, 20), date(2021, 12, 20))}
DEFAULTS = {"shop": Fraction(1, 2), "account": Fraction(1, 2), "both": Fraction(1, 2), "lead": Fraction(1, 10)}


def _rows(name: str) -> list[dict]:
    with open(REFERENCE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COMMUNES = {row["commune_code"]: row["district_code"] for row in _rows("communes_2021.csv")}
ESTIMATE = {row["commune_code"]: int(row["households_est"]) for row in _rows("communes_2021.csv")}
PHASE_OF = {row["district_code"]: int(row["phase"]) for row in _rows("districts_2021.csv")}


@dataclass
class Record:
    """A shop (with a platform) or an account, of the household that the test knows it has."""

    household: str
    commune: str
    opened: date
    closed: date | None = None
    platform: str = ""
    designated: bool = False
    key: str = ""

    def is_open(self, day: date) -> bool:
        return self.opened <= day and not (self.closed and self.closed <= day)


@dataclass
class Listing:
    shop: str
    key: str
    listed: date
    delisted: date | None = None
    type: str = "unknown"


@dataclass
class Line:
    order: str
    shop: str
    listing: str
    day: date
    value: int
    status: str
    quantity: int = 1


@dataclass
class Certificate:
    scheme: str
    first: date
    last: date | None
    listing: str = ""
    household: str = ""


@dataclass
class Target:
    """A share, or a count of households; `top` is the upper end of a range."""

    unit: str
    indicator: str
    source: str
    since: date
    share: Fraction | None = None
    count: int | None = None
    top: Fraction | None = None


@dataclass(eq=False)
class World:
    records: list[Record] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    registers: list[tuple[str, date, int]] = field(default_factory=list)

    def communes_of(self, unit: str) -> list[str]:
        if unit == "20":
            return list(COMMUNES)
        if unit.startswith("phase-"):
            return [code for code, district in COMMUNES.items() if PHASE_OF[district] == int(unit[-1])]
        if len(unit) == 3:
            return [code for code, district in COMMUNES.items() if district == unit]
        return [unit]

    def households(self, unit: str, day: date) -> int:
        return sum(self._commune_households(code, day) for code in self.communes_of(unit))

    @cache  # noqa: B019 - lives as long as its test
    def _commune_households(self, code: str, day: date) -> int:
        known = [(since, number) for unit, since, number in self.registers if unit == code and since <= day]
        return max(known)[1] if known else ESTIMATE[code]

    def _shops(self, household: str) -> list[Record]:
        return [record for record in self.records if record.household == household and record.platform]

    def is_in(self, indicator: str, household: str, day: date) -> bool:
        """Whether a household counts under an indicator at the end of a day."""
        records = [record for record in self.records if record.household == household]
        shop = any(record.platform and record.is_open(day) for record in records)
        account = any(not record.platform and record.is_open(day) for record in records)
        shops = {record.key for record in records if record.platform}
        listed = shop and any(one.shop in shops and one.listed <= day for one in self.listings)
        sold = any(line.shop in shops and line.day <= day and line.status == "completed" for line in self.lines)
        designated = any(record.designated and record.is_open(day) for record in records)
        return {
            "shop": shop, "account": account, "both": shop and account, "either": shop or account, "listed": listed,
            "lead": shop and account and listed and sold, "designated": designated,
        }[indicator]  # fmt: skip

    def commune(self, household: str, day: date) -> str | None:
        """That of the newest shop or account opened by the day."""
        opened = [record for record in self.records if record.household == household and record.opened <= day]
        return max(opened, key=lambda record: record.opened).commune if opened else None

    def achieved_by_commune(self, day: date) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for household in {record.household for record in self.records}:
            commune = self.commune(household, day)
            for indicator in INDICATORS:
                if commune and self.is_in(indicator, household, day):
                    found[commune, indicator] = found.get((commune, indicator), 0) + 1
        return found

    def own_target(self, unit: str, indicator: str, source: str, day: date) -> tuple[Fraction, Fraction | None] | None:
        """(share, upper end) of the latest usable target that a unit has itself."""
        usable = []
        for target in self.targets:
            if (target.unit, target.indicator, target.source) != (unit, indicator, source) or target.since > day:
                continue
            base = self.households(unit, day)
            share = target.share if target.share is not None else Fraction(target.count, base)
            if share <= 1:
                usable.append((target.since, share, target.top))
        if usable:
            return max(usable, key=lambda entry: entry[0])[1:]
        if unit == "20" and source == "province" and indicator in DEFAULTS:
            return DEFAULTS[indicator], None
        return None

    @cache  # noqa: B019 - lives as long as its test
    def target(self, unit: str, indicator: str, source: str, day: date) -> tuple[Fraction, Fraction | None] | None:
        """Its own target, else its district's, else the province's."""
        above = [unit]
        if len(unit) == 5:
            above.append(COMMUNES[unit])
        if unit != "20":
            above.append("20")
        return next((own for one in above if (own := self.own_target(one, indicator, source, day))), None)

    def target_count(self, unit: str, indicator: str, source: str, day: date) -> int | None:
        counts = [
            ceil(own[0] * self.households(code, day))
            for code in self.communes_of(unit)
            if (own := self.target(code, indicator, source, day))
        ]
        return sum(counts) if counts else None

    def counted(self) -> list[Line]:
        return [line for line in self.lines if line.status not in ("cancelled", "returned")]

    def volume(self, unit: str, platform: str, day: date) -> dict[str, int]:
        communes = set(self.communes_of(unit))
        shops = {
            record.key: record for record in self.records
            if record.platform and platform in ("all", record.platform) and record.commune in communes
        }  # fmt: skip
        lines = [line for line in self.counted() if line.shop in shops and line.day <= day]
        return {
            "shops": sum(record.is_open(day) for record in shops.values()),
            "accounts": sum(
                record.is_open(day) and not record.platform and record.commune in communes for record in self.records
            ) if platform == "all" else None,
            "listings": sum(
                one.shop in shops and one.listed <= day and not (one.delisted and one.delisted <= day)
                for one in self.listings
            ),
            "orders": len({line.order for line in lines}),
            "order_value": sum(line.value for line in lines),
        }  # fmt: skip

    def certifications(self, line: Line) -> list[str]:
        """Schemes valid on the day of an order line, 'none' if there is none."""
        household = next(record.household for record in self.records if record.key == line.shop)
        found = {
            one.scheme for one in self.certificates
            if ((one.listing and one.listing == line.listing) or (one.household and one.household == household))
            and one.first <= line.day and (one.last is None or line.day <= one.last)
        }  # fmt: skip
        return sorted(found) or ["none"]

    def trend(self) -> dict[tuple, tuple[int, int, int]]:
        """(orders, quantity, value) by week, commune, platform, product type and certification."""
        shops = {record.key: record for record in self.records if record.platform}
        types = {one.key: one.type for one in self.listings}
        found: dict[tuple, list] = {}
        for line in self.counted():
            week = line.day - timedelta(days=line.day.weekday())
            shop = shops[line.shop]
            for certification in ["all", *self.certifications(line)]:
                mark = (week, shop.commune, shop.platform, types.get(line.listing, "unknown"), certification)
                entry = found.setdefault(mark, [set(), 0, 0])
                entry[0].add(line.order)
                entry[1] += line.quantity
                entry[2] += line.value
        return {mark: (len(orders), quantity, value) for mark, (orders, quantity, value) in found.items()}

    def status(self, unit: str, indicator: str, day: date, achieved: int) -> str:
        """Pace: expected share on day k = target × k / length of the phase."""
        phase = int(unit[-1]) if unit.startswith("phase-") else PHASE_OF[unit if len(unit) == 3 else COMMUNES[unit]]
        start, end = PHASES[phase]
        target = self.target(unit if not unit.startswith("phase-") else "20", indicator, "province", day)
        communes = set(self.communes_of(unit))
        heard = any(record.commune in communes and record.opened <= day for record in self.records)
        if target is None or day < start or not heard:
            return "no_data"
        days = (end - start).days + 1
        number = min((day - start).days + 1, days)
        coverage, expected = Fraction(achieved, self.households(unit, day)), target[0] * Fraction(number, days)
        if coverage >= target[0]:
            return "reached"
        return "ahead" if coverage >= expected else "slow" if coverage >= expected * Fraction(8, 10) else "behind"
