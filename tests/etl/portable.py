"""What the SQL models may use so that another engine gives the same rows: a linter over the files, types and all.

Each rule stands for a difference that was seen between DuckDB and Spark with one and the same text (docs/scale.md).
"""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.optimizer import annotate_types, qualify

from etl import transform

WHOLE = {exp.DataType.Type.INT, exp.DataType.Type.BIGINT}
TEXT = {exp.DataType.Type.VARCHAR, exp.DataType.Type.TEXT}
DAYS = {exp.DataType.Type.DATE, exp.DataType.Type.TIMESTAMP}
REAL = exp.DataType.Type.DOUBLE
FUNCTIONS = (
    exp.Abs, exp.And, exp.Case, exp.Cast, exp.Coalesce, exp.Count, exp.DateDiff, exp.Exists, exp.FirstValue, exp.Floor, exp.Greatest, exp.GroupConcat,
    exp.If, exp.Lag, exp.Lead, exp.Least, exp.LogicalAnd, exp.LogicalOr, exp.Max, exp.Min, exp.Nullif, exp.Or, exp.Round, exp.RowNumber, exp.Sum,
    exp.TimestampTrunc, exp.TimeToStr,
)  # fmt: skip
ORDERED = (exp.RowNumber, exp.Lag, exp.Lead, exp.FirstValue)
# Names that Spark's parser takes for a word of its own.
TAKEN = {
    "anti", "cross", "cube", "except", "full", "inner", "intersect", "join", "lateral", "left", "minus", "natural", "on", "right", "rollup",
    "semi", "union", "using",
}  # fmt: skip

Schema = dict[str, dict[str, dict[str, str]]]


def declared() -> Schema:
    """The tables that are declared: what is landed, the reference, the marts."""
    found: Schema = {}
    for name in ("landed", "reference", "marts"):
        text = (transform.MODELS / f"{name}.sql").read_text(encoding="utf-8")
        for statement in sqlglot.parse(text, read="duckdb"):
            if isinstance(statement.this, exp.Schema):
                table = statement.this.this
                columns = {column.name: column.kind.sql("duckdb") for column in statement.this.expressions}
                found.setdefault(table.db, {})[table.name] = columns
    return found


def same(kind: str) -> str:
    """A type that DuckDB tells, in the words of `declared`."""
    return exp.DataType.build(kind, dialect="duckdb").sql("duckdb")


def known() -> Schema:
    """All tables that a model may read, the staging models with the types that their text gives them."""
    schema = declared()
    schema["staging"] = {}
    for name in transform.STAGING:
        typed = _typed((transform.MODELS / "staging" / f"{name}.sql").read_text(encoding="utf-8"), schema)
        schema["staging"][name] = {column.alias_or_name: column.type.sql("duckdb") for column in typed.selects}
    return schema


def complaints(query: str, schema: Schema) -> list[str]:
    """What of a model another engine would refuse, or would understand otherwise without a word."""
    try:
        statements = sqlglot.parse(query, read="duckdb")
    except sqlglot.errors.ParseError:
        return ["not understood"]
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return ["not one query"]
    written = list(_written(statements[0]))
    return written or list(_meant(_typed(query, schema)))


def _typed(query: str, schema: Schema) -> exp.Query:
    """A model with every column by its table, every expression by its type."""
    tree = sqlglot.parse_one(query, read="duckdb")
    named = qualify.qualify(tree, schema=schema, dialect="duckdb", quote_identifiers=False)
    return annotate_types.annotate_types(named, schema=schema, dialect="duckdb")


def _written(tree: exp.Query) -> Iterator[str]:
    """Rules that need no types."""
    for node in tree.walk():
        if isinstance(node, exp.Func) and not isinstance(node, FUNCTIONS):
            yield f"function: {node.sql('duckdb')}"
        elif isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            yield "columns are to be named instead of *"
        elif _is_all(node):
            yield "columns are to be named instead of ALL"
        elif isinstance(
            node,
            exp.Qualify | exp.Limit | exp.Offset | exp.Lateral | exp.Unnest | exp.Pivot | exp.Values | exp.TableSample,
        ):
            yield f"clause: {node.sql('duckdb')}"
        elif isinstance(node, exp.Join) and node.args.get("using"):
            yield "a join says ON"
        elif isinstance(node, exp.Window):
            yield from _of_window(node)
        elif isinstance(node, exp.GroupConcat):
            yield from _of_list(node)
        elif isinstance(node, exp.DateDiff | exp.TimestampTrunc):
            yield from _of_calendar(node)
        elif isinstance(node, exp.TimeToStr) and node.args["format"].name != "%d/%m/%Y":
            yield f"form of a day: {node.sql('duckdb')}"
        elif isinstance(node, exp.TableAlias | exp.Alias) and node.name.lower() in TAKEN:
            yield f"name: {node.name}"
        elif isinstance(node, exp.Ordered) and node.find(exp.Literal) is node.this:
            yield "order by the place of a column"


def _is_all(node: exp.Expression) -> bool:
    if isinstance(node, exp.Ordered):
        return node.this.name.upper() == "ALL"
    return isinstance(node, exp.Group) and bool(node.args.get("all"))


def _of_window(window: exp.Window) -> Iterator[str]:
    if window.args.get("alias") or not window.args.get("over"):
        yield f"a window is written out: {window.sql('duckdb')}"
    ordered = window.args.get("order") is not None
    if isinstance(window.this, ORDERED) and not ordered:
        yield f"a window without an order: {window.sql('duckdb')}"
    if (
        isinstance(window.this, exp.AggFunc)
        and not isinstance(window.this, exp.RowNumber | exp.Lag | exp.Lead)
        and ordered
    ):
        spec = window.args.get("spec")
        if not spec or spec.args.get("kind") != "ROWS":
            yield f"a running window says its ROWS: {window.sql('duckdb')}"


def _of_list(listed: exp.GroupConcat) -> Iterator[str]:
    if listed.find(exp.Distinct) or not listed.find(exp.Order):
        yield f"a list says its order, and is made of what is distinct already: {listed.sql('duckdb')}"


def _of_calendar(node: exp.Expression) -> Iterator[str]:
    unit = node.args["unit"].name.upper()
    if unit != ("DAY" if isinstance(node, exp.DateDiff) else "WEEK"):
        yield f"calendar: {node.sql('duckdb')}"


def _meant(tree: exp.Query) -> Iterator[str]:
    """Rules about values: what is rounded, divided, put into words."""
    for node in tree.walk():
        text = node.sql("duckdb")
        if isinstance(node, exp.Cast):
            yield from _of_cast(node)
        elif isinstance(node, exp.Round) and not isinstance(_bare(node.this), exp.IntDiv):
            yield f"rounding: {text}"
        elif isinstance(node, exp.Div) and REAL not in {_type(node.left), _type(node.right)}:
            yield f"a division of what is not double: {text}"
        elif (
            isinstance(node, exp.IntDiv)
            and not isinstance(node.parent, exp.Round)
            and not {_type(node.left), _type(node.right)} <= WHOLE
        ):
            yield f"a whole division of what is not whole: {text}"
        elif isinstance(node, exp.DPipe) and not {_type(node.left), _type(node.right)} <= WHOLE | TEXT:
            yield f"a figure that is not whole, in words: {text}"
        elif isinstance(node, exp.Sum) and _type(node.this) == REAL:
            yield f"a sum of doubles, which depends on the order of the rows: {text}"
        elif isinstance(node, exp.Add | exp.Sub) and _moves_a_day_by_no_integer(node):
            yield f"a day plus or minus what is no INTEGER: {text}"


def _moves_a_day_by_no_integer(node: exp.Binary) -> bool:
    moved, by = _type(node.left), _type(node.right)
    return bool({moved, by} & DAYS) and (moved not in DAYS or by != exp.DataType.Type.INT)


def _of_cast(cast: exp.Cast) -> Iterator[str]:
    target, given = cast.to.this, _type(cast.this)
    if target in WHOLE and given not in WHOLE and not isinstance(_bare(cast.this), exp.Floor | exp.Round | exp.Null):
        yield f"a cast that rounds: {cast.sql('duckdb')}"
    if target in TEXT and given not in WHOLE | TEXT and not isinstance(cast.this, exp.Null):
        yield f"a figure that is not whole, in words: {cast.sql('duckdb')}"


def _type(node: exp.Expression) -> exp.DataType.Type | None:
    return node.type.this if node.type else None


def _bare(node: exp.Expression) -> exp.Expression:
    while isinstance(node, exp.Paren):
        node = node.this
    return node
