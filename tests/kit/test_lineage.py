"""Where a passport is found from a printed page."""

import pytest

from pages.kit import lineage


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("kinhteso.noi-bo:8501", "http://kinhteso.noi-bo:8501/passport?id=1.189.both.coverage.20211115"),
        ("https://cong.noi-bo/kinh-te-so/", "https://cong.noi-bo/kinh-te-so/passport?id=1.189.both.coverage.20211115"),
    ],
)
def test_a_passport_is_found_as_visitors_reach_the_dashboard(monkeypatch, own, found):
    monkeypatch.setenv("LANGSON_ADDRESS", own)
    assert lineage.address("1.189.both.coverage.20211115") == found
