"""What Streamlit itself says (its own buttons, fields and menus), in the viewer's language and to screen readers too."""

import json
from pathlib import Path

import streamlit as st

from pages.shared import texts

_SCRIPT = Path(__file__).with_suffix(".js")
_THEME = _SCRIPT.with_name("theme.js")
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


def speak() -> None:
    """The document tells its language, and Streamlit's own words are put into it."""
    script = _SCRIPT.read_text(encoding="utf-8")
    told = script.replace("WORDS;", f"{json.dumps(words(), ensure_ascii=False)};").replace("LANGUAGE", texts.language())
    st.html(f"<script>{told}</script>", unsafe_allow_javascript=True)


def dress(asked: str, shown: str) -> None:
    """Puts on the theme the address asks for where the viewer sees another one."""
    told = _THEME.read_text(encoding="utf-8").replace("ASKED", asked).replace("SHOWN", shown)
    st.html(f"<script>{told}</script>", unsafe_allow_javascript=True)
