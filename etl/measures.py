"""At which size the figures of a table stand: as the headers of its columns and the lines above it say."""

from contextlib import suppress
from decimal import Decimal

from etl import sources, titles
from etl.table import Table

_COUNTED = {"count": "count", "money": "money", "decimal": "count"}  # what a type counts, where nothing else tells it


class Measures:
    """Units of measure of the columns of one table. `above` are those of the lines above it, `unknown` of what these tell one not understood."""

    def __init__(self, table: Table):
        self.table = table
        self.above, self.unknown = titles.measures_above(table.title)

    def of(self, name: str, known: sources.Field) -> str:
        """What the figures of a column count: money, a quantity, or things."""
        if name == "quantity":
            return "quantity"
        is_value = name == "value" and self.table.constants.get("indicator") == "order_value"
        return "money" if is_value else _COUNTED[known.type]

    def factor(self, name: str, known: sources.Field) -> Decimal:
        """What a column's figures are to be multiplied by. Raises ValueError where its unit of measure is not understood."""
        return measure.factor if (measure := self.measure(name, known)) else Decimal(1)

    def measure(self, name: str, known: sources.Field) -> titles.Measure | None:
        """The unit of measure that a column's header or the lines above it tell. Raises ValueError where it is not understood."""
        of, text = self.of(name, known), self.table.header_of(name)
        own = titles.measure_of_header(text)
        if own and (own.of == of or own.factor != 1):
            if own.of != of:
                raise ValueError("measure_unfit")
            return own
        if own and (own.of == "share" or {own.of, of} == {"money", "quantity"}):
            raise ValueError("measure_unfit")
        if titles.has_unknown_measure(text) or (of in self.unknown and name in self.table.columns and not own):
            raise ValueError("measure_unknown")
        above = {measure for measure in self.above if measure.of == of}
        if len(above) > 1:
            raise ValueError("measure_unknown")
        if not above and not own and any(measure.of == "share" for measure in self.above):
            raise ValueError("measure_unfit")
        return above.pop() if above and not own else None

    def is_plain(self, name: str) -> bool:
        """Whether a column's figures stand at the size that they count: thousands or millions of them have decimals."""
        with suppress(ValueError):
            return self.factor(name, sources.kinds()[self.table.kind][name]) == 1
        return False
