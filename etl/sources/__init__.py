"""What files may contain, as data an office can extend: fields of each kind, accepted headers, accepted values.

`fields.csv` (kind, field, required_group, type) says what a kind is; of the fields that share a required group at
least one must be there. `headers.csv` and `values.csv` list spellings; both open in a spreadsheet programme.
A header below another is written with its whole path ("Hộ nghèo › Số hộ"; "* › Tỷ lệ (%)" is below any). Beside the
fields of a kind a header may name `ignored` (it is understood and not used), `group` (it stands above others and adds
nothing to them) and, for kinds with one figure a unit, `indicator:<name>` (the column holds the values of that indicator).
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import vocabulary
from etl.text import clean, fold, key

FOLDER = Path(__file__).parent
PATH = " › "  # between a header and the one below it
REJECTS_ADD = ("Dòng gốc", "Lý do", "Cách sửa")  # the columns of a workbook of rejects beside those of its file
IGNORED, GROUP, INDICATOR = "ignored", "group", "indicator:"
FIGURES = {"households", "targets", "progress_reports", "field_activity"}  # kinds with one figure a unit
WIDE = {
    "targets": "target",
    "progress_reports": "value",
}  # kinds that may have a column for each indicator, and their figure
FAMILY = "family name"
# Phrases whose words a message may quote. Words of totals, signatures and addresses may be a person's: Bình, Toán, Bản.
QUOTED = {
    "register", "reached by households", "part of households", "given targets", "progress", "group of units", "remark",
    "word of the trade", "in a period", "cumulative", "still lacking", "planned",
}  # fmt: skip
EXTENDED = ("headers.csv", "values.csv", "measures.csv", "phrases.csv", "units_2025.csv", "unit_spellings.csv")


@dataclass(frozen=True)
class Field:
    name: str
    required_group: str
    type: str


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a list with their line numbers as `line`; a spreadsheet programme may have put semicolons for commas."""
    text = (FOLDER / name).read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    return [{**row, "line": reader.line_num} for row in reader if any(value for value in row.values())]


@cache
def header_rows() -> list[dict[str, str]]:
    return rows("headers.csv")


@cache
def value_rows() -> list[dict[str, str]]:
    return rows("values.csv")


@cache
def kinds() -> dict[str, dict[str, Field]]:
    """Fields of each kind by name, in the order of `fields.csv`."""
    found: dict[str, dict[str, Field]] = {}
    for row in rows("fields.csv"):
        found.setdefault(row["kind"], {})[row["field"]] = Field(row["field"], row["required_group"], row["type"])
    return found


def named_by_headers(kind: str) -> set[str]:
    """What a line of `headers.csv` may name for a kind."""
    wide = {INDICATOR + name for name in vocabulary.indicators()} if kind in WIDE else set()
    return {*kinds()[kind], IGNORED, GROUP, *wide}


@cache
def headers(kind: str) -> dict[str, list[tuple[str, int]]]:
    """For each accepted spelling, exact and folded, what it may name with its rank (lower is preferred).

    A line for the kind beats a line for all kinds, whatever their order.
    """
    found: dict[str, list[tuple[str, int]]] = {}

    def accept(spelling: str, field: str, rank: int) -> None:
        parent, _, lowest = spelling.partition(PATH)
        for form in {below_any(lowest)} if parent == "*" else {clean(spelling), fold(spelling)} - {""}:
            if all(field != known for known, _ in found.get(form, [])):
                found.setdefault(form, []).append((field, rank))

    for field in kinds()[kind]:
        accept(field, field, 0)
    known = named_by_headers(kind)
    own = [row for row in header_rows() if row["kind"] == kind and row["field"] in known]
    for rank, row in enumerate(own, start=1):
        accept(row["header"], row["field"], rank)
    taken = {form for form, named in found.items() if any(field != GROUP for field, _ in named)}
    for rank, row in enumerate(header_rows(), start=len(own) + 1):
        if row["kind"] == "*" and row["field"] in known and not {clean(row["header"]), fold(row["header"])} & taken:
            accept(row["header"], row["field"], rank)
    return found


def below_any(header: str) -> str:
    """The spelling under which a header that stands below any other is listed."""
    return f"*{PATH}{fold(header)}"


def unknown_lines() -> list[tuple[str, int]]:
    """(list, line) of lines that name no kind, field or value there is: they are not used, and the office is told."""
    fields = {kind: named_by_headers(kind) for kind in kinds()}
    fields["*"] = set().union(*fields.values())
    closed = {known.type for kind in kinds().values() for known in kind.values()} | {"no_date", "no_code"}
    return [
        *(("headers.csv", row["line"]) for row in header_rows()
          if row.get("field") not in fields.get(row.get("kind"), ()) or not row.get("header")),
        *(("values.csv", row["line"]) for row in value_rows() if row.get("type") not in closed or not row.get("spelling")),
    ]  # fmt: skip


@cache
def values(type_name: str) -> dict[str, str]:
    """Accepted spellings of a closed list (statuses, platforms, ...) -> value, keyed with diacritics and without."""
    listed = [row for row in value_rows() if row["type"] == type_name]
    found = {form: row["value"] for row in listed for form in (key(row["spelling"]), row["spelling"].lower()) if form}
    folded: dict[str, set[str]] = {}
    for row in listed:
        folded.setdefault(fold(row["spelling"]), set()).add(row["value"])
    found |= {form: values.pop() for form, values in folded.items() if len(values) == 1 and form and form not in found}
    return found


@cache
def _spellings(type_name: str) -> dict[str, list[str]]:
    """The spellings of a closed list, as `key` has them, by what they are without diacritics."""
    found: dict[str, list[str]] = {}
    for row in value_rows():
        if row["type"] == type_name:
            found.setdefault(fold(row["spelling"]), []).append(key(row["spelling"]))
    return found


def meant(type_name: str, text: str) -> str | None:
    """The value of a closed list that a text spells, with its diacritics, without, or with some of them; None for another word.

    'Đã hoãn' is put off and not 'Đã hoàn', sent back, although both are 'da hoan' without.
    """
    known = values(type_name)
    for form in (key(text), text.lower()):
        if form in known:
            return known[form]
    told, plain = key(text).split(), fold(text).replace("y", "i").split()
    is_spelled = any(
        all(word in (other, bare) for word, bare, other in zip(told, plain, spelling.split(), strict=False))
        for spelling in _spellings(type_name).get(fold(text), ())
    )
    return known.get(fold(text)) if is_spelled else None


@cache
def phrases(use: str) -> tuple[str, ...]:
    """Folded phrases of `phrases.csv` that tell something of a title, a header, a row or a part of an address."""
    return tuple(fold(row["phrase"]) for row in rows("phrases.csv") if row["use"] == use and row["phrase"])


@cache
def written_phrases(use: str) -> tuple[str, ...]:
    """Phrases of a use as they are written."""
    return tuple(row["phrase"] for row in rows("phrases.csv") if row["use"] == use and row["phrase"])


def words_of_the_trade() -> list[str]:
    """Phrases of titles and headers, as they are written."""
    return [
        row["phrase"] for row in rows("phrases.csv")
        if row["use"] in QUOTED or row["use"].startswith("parent")
    ]  # fmt: skip


def literal(phrase: str) -> str:
    """A pattern of a phrase, whatever white space is in it."""
    return r"\s+".join(map(re.escape, phrase.split()))


def alternatives(listed: Iterable[str], form: Callable[[str], str] = literal) -> str:
    """A pattern of any of some phrases, the longest first; of none it matches nothing."""
    return "|".join(form(phrase) for phrase in sorted({*listed} - {""}, key=len, reverse=True)) or "(?!)"


def any_of(*uses: str) -> str:
    """A pattern of any phrase of some uses, for folded texts."""
    return alternatives(phrase for use in uses for phrase in phrases(use))


def any_written(*uses: str, form: Callable[[str], str] = literal) -> str:
    """A pattern of any phrase of some uses as it is written, each made a pattern by `form`."""
    return alternatives((phrase for use in uses for phrase in written_phrases(use)), form)


def says(text: str, use: str) -> bool:
    """Whether a text holds one of the phrases of a use as whole words."""
    return bool(said(text, use))


def said(text: str, use: str) -> str:
    """The first phrase of a use, as the list writes it, that a text holds as whole words; '' for none."""
    folded = f" {fold(text)} "
    return next((phrase for phrase in written_phrases(use) if f" {fold(phrase)} " in folded), "")


def written(text: str, use: str) -> str:
    """The first phrase of a use that a text holds with its diacritics: 'bản nhập' is not 'bản nháp'; '' for none."""
    known = f" {key(text)} "
    return next((phrase for phrase in written_phrases(use) if f" {key(phrase)} " in known), "")


@cache
def measures() -> list[dict[str, str]]:
    """Units of measure that a header, a line above a table or a cell may state: of, spelling, factor, unit."""
    return rows("measures.csv")


@cache
def reason_rows() -> list[dict[str, str]]:
    """Why rows and files are refused: reason, vi, en, hint_vi."""
    return rows("reasons.csv")


@cache
def finding_rows() -> list[dict[str, str]]:
    """Sentences of findings about files and households: rule, severity, vi, en."""
    return rows("findings.csv")


def digest() -> str:
    """The content of the lists that an office may extend, for the identity of what was built with them."""
    content = b"".join((FOLDER / name).read_bytes() for name in EXTENDED)
    return hashlib.sha256(content).hexdigest()
