"""Where headers of taught forms stand on a sheet, and which of them a header that fits none is likest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl import dates, sources
from etl.form_names import DATED, DAY, day_of, is_added, name_of, names_of, one_day, same
from etl.forms import Form, NotSaid, Rule, listed
from etl.header import Area, paths, spans
from etl.rows import is_filled, texts_of
from etl.sources import PATH

MOST_IN_COMMON = 0.5  # of the columns of both: so much alike a header is the same form, changed
_FIGURES = ("count", "money", "decimal", "target")  # types of fields


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
            if path and not is_added(path):
                name = name_of(path, self.form.has_days_above)
                seen[same(name)] += 1
                is_first = seen[same(name)] == 1 or DAY in name
                found[self.left + offset] = name if is_first else f"{name}#{seen[same(name)]}"
        return found

    @property
    def days(self) -> dict[int, date]:
        """The days of the columns whose header is a date."""
        above = self.form.has_days_above
        dated = {
            self.left + offset: next(filter(None, map(day_of, path if above else path[-1:])), None)
            for offset, path in enumerate(self.paths) if path
        }  # fmt: skip
        return {position: day for position, day in dated.items() if day}

    def check_days(self) -> None:
        """Raises `NotSaid` where the days across the top are written as 8/1/2021, which is two days."""
        parts = [found[1] for path in self.paths for part in path if (found := DATED.fullmatch(part.strip()))]
        if dates.is_two_ways(parts):
            raise NotSaid("Ngày ở tiêu đề cột đọc được hai cách (ngày/tháng hay tháng/ngày). Ghi dạng dd/mm/yyyy.")

    def figures(self, rule: Rule) -> list[tuple[int, dict[str, object]]]:
        """The columns of figures with what each is of: its indicator, its day; none where the figure is a plain column."""
        if rule.dates_across:
            names = self.names
            day = next(name for name, known in sources.kinds()[rule.kind].items() if known.type == "date")
            return [
                (position, {day: told, **rule.indicator(names[position])})
                for position, told in self.days.items() if rule.counts(names[position])
            ]  # fmt: skip
        return [(self.position(path), {"indicator": name}) for path, name in rule.indicators.items()]

    def positions(self, rule: Rule) -> list[int]:
        """All columns that hold figures."""
        fields = sources.kinds()[rule.kind]
        plain = [path for name, path in rule.columns.items() if fields[name].type in _FIGURES]
        return [*(position for position, _ in self.figures(rule)), *map(self.position, plain)]

    def position(self, name: str) -> int:
        return next(position for position, known in self.names.items() if same(known) == same(name))


def places(cells: list[list], merged: list[Area], taught: Sequence[Form]) -> list[Place]:
    """Where headers of taught forms stand, from the top down; each fits wholly, and so do all beside it."""
    words = {same(part) for form in taught for name in form.plain_header for part in name.split(PATH)}
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
    return any(isinstance(value, str) and same(value.split(PATH.strip())[0].strip()) in words for value in filled)


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
    names = [same(name_of(path, form.has_days_above)) for path in columns if path and not is_added(path)]
    header = form.plain_header
    if any(rule.dates_across for rule in form.tables):
        names, header = one_day(names), one_day(header)
    return len(names) == len(header) and all(
        name == known or (known == DAY and name.endswith(DAY)) for name, known in zip(names, header, strict=True)
    )


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


def changed(taught: Sequence[Form], columns: Sequence[tuple[str, ...]]) -> tuple[str, str]:
    """(form, what changed) for a header much like that of a form and not equal to it; ('', '') where none is."""
    names = [same(name) for name in names_of(columns)]
    here = set(names)

    def in_common(form: Form) -> float:
        known = set(form.plain_header)
        return len(here & known) / len(here | known) if here | known else 0.0

    nearest = max(taught, key=in_common, default=None)
    if nearest is None or in_common(nearest) < MOST_IN_COMMON or names == nearest.plain_header:
        return "", ""
    known = set(nearest.plain_header)
    parts = [f"thiếu {listed(sorted(known - here))}"] * bool(known - here)
    parts += [f"thêm {listed(sorted(here - known))}"] * bool(here - known)
    return (
        nearest.key,
        f"Gần giống mẫu đã dạy “{nearest.key}” nhưng tiêu đề đã đổi: {'; '.join(parts) or 'thứ tự cột khác'}.",
    )
