"""Where a link of a page leads."""

from html import escape
from urllib.parse import urlencode

from data.folding import fold
from pages.kit.texts import language


def address(page: str, query: tuple[tuple[str, str], ...], anchor: str = "") -> str:
    """A page of the dashboard with its choices, in the language spoken; `links.js` adds what else the viewer keeps.

    `anchor` are the words of the heading where the reader is to arrive.
    """
    spoken = () if language() == "vi" else (("lang", language()),)
    return escape(f"./{page}?{urlencode((*query, *spoken))}{f'#{place(anchor)}' if anchor else ''}")


def place(words: str) -> str:
    """The address of a heading within its page: 'Có cả hai hay chỉ một' is co-ca-hai-hay-chi-mot."""
    return fold(words).replace(" ", "-")
