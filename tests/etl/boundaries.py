"""Values at which engines differ in silence, asked of both in the models' dialect: `python -m tests.etl.boundaries ADDRESS FOLDER QUESTION …`.

Prints, as JSON, the questions to which the answers differ: by what is asked, how DuckDB and how the cluster answers.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

from etl import engines

SCHEMA = {"landed": {"cases": {
    "name": "VARCHAR", "day": "DATE", "other": "DATE", "figure": "DOUBLE", "whole": "BIGINT", "few": "INTEGER", "amount": "DECIMAL(18, 4)",
    "price": "DECIMAL(18, 4)", "word": "VARCHAR", "is_so": "BOOLEAN",
}}}  # fmt: skip
CASES = [
    ("a", "2020-12-27", "2020-12-28", 2.7, 7, 3, "0.0001", "0.3333", "Đình Lập", True),
    ("b", "2020-12-28", "2021-01-03", -2.7, -7, -3, "12345678901234.5678", "1.0001", "Dinh Lap", None),
    ("c", "2021-01-01", "2021-01-04", 2.5, 0, 0, "-0.0050", "0.0050", "dinh lap", False),
    ("d", "2021-01-03", None, -2.5, 9007199254740993, 1, "99999999999999.9999", "0.0001", "Đ", None),
    ("e", "2021-01-04", "1900-01-01", 3.5, 1000000000000, 2, "1000000000000.0005", "3.0000", "", True),
    ("f", "2024-02-29", "9999-12-31", 0.1, None, None, None, None, None, None),
    ("g", None, "2024-02-29", None, 13, 7, "0.0050", "2.5000", "Ắ", False),
    ("h", "2021-09-05", "2021-09-06", -0.5, -1, -1, "-12345678901234.5678", "0.1000", "ocop4", True),
    ("i", "2021-09-06", "2021-09-05", 1e15 + 0.5, 49, 7, "900719925474.0993", "0.1000", "OCOP3", None),
    ("j", "2021-10-31", "2021-11-01", 0.1 + 0.2, 50, 7, "900719925474.0993", "0.2000", "ocop3", None),
]  # fmt: skip
QUESTIONS = {
    "whole numbers of figures": "SELECT name, CAST(floor(figure + 0.5) AS BIGINT) AS nearest, CAST(floor(figure) AS BIGINT) AS below FROM landed.cases",
    "division": "SELECT name, figure / 3 AS third, CAST(whole AS DOUBLE) / nullif(few, 0) AS share, whole // nullif(few, 0) AS parts, "
    "whole % nullif(few, 0) AS rest FROM landed.cases",
    "decimals": "SELECT name, CAST(amount AS DOUBLE) AS amount, CAST(coalesce(CAST(amount AS DECIMAL(19, 4)) * price, 0) AS DECIMAL(38, 4)) AS value FROM landed.cases",
    "sums of decimals": "SELECT is_so, CAST(sum(amount) AS DOUBLE) AS amount, CAST(sum(CAST(CAST(amount AS DECIMAL(19, 4)) * price AS DECIMAL(38, 4))) AS DOUBLE) AS value, "
    "CAST(count(amount) AS BIGINT) AS amounts FROM landed.cases GROUP BY is_so",
    "weeks": "SELECT name, CAST(date_trunc('week', day) AS DATE) AS week, CAST(date_trunc('week', day + 6) AS DATE) AS next, "
    "CAST(date_diff('day', day, other) AS INTEGER) AS days, day - 7 AS earlier FROM landed.cases WHERE day > DATE '1900-01-01' OR day IS NULL",
    "weeks counted": "SELECT is_so, CAST(count(DISTINCT date_trunc('week', day)) AS BIGINT) AS weeks, min(day) AS first_day FROM landed.cases GROUP BY is_so",
    "days in words": "SELECT name, 'ngày ' || strftime(day, '%d/%m/%Y') || ': ' || whole || ' hộ' AS told FROM landed.cases",
    "order of what is missing": "SELECT name, row_number() OVER (ORDER BY word, name) AS up, row_number() OVER (ORDER BY word DESC, name) AS down, "
    "lag(word) OVER (ORDER BY day, name) AS before, lead(day) OVER (ORDER BY day DESC, name) AS after FROM landed.cases",
    "the first of several": "SELECT name, first_value(word) OVER (PARTITION BY is_so ORDER BY amount, name "
    "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS word FROM landed.cases",
    "running sums": "SELECT name, CAST(sum(whole) OVER (PARTITION BY few ORDER BY name ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS whole "
    "FROM landed.cases",
    "lists": "SELECT is_so, string_agg(word, ', ' ORDER BY word) AS words, min(word) AS first_word, max(word) AS last_word FROM landed.cases GROUP BY is_so",
    "what is missing": "SELECT name, greatest(few, 2) AS most, least(day, other) AS sooner, coalesce(whole, few, 0) AS known, "
    "word IS NOT DISTINCT FROM name AS alike, NOT is_so AS is_not, CASE WHEN is_so THEN 1 ELSE 0 END AS counted FROM landed.cases",
    "any and all": "SELECT few, bool_or(is_so) AS any_is, bool_and(is_so) AS all_are FROM landed.cases GROUP BY few",
}  # fmt: skip
# What the linter forbids, and why: the answers do differ.
FORBIDDEN = {
    "a cast that rounds": "SELECT name, CAST(figure AS BIGINT) AS whole FROM landed.cases",
    "a figure in words": "SELECT name, 'x' || figure AS told FROM landed.cases",
}


def differences(address: str, folder: Path, asked: list[str]) -> Iterator[dict]:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA landed; CREATE SCHEMA reference")
        columns = ", ".join(f"{name} {kind}" for name, kind in SCHEMA["landed"]["cases"].items())
        connection.execute(f"CREATE TABLE landed.cases ({columns})")
        connection.executemany(f"INSERT INTO landed.cases VALUES ({', '.join('?' * len(CASES[0]))})", CASES)
        with engines.running(address, connection, folder / "exchange", folder / "log") as engine:
            for number, name in enumerate(asked):
                query = (QUESTIONS | FORBIDDEN)[name]
                types = {column: kind for column, kind, *_ in connection.execute(f"DESCRIBE {query}").fetchall()}
                there = engine.rows(f"check.q{number}", query, types)
                answers = [_sorted(connection.execute(text).fetchall()) for text in (query, there)]
                if answers[0] != answers[1]:
                    yield {"asked": name, "duckdb": answers[0], "spark": answers[1]}


def _sorted(rows: list[tuple]) -> list[str]:
    return sorted(repr(row) for row in rows)


if __name__ == "__main__":
    print(json.dumps(list(differences(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])), ensure_ascii=False, indent=1))
