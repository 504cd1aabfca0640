"""The one place that turns text of a file, an address or a person into text of ours: it says what it says and does nothing.

Words of a view and labels of Streamlit are Markdown: foreign text goes into them through `literal`, and `unmarked` gives
them without their marks, for paper. Cells of tables are no Markdown: there `plain` is enough.
"""

import re
import unicodedata

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#!|~$&:]")
_ITEM = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")  # at the start of a line these would begin a list or a heading
_ESCAPED = re.compile(r"\\([^\w\s])")
# What Markdown turns into a link, an icon or an emoji where it stands escaped too: a mark without width keeps it apart.
_APART = "\u2060"
_JOINED = re.compile(r"@|:(?=[^\s\d])|\bwww(?=\.)", re.IGNORECASE)
_BREAKS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ") | {ord("\r"): None}


def plain(said: str) -> str:
    """Words without what cannot be seen: no control characters, none that turn the direction of writing, no half characters.

    Lines and tabs stay. What is left can stand in any document.
    """
    if said.isprintable():  # nearly all
        return said
    return "".join(letter for letter in said.translate(_BREAKS) if letter in "\n\t" or _is_seen(letter))


def _is_seen(letter: str) -> bool:
    return letter == _APART or not unicodedata.category(letter).startswith("C")


def literal(said: str) -> str:
    """Words as they may stand within a sentence or a label in Markdown: on one line, and no sign of theirs is an instruction."""
    line = " ".join(plain(said).split())
    return _ITEM.sub(r"\1\\", _SIGNS.sub(r"\\\g<0>", _JOINED.sub(rf"\g<0>{_APART}", line)))


def unmarked(words: str) -> str:
    """Words in Markdown as a reader sees them: without the marks of emphasis, and foreign text as it was written."""
    kept = _ESCAPED.sub(lambda sign: f"\\{ord(sign[1])};", words).replace("**", "").replace("`", "")
    return re.sub(r"\\(\d+);", lambda sign: chr(int(sign[1])), kept).replace(_APART, "")
