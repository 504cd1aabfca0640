"""The range of the forecast is nowhere said without the words that it is not verified; no probability, no effect of support."""

import csv

import pytest

from data import figures
from pages.kit import lineage, texts
from tests.conftest import ROOT
from tests.pages import seen
from tests.pages.test_pages import is_whole, opened, words

UNVERIFIED = {"vi": "chưa kiểm chứng", "en": "not verified"}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("page", "query"), [("meeting/wall/page", {"slide": "4"})])
def test_the_range_stands_beside_the_words_that_it_is_not_verified(published, page, query, language):
    shown = opened(page, lang=language, **query)
    assert is_whole(shown)
    assert any(UNVERIFIED[language] in bold and "–" in sentence for sentence, bold in seen.emphasised(shown)), words(
        shown
    )
    (drawn,) = seen.charts(shown)
    assert all(UNVERIFIED[language] in told for told in drawn)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_column_and_passport_of_the_range_says_so(published, language):
    with texts.spoken(language):
        for end in ("low", "middle", "high", "middle_share"):
            assert UNVERIFIED[language] in figures.measure("outlook-both", end).definition[language]
    code = lineage.code(published.id, lineage.FigureKey("188", "outlook-both", "middle", published.as_of))
    assert UNVERIFIED[language] in words(opened("method/lineage/page", id=code, lang=language))


def test_no_sentence_tells_a_probability_or_what_support_brings():
    for row in [
        *_rows("pages/kit/texts.csv"),
        *_rows("data/reference/figures.csv"),
        *_rows("data/reference/questions.csv"),
    ]:
        text = " ".join(row.values()).lower()
        for word in (
            "khả năng đạt",
            "probability",
            "gần như chắc",
            "khoảng 80%",
            "ngày-tổ",
            "team-day",
            "đi cùng",
            "goes with",
        ):
            assert word not in text, row


def _rows(path: str) -> list[dict[str, str]]:
    with open(ROOT / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
