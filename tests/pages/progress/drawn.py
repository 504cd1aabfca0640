"""A page drawn through the frame, and the words that it shows."""

from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT


def opened(page: str, **query: str) -> AppTest:
    """A page of the progress, with parameters in its address. The first run registers the pages."""
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    for name, value in query.items():
        test.query_params[name] = value
    shown = test.switch_page(f"pages/progress/{page}/page.py").run()
    assert not shown.exception and not shown.error, [part.value for part in (*shown.exception, *shown.error)]
    return shown


def words(test: AppTest) -> str:
    """All that is told in HTML, and the title."""
    return "\n".join(part.proto.body for part in test.get("html")) + "".join(part.value for part in test.title)
