"""What is said of a sheet that nobody understood: what its header most likely is, which kind it is like, what it lacks."""

from openpyxl.utils import get_column_letter
from rapidfuzz import fuzz, process

from data import vocabulary
from etl import sources
from etl.header import HEADER_DEPTH, HEADER_SPAN, Area, Header, paths, spans
from etl.header_words import assigned, fields_of
from etl.quoting import is_quotable
from etl.rows import is_filled, is_like_data, texts_of
from etl.sources import PATH
from etl.text import clean

MOST_NAMED = 8  # columns in a message
LEAST_KNOWN = 2  # so many columns that a list of headers knows make a row likely to be a header


def called(columns: list[tuple[str, ...]], position: int) -> str:
    """A column as a message may name it: by its header where all its words are known, else by its letter."""
    text = PATH.join(columns[position]) if position < len(columns) else ""
    return f"“{text}”" if text and is_quotable(text) else get_column_letter(position + 1)


def likely_header(cells: list[list], merged: list[Area]) -> Header:
    """What is most like a header where none is known: the words right above the first run of figures, else the widest row."""
    last = max(index for index, row in enumerate(cells) if is_filled(row))
    widths = [len(set(texts_of(row))) for row in cells[: min(HEADER_DEPTH, last)]]
    in_words = [0 if is_like_data(row) else width for row, width in zip(cells, widths, strict=False)]
    widest = in_words if max(in_words, default=0) > 1 else widths
    start = widest.index(max(widest)) if widest else last
    span = next(iter(spans(cells, merged, start)), 1)
    return Header(start, min(span, HEADER_SPAN), paths(cells[start : start + span]))


def suggestion(columns: list[tuple[str, ...]]) -> str:
    """For a sheet of no kind, in the words of the office: the nearest kind, what it lacks, which headers might be meant."""
    kind = max(sources.kinds(), key=lambda name: len(assigned(name, columns)[0]))
    known = assigned(kind, columns)[0]
    labels, words = vocabulary.labels("fields"), vocabulary.labels("kinds")
    unknown = {position: path for position, path in enumerate(columns) if path and not fields_of(kind, path)}
    named = [called(columns, position) for position in unknown]
    if len(known) < LEAST_KNOWN and (named or not known):
        return f"Cột chưa hiểu: {', '.join(named[:MOST_NAMED])}." if named else ""
    fields = sources.kinds()[kind]
    present = {fields[name].required_group for name in known}
    groups = dict.fromkeys(one.required_group for one in fields.values() if one.required_group not in ("", *present))
    missing = [
        "commune" if group == "unit" else group if group in labels else _first_of(fields, group) for group in groups
    ]
    lacking = ", ".join(f"“{labels[name]['vi']}”" for name in missing)
    parts = [f"Gần giống loại “{words[kind]['vi']}”, còn thiếu: {lacking}."] if missing else []
    among = [name for name, one in fields.items() if one.required_group in groups]
    for position, path in unknown.items():
        if near := nearest_field(kind, PATH.join(path), among):
            parts.append(f"Cột {called(columns, position)} chưa được nhận diện, có phải “{labels[near]['vi']}”?")
    return " ".join(parts)


def _first_of(fields: dict[str, sources.Field], group: str) -> str:
    return next(name for name, one in fields.items() if one.required_group == group)


def nearest_field(kind: str, header: str, among: list[str]) -> str | None:
    """The field of `among` whose accepted headers are most like an unknown one; for messages only, never applied.

    Letters are compared with their diacritics, so that 'sản phẩm' is not like 'sàn'; what came in a period is like no field.
    """
    if sources.says(header, "in a period"):
        return None
    spellings = {form.lower(): found[0][0] for form, found in sources.headers(kind).items() if found[0][0] in among}
    match = process.extractOne(clean(header).lower(), list(spellings), scorer=fuzz.token_set_ratio, score_cutoff=70)
    return spellings[match[0]] if match else None
