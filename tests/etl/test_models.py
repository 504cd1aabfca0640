"""The SQL models: each can be read by another engine's translator, and each row of a model is what its first line says."""

import re

import duckdb
import pytest
import sqlglot

from etl import build, transform
from tests.etl import portable

MODELS = [
    *((name, "staging", "staging") for name in transform.STAGING),
    *((name, "marts", "mart") for name in transform.MARTS),
]
GRAIN = re.compile(r"-- Grain: ([a-z0-9_, ]+)\. ")


def grain(query: str) -> list[str]:
    """The columns that tell the rows of a model apart, from its first line."""
    return GRAIN.match(query)[1].split(", ")


@pytest.fixture(scope="module")
def computed(small_warehouse, tmp_path_factory) -> duckdb.DuckDBPyConnection:
    """The small province with its staging models, which no snapshot keeps."""
    folder = tmp_path_factory.mktemp("models")
    reading = build.read(small_warehouse.parent / "inbox", folder, None, lambda doing: None)
    connection = build.compute(reading, folder, "models", lambda doing: None)
    # What a build drops once it knows what to withhold.
    connection.execute(
        f"CREATE TABLE mart.traded AS {(transform.MODELS / 'marts' / 'traded.sql').read_text(encoding='utf-8')}"
    )
    return connection


@pytest.mark.parametrize("path", sorted(transform.MODELS.rglob("*.sql")), ids=lambda path: path.stem)
def test_every_model_can_be_translated(path):
    statements = sqlglot.parse(path.read_text(encoding="utf-8"), read="duckdb")
    assert statements
    for statement in statements:
        assert not isinstance(statement, sqlglot.exp.Command)  # what it does not understand it hands on as it is
        translated = statement.sql(dialect="spark")
        assert "INT128" not in translated and sqlglot.parse_one(translated, read="spark")


@pytest.mark.parametrize("name", transform.MARTS)
def test_a_mart_has_the_types_that_are_declared(computed, name):
    """Types that differ would be cast on the way into the snapshot, where one engine rounds and another cuts off."""
    query = (transform.MODELS / "marts" / f"{name}.sql").read_text(encoding="utf-8")
    declared = portable.declared()["mart"][name]
    given = {column: kind for column, kind, *_ in computed.execute(f"DESCRIBE {query}").fetchall()}
    assert list(given) == list(declared)
    assert {column: portable.same(kind) for column, kind in given.items()} == declared


@pytest.mark.parametrize(("name", "folder", "schema"), MODELS)
def test_every_model_has_one_row_for_its_grain(computed, name, folder, schema):
    columns = grain((transform.MODELS / folder / f"{name}.sql").read_text(encoding="utf-8"))
    ((rows, distinct),) = computed.execute(
        f"SELECT (SELECT count(*) FROM {schema}.{name}), "
        f"(SELECT count(*) FROM (SELECT DISTINCT {', '.join(columns)} FROM {schema}.{name}))"
    ).fetchall()
    assert rows == distinct > 0
