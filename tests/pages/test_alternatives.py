"""Each chart for those who cannot see it: words of its own, and its figures in a table of the page."""

import pytest

from pages.shared import menu
from tests.pages.test_pages import opened

TWINS = {
    "progress/map": ({"view": "many"}, ("many",)),
    "progress/phases": ({}, ("phases", "multiples-1", "multiples-2")),
    "progress/lead": ({}, ("funnel",)),
    "progress/unit": ({}, ("curve", "funnel")),
    "progress/support": ({}, ("communes",)),
    "trade/products": ({}, ("weeks",)),
    "trade/market": ({}, ("season", "places", "status")),
}


def charts(test) -> list:
    return [chart.proto for chart in test.get("plotly_chart")]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", menu.scripts())
def test_every_chart_has_words_of_its_own(published, page, language):
    told = [chart.alt for chart in charts(opened(page, lang=language))]
    assert all(len(words) > 10 for words in told), told
    assert len(set(told)) == len(told), "two charts say the same"


@pytest.mark.parametrize("address", [{"boundaries": "2025"}, {"view": "many"}, {"unit": "187"}])
def test_every_view_of_the_map_says_what_it_shows(published, address):
    (chart,) = charts(opened("progress/map", **address))
    assert len(chart.alt) > 40


@pytest.mark.parametrize("page", TWINS)
def test_a_chart_unfolds_its_table(published, page):
    address, twins = TWINS[page]
    folded = opened(page, **address)
    before = len(folded.dataframe)
    for name in twins:
        folded.session_state[f"twin-{name}"] = True
    unfolded = folded.run()
    assert not unfolded.exception and not unfolded.error
    assert len(unfolded.dataframe) == before + len(twins)
    assert all(len(table.value) for table in unfolded.dataframe)
