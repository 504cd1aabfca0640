"""A page of the progress drawn through the frame, and the words that it shows."""

from streamlit.testing.v1 import AppTest

from tests.pages import test_pages


def opened(page: str, **query: str) -> AppTest:
    """A page that is whole, with parameters in its address."""
    shown = test_pages.opened(f"progress/{page}/page", **query)
    assert not shown.exception and not shown.error, [part.value for part in (*shown.exception, *shown.error)]
    return shown


def words(test: AppTest) -> str:
    """All that is told in HTML, and the title."""
    return "\n".join(part.proto.body for part in test.get("html")) + "".join(part.value for part in test.title)
