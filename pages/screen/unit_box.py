"""The box that lists units: it finds them without marks and misspelt, which Streamlit's own boxes do not.

The list of all units goes to the browser once with the frame of the pages, not with each box and each choice.
"""

import json
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import streamlit as st

from data import vocabulary
from pages.kit import area, names
from pages.kit.texts import language, text
from pages.kit.view import ALL, Choice
from pages.screen import viewer

_HERE = Path(__file__).parent
_HTML = (
    '<div class="unit-box"><label>\u00a0<span><input role="combobox" type="text" autocomplete="off" spellcheck="false"'
    ' aria-autocomplete="list" aria-expanded="false" aria-controls="units"></span></label>'
    '<ul id="units" role="listbox" hidden></ul></div>'
)
_BOX = st.components.v2.component(
    "unit_box", html=_HTML, js=(_HERE / "unit_box.js").read_text(encoding="utf-8"), isolate_styles=False
)  # fmt: skip


PHASE = "phase"  # the level of a phase, which stands beside the units where a figure is of one


def script() -> str:
    """Every unit for the boxes of the pages, in the language spoken."""
    every = [[code, level, words] for code, (level, words) in _known(language()).items()]
    return f"window.viewUnits = {json.dumps(every, ensure_ascii=False)};"


@cache
def _known(spoken: str) -> dict[str, tuple[str, str]]:
    """Level and words of all that can be chosen, by its code: the province, phases, districts, communes, those of 2025."""
    every = [one for (year, _), one in vocabulary.units().items() if year == "2021" or area.level(one) == area.NEW]
    order = (*area.LEVELS, area.NEW)
    every.sort(key=lambda one: order.index(area.level(one)))
    units = {_code(one): (area.level(one), area.name(one)) for one in every}
    phases = {phase.unit_code: (PHASE, names.phase(phase.number)) for phase in vocabulary.phases().values()}
    return {ALL: units.pop(ALL), **phases, **units}


def _code(unit: vocabulary.Unit) -> str:
    return ALL if unit.level == "province" else area.code(unit)


def draw(choice: Choice) -> None:
    """The box at the unit that the address names."""
    levels = tuple({_known(language())[option.code][0] for option in choice.options})
    ask(f"choice.{choice.key}", choice.label, choice.chosen, levels, partial(_chosen, choice.key, choice.default))


def ask(key: str, label: str, code: str, levels: tuple[str, ...], chosen: Callable[[str], None]) -> None:
    """A box of the units of some levels at the one of a code; `chosen` is called with the code of another one."""
    code = ALL if code == vocabulary.PROVINCE else code
    words = _known(language())[code][1]
    said = {"label": label, "words": words, "levels": sorted(levels), "none": text("chrome.no_results")}
    _BOX(key=key, data=said, on_chosen_change=lambda: _told(key, chosen))


def _told(key: str, chosen: Callable[[str], None]) -> None:
    code = st.session_state[key].chosen
    if code is not None:
        chosen(vocabulary.PROVINCE if code == ALL else code)


def _chosen(key: str, default: str, code: str) -> None:
    viewer.choose(**{key: None if code == vocabulary.PROVINCE and default == ALL else code})
