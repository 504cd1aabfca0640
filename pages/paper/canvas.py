"""What both kinds of pictures are drawn on: matplotlib with settings and a typeface of our own, one at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import matplotlib
from matplotlib.font_manager import FontProperties, fontManager

_ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings and typefaces are shared by threads
_SETTINGS = {"svg.hashsalt": "lang-son", "hatch.linewidth": 0.6}  # the same picture from the same values


@contextmanager
def settled(**settings: object) -> Iterator[None]:
    """Alone with matplotlib: its settings, and more of them, hold within; text is in the typeface of the pages."""
    with _ONE_AT_A_TIME, matplotlib.rc_context({**_SETTINGS, "font.family": _typeface(), **settings}):
        yield


def font(weight: str, size: float = 10) -> FontProperties:
    """The typeface with all Vietnamese glyphs, from its package: no font of the machine is needed."""
    return FontProperties(fname=_file(weight), size=size)


@cache
def _typeface() -> str:
    """The name of the typeface, once matplotlib knows it."""
    for weight in ("Regular", "Bold"):
        fontManager.addfont(_file(weight))
    return font("Regular").get_name()


def _file(weight: str) -> str:
    return str(files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{weight}.ttf")
