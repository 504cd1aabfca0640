"""A small map as HTML: the areas are one picture, the words on it are links that the keyboard reaches too."""

from html import escape
from urllib.parse import quote

_PLAIN = ",/:= '-"  # characters that an address of data carries as they are


def drawn(figure: dict, addresses: dict[str, str]) -> str:
    """The picture with its words over it, and below it what the colours mean; `addresses` is where each unit leads."""
    labels = "".join(_label(label, addresses) for label in figure["labels"])
    legend = "".join(f'<li><i style="--mark:{colour}"></i> {escape(name)}</li>' for colour, name in figure["classes"])
    picture = f'<img alt="" src="data:image/svg+xml,{quote(_picture(figure), safe=_PLAIN)}"/>'
    return f'<div class="outline">{picture}{labels}</div><ul class="legend">{legend}</ul>'


def _picture(figure: dict) -> str:
    width, height = figure["size"]
    areas = "".join(f"<path d='{path}' fill='{fill}' stroke='{figure['line']}'/>" for _, path, fill in figure["areas"])
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" stroke-width="1.2">{areas}</svg>'


def _label(label: tuple, addresses: dict[str, str]) -> str:
    """Words edged with the colour of their unit: they are read where they reach over a neighbour, too."""
    code, x, y, (name, *more), ink, fill = label
    words = f"{escape(name)}<b>{escape(' '.join(more))}</b>"
    return f'<a href="{addresses[code]}" style="left:{x:.1%};top:{y:.1%};color:{ink};--edge:{fill}">{words}</a>'
