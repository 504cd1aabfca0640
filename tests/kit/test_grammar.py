"""Counts of one in English."""

import re

import pytest

from data import vocabulary
from pages.kit import formats, grammar
from pages.kit.texts import sayings, spoken, text


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Ended 1 days ago", "Ended 1 day ago"),
        ("1 orders are dated before their shop opened", "1 order is dated before its shop opened"),
        ("1 listings sold after their certificate ended", "1 listing sold after its certificate ended"),
        ("1 units were late; districts set their own", "1 unit was late; districts set their own"),
        ("1 units were late; 1 more households needed a day", "1 unit was late; 1 more household needed a day"),
        ("**1 rows** are read", "**1 row** is read"),
        ("21 orders are dated, 1.1 points, 1,001 households have", "21 orders are dated, 1.1 points, 1,001 households have"),
        ("the districts of phase 1 units, day 1 rows, 01/1 days", "the districts of phase 1 units, day 1 rows, 01/1 days"),
        ("1 have met it, 1 do not", "1 has met it, 1 does not"),
        ("0.1 points, 11 days, 1–1 days", "0.1 points, 11 days, 1–1 days"),
    ],
)  # fmt: skip
def test_one_is_said_as_one(written, said):
    assert grammar.agreed(written) == said


def _counted() -> list[tuple[str, str]]:
    """Every English sentence of the texts, the answers and the findings with all its values 1."""
    answers = [(f"answer {row['number']} {row['case']}", row["sentence_en"]) for row in vocabulary.rows("answers.csv")]
    findings = [(row["rule"], row["group_en"]) for row in vocabulary.rows("findings.csv") if row["group_en"]]
    texts = [(key, row["en"]) for key, row in sayings().items()]
    return [(key, re.sub(r"\{[^}]*\}", "1", written)) for key, written in (*texts, *answers, *findings)]


def test_no_sentence_counts_one_of_many():
    """A new sentence with a noun that is not known yet is found here."""
    plural = re.compile(
        r"(?<![\w.,/:–-])(?<!phase )(?<!Phase )(?<!day )(?<!Day )1 (?!of |as |is |was )(?:\w+ )?(\w+s)\b"
    )
    verbs = ["is", "has", "was", "does", "expires", "serves", "begins", "needs", "names"]
    meant = {*verbs, "its", "as", "themselves", "times", "phases", "forecasts", "goods"}  # not of a count of one
    found = {
        (key, hit[0])
        for key, said in _counted()
        for hit in plural.finditer(grammar.agreed(said))
        if hit[1] not in meant
    }
    assert not found


def test_texts_and_findings_agree_and_vietnamese_has_no_plural():
    with spoken("en"):
        assert (
            text("overview.ended", days="1") == "Ended 1 day ago"
            and text("overview.ended", days="2") == "Ended 2 days ago"
        )
        assert formats.sentence("1 orders are dated before their shop opened.").startswith("1 order is dated")
    with spoken("vi"):
        assert text("overview.ended", days="1") == "Đã kết thúc, sau hạn 1 ngày"
