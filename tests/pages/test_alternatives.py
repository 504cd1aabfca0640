"""Each chart for those who cannot see it: words of its own."""

import pytest

from pages.screen import menu
from tests.pages import seen
from tests.pages.test_pages import opened


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", [page.script for page in menu.offered()])
def test_every_chart_has_words_of_its_own(published, page, language):
    told = [words for words, _ in seen.charts(opened(page, lang=language))]
    assert all(len(words) > 10 for words in told), told
    assert len(set(told)) == len(told), "two charts say the same"
