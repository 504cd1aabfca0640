"""Charts of units below one another, drawn as HTML from the same plain figure that plotly and paper draw.

Such a chart has only horizontal bars and marks on an axis of names. As HTML it stands at once, is read by any screen
reader, and a page of it needs no chart library in the browser.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from pages.kit import formats
from pages.screen.leading import address

_FORM = re.compile(r"%\{[xy]:([^}]*)\}")
_TAGS = re.compile(r"</?b>")
_SYMBOLS = {
    "line-ns": "stroke",
    "diamond": "diamond",
    "star-triangle-up": "triangle",
    "circle": "dot",
    "x": "cross",
    "square": "square",
}
# Shares of the axis that hold where it is narrowest, a hundred pixels on a phone and beside the map of a laptop.
NARROW = 0.16  # a bar that has no room for its letter, which stands beside it
ROOM = 0.3  # what a letter beside a bar needs before the next mark
_STEPS = (0.1, 0.2, 0.25, 0.5, 1, 2, 5)  # between ticks, times the power of ten that is in the axis's end


@dataclass(frozen=True)
class _Axis:
    """The axis of values, from nothing to `end`; `form` as d3 writes formats: .0% or ,.0f."""

    end: float
    form: str

    def at(self, value: float) -> str:
        return f"{value / self.end:.2%}"

    def ticks(self) -> Iterator[float]:
        """Round values, no more than seven of them."""
        return round_values(self.end, self.form, 7)


def round_values(end: float, form: str, most: int) -> Iterator[float]:
    """Round values from nothing to `end`, no more than so many, each of which the form writes as it is."""
    power = 10.0 ** math.floor(math.log10(end))
    steps = [step * power for step in _STEPS if end < most * (step * power) and step * power <= end]
    step = next((step for step in steps if _is_written(step, form)), steps[0])
    return (index * step for index in range(int(end / step + 1e-9) + 1))


def _is_written(step: float, form: str) -> bool:
    """Whether a form has the digits for a step between ticks."""
    written = step * 10 ** (_digits(form) + (2 if form.endswith("%") else 0))
    return math.isclose(written, round(written), abs_tol=1e-9) and round(written) > 0


def can(figure: dict) -> bool:
    """Whether a figure is bars and marks on an axis of names, and nothing else; one without data is an empty plot."""
    return bool(figure["data"]) and all(_is_bar(trace) or _is_mark(trace) for trace in figure["data"])


def _is_bar(trace: dict) -> bool:
    return trace["type"] == "bar" and trace.get("orientation") == "h"


def _is_mark(trace: dict) -> bool:
    named = all(isinstance(name, str) for name in trace["y"]) and not any(
        isinstance(value, str) for value in trace["x"]
    )
    return trace["type"] == "scatter" and trace["mode"] in ("markers", "lines+markers") and named


def drawn(figure: dict) -> str:
    """A line a name, the upmost first as plotly has it; below them the axis and what the marks mean."""
    axis = _axis(figure)
    names = list(dict.fromkeys(name for trace in figure["data"] for name in trace["y"]))[::-1]
    ends = {note["y"]: note["text"] for note in figure["layout"].get("annotations", ())}
    lines = "".join(_line(name, figure, axis, ends.get(name, "")) for name in names)
    is_single = names == [""]
    ticks = "" if figure["layout"]["xaxis"].get("visible") is False else _ticks(axis)
    kind = "single" if is_single else "named"
    kind += (" ended" if ends else "") + (" wordy" if any("<br>" in name for name in names) else "")
    return f'<div class="marks {kind}">{lines}{ticks}</div>{_legend(figure, axis, is_single)}'


def _axis(figure: dict) -> _Axis:
    told = figure["layout"]["xaxis"]
    room = 1.2 if any("texttemplate" in trace for trace in figure["data"]) else 1.05  # values stand behind their bars
    end = told["range"][1] if "range" in told else max(map(_furthest, figure["data"])) * room
    return _Axis(end or 1, told.get("tickformat", ",.0f"))


def _furthest(trace: dict) -> float:
    reach = trace.get("error_x", {}).get("array") or [0] * len(trace["x"])
    return max(
        (value + (more or 0) for value, more in zip(trace["x"], reach, strict=True) if value is not None), default=0
    )


def _line(name: str, figure: dict, axis: _Axis, end: str) -> str:
    here = [(trace, trace["y"].index(name)) for trace in figure["data"] if name in trace["y"]]
    others = [trace["x"][index] for trace, index in here if _is_mark(trace) and trace["x"][index] is not None]
    marks = "".join(_drawn(trace, index, axis, others) for trace, index in here)
    words, *more = _TAGS.sub("", name).split("<br>")
    told = escape(words) + "".join(f"<b>{escape(line)}</b>" for line in more)
    code = _codes(figure).get(name, "")
    if code:
        told = f'<a href="{address("unit", (("unit", code),))}">{told}</a>'
    label = f"<span>{told}</span>" if name else ""
    return f'<div class="row"{_unit(code)}>{label}<div class="line">{marks}</div>{f"<b>{escape(end)}</b>" if end else ""}</div>'


def _codes(figure: dict) -> dict[str, str]:
    """Which unit each line is about, by its name, where the bars say so."""
    return {
        one: code
        for trace in figure["data"]
        if "ids" in trace
        for one, code in zip(trace["y"], trace["ids"], strict=True)
    }


def _unit(code: str) -> str:
    return f' data-unit="{escape(code)}"' if code else ""


def _drawn(trace: dict, index: int, axis: _Axis, others: list[float]) -> str:
    """What a trace shows in a line whose marks stand at `others`."""
    value = trace["x"][index]
    if value is None:
        return ""
    said = escape(f"{trace.get('name', '')}: {write(value, _form(trace, axis))}".removeprefix(": "))
    if _is_bar(trace):
        return _bar(trace, index, axis, said, others)
    if trace["mode"] == "lines+markers":
        return _between(trace, axis, said)
    mark = trace["marker"]
    return f'{_reach(trace, index, axis)}<i class="{_SYMBOLS[mark["symbol"]]}" style="left:{axis.at(value)};--mark:{mark["color"]}" title="{said}"></i>'


def _between(trace: dict, axis: _Axis, said: str) -> str:
    """A mark at each end of a line; one mark where they are one."""
    colour, kind = trace["line"]["color"], _SYMBOLS[trace["marker"]["symbol"]]
    ends = sorted(set(trace["x"]))
    line = f'<i class="span" style="left:{axis.at(ends[0])};width:{axis.at(ends[-1] - ends[0])};--mark:{colour}"></i>'
    marks = "".join(
        f'<i class="{kind}" style="left:{axis.at(end)};--mark:{colour}" title="{said}"></i>' for end in ends
    )
    return f"{line if len(ends) > 1 else ''}{marks}"


def _bar(trace: dict, index: int, axis: _Axis, said: str, others: list[float]) -> str:
    colour = trace["marker"]["color"]
    fill = colour[index] if isinstance(colour, list) else colour
    letter = trace["text"][index] if "text" in trace else ""
    ink = trace["textfont"]["color"][index] if letter else "inherit"
    width = axis.at(trace["x"][index])
    value = (
        f'<b style="left:{width}">{write(trace["x"][index], _form(trace, axis))}</b>' if "texttemplate" in trace else ""
    )
    if letter and trace["x"][index] < NARROW * axis.end:
        letter, value = "", f'<b style="left:{axis.at(_free(trace["x"][index], others, axis))}">{escape(letter)}</b>'
    return f'<i class="bar" style="width:{width};--mark:{fill};color:{ink}" title="{said}">{escape(letter)}</i>{value}'


def _free(value: float, others: list[float], axis: _Axis) -> float:
    """Where a letter stands beside a bar: right of it, and of each mark that would lie on the letter."""
    for other in sorted(others):
        if value <= other < value + ROOM * axis.end:
            value = other
    return value


def _reach(trace: dict, index: int, axis: _Axis) -> str:
    """From the low to the high end of an interval around a mark."""
    if "error_x" not in trace or trace["error_x"]["array"][index] is None:
        return ""
    reach, value = trace["error_x"], trace["x"][index]
    less, more = reach["arrayminus"][index], reach["array"][index]
    said = escape(f"{write(value - less, axis.form)} – {write(value + more, axis.form)}")
    return f'<i class="span" style="left:{axis.at(value - less)};width:{axis.at(less + more)};--mark:{reach["color"]}" title="{said}"></i>'


def _ticks(axis: _Axis) -> str:
    ticks = "".join(f'<i style="left:{axis.at(value)}">{write(value, axis.form)}</i>' for value in axis.ticks())
    return f'<div class="row"><div class="line ticks">{ticks}</div></div>'


def _legend(figure: dict, axis: _Axis, is_single: bool) -> str:
    """What the marks mean; of a single line also how much each is."""
    named = [trace for trace in figure["data"] if trace.get("name") and trace.get("showlegend", True)]
    items = "".join(
        f"<li>{_sample(trace)} {escape(trace['name'])}{_said(trace, axis) if is_single else ''}</li>" for trace in named
    )
    return f'<ul class="legend">{items}</ul>' if items else ""


def _said(trace: dict, axis: _Axis) -> str:
    values = "–".join(dict.fromkeys(write(value, _form(trace, axis)) for value in trace["x"]))
    return f": <b>{values}</b>"


def _sample(trace: dict) -> str:
    if _is_bar(trace):
        colour = trace["marker"]["color"]
        return f'<i class="bar" style="--mark:{colour[0] if isinstance(colour, list) else colour}"></i>'
    return f'<i class="{_SYMBOLS[trace["marker"]["symbol"]]}" style="--mark:{trace["marker"]["color"]}"></i>'


def _form(trace: dict, axis: _Axis) -> str:
    return form_of(trace) or axis.form


def form_of(trace: dict) -> str:
    """How the pointer's words of a trace write its values; empty where they do not say."""
    found = _FORM.search(trace.get("hovertemplate", ""))
    return found[1] if found else ""


def write(value: float | None, form: str) -> str:
    digits = _digits(form)
    return formats.percent(value, digits) if form.endswith("%") else formats.number(value, digits)


def _digits(form: str) -> int:
    return int(form.split(".")[1][0])
