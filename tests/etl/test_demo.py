"""The simulated programme: the published figures hold, and what happens is possible."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.demo import simulate

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def counts(tables: dict[str, pd.DataFrame], phase: int, day: str) -> dict[str, int]:
    """The indicators of the contract for one phase at the end of a day, with the true households."""
    when = pd.Timestamp(day)
    open_now = {}
    for name, start, end in (
        ("shops", "opened_on", "closed_on"),
        ("accounts", "opened_on", "closed_on"),
        ("listings", "listed_on", "delisted_on"),
    ):
        table = tables[name]
        open_now[name] = table[(table["phase"] == phase) & (table[start] <= when) & ~(table[end] <= when)]
    ever = tables["listings"][tables["listings"]["listed_on"] <= when]
    orders = tables["orders"]
    orders = orders[(orders["phase"] == phase) & (orders["ordered_on"] <= when)]
    shop, account = set(open_now["shops"]["household"]), set(open_now["accounts"]["household"])
    sold = set(orders.loc[orders["status"] == "completed", "household"])
    designated = set(open_now["shops"].loc[open_now["shops"]["designated"], "household"])
    return {
        **{name: len(table) for name, table in open_now.items()},
        "shop": len(shop),
        "both": len(shop & account),
        "account_only": len(account - shop),
        "lead": len(shop & account & set(ever["household"]) & sold),
        "designated": len(designated),
        "lead_and_designated": len(shop & account & set(ever["household"]) & sold & designated),
        "voso": int((open_now["shops"]["platform"] == "voso").sum()),
        "orders": orders.loc[~orders["status"].isin(("cancelled", "returned")), "order_id"].nunique(),
    }


def near(value: int, figure: int, tolerance: float = 0.005) -> bool:
    return abs(value - figure) <= figure * tolerance


def test_published_figures_of_15_september(tables):
    found = counts(tables, 1, "2021-09-15")
    for name, figure in (("shops", 48706), ("accounts", 24808), ("lead", 2409), ("listings", 4300), ("orders", 6995)):
        assert near(found[name], figure), name
    assert near(found["designated"], 2409, 0.02)
    assert 0 < found["lead_and_designated"] < found["lead"]


def test_published_figures_of_the_first_weeks(tables):
    assert near(counts(tables, 1, "2021-08-11")["shops"], 4500)
    assert near(counts(tables, 1, "2021-08-20")["shops"], 21000)


def test_result_of_phase_1(tables):
    found = counts(tables, 1, "2021-09-20")
    assert 54000 < found["shops"] < 55000
    assert 37000 < found["accounts"] < 38000
    assert 4000 < found["listings"] < 4500
    assert counts(tables, 1, "2021-09-15")["orders"] <= found["orders"] <= 7140
    assert found["account_only"] > 1000
    assert found["shop"] < found["shops"]


def test_phase_2_on_25_september_is_exact(tables):
    found = counts(tables, 2, "2021-09-25")
    assert (found["shops"], found["accounts"], found["lead"], found["designated"]) == (2173, 2173, 216, 216)
    assert 0 < found["lead_and_designated"] < 216
    assert near(found["voso"], 1000, 0.1)


@pytest.mark.parametrize("seed", [1, 77])
def test_exact_figures_hold_for_any_seed(seed):
    found = counts(simulate(seed, as_of=date(2021, 9, 25)), 2, "2021-09-25")
    assert (found["shops"], found["accounts"], found["lead"], found["designated"]) == (2173, 2173, 216, 216)


def test_phase_2_has_nothing_before_its_start(tables):
    found = counts(tables, 2, "2021-09-19")
    assert not any(found.values())


def test_households_of_the_province(tables):
    registers = tables["registers"]
    assert "181" not in set(registers["district_code"]), "Bình Gia's register comes late"
    assert 178_000 < registers["households"].sum() < 188_000  # without Bình Gia's 13,000


def test_no_commune_has_more_households_than_its_register(tables):
    taking_part = tables["households"].groupby("commune_code").size()
    register = tables["registers"].set_index("commune_code")["households"]
    assert (taking_part.reindex(register.index).fillna(0) <= register).all()


def test_two_remote_communes_have_no_record(tables):
    reached = set(tables["shops"]["commune_code"]) | set(tables["accounts"]["commune_code"])
    assert not reached & {"06238", "06643"}


def test_districts_differ_in_pace(tables):
    """Share of the 50% target against what is expected on day 57 of 92."""
    households = tables["households"]
    both = households["household"].isin(tables["shops"]["household"])
    both &= households["household"].isin(tables["accounts"]["household"])
    base = pd.read_csv(REFERENCE / "districts_2021.csv", dtype={"district_code": str}).set_index("district_code")
    pace = households[both].groupby("district_code").size() / base["households_est"] / 0.5 / (57 / 92)
    assert pace["178"] >= 1 and pace["183"] >= 1 and pace["188"] >= 1
    assert 0.8 <= pace["182"] < 1
    assert pace["181"] < 0.8 and pace["189"] < 0.8


def test_city_is_ahead_on_lead_households(tables):
    first = tables["orders"][tables["orders"]["first_sale"]].drop_duplicates("household")
    district = first["household"].map(tables["households"].set_index("household")["district_code"])
    assert (district == "178").sum() / 25821 / 0.10 > 57 / 92


def test_star_of_bai_hao(tables):
    star = tables["star"].iloc[0]
    assert (star["commune_code"], star["hamlet"]) == ("06523", "Bãi Hào")
    orders = tables["orders"][tables["orders"]["household"] == star["household"]]
    orders = orders[orders["ordered_on"].between(pd.Timestamp("2021-07-20"), pd.Timestamp("2021-08-12"))]
    sold = orders[orders["status"] == "completed"]
    assert (sold["order_id"].nunique(), sold["quantity"].sum()) == (82, 880)


def test_orders_follow_the_seasons_and_a_heavy_tail(tables):
    orders = tables["orders"][tables["orders"]["status"] == "completed"]
    month = orders["ordered_on"].dt.month
    apples, greens = orders["product"] == "custard_apple", orders["product"] == "kai_lan"
    assert month[apples].isin((8, 9)).mean() > 0.7
    assert month[greens].isin((10, 11)).mean() > 0.7
    per_household = orders.groupby("household")["order_id"].nunique().sort_values(ascending=False)
    assert per_household.head(len(per_household) // 10).sum() > 0.4 * per_household.sum()
    assert orders["household"].nunique() < 0.1 * tables["shops"]["household"].nunique()
    lost = tables["orders"].drop_duplicates("order_id")["status"]
    assert 0.10 <= (lost == "cancelled").mean() <= 0.17
    assert 0 < (lost == "returned").mean() < 0.04


def test_sales_are_possible(tables):
    """An order of a listing on sale, of a shop that is open, but for the one planted order."""
    orders = tables["orders"].merge(tables["listings"][["listing_id", "listed_on", "delisted_on"]], on="listing_id")
    orders = orders.merge(tables["shops"][["shop_id", "opened_on", "closed_on"]], on="shop_id")
    assert len(orders) == len(tables["orders"])
    assert (orders["ordered_on"] < orders["opened_on"]).sum() == 1
    assert (orders["ordered_on"] < orders["listed_on"]).sum() == 1
    assert not ((orders["ordered_on"] > orders["delisted_on"]) | (orders["ordered_on"] > orders["closed_on"])).any()


def fold(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_keywords_recognise_the_family_of_every_listing(tables):
    """The longest keyword in a name decides; names of communes such as Na Sầm or Gia Miễn must not mislead it."""
    families = pd.read_csv(REFERENCE / "products.csv", dtype=str)
    keywords = [(word, row.product) for row in families.itertuples() for word in row.keywords.split(";")]
    keywords.sort(key=lambda pair: -len(pair[0]))
    patterns = [(re.compile(rf"\b{re.escape(word)}\b"), product) for word, product in keywords]
    names = tables["listings"].drop_duplicates("name")
    found = [next((p for pattern, p in patterns if pattern.search(fold(name))), None) for name in names["name"]]
    assert found == names["product"].tolist()


def test_weekends_are_slow_and_visits_of_teams_are_felt(tables):
    days = tables["shops"].loc[tables["shops"]["phase"] == 2, "opened_on"]
    by_weekday = days.dt.day_of_week.value_counts()
    assert by_weekday[6] < 0.7 * by_weekday[1]
    activity = tables["field_activity"]
    classes = activity[(activity["note"] == "Tập huấn tại thôn") & (activity["date"] > pd.Timestamp("2021-10-08"))]
    per_day = tables["shops"].groupby(["commune_code", "opened_on"]).size()

    def around(first: int, last: int) -> float:
        keys = [
            (c, d + pd.Timedelta(days=k)) for c, d in classes[["unit", "date"]].to_numpy() for k in range(first, last)
        ]
        return per_day.reindex(keys).fillna(0).mean()

    assert around(0, 5) > 1.5 * around(-6, -1)


def test_certificates_expire_and_one_is_sold_on(tables):
    certificates = tables["certificates"]
    assert {"ocop3", "ocop4", "vietgap", "globalgap"} == set(certificates["scheme"])
    over = certificates[certificates["valid_to"] == pd.Timestamp("2021-08-31")]
    sold = tables["orders"][tables["orders"]["household"].isin(over["household"])]
    assert (sold["ordered_on"] > pd.Timestamp("2021-08-31")).any()
    soon = certificates["valid_to"].between(pd.Timestamp("2021-11-16"), pd.Timestamp("2022-01-15"))
    assert soon.sum() >= 3


def test_work_in_the_field(tables):
    activity = tables["field_activity"]
    teams = activity[activity["kind"] == "support_team"]
    district = teams["unit"].map(
        pd.read_csv(REFERENCE / "communes_2021.csv", dtype=str).set_index("commune_code")["district_code"]
    )
    assert teams.loc[district == "189", "count"].sum() == 114
    assert teams.loc[district == "188", "count"].sum() > 100
    assert (teams.loc[district == "188", "people"] == 3 * teams.loc[district == "188", "count"]).all()
    trained = activity[(activity["kind"] == "training") & (activity["date"] <= pd.Timestamp("2021-09-15"))]
    assert trained["people"].sum() == 3119
    staff = activity[(activity["kind"] == "staff") & (activity["unit"].str.len() == 3)]
    assert len(staff) == 6 and staff["count"].between(20, 30).all()
    assert activity.loc[activity["kind"] == "supervision", "people"].between(4, 5).all()


def test_targets_hold_the_impossible_figure(tables):
    targets = tables["targets"]
    odd = targets[targets["target"] > 1]
    assert odd[["unit", "indicator", "target", "source"]].to_numpy().tolist() == [["189", "both", 350_000, "province"]]


def test_people_are_not_confused(tables):
    """No two households share an identity number or a phone: linking can find each one."""
    assert tables["households"]["identity_number"].is_unique
    assert tables["households"]["phone"].is_unique
    assert tables["households"]["identity_number"].str.fullmatch(r"020\d{9}|08\d{7}").all()
    assert tables["households"]["phone"].str.fullmatch(r"0\d{9}").all()
