"""The SQL models stay in the dialect that DuckDB and Spark understand alike."""

import pytest

from etl import transform
from tests.etl import portable

MODELS = sorted(transform.MODELS.glob("*/*.sql"))
ORDERS = "FROM landed.orders AS line"


@pytest.fixture(scope="module")
def schema() -> portable.Schema:
    return portable.known()


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_is_portable(path, schema):
    assert portable.complaints(path.read_text(encoding="utf-8"), schema) == []


def test_every_model_and_check_is_looked_at():
    folders = {"staging": transform.STAGING, "marts": transform.MARTS}
    for folder, names in folders.items():
        assert {path.stem for path in MODELS if path.parent.name == folder} == set(names)
    assert len([path for path in MODELS if path.parent.name == "checks"]) > 10


@pytest.mark.parametrize(
    ("rule", "query"),
    [
        ("cast", f"SELECT CAST(line.amount AS BIGINT) AS a {ORDERS}"),
        ("cast", "SELECT CAST(report.value AS INTEGER) AS a FROM landed.progress_reports AS report"),
        ("rounding", f"SELECT round(line.amount) AS a {ORDERS}"),
        ("division", f"SELECT line.amount / 3 AS a {ORDERS}"),
        ("division", f"SELECT line.amount // 3 AS a {ORDERS}"),
        ("in words", f"SELECT 'x' || line.amount AS a {ORDERS}"),
        ("in words", f"SELECT CAST(line.amount AS VARCHAR) AS a {ORDERS}"),
        ("sum of doubles", "SELECT sum(report.value) AS a FROM landed.progress_reports AS report"),
        ("a day plus or minus", "SELECT build.as_of - phase.starts_on AS a FROM reference.build AS build CROSS JOIN reference.phase AS phase"),
        ("a day plus or minus", "SELECT calendar.day + setting.silent_days AS a FROM reference.calendar AS calendar CROSS JOIN reference.finding AS setting"),
        ("calendar", "SELECT date_diff('week', calendar.week, calendar.day) AS a FROM reference.calendar AS calendar"),
        ("calendar", "SELECT date_trunc('month', calendar.day) AS a FROM reference.calendar AS calendar"),
        ("function", "SELECT dayofweek(calendar.day) AS a FROM reference.calendar AS calendar"),
        ("function", "SELECT monthname(calendar.day) AS a FROM reference.calendar AS calendar"),
        ("form of a day", "SELECT strftime(calendar.day, '%-d %B') AS a FROM reference.calendar AS calendar"),
        ("function", f"SELECT list(line.status ORDER BY line.status) AS a {ORDERS}"),
        ("a list says its order", f"SELECT string_agg(DISTINCT line.status, ', ' ORDER BY line.status) AS a {ORDERS}"),
        ("a list says its order", f"SELECT string_agg(line.status, ', ') AS a {ORDERS}"),
        ("named", f"SELECT * {ORDERS}"),
        ("named", f"SELECT line.status, count(*) AS a {ORDERS} GROUP BY ALL"),
        ("named", f"SELECT line.status AS a {ORDERS} ORDER BY ALL"),
        ("place", f"SELECT line.status AS a {ORDERS} ORDER BY 1"),
        ("clause", f"SELECT line.status AS a {ORDERS} ORDER BY line.status LIMIT 1"),
        ("clause", f"SELECT line.status AS a {ORDERS} QUALIFY row_number() OVER (ORDER BY line.order_id) = 1"),
        ("without an order", f"SELECT row_number() OVER (PARTITION BY line.status) AS a {ORDERS}"),
        ("ROWS", f"SELECT sum(line.amount) OVER (ORDER BY line.order_id) AS a {ORDERS}"),
        ("written out", f"SELECT count(*) OVER w AS a {ORDERS} WINDOW w AS (PARTITION BY line.status)"),
        ("function", "SELECT day.range AS a FROM generate_series(1, 3) AS day(range)"),
        ("name: rollup", "SELECT rollup.level AS a FROM reference.rollup AS rollup"),
        ("says ON", f"SELECT line.status AS a {ORDERS} INNER JOIN landed.shops AS shop USING (shop_id)"),
        ("function", f"SELECT nfc_normalize(line.status) AS a {ORDERS}"),
        ("one query", f"SELECT line.status AS a {ORDERS}; SELECT 1 AS a"),
        ("one query", "CREATE TABLE a AS SELECT 1 AS a"),
    ],
)  # fmt: skip
def test_what_engines_understand_otherwise_is_found(rule, query, schema):
    found = portable.complaints(query, schema)
    assert found and all(rule in complaint for complaint in found)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT CAST(floor(report.value + 0.5) AS BIGINT) AS a FROM landed.progress_reports AS report",
        f"SELECT CAST(sum(line.amount) AS DOUBLE) AS a {ORDERS}",
        "SELECT calendar.day + 6 AS a FROM reference.calendar AS calendar",
        f"SELECT string_agg(line.status, ', ' ORDER BY line.status) AS a {ORDERS}",
    ],
)
def test_what_they_understand_alike_is_let_be(query, schema):
    assert portable.complaints(query, schema) == []
