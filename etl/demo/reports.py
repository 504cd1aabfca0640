"""What the offices report: household registers, targets, work in the field, progress, published figures."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from etl.demo.curves import as_date, whole_numbers
from etl.demo.population import LATE_REGISTER

PUBLISHED = Path(__file__).with_name("published.csv")
REGISTER_DATE, LATE_REGISTER_DATE = date(2021, 7, 1), date(2021, 12, 1)
PHASE_START = {1: date(2021, 7, 20), 2: date(2021, 9, 20)}
PHASE_END = {1: date(2021, 9, 20), 2: date(2021, 12, 20)}
DISTRICT_UNITS = ["178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189"]
# Đình Lập's own target of 55%: xã Đình Lập, thị trấn Đình Lập, thị trấn Nông trường Thái Bình.
DINH_LAP_HIGHER = ("06628", "06613", "06616")
# Lộc Bình's own 70-80%: the town and the communes that share a lattice edge with it in geo/grid/commune_grid_2021:
# Hữu Khánh, Đồng Bục, Tú Đoạn, Thống Nhất, Đông Quan.
LOC_BINH_HIGHER = ("06529", "06550", "06553", "06562", "06577", "06592")
DINH_LAP_TEAMS, LOC_BINH_TEAMS = 114, 108
TRAINED, TRAINED_BY = 3119, date(2021, 9, 15)
CONFERENCE = date(2021, 9, 16)
BANK_COMMUNE = "06244"  # Tân Liên, Cao Lộc
OVER_REPORTS, ROUNDS = "185", "180"  # one district reports too much, one in round figures


def report_tables(communes, visits, tables, scale: float, as_of: date, rng) -> dict[str, pd.DataFrame]:
    published = pd.read_csv(PUBLISHED, dtype={"scope": str}, parse_dates=["as_of"])
    return {
        "registers": registers(communes, scale, as_of),
        "targets": targets(as_of),
        "field_activity": field_activity(communes, visits, scale, as_of, rng),
        "progress_reports": progress_reports(tables, as_of, rng),
        "published_figures": published[published["as_of"].dt.date <= as_of].reset_index(drop=True),
    }


def registers(communes: pd.DataFrame, scale: float, as_of: date) -> pd.DataFrame:
    table = communes[["commune_code", "district_code", "register"]].rename(columns={"register": "households"})
    late = table["district_code"] == LATE_REGISTER
    table["as_of"] = np.where(late & (scale <= 1), np.datetime64(LATE_REGISTER_DATE), np.datetime64(REGISTER_DATE))
    return table[table["as_of"] <= np.datetime64(as_of)].reset_index(drop=True)


def targets(as_of: date) -> pd.DataFrame:
    rows = [("20", name, 0.5, None, "province", PHASE_START[1]) for name in ("shop", "account", "both")]
    rows.append(("20", "lead", 0.1, None, "province", PHASE_START[1]))
    local = PHASE_START[2]
    for name in ("shop", "account", "both"):
        rows += [(code, name, 0.55, None, "local", local) for code in DINH_LAP_HIGHER]
        rows.append(("189", name, 0.5, None, "local", local))
        rows += [(code, name, 0.7, 0.8, "local", local) for code in LOC_BINH_HIGHER]
    rows.append(("178", "lead", 0.24, None, "local", local))
    rows.append(("189", "both", 350_000, None, "province", local))  # as the article has it; about 100 times too many
    table = pd.DataFrame(rows, columns=["unit", "indicator", "target", "target_max", "source", "valid_from"])
    return table[table["valid_from"] <= as_of].reset_index(drop=True)


def field_activity(communes: pd.DataFrame, visits: np.ndarray, scale: float, as_of: date, rng) -> pd.DataFrame:
    rows = core_training(communes, visits, scale) + village_training(communes, visits, rng) + teams(communes, rng)
    rows += conferences() + staff_and_supervision(rng)
    rows.append((BANK_COMMUNE, date(2021, 9, 23), "staff", 4, 4, "Agribank Cao Lộc mở tài khoản cho người dân"))
    table = pd.DataFrame(rows, columns=["unit", "date", "kind", "count", "people", "note"])
    table = table[table["date"] <= as_of].sort_values(["date", "unit", "kind"], kind="stable")
    table["date"] = pd.to_datetime(table["date"])
    return table.reset_index(drop=True)


def core_training(communes: pd.DataFrame, visits: np.ndarray, scale: float) -> list[tuple]:
    """Core people of phase 1, trained when the first support team comes: 3,119 by 15 September."""
    mine = (communes["phase"] == 1).to_numpy()
    places = communes[mine]
    people = whole_numbers(places["households_est"].to_numpy() ** 0.6, max(round(TRAINED * scale), len(places)))
    return [
        (code, min(as_date(day), TRAINED_BY), "training", 1, int(n), "Tập huấn lực lượng nòng cốt")
        for code, day, n in zip(places["commune_code"], visits[mine, 0], people, strict=True)
    ]


def village_training(communes: pd.DataFrame, visits: np.ndarray, rng) -> list[tuple]:
    """Phase 2: classes in the villages, on the first two visits of the support teams."""
    rows = []
    for code, phase, days in zip(communes["commune_code"], communes["phase"], visits, strict=True):
        for day in np.unique(days)[:2] if phase == 2 else []:
            rows.append((code, as_date(day), "training", 1, int(rng.integers(12, 36)), "Tập huấn tại thôn"))
    return rows


def teams(communes: pd.DataFrame, rng) -> list[tuple]:
    known = {"189": (DINH_LAP_TEAMS, date(2021, 9, 24), 4), "188": (LOC_BINH_TEAMS, date(2021, 9, 25), 3)}
    rows = []
    for district, places in communes.groupby("district_code"):
        first = date(2021, 9, 27) if places["phase"].iloc[0] == 2 else date(2021, 8, 2)
        total, day, size = known.get(district, (round(len(places) * rng.uniform(2.5, 5)), first, 3))
        counts = np.maximum(whole_numbers(places["households_est"].to_numpy(dtype=float), total - len(places)) + 1, 1)
        for code, count in zip(places["commune_code"], counts, strict=True):
            when = day if district in known else day + timedelta(days=int(rng.integers(0, 12)))
            note = "Trưởng thôn, đoàn viên thanh niên" if district == "188" else "Tổ hỗ trợ mở tài khoản, gian hàng số"
            rows.append((code, when, "support_team", int(count), int(count) * size, note))
    return rows


def conferences() -> list[tuple]:
    rows = [("20", CONFERENCE, "training", 1, 62, "Hội nghị trực tuyến 3 cấp, điểm cầu tỉnh")]
    for code in DISTRICT_UNITS:
        rows.append(
            (code, CONFERENCE, "training", 1, 20 + 3 * (int(code) % 7), "Hội nghị trực tuyến 3 cấp, điểm cầu huyện")
        )
    return rows


def staff_and_supervision(rng) -> list[tuple]:
    rows = []
    for code in ("178", "181", "182", "183", "188", "189"):
        staff = int(rng.integers(20, 31))
        rows.append((code, date(2021, 9, 20), "staff", staff, staff, "Nhân viên Viettel Lạng Sơn chia thành các tổ"))
    for code in DISTRICT_UNITS:
        start = PHASE_START[1 if code in ("180", "184", "185", "186", "187") else 2]
        for week in range(1, 12, 3):
            day = start + timedelta(days=7 * week + int(rng.integers(0, 3)))
            rows.append((code, day, "supervision", 1, int(rng.integers(4, 6)), "Tổ giám sát của Sở TT&TT"))
    return rows


def progress_reports(tables: dict[str, pd.DataFrame], as_of: date, rng) -> pd.DataFrame:
    """Weekly reports of the districts, near what the platforms count but not the same."""
    known = true_days(tables, tables["households"].set_index("household")["district_code"])
    rows = []
    for code in DISTRICT_UNITS:
        start = PHASE_START[1 if code in ("180", "184", "185", "186", "187") else 2]
        day = start + timedelta(days=(4 - start.weekday()) % 7)
        while day <= min(as_of, start + timedelta(days=150)):
            for indicator, value in true_counts(known, code, day).items():
                rows.append((code, pd.Timestamp(day), indicator, reported(code, value, rng)))
            day += timedelta(days=7 if day <= PHASE_END[1] or start == PHASE_START[2] else 28)
    return pd.DataFrame(rows, columns=["unit", "as_of", "indicator", "value"])


def true_days(tables: dict[str, pd.DataFrame], district: pd.Series) -> dict[str, dict[str, np.ndarray]]:
    """The days on which each thing that a report counts came to be, sorted, by measure and district."""
    shops, accounts, orders = tables["shops"], tables["accounts"], tables["orders"]
    kept = orders[~orders["status"].isin(("cancelled", "returned"))].drop_duplicates("order_id")
    first = orders[orders["first_sale"]].sort_values("ordered_on", kind="stable").drop_duplicates("household")
    counted = {
        "shops": (shops, "opened_on"), "accounts": (accounts, "opened_on"), "orders": (kept, "ordered_on"),
        "lead": (first, "ordered_on"),
    }  # fmt: skip
    return {
        name: {code: np.sort(days.to_numpy()) for code, days in table[day].groupby(table["household"].map(district))}
        for name, (table, day) in counted.items()
    }


def true_counts(known: dict[str, dict[str, np.ndarray]], code: str, day: date) -> dict[str, int]:
    none = np.array([], dtype="datetime64[s]")
    when = np.datetime64(day, "s")
    return {name: int(np.searchsorted(days.get(code, none), when, "right")) for name, days in known.items()}


def reported(code: str, value: int, rng: np.random.Generator) -> int:
    if code == OVER_REPORTS:
        return round(value * 1.07)
    if code == ROUNDS:
        return round(value, -2) if value > 400 else value
    return max(0, round(value * rng.normal(1.0, 0.008)))
