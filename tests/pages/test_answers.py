"""The 25 sentences: each figure in them found a second time by SQL over the marts, every word in both languages."""

import re
from datetime import timedelta
from string import Formatter

import duckdb
import pandas as pd
import pytest

from data import snapshots, vocabulary
from data.snapshots import EVERYTHING, Scope
from pages.kit import formats, lineage
from pages.kit.address import Address
from pages.kit.texts import spoken, text
from pages.kit.view import Card, Heading, Link, Notice, Sentence, flat
from pages.method.questions.answer import sentence
from pages.method.questions.view import answer, questions
from pages.progress.lead.view import lead
from pages.progress.map.view import atlas
from pages.progress.overview.view import overview
from pages.progress.phases.view import phases
from pages.progress.support.view import support
from pages.progress.unit.view import unit
from pages.screen import html
from pages.trade.certificates.view import certificates
from pages.trade.market.view import market
from pages.trade.products.view import products
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH

QUESTIONS = {row["number"]: row for row in vocabulary.rows("questions.csv")}
PAGES = {
    "": overview, "lead": lead, "map": atlas, "phases": phases, "support": support, "unit": unit,
    "certificates": certificates, "market": market, "products": products,
}  # fmt: skip
# Attainment of a day; of an ended phase that of its deadline.
JUDGED = """
    WITH judged AS (
        SELECT value.*, unit.parent_code, unit.name FROM mart.attainment AS value
        LEFT JOIN mart.unit AS unit ON unit.vintage = '2021' AND unit.code = value.unit_code
        WHERE value.day = CASE WHEN value.phase IS NULL THEN $day ELSE least($day, value.ends_on) END
    )
"""
ORDERS = """
    WITH week AS (SELECT $monday AS monday),
    lost AS (
        SELECT sum(orders) AS placed, sum(CASE WHEN status IN ('cancelled', 'returned') THEN orders END) AS gone
        FROM mart.order_status, week WHERE order_status.week = monday
    ),
    sold AS (
        SELECT sum(orders) AS orders, sum(order_value) AS order_value FROM mart.order_week, week
        WHERE order_week.week = monday AND certification = 'all'
    )
    SELECT placed, gone / placed AS lost_share, orders, order_value FROM lost, sold
"""
SQL = {
    "1": JUDGED + "SELECT achieved, households, achieved / households AS coverage, target, greatest(target - achieved, 0) AS gap, 0.5 AS target_share FROM judged WHERE level = 'province' AND indicator = 'shop'",
    "2": """
        SELECT max(CASE indicator WHEN 'both' THEN achieved END) AS both, max(CASE indicator WHEN 'either' THEN achieved END) AS either,
            max(CASE indicator WHEN 'both' THEN achieved / households END) AS both_share,
            max(CASE indicator WHEN 'either' THEN achieved / households END) AS either_share,
            max(CASE indicator WHEN 'shop' THEN achieved END) - max(CASE indicator WHEN 'both' THEN achieved END) AS only_shop,
            max(CASE indicator WHEN 'account' THEN achieved END) - max(CASE indicator WHEN 'both' THEN achieved END) AS only_account
        FROM mart.attainment WHERE level = 'province' AND day = $day""",
    "3": JUDGED + """
        SELECT count(*) FILTER (achieved >= target) AS reached_count, count(*) FILTER (achieved < target) AS short_count,
            coalesce(list({'unit': unit_code, 'gap': target - achieved} ORDER BY target - achieved DESC) FILTER (achieved < target), []) AS short
        FROM judged WHERE level = 'district' AND indicator = 'both' AND has_data""",
    "4": """
        WITH own AS (
            SELECT *, achieved >= target AS is_met, floor(achieved + gained_7_days * days_left / 7.0 + 1e-9) < target AS is_late,
                ceil((target - achieved) / days_left) AS needed
            FROM mart.attainment WHERE level = 'district' AND indicator = 'both' AND phase = 2 AND day = $day
        )
        SELECT count(*) AS known_count, count(*) FILTER (is_late AND NOT is_met) AS late_count,
            list({'unit': unit_code, 'needed': needed, 'pace': gained_7_days / 7} ORDER BY needed DESC) FILTER (is_late AND NOT is_met) AS late
        FROM own""",
    "5": JUDGED + """,
        ranked AS (
            SELECT phase, unit_code, coverage, rank() OVER (PARTITION BY phase ORDER BY coverage DESC) AS rank FROM judged
            WHERE level = 'district' AND indicator = 'both' AND has_data
        )
        SELECT list({'phase': phase, 'units': units} ORDER BY phase DESC) AS phases FROM (
            SELECT phase, list({'unit': unit_code, 'rank': rank, 'coverage': coverage} ORDER BY rank, unit_code) AS units FROM ranked GROUP BY phase
        )""",
    "6": JUDGED + """
        SELECT list({'district': parent_code, 'unit': unit_code, 'coverage': coverage} ORDER BY coverage, unit_code) AS lowest FROM (
            SELECT *, row_number() OVER (PARTITION BY parent_code ORDER BY coverage, unit_code) AS place FROM judged
            WHERE level = 'commune' AND indicator = 'both' AND has_data
        ) WHERE place = 1""",
    "7": JUDGED + "SELECT count(*) AS count, count(*) FILTER (NOT has_data) AS silent_count, count(*) FILTER (has_data AND achieved = 0) AS zero_count FROM judged WHERE level = 'commune' AND indicator = 'both'",
    "8": JUDGED + """
        SELECT count(*) AS count, 0.55 AS own_share, count(*) FILTER (achieved >= local_target) AS met_count,
            list({'unit': unit_code, 'coverage': achieved / households, 'own_gap': greatest(local_target - achieved, 0)} ORDER BY achieved / local_target DESC) AS units
        FROM judged WHERE level = 'commune' AND indicator = 'both' AND parent_code = '189' AND round(local_target_share, 2) = 0.55""",
    "9": JUDGED + "SELECT achieved, households, coverage, local_target AS own_target, 0.24 AS own_share, greatest(local_target - achieved, 0) AS own_gap FROM judged WHERE unit_code = '178' AND indicator = 'lead'",
    "10": JUDGED + """
        SELECT count(*) AS count, 0.7 AS low, 0.8 AS high, count(*) FILTER (achieved >= local_target AND coverage <= 0.8) AS within_count,
            count(*) FILTER (coverage > 0.8) AS above_count,
            coalesce(list({'unit': unit_code, 'coverage': coverage, 'own_gap': local_target - achieved} ORDER BY achieved / local_target DESC)
                FILTER (has_data AND achieved < local_target), []) AS below
        FROM judged WHERE level = 'commune' AND indicator = 'both' AND parent_code = '188' AND local_target_share_max IS NOT NULL""",
    "11": """
        SELECT achieved AS lead, achieved / households AS lead_share, funnel.designated_lead, funnel.only_designated, achieved - funnel.designated_lead AS only_lead
        FROM mart.attainment AS own INNER JOIN mart.household_funnel AS funnel ON funnel.unit_code = own.unit_code
        WHERE own.unit_code = '20' AND own.indicator = 'lead' AND own.day = $day""",
    "12": "SELECT sum(shops) AS shops, sum(sold_30_days) AS sold_30_days, sum(sold_30_days) / sum(shops) AS active_share FROM mart.shop_activity WHERE level = 'commune' AND platform <> 'all'",
    "13": ORDERS,
    "14": """
        SELECT list({'platform': platform, 'active_share': share} ORDER BY share DESC) AS platforms FROM (
            SELECT platform, sum(sold_30_days) / sum(shops) AS share FROM mart.shop_activity WHERE level = 'commune' AND platform <> 'all' GROUP BY platform
        )""",
    "16": """
        SELECT max(CASE WHEN day = ends_on THEN achieved END) AS result, max(CASE WHEN day = $day THEN achieved END) AS now, now - result AS after,
            (SELECT sum(sold_30_days) / sum(shops) FROM mart.shop_activity AS shops INNER JOIN mart.unit AS unit ON unit.code = shops.unit_code AND unit.vintage = '2021'
                WHERE shops.level = 'commune' AND platform = 'all' AND unit.phase = 1) AS active_share
        FROM mart.attainment WHERE unit_code = 'phase-1' AND indicator = 'both'""",
    "17": """
        SELECT list({'orders': orders} ORDER BY orders DESC) AS sellers FROM (
            SELECT sum(orders) AS orders FROM (
                SELECT product, commune_code, orders FROM mart.shop_product WHERE certifications LIKE '%ocop%' ORDER BY orders DESC LIMIT 10
            ) GROUP BY product, commune_code
        )""",
    "18": """
        SELECT count(*) FILTER (coalesce(valid_to, '9999-12-31') >= $day) AS in_force,
            count(*) FILTER (coalesce(valid_to, '9999-12-31') >= $day AND listings = 0) AS idle_count,
            count(*) FILTER (valid_to BETWEEN $day AND $day + 60) AS soon_count
        FROM mart.certificate WHERE scheme LIKE 'ocop%'""",
    "19": """
        SELECT list({'scheme': scheme, 'share': coalesce(worth, 0) / whole} ORDER BY scheme DESC) AS shares
        FROM (VALUES ('vietgap'), ('globalgap')) AS asked(scheme) LEFT JOIN (
            SELECT certification AS scheme, sum(order_value) AS worth FROM mart.order_week GROUP BY certification
        ) USING (scheme), (SELECT order_value AS whole FROM mart.volume WHERE unit_code = '20' AND platform = 'all' AND day = $day)""",
    "20": "SELECT sum(quantity) AS quantity, sum(order_value) AS order_value, count(DISTINCT shop_code) AS sellers FROM mart.product_price WHERE district_code = '187' AND product = 'custard_apple' AND unit_of_measure = 'kg'",
    "21": """
        SELECT list({'product': product, 'orders': orders}) AS products FROM (
            SELECT product, sum(orders) AS orders FROM mart.product_trend
            WHERE certification = 'all' AND product <> 'custard_apple' AND week BETWEEN $monday - 21 AND $monday
            GROUP BY product ORDER BY orders DESC, product LIMIT 3
        )""",
    "22": """
        WITH sold AS (SELECT coalesce(buyer_province, '') AS province, sum(orders) AS orders FROM mart.order_destination WHERE product_type = 'all' GROUP BY ALL)
        SELECT (SELECT orders FROM sold WHERE province = 'Lạng Sơn') / sum(orders) AS home FROM sold""",
    "23": """
        WITH teams AS (
            SELECT unit_code, sum(count) AS teams FROM mart.field_activity AS activity
            WHERE kind = 'support_team' AND date <= $day AND coalesce(counts_until, '9999-12-31') > $day GROUP BY unit_code
        )""" + JUDGED.replace("WITH judged", ", judged") + """,
        known AS (
            SELECT unit_code, teams, coverage, teams / households AS density FROM judged INNER JOIN teams USING (unit_code)
            WHERE level = 'commune' AND indicator = 'both' AND has_data AND teams > 0
        ),
        line AS (SELECT median(density) AS density, quantile_cont(coverage, 0.25) AS coverage FROM known)
        SELECT list({'coverage': coverage} ORDER BY coverage) AS units FROM (
            SELECT known.* FROM known, line WHERE known.density >= line.density AND known.coverage <= line.coverage ORDER BY known.coverage LIMIT 10
        )""",
    "24": "SELECT count(*) AS files, sum(read) AS read, sum(rejected) AS rejected, (SELECT count(*) FROM mart.finding) AS findings FROM mart.file_ledger",
    "25": """
        WITH carried AS (
            SELECT commune_2025, sum(floor(achieved * share_after + 0.5) - floor(achieved * share_before + 0.5)) AS achieved,
                sum(floor(households * share_after + 0.5) - floor(households * share_before + 0.5)) AS households, bool_or(has_data) AS has_data
            FROM mart.crosswalk INNER JOIN mart.attainment ON unit_code = commune_2021
            WHERE level = 'commune' AND indicator = 'both' AND day = $day GROUP BY commune_2025
        )
        SELECT count(*) AS count, count(*) FILTER (has_data AND achieved / households >= 0.5) AS reached,
            list({'unit': commune_2025, 'coverage': achieved / households} ORDER BY achieved / households, commune_2025)[:2] AS worst
        FROM carried""",
}  # fmt: skip


def second(snapshot: snapshots.Snapshot, number: str) -> dict:
    """The figures of a question by SQL alone."""
    query = SQL[number]
    day = snapshot.as_of
    monday = day - timedelta(days=(day.weekday() + 1) % 7 + 6)
    values = {name: value for name, value in {"day": day, "monday": monday}.items() if f"${name}" in query}
    with duckdb.connect(str(snapshot.path), read_only=True) as mart:
        found = mart.execute(query, values)
        return dict(zip((column[0] for column in found.description), found.fetchone(), strict=True))


def is_same(told: object, expected: object) -> bool:
    """Every item of what is expected is told, in its order; a value may say more than is asked for."""
    if isinstance(expected, list):
        return len(told) == len(expected) and all(map(is_same, told, expected))
    if isinstance(expected, dict):
        return all(is_same(told[name], value) for name, value in expected.items())
    return told == expected if isinstance(expected, str) else told == pytest.approx(float(expected))


@pytest.mark.parametrize("number", sorted(SQL, key=int))
def test_a_sentence_tells_what_sql_over_the_marts_gives(published, number):
    told, expected = answer(published, EVERYTHING, QUESTIONS[number]), second(published, number)
    assert expected and None not in expected.values()
    for name, value in expected.items():
        assert is_same(told.values[name], value), (name, told.values[name], value)


def test_who_is_named_is_who_the_marts_name(published):
    """Of equals any may be named: each is looked up by itself."""
    with duckdb.connect(str(published.path), read_only=True) as mart:
        sold = set(mart.execute("SELECT DISTINCT product, commune_code FROM mart.shop_product").fetchall())
        near = JUDGED + "SELECT unit_code, coverage FROM judged WHERE level = 'commune' AND indicator = 'both'"
        shares = set(mart.execute(near, {"day": published.as_of}).fetchall())
    sellers = answer(published, EVERYTHING, QUESTIONS["17"]).values["sellers"]
    assert sellers and {(one["product"], one["unit"]) for one in sellers} <= sold
    communes = answer(published, EVERYTHING, QUESTIONS["23"]).values["units"]
    assert communes and {(one["unit"], one["coverage"]) for one in communes} <= shares


def test_the_phases_are_compared_on_the_same_day(published, vietnamese):
    with duckdb.connect(str(published.path), read_only=True) as mart:
        day, own, before = mart.execute(
            "SELECT own.day_number, own.coverage, past.coverage FROM mart.attainment AS own INNER JOIN mart.attainment AS past "
            "USING (indicator, day_number) WHERE own.unit_code = 'phase-2' AND past.unit_code = 'phase-1' AND own.indicator = 'both' AND own.day = ?",
            [published.as_of],
        ).fetchone()  # fmt: skip
    said = sentence("15", answer(published, EVERYTHING, QUESTIONS["15"]))
    for part in (f"ngày thứ {day}", formats.percent(own), formats.percent(before), formats.points(abs(own - before))):
        assert part in said


@pytest.mark.parametrize(("last", "waits"), [("2021-09-19", True), ("2021-09-20", False)])
def test_the_phases_are_not_compared_before_the_second_begins(last, waits, tmp_path, vietnamese):
    """Why there is nothing to say: not for want of a row in the files, which are all there."""
    small.write_csv(tmp_path / "inbox" / "a.csv", [small.shop("S1"), small.shop("S2", opened_on=last)])
    small.write_csv(tmp_path / "inbox" / "b.csv", [small.account("A1")])
    small.build_quietly(tmp_path)
    found = answer(snapshots.current(tmp_path / "warehouse"), EVERYTHING, QUESTIONS["15"])
    assert (found is not None and found.cases == ("waiting",)) == waits
    if waits:
        assert sentence("15", found) == "Chưa có gì để so: giai đoạn 2 bắt đầu từ 20/09/2021."


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_25_are_answered_in_sentences_with_a_passport_and_the_way_to_the_picture(published, language):
    with spoken(language):
        cards = [part for part in questions(published, EVERYTHING, Address()).parts if isinstance(part, Card)]
        passport = text("passport.open")
    assert len(cards) == 25
    for number, card in zip(QUESTIONS, cards, strict=True):
        question, told, source = card.parts
        assert question.words == f"{number}. {QUESTIONS[number][f'question_{language}']}"
        assert isinstance(told, Sentence) and told.words.endswith(".") and formats.MISSING not in told.words, number
        assert not re.search(r"[{}]|\bnan\b|\.\.", told.words.lower()), number
        assert source.page == "passport" and source.words == passport
        assert lineage.parse(dict(source.address)["id"])[0] == published.id


def test_a_sentence_is_written_as_its_language_writes(published):
    row = second(published, "1")
    for language, gap in (("vi", "{:,}".format(row["gap"]).replace(",", ".")), ("en", "{:,}".format(row["gap"]))):
        with spoken(language):
            said = sentence("1", answer(published, EVERYTHING, QUESTIONS["1"]))
            assert (
                formats.percent(row["coverage"]) in said
                and gap in said
                and said.startswith({"vi": "Đến", "en": "By"}[language])
            )


@pytest.mark.parametrize("number", [number for number, row in QUESTIONS.items() if row["anchor"]])
def test_the_heading_that_a_question_leads_to_is_on_its_page(published, vietnamese, number):
    row = QUESTIONS[number]
    with_choices = dict(part.split("=") for part in row["query"].split("&") if part)
    shown = PAGES[row["page"]](published, EVERYTHING, Address(with_choices))
    headings = [html.place(part.words) for part in flat(shown.parts) if isinstance(part, Heading)]
    assert html.place(text(row["anchor"])) in headings
    (link,) = [
        part for card in questions(published, EVERYTHING, Address()).parts if isinstance(card, Card)
        for part in card.parts if isinstance(part, Link) and part.words.startswith(f"{number}. ")
    ]  # fmt: skip
    assert html.address(link.page, link.address, link.anchor).endswith(f"#{html.place(text(row['anchor']))}")


def test_every_sentence_can_be_filled_in():
    """A comma in a cell without quotation marks once cut a sentence off within a figure."""
    for row in vocabulary.rows("answers.csv"):
        assert None not in row, row
        found = [
            {name for _, name, *_ in Formatter().parse(row[f"sentence_{tongue}"]) if name} for tongue in ("vi", "en")
        ]
        assert found[0] == found[1], row


# What the data cannot answer.


@pytest.mark.parametrize(
    ("files", "as_of", "answered"),
    [
        ({"ra-soat": [{"unit": VAN_LINH, "households": 820, "as_of": "2021-10-01"}]}, "2021-10-05", {"24"}),
        ({"gian-hang": [small.shop("S1")]}, "2021-08-02", {"1", "24"}),  # no accounts: of both nobody counted
        ({"gian-hang": [small.shop("S1", opened_on="2021-07-01")]}, "2021-07-10", {"24"}),
    ],
    ids=["a register alone", "before phase 2", "before the first phase"],
)
def test_a_snapshot_of_little_says_what_is_missing(tmp_path, files, as_of, answered):
    for name, rows in files.items():
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", rows)
    snapshot = snapshots.current(small.build_quietly(tmp_path, "--as-of", as_of).warehouse)
    for language in ("vi", "en"):
        with spoken(language):
            cards = [part for part in questions(snapshot, EVERYTHING, Address()).parts if isinstance(part, Card)]
            told = {number: card.parts[1] for number, card in zip(QUESTIONS, cards, strict=True)}
    assert {number for number, part in told.items() if isinstance(part, Sentence)} == answered
    assert all(not re.search(r"\bnan\b|—", part.words.lower()) for part in told.values())


def test_the_missing_files_are_named(tmp_path, vietnamese):
    small.write_csv(
        tmp_path / "inbox" / "gian-hang.csv",
        [small.shop("S1"), small.shop("S2", unit=DINH_LAP, opened_on="2021-10-01")],
    )
    snapshot = snapshots.current(small.build_quietly(tmp_path, "--as-of", "2021-11-15").warehouse)
    cards = [part for part in questions(snapshot, EVERYTHING, Address()).parts if isinstance(part, Card)]
    told = dict(zip(QUESTIONS, (card.parts[1] for card in cards), strict=True))
    assert isinstance(told["8"], Notice) and told["8"].words.startswith(
        "Chưa trả lời được: còn thiếu tệp chỉ tiêu, danh sách tài khoản."
    )
    assert "còn thiếu tệp đơn hàng." in told["12"].words and "hoạt động hỗ trợ" in told["23"].words
    assert isinstance(told["1"], Sentence)
    assert told["2"].words.startswith("Chưa trả lời được: còn thiếu tệp danh sách tài khoản.")  # once 'Có 0 hộ (0,0%)'


def test_a_limited_viewer_is_told_of_no_other_unit(published, vietnamese):
    view = questions(published, Scope(frozenset({"187"})), Address())
    said = [part.words for part in flat(view.parts) if isinstance(part, Sentence | Notice)]
    foreign = {one.name for one in vocabulary.units().values() if one.vintage == "2021" and one.level == "district"} - {
        "Chi Lăng",
        "Lạng Sơn",
    }
    assert not [words for words in said for name in foreign if name in words]
    assert text("questions.scope", units="Chi Lăng") in said and said.count(text("questions.outside")) >= 4
    passports = [
        dict(part.address)["id"] for part in flat(view.parts) if isinstance(part, Link) and part.page == "passport"
    ]
    assert passports and not [code for code in passports if code.split(".")[1] in ("20", "phase-1", "phase-2")]


def test_a_target_of_their_own_is_what_units_are_judged_and_ranked_by():
    from data import own_targets

    rows = pd.DataFrame({
        "achieved": [60.0, 56.0, None, 10.0], "own_target": [120, 70, 50, 10], "local_target_share": [0.6, 0.7, 0.5, None], "target_share": 0.5,
    })  # fmt: skip
    found = own_targets.judged(rows)
    assert list(found["is_met"]) == [False, False, False, True]
    assert list(found["own_gap"].fillna(-1)) == [60, 14, -1, 0] and list(found["own_rank"].fillna(-1)) == [3, 2, -1, 1]
    assert list(own_targets.raised(rows).index) == [0, 1]
