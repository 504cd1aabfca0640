"""Taught forms: how an office's own table is read where no list of headers can explain it.

A form is a TOML file of `data/forms/` (contract §2). It applies only where the header of a table equals its own, wholly;
every column is used, or ignored by name. Several tables of a form stand side by side in one header.
"""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from etl import dates, sources, titles
from etl.header import Area, paths, spans
from etl.quoting import is_quotable
from etl.rows import is_filled, texts_of
from etl.sources import PATH
from etl.text import clean

FOLDER = Path("data/forms")
DAY = "<ngày>"  # in a form, a header that is a date
MOST_IN_COMMON = 0.5  # of the columns of both: so much alike a header is the same form, changed
_ADDED = {"dòng gốc", "lý do", "cách sửa"}  # what rejects add beside a row
_SAID = re.compile(r"@(title|above|sheet|file)(?::(district|commune|date|say)(?:\((.*)\))?)?")
_NAMES = {"title": "tiêu đề", "above": "dòng ngay trên bảng", "sheet": "tên trang tính", "file": "tên tệp"}
_PARTS = {
    "district": "tên một huyện",
    "commune": "tên một xã",
    "date": "ngày số liệu",
    "say": "một trong các chữ đã dạy",
    None: "chữ nào",
}
_DATED = re.compile(r"(?:(?:tính|lũy kế|luỹ kế|cộng dồn)?\s*(?:đến)?\s*(?:hết)?\s*ngày\s*)?(\d.*)", re.IGNORECASE)


class NotSaid(Exception):
    """A title, tab or file name does not say what a form takes from it; the text says what and where, in Vietnamese."""


@dataclass(frozen=True)
class Rule:
    """One `[[table]]` of a form, as the contract names its parts."""

    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    indicators: dict[str, str] = field(default_factory=dict)
    dates_across: bool = False
    value: str = ""
    percent: bool = False
    rows: str = "all"
    ignore: tuple[str, ...] = ()

    def told(self, said: dict[str, str]) -> dict[str, object]:
        """The constants of a table, from what its title, the lines above it, its tab and its file say. Raises `NotSaid`."""
        return {name: _told(value, said) for name, value in self.constants.items()}

    def figures(self, place: "Place") -> list[tuple[int, dict[str, object]]]:
        """The columns of figures with what each is of: its indicator, its day; none where the figure is a plain column."""
        if self.dates_across:
            day = next(name for name, known in sources.kinds()[self.kind].items() if known.type == "date")
            return [
                (position, {day: told, **self._indicator(place.names[position])})
                for position, told in place.days.items() if self.counts(place.names[position])
            ]  # fmt: skip
        return [(place.position(path), {"indicator": name}) for path, name in self.indicators.items()]

    def positions(self, place: "Place") -> list[int]:
        """All columns that hold figures."""
        fields = sources.kinds()[self.kind]
        plain = [
            path for name, path in self.columns.items() if fields[name].type in ("count", "money", "decimal", "target")
        ]
        return [*(position for position, _ in self.figures(place)), *map(place.position, plain)]

    def counts(self, name: str) -> bool:
        """Whether a column of a day holds figures: one of the indicators where these stand below days, else all but the ignored."""
        dated = {_same(path) for path in self.indicators if DAY in path}
        return _same(name) in dated if dated else _same(name) not in map(_same, self.ignore)

    def _indicator(self, name: str) -> dict[str, object]:
        told = next((indicator for path, indicator in self.indicators.items() if _same(path) == _same(name)), None)
        return {"indicator": told} if told else {}

    @property
    def used(self) -> set[str]:
        """The names of the columns that the rule uses or ignores; of days there may be any number."""
        return {*self.columns.values(), *self.indicators, *self.ignore}


@dataclass(frozen=True)
class Form:
    """A taught form; `key` is the name of its file, `sha256` its content."""

    key: str
    name: str
    header: tuple[str, ...]
    tables: tuple[Rule, ...]
    sha256: str = ""

    @property
    def has_days_above(self) -> bool:
        """Whether days stand above other headers, as in '<ngày> › Gian hàng'."""
        return any(f"{DAY}{PATH}" in name for name in self.header)


@dataclass
class Place:
    """Where the header of a form stands on a sheet: rows from `start`, columns `left` to `right` (not included)."""

    form: Form
    start: int
    span: int
    left: int
    right: int
    paths: list[tuple[str, ...]]

    @property
    def names(self) -> dict[int, str]:
        """Header of each filled column as forms write it; a second one of the same name as 'X#2'."""
        seen: Counter = Counter()
        found = {}
        for offset, path in enumerate(self.paths):
            if path and not _is_added(path):
                name = _name(path, self.form.has_days_above)
                seen[_same(name)] += 1
                is_first = seen[_same(name)] == 1 or DAY in name
                found[self.left + offset] = name if is_first else f"{name}#{seen[_same(name)]}"
        return found

    @property
    def days(self) -> dict[int, date]:
        """The days of the columns whose header is a date."""
        above = self.form.has_days_above
        dated = {
            self.left + offset: next(filter(None, map(_date, path if above else path[-1:])), None)
            for offset, path in enumerate(self.paths) if path
        }  # fmt: skip
        return {position: day for position, day in dated.items() if day}

    def check_days(self) -> None:
        """Raises `NotSaid` where the days across the top are written as 8/1/2021, which is two days."""
        parts = [found[1] for path in self.paths for part in path if (found := _DATED.fullmatch(part.strip()))]
        if dates.is_two_ways(parts):
            raise NotSaid("Ngày ở tiêu đề cột đọc được hai cách (ngày/tháng hay tháng/ngày). Ghi dạng dd/mm/yyyy.")

    def position(self, name: str) -> int:
        return next(position for position, known in self.names.items() if _same(known) == _same(name))


def load(folder: Path) -> tuple[list[Form], dict[str, str]]:
    """The forms of a folder in the order of their files' names, and by file what is wrong with those that cannot be used."""
    found: list[Form] = []
    problems: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            form = parsed(path.stem, path.read_bytes())
        except ValueError as problem:
            problems[path.stem] = str(problem)
            continue
        twin = next((one for one in found if is_same_header(one, form)), None)
        if twin:
            problems[path.stem] = f"Tiêu đề giống hệt mẫu “{twin.key}”; giữ một trong hai."
        else:
            found.append(form)
    return found, problems


def parsed(key: str, content: bytes) -> Form:
    """A form from its TOML. Raises ValueError with a sentence in Vietnamese that says what to mend."""
    try:
        told = tomllib.loads(content.decode("utf-8-sig"))
        rules = tuple(Rule(**{**table, "ignore": tuple(table.get("ignore", ()))}) for table in told["table"])
        form = Form(key, str(told["name"]), tuple(told["header"]), rules, hashlib.sha256(content).hexdigest())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ValueError("Tệp mẫu không đúng dạng TOML; dạy lại mẫu trên trang Nạp số liệu.") from None
    except (KeyError, TypeError):
        raise ValueError("Tệp mẫu thiếu hoặc thừa mục; dạy lại mẫu trên trang Nạp số liệu.") from None
    if problem := _problem(form):
        raise ValueError(problem)
    return form


def _problem(form: Form) -> str:
    """What makes a form useless; '' where it can be used."""
    known = set(_numbered(form.header))
    used: set[str] = set()
    for rule in form.tables:
        if rule.kind not in sources.kinds():
            return "Loại dữ liệu của mẫu không có trong danh mục."
        fields = sources.kinds()[rule.kind]
        if not {*rule.columns, *rule.constants} <= fields.keys() or (rule.value and rule.value not in fields):
            return "Mẫu dùng một trường không có trong loại dữ liệu này."
        if rule.rows not in ("all", "groups"):
            return "Mẫu ghi cách lấy dòng không rõ (all hoặc groups)."
        named = {_same(name) for name in rule.used} | {
            name for name in known if rule.dates_across and DAY in name and rule.counts(name)
        }
        if unknown := named - known:
            return f"Mẫu dùng cột không có trong tiêu đề của nó: {_listed(sorted(unknown))}."
        given = {*rule.columns, *rule.constants}
        given |= {rule.value, "indicator"} if rule.indicators else set()
        given |= (
            {rule.value, *(name for name, one in fields.items() if one.type == "date")} if rule.dates_across else set()
        )
        groups = (
            {one.required_group for one in fields.values()}
            - {fields[name].required_group for name in given if name}
            - {"", "as_of"}
        )
        if groups:
            return "Mẫu còn thiếu mục bắt buộc của loại dữ liệu này."
        used |= named
    if left := known - used:
        return f"Cột chưa được dùng hoặc bỏ qua: {_listed(sorted(left))}."
    return ""


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" if is_quotable(name) else "một cột có chữ lạ" for name in names)


def digest(taught: Sequence[Form]) -> str:
    """The names and contents of all forms, for the identity of what was built with them."""
    return hashlib.sha256("".join(f"{form.key} {form.sha256}\n" for form in taught).encode()).hexdigest()


def places(cells: list[list], merged: list[Area], taught: Sequence[Form]) -> list[Place]:
    """Where headers of taught forms stand, from the top down; each fits wholly, and so do all beside it."""
    words = {_same(part) for form in taught for name in _header(form) for part in name.split(PATH)}
    found: list[Place] = []
    row = 0
    while words and row < len(cells):
        here = _places_at(cells, merged, row, taught) if _may_begin_a_header(cells[row], words) else []
        found += here
        row += here[0].span if here else 1
    return found


def _may_begin_a_header(row: list, words: set[str]) -> bool:
    """Whether one of the first filled cells of a row is a word of a taught header; spares the rows of long lists the rest."""
    filled = [value for value in row[:20] if value not in (None, "")][:3]
    return any(isinstance(value, str) and _same(value.split(PATH.strip())[0].strip()) in words for value in filled)


def _places_at(cells: list[list], merged: list[Area], row: int, taught: Sequence[Form]) -> list[Place]:
    for span in spans(cells, merged, row):
        columns = paths(cells[row : row + span])
        below = cells[row + span :]
        for ranges in ([(0, len(columns))], blocks(columns, below)):
            fits = [
                Place(form, row, span, left, right, columns[left:right])
                for left, right in ranges for form in taught if _fits(form, columns[left:right])
            ]  # fmt: skip
            if fits and len(fits) == len(ranges):
                return fits
    return []


def _fits(form: Form, columns: list[tuple[str, ...]]) -> bool:
    names = [_same(_name(path, form.has_days_above)) for path in columns if path and not _is_added(path)]
    header = _header(form)
    if any(rule.dates_across for rule in form.tables):
        names, header = _one_day(names), _one_day(header)
    return len(names) == len(header) and all(
        name == known or (known == DAY and name.endswith(DAY)) for name, known in zip(names, header, strict=True)
    )


def _one_day(names: list[str]) -> list[str]:
    """A header in which a run of days, or of the same columns below days, counts as one: next week's table has one more."""
    found: list[str] = []
    run: list[str] = []
    for name in [*names, ""]:
        if DAY in name:
            run += [name] * (name != run[-1] if run else True)
        else:
            found += [*_period(run), *([name] if name else [])]
            run = []
    return found


def _period(run: list[str]) -> list[str]:
    """The shortest beginning of a list of which the whole list is a repetition."""
    fits = (
        run[:size] for size in range(1, len(run) + 1) if len(run) % size == 0 and run[:size] * (len(run) // size) == run
    )
    return next(fits, run)


def _header(form: Form) -> list[str]:
    return [_same(re.sub(r"#\d+$", "", name)) for name in form.header]


def is_same_header(one: Form, other: Form) -> bool:
    return _header(one) == _header(other)


def _numbered(header: Sequence[str]) -> list[str]:
    """The names of a header with '#2' behind the second of a name; days, of which there may be any number, without."""
    seen: Counter = Counter()
    found = []
    for name in header:
        plain = _same(re.sub(r"#\d+$", "", name))
        seen[plain] += 1
        found.append(plain if seen[plain] == 1 or DAY in plain else f"{plain}#{seen[plain]}")
    return found


def _name(path: tuple[str, ...], has_days_above: bool = False) -> str:
    """The name of a column as forms write it."""
    last = len(path) - 1
    return PATH.join(
        DAY if (has_days_above or place == last) and _date(part) else part for place, part in enumerate(path)
    )


def names_of(columns: Sequence[tuple[str, ...]]) -> list[str]:
    """The header of a form to be taught from the paths of a table's filled columns."""
    return [_name(path) for path in columns if path and not _is_added(path)]


@lru_cache(maxsize=100_000)
def _same(name: str) -> str:
    """Headers are equal that differ only in spaces, capitals and the form of their letters."""
    return clean(name).lower()


def _is_added(path: tuple[str, ...]) -> bool:
    return _same(PATH.join(path)) in _ADDED


def _date(text: str) -> date | None:
    """The day that a header is, as 25/9/2021 or 'đến ngày 25/9/2021'; None where it is no date."""
    found = _DATED.fullmatch(text.strip())
    if not found or not re.search(r"[/-]", found[1]):
        return None
    try:
        return dates.parse(found[1], True)
    except ValueError:
        return None


def blocks(columns: list[tuple[str, ...]], below: list[list]) -> list[tuple[int, int]]:
    """Ranges of columns that an empty column parts, or the same headers again beside the first; one range where nothing does."""
    unnamed = [position for position, path in enumerate(columns) if not path]
    filled = {
        position
        for row in (below if unnamed else ())
        if len(set(texts_of(row))) > 2  # a signature may stand across
        for position in unnamed if position < len(row) and is_filled([row[position]])
    }  # fmt: skip
    is_empty = [not path and position not in filled for position, path in enumerate(columns)]
    ranges, left = [], None
    for position in range(len(columns) + 1):
        inside = position < len(columns) and not is_empty[position]
        if inside and left is None:
            left = position
        elif not inside and left is not None:
            ranges.append((left, position))
            left = None
    return _repeated(columns, *ranges[0]) if len(ranges) == 1 else ranges


def _repeated(columns: list[tuple[str, ...]], left: int, right: int) -> list[tuple[int, int]]:
    """The parts of a range where the same headers come again and again."""
    width = right - left
    for period in range(2, width // 2 + 1):
        parts = [columns[start : start + period] for start in range(left, right, period)]
        if width % period == 0 and all(part == parts[0] for part in parts) and all(parts[0]):
            return [(start, start + period) for start in range(left, right, period)]
    return [(left, right)]


def _told(value: object, said: dict[str, str]) -> object:
    found = _SAID.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return value
    where, what, choices = found.groups()
    text = said[where]
    told = {
        "district": lambda: titles.district(text), "commune": lambda: titles.commune(text),
        "date": lambda: dates.stated(text) or dates.only(text), "say": lambda: titles.says(text, choices or ""), None: lambda: text,
    }[what]()  # fmt: skip
    if not told:
        raise NotSaid(f"Mẫu lấy {_PARTS[what]} từ {_NAMES[where]}, nhưng ở đó không ghi hoặc ghi nhiều hơn một.")
    return told


def changed(taught: Sequence[Form], columns: Sequence[tuple[str, ...]]) -> tuple[str, str]:
    """(form, what changed) for a header much like that of a form and not equal to it; ('', '') where none is."""
    names = [_same(name) for name in names_of(columns)]
    here = set(names)

    def in_common(form: Form) -> float:
        known = set(_header(form))
        return len(here & known) / len(here | known) if here | known else 0.0

    nearest = max(taught, key=in_common, default=None)
    if nearest is None or in_common(nearest) < MOST_IN_COMMON or names == _header(nearest):
        return "", ""
    known = set(_header(nearest))
    parts = [f"thiếu {_listed(sorted(known - here))}"] * bool(known - here)
    parts += [f"thêm {_listed(sorted(here - known))}"] * bool(here - known)
    return (
        nearest.key,
        f"Gần giống mẫu đã dạy “{nearest.key}” nhưng tiêu đề đã đổi: {'; '.join(parts) or 'thứ tự cột khác'}.",
    )
