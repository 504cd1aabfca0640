"""Parquet files. Their own account of rows and columns is asked before anything is loaded."""

import io

import pyarrow
import pyarrow.parquet

from data import vocabulary
from etl import sheet as grid
from etl.sheet import Sheet, Unreadable

FREE_CELLS, CELLS_A_BYTE = 1_000_000, 20  # equal values take next to no room in such a file, but in memory they do
EXACT = (
    10**15
)  # a spreadsheet keeps so many digits; a longer whole number of a Parquet file is exact and stays so as text


EXACT_SINGLE = 2**24  # whole numbers of single precision above it are rounded


def sheet(data: bytes, member: str) -> Sheet:
    limits = vocabulary.settings()["limits"]
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        if rows > limits["sheet_rows"] or rows * columns > limits["sheet_cells"]:
            raise Unreadable("sheet_too_large", f"({rows} dòng, {columns} cột)")
        if rows * columns > FREE_CELLS + len(data) * CELLS_A_BYTE:
            raise Unreadable("archive_too_large")
        if columns > limits["sheet_columns"]:
            raise Unreadable("sheet_too_large", f"({columns} cột)")
        names = list(file.schema_arrow.names)
        columns = [_values(column) for column in file.read().columns]
    except (pyarrow.ArrowException, OSError, ValueError):
        raise Unreadable("file_damaged") from None
    lines = ([_cell(value) for value in row] for row in zip(*columns, strict=True))
    return Sheet(member, "", [names, *grid.bounded(lines)], encoding="Parquet", first_row=0)


def _values(column: pyarrow.ChunkedArray) -> list:
    """The values of a column; numbers of single precision as they were written, of which so many digits are left."""
    values = column.to_pylist()
    if not pyarrow.types.is_float32(column.type):
        return values
    return [
        value if value is None else f"{value:.7g}" if abs(value) >= EXACT_SINGLE else float(f"{value:.7g}")
        for value in values
    ]


def _cell(value: object) -> object:
    """A value of Parquet as a spreadsheet would hold it."""
    if value is None or value != value:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, int) and abs(value) >= EXACT:
        return str(value)
    return str(value) if isinstance(value, list | dict) else value
