"""Tables of figures that count a part only: the shops of one platform, the accounts of one bank, the households of one group.

What one platform or one bank reports of its own is no figure of the unit, though its columns are named as if it were.
"""

from collections.abc import Iterable
from functools import cache

from etl import sources
from etl.cells import text_or_empty
from etl.header import Header
from etl.rows import is_numbering
from etl.suggestions import called
from etl.text import fold, key, spaced

_OF = {"platform": "shops", "provider": "accounts"}  # the kinds whose headers name a column of them
_ACCOUNTS = {"account", "accounts"}
_BOTH = {"both", "either"}  # households that are counted by their shops and by their accounts


def said(header: Header, cells: list[list], title: str, tab: str, file_name: str) -> str:
    """What tells that the figures of a progress report count a part only; '' where nothing does."""
    lines = [line for line in (*title.split("\n"), tab, file_name) if not sources.says(line, "addressed to")]
    around = "\n".join(map(spaced, lines))
    if phrase := sources.written(around, "one group"):
        return f"Có chữ “{phrase}”."
    figures = _figures(header)
    texts = [" ".join(header.paths[position]) for position in figures]
    counted = {of for indicator in figures.values() for of in _told_by(indicator)}
    for of in sorted(counted):
        everywhere = " ".join(text for path in header.paths for text in path)
        if len(named := _named(around, of)) == 1 and not _named(everywhere, of) - named.keys():
            return f"Có chữ “{next(iter(named.values()))}”."
        if own := next((named for text in texts if len(named := _named(text, of)) == 1), None):
            return f"Có chữ “{next(iter(own.values()))}”."
        if (column := _column(header, cells, of)) is not None:
            return f"Cột {called(header.paths, column)}."
    return ""


def _figures(header: Header) -> dict[int, str]:
    """The columns of figures with their indicator; '' where each row names its own."""
    columns = header.kinds["progress_reports"]
    return {columns["value"]: ""} if "value" in columns else header.indicators.get("progress_reports", {})


def _told_by(indicator: str) -> Iterable[str]:
    """Whether an indicator counts by platforms, by providers of accounts, or by both."""
    if indicator == "households":
        return ()
    if indicator in _ACCOUNTS:
        return ("provider",)
    return ("platform", "provider") if indicator in {*_BOTH, ""} else ("platform",)


def _named(text: str, of: str) -> dict[str, str]:
    """The platforms or providers that a text names, with the words by which it names them."""
    known, found = f" {key(text)} ", {}
    for value, words in _words(of):
        if f" {key(words)} " in known:
            found.setdefault(value, words)
    return found


@cache
def _words(of: str) -> list[tuple[str, str]]:
    """What names a platform in any text, and a provider: 'Sở Công Thương' is no bank, so these have a list of their own."""
    if of == "platform":
        return [(value, spelling) for spelling, value in sources.values("platform").items()]
    return [(sources.meant(of, words) or fold(words), words) for words in sources.written_phrases("one provider")]


def _column(header: Header, cells: list[list], of: str) -> int | None:
    """The column that says of each row of which one platform or provider it is."""
    used = set(header.kinds["progress_reports"].values()) | set(_figures(header))
    for position, text in enumerate(header.texts):
        if position in used or not _is_headed(text, of):
            continue
        rows = [row for row in cells[header.end :] if position < len(row) and not is_numbering(row)]
        if any(sources.meant(of, text_or_empty(row[position])) for row in rows):
            return position
    return None


def _is_headed(text: str, of: str) -> bool:
    named = sources.headers(_OF[of])
    return any(field == of for form in (text, fold(text)) for field, _ in named.get(form, ()))
