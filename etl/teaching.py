"""Teaching a form: what an officer is shown of a sheet, what a draft of a form makes of it, and its file.

All that is returned here may quote the sheet: it is for the officer's own screen, never for a report or a snapshot.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import tomli_w
from openpyxl.utils import get_column_letter

from data import vocabulary
from etl import (
    dates,
    extract,
    form_names,
    form_places,
    forms,
    header,
    header_words,
    households,
    layout,
    numbers,
    rejects,
    sources,
    suggestions,
    titles,
    wholeness,
)
from etl.columns import Days
from etl.conform import conform
from etl.rows import is_filled, is_total, texts_of, title_of
from etl.sheet import Sheet, Unreadable
from etl.sources import PATH
from etl.text import fold

SHOWN_ROWS = 12
DAYS = "days"  # a choice of a column: one of several days across the top
TEACHABLE = {
    "unknown_kind", "two_kinds", "columns_unexplained", "columns_without_figures", "unit_in_parts", "register_unclear", "not_cumulative",
    "target_giver_unclear", "form_source_missing",
}  # fmt: skip
_RESULTS = 10  # first rows of a result


def sheets_to_teach(path: Path, taught: Sequence[forms.Form] = ()) -> list[dict]:
    """The sheets of a file that nobody understood: place in the file, tab, and the problem in Vietnamese."""
    found = []
    try:
        sheets = _sheets(path)
    except Unreadable:  # what cannot be read has its reason elsewhere, and nothing to teach
        return []
    for place, sheet in enumerate(sheets):
        problems = [one for one in layout.tables(sheet, taught, path.stem) if one.problem in TEACHABLE]
        if problems:
            words = rejects.reasons()[problems[0].problem]["vi"].format(column="")
            found.append(
                {
                    "place": place,
                    "tab": sheet.name,
                    "member": sheet.member,
                    "problem": f"{words} {problems[0].detail}".strip(),
                }
            )
    return found


def _sheets(path: Path) -> list[Sheet]:
    read = extract.sheets(path.read_bytes())
    return [sheet for sheet in read if isinstance(sheet, Sheet) and not sheet.is_hidden]


def shown(path: Path, place: int, rows: tuple[int, int] | None = None) -> dict:
    """One sheet as it is: its first rows, its columns with suggestions for each kind, and what title, tab and name say.

    `rows` are the first and the last row of the header, from 1, where an officer names them; else the likeliest are taken.
    """
    sheet = _sheets(path)[place]
    first = [_texts(row) for row in sheet.cells]  # before merged cells are filled
    cells, found = layout.header_to_teach(sheet)
    if rows:
        start, end = (row - sheet.first_row for row in rows)
        found = header.Header(start, end - start + 1, header.paths(cells[start : end + 1]))
    names = _names(found.paths, cells[found.end :])
    said = _said(sheet, path, cells, found)
    return {
        "place": place, "tab": sheet.name, "first": first[: found.end + SHOWN_ROWS], "first_row": sheet.first_row,
        "header_rows": [sheet.first_row + found.start, sheet.first_row + found.end - 1],
        "header": list(names.values()),
        "columns": [_column(positions, name, found, cells) for name, positions in _together(names).items()],
        "said": {
            f"{where}:{what}": _shown(told) for where, text in said.items()
            for what, told in (("district", titles.district(text)), ("commune", titles.commune(text)), ("date", dates.stated(text) or dates.only(text)))
            if told
        },
        "texts": said, "kinds": _kinds(),
    }  # fmt: skip


def _kinds() -> dict[str, dict]:
    """What may be taught: for each kind its fields with their types and groups, and its indicators where it may be wide."""
    return {
        kind: {
            "figure": sources.WIDE.get(kind, ""),
            "has_hamlets": kind in sources.FIGURES,
            "fields": {name: {"group": one.required_group, "type": one.type} for name, one in fields.items()},
        }
        for kind, fields in sources.kinds().items()
    }


def _said(sheet: Sheet, path: Path, cells: list[list], found: header.Header) -> dict[str, str]:
    return {
        "title": title_of([row for row in cells[: found.start] if is_filled(row)]),
        "sheet": sheet.name,
        "file": path.stem,
    }


def _names(columns: list[tuple[str, ...]], below: list[list]) -> dict[int, str]:
    """Position and name of each column that a form has to name: of one block where the same stands side by side."""
    ranges = form_places.blocks(columns, below)
    alike = len({tuple(columns[left:right]) for left, right in ranges}) == 1
    left, right = ranges[0] if alike and ranges else (0, len(columns))
    place = form_places.Place(forms.Form("", "", (), ()), 0, 1, left, right, columns[left:right])
    return place.names


def _together(names: dict[int, str]) -> dict[str, list[int]]:
    """Positions by name: days across the top are one choice, whatever their number."""
    found: dict[str, list[int]] = {}
    for position, name in names.items():
        found.setdefault(name, []).append(position)
    return found


def _column(positions: list[int], name: str, found: header.Header, cells: list[list]) -> dict:
    """A column, or the days across the top, with what it may be in each kind."""
    first, last = positions[0], positions[-1]
    letters = [get_column_letter(position + 1) for position in dict.fromkeys((first, last))]
    values = [row[first] for row in cells[found.end :] if first < len(row) and is_filled([row[first]])]
    is_day = name.endswith(form_names.DAY)
    return {
        "name": name, "letter": "–".join(letters), "position": first, "is_day": is_day,
        "header": " … ".join(PATH.join(found.paths[position]) for position in dict.fromkeys((first, last))),
        "is_figure": bool(values) and sum(map(wholeness.is_figure, values)) * 2 >= len(values),
        "suggested": {
            kind: told for kind in sources.kinds()
            if (told := DAYS if is_day and kind in sources.WIDE else _suggested(kind, found.paths[first]))
        },
    }  # fmt: skip


def _suggested(kind: str, path: tuple[str, ...]) -> str:
    """What a column may be in a kind: a field, 'indicator:<name>', 'ignored'; '' without an idea. Never applied by itself."""
    if known := header_words.fields_of(kind, path):
        return known[0][0] if known[0][0] != sources.GROUP else ""
    among = [name for name in sources.named_by_headers(kind) if name not in (sources.IGNORED, sources.GROUP)]
    return suggestions.nearest_field(kind, PATH.join(path), among) or ""


def _texts(row: list) -> list[str]:
    return [_shown(value) for value in row]


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def tried(path: Path, place: int, draft: dict, secret: bytes, today: date) -> dict:
    """What a draft of a form makes of a sheet: the first rows, how many are read and refused, and the form's own totals.

    `problem` says in Vietnamese why the draft cannot be used yet.
    """
    try:
        form = forms.parsed("draft", toml(draft).encode())
    except ValueError as problem:
        return _unfit(str(problem))
    sheet = _sheets(path)[place]
    made = layout.tables(sheet, [form], path.stem)
    if not any(table.form for table in made):
        problem = next((table.detail for table in made if table.problem == "form_source_missing"), "")
        return _unfit(problem or "Tiêu đề của trang tính không khớp với mẫu.")
    rows, reasons, totals, read, refused = [], {}, [], 0, 0
    for table in (table for table in made if table.form):
        found = conform(table, Days(today, today), table.stated_on, households.in_bulk(secret))
        read, refused = read + len(table.rows), refused + len(found.rejected)
        rows += [_result(record) for record in found.rows.head(_RESULTS).to_dict("records")]
        for problems in found.rejected.values():
            words = rejects.sentence(problems[0], rejects.called(table))
            reasons[words] = reasons.get(words, 0) + 1
        totals += _totals(sheet, table, found.rows)
    return {
        "problem": "", "rows": rows[:_RESULTS], "read": read, "refused": refused,
        "reasons": [{"reason": words, "rows": number} for words, number in reasons.items()], "totals": totals,
    }  # fmt: skip


def _unfit(problem: str) -> dict:
    return {"problem": problem, "rows": [], "read": 0, "refused": 0, "reasons": [], "totals": []}


_PERSONAL = ("token", "plain")


def _result(record: dict) -> dict[str, str]:
    """A row that was read, in the words of readers."""
    labels = vocabulary.labels("fields")
    told = {}
    for name, value in record.items():
        if value is None or value != value or any(part in name for part in _PERSONAL):
            continue
        if name == "unit_code":
            told[labels["unit"]["vi"]] = vocabulary.unit(value).full_name
        elif name == "indicator":
            told[labels[name]["vi"]] = vocabulary.indicators()[value].label["vi"]
        elif isinstance(value, tuple):
            number, meaning = value[0] if isinstance(value[0], tuple) else value
            told[labels[name]["vi"]] = (
                f"{number * 100:f}".rstrip("0").rstrip(".") + "%" if meaning == "share" else str(number)
            )
        else:
            told[labels.get(name, {}).get("vi", name)] = _shown(value)
    return told


def _totals(sheet: Sheet, table: layout.Table, rows: pd.DataFrame) -> list[dict]:
    """For each column of figures its sum beside what the form's own total row says."""
    fields = sources.kinds()[table.kind]
    figures = [name for name in table.columns if fields[name].type in ("count", "money", "decimal")]
    own = [
        row
        for row in sheet.cells[table.area[0] - sheet.first_row :]
        if is_filled(row) and is_total(row) and len(texts_of(row)) > 1
    ]
    found = []
    for name in figures:
        position = table.columns[name]
        stated = [_number(row[position]) for row in own if position < len(row)]
        total = next((number for number in reversed(stated) if number is not None), None)
        summed = (
            sum((Decimal(str(value)) for value in rows[name] if value is not None), Decimal(0))
            if len(rows)
            else Decimal(0)
        )
        found.append({
            "column": table.headers[position] or get_column_letter(position + 1), "sum": f"{summed:f}",
            "stated": None if total is None else f"{total:f}", "is_equal": None if total is None else total == summed,
        })  # fmt: skip
    return found


def _number(value: object) -> Decimal | None:
    try:
        return numbers.parse(value, None)
    except ValueError:
        return None


def draft_of(path: Path) -> dict:
    """A draft as the page writes it down. Raises ValueError in Vietnamese where it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        toml(found)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise ValueError(f"{path} không phải một mẫu đang dạy. Dạy lại mẫu trên trang Nạp số liệu.") from None
    return found


def toml(draft: dict) -> str:
    """A draft as the TOML of a form; parts that are empty are left out."""
    tables = [
        {name: part for name, part in table.items() if part not in ("", {}, [], False, None)}
        for table in draft["table"]
    ]
    return tomli_w.dumps({"name": draft["name"], "header": draft["header"], "table": tables})


def remembered(draft: dict, folder: Path) -> str:
    """Write a draft into the folder of forms; the name of its file without ending.

    One of the same name is replaced only where its header is the same. Raises ValueError in Vietnamese.
    """
    form = forms.parsed("draft", toml(draft).encode())
    known, _ = forms.load(folder)
    twin = next((one for one in known if one.plain_header == form.plain_header), None)
    base = re.sub(r"[^a-z0-9]+", "-", fold(draft["name"])).strip("-") or "mau"
    key, number = twin.key if twin else base, 1
    while twin is None and (folder / f"{key}.toml").exists():
        number += 1
        key = f"{base}-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{key}.partial"
    with open(partial, "w", encoding="utf-8") as file:
        file.write(toml(draft))
    partial.rename(folder / f"{key}.toml")
    return key
