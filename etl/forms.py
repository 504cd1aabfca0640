"""Taught forms: how an office's own table is read where no list of headers can explain it.

A form is a TOML file of `data/forms/` (contract §2). It applies only where the header of a table equals its own, wholly;
every column is used, or ignored by name. Several tables of a form stand side by side in one header.
"""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl import dates, sources, titles
from etl.form_names import DAY, numbered, same
from etl.quoting import is_quotable
from etl.sources import PATH

FOLDER = Path("data/forms")
_SAID = re.compile(r"@(title|above|sheet|file)(?::(district|commune|date|say)(?:\((.*)\))?)?")
_NAMES = {"title": "tiêu đề", "above": "dòng ngay trên bảng", "sheet": "tên trang tính", "file": "tên tệp"}
_PARTS = {
    "district": "tên một huyện",
    "commune": "tên một xã",
    "date": "ngày số liệu",
    "say": "một trong các chữ đã dạy",
    None: "chữ nào",
}


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

    def counts(self, name: str) -> bool:
        """Whether a column of a day holds figures: one of the indicators where these stand below days, else all but the ignored."""
        dated = {same(path) for path in self.indicators if DAY in path}
        return same(name) in dated if dated else same(name) not in map(same, self.ignore)

    def indicator(self, name: str) -> dict[str, object]:
        """The indicator of a column's figures as a constant of its rows; none where the columns tell no indicators."""
        told = next((indicator for path, indicator in self.indicators.items() if same(path) == same(name)), None)
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
    def plain_header(self) -> list[str]:
        """The names of its columns as headers are compared, without the number of a second one of a name."""
        return [same(re.sub(r"#\d+$", "", name)) for name in self.header]

    @property
    def has_days_above(self) -> bool:
        """Whether days stand above other headers, as in '<ngày> › Gian hàng'."""
        return any(f"{DAY}{PATH}" in name for name in self.header)


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
        twin = next((one for one in found if one.plain_header == form.plain_header), None)
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
    known = set(numbered(form.header))
    used: set[str] = set()
    for rule in form.tables:
        if rule.kind not in sources.kinds():
            return "Loại dữ liệu của mẫu không có trong danh mục."
        fields = sources.kinds()[rule.kind]
        if not {*rule.columns, *rule.constants} <= fields.keys() or (rule.value and rule.value not in fields):
            return "Mẫu dùng một trường không có trong loại dữ liệu này."
        if rule.rows not in ("all", "groups"):
            return "Mẫu ghi cách lấy dòng không rõ (all hoặc groups)."
        named = {same(name) for name in rule.used} | {
            name for name in known if rule.dates_across and DAY in name and rule.counts(name)
        }
        if unknown := named - known:
            return f"Mẫu dùng cột không có trong tiêu đề của nó: {listed(sorted(unknown))}."
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
        return f"Cột chưa được dùng hoặc bỏ qua: {listed(sorted(left))}."
    return ""


def listed(names: list[str]) -> str:
    """Names of columns for a sentence; one that must not be quoted is not."""
    return ", ".join(f"“{name}”" if is_quotable(name) else "một cột có chữ lạ" for name in names)


def digest(taught: Sequence[Form]) -> str:
    """The names and contents of all forms, for the identity of what was built with them."""
    return hashlib.sha256("".join(f"{form.key} {form.sha256}\n" for form in taught).encode()).hexdigest()


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
