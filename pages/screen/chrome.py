"""What Streamlit itself says (its own buttons, fields and menus), in the viewer's language and to screen readers too."""

import json
from functools import cache
from pathlib import Path

import streamlit as st

from pages.kit import texts
from pages.screen import unit_box

_SCRIPTS = Path(__file__).parent
KEYS = "chrome."


def words() -> list[tuple[str, str]]:
    """Each saying as it may stand on the page, and as this viewer is to read it; the other language's is turned back."""
    chosen = texts.language()
    return [
        (row[other], row[chosen])
        for key, row in texts.sayings().items()
        if key.startswith(KEYS)
        for other in texts.LANGUAGES
        if other != chosen
    ]


@cache
def _script(name: str) -> str:
    return (_SCRIPTS / name).read_text(encoding="utf-8")


def speak() -> None:
    """The document tells its language, Streamlit's own words are put into it, and links and tables of views work."""
    spoken = _script("chrome.js").replace("WORDS;", f"{json.dumps(words(), ensure_ascii=False)};")
    script = (
        spoken.replace("LANGUAGE", texts.language())
        + _script("links.js")
        + _script("pointed.js")
        + _script("plots.js")
        + _script("labels.js")
        + _script("places.js")
        + _script("every.js")
    )
    st.html(f"<script>{unit_box.script()}{script}</script>", unsafe_allow_javascript=True)


def dress(asked: str, shown: str) -> None:
    """Puts on the theme the address asks for where the viewer sees another one."""
    script = _script("theme.js").replace("ASKED", asked).replace("SHOWN", shown)
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
