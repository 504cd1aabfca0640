"""Tables as a phone shows them, which has room for two columns: a name, then the share that is asked for."""

import re

import pytest

from pages.kit.texts import text
from tests.pages import seen
from tests.pages.test_pages import PAGES, opened

SHARE = re.compile(r"\d+([.,]\d+)?%")
NO_ANSWER = {
    "Ngày",
    text("market.premium"),
}  # a row is a day, named by its date and then its unit; what a price exceeds another by


def shares(table: list[dict[str, str]]) -> list[int]:
    """Where in a table its shares stand, but for those that answer nothing."""
    heads = list(table[0])
    return (
        []
        if NO_ANSWER & set(heads)
        else [place for place, head in enumerate(heads) if any(SHARE.fullmatch(row[head]) for row in table)]
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query", [{}, {"unit": "189"}, {"day": "2021-09-30"}], ids=["now", "district", "between phases"]
)
def test_the_share_stands_beside_the_name(published, page, query):
    for table in filter(None, seen.tables(opened(page, **query))):
        found = shares(table)
        assert not found or found[0] == 1, list(table[0])
