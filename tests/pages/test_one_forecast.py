"""One forecast everywhere: the overview, the outlook, a unit's profile, the wall, the slides and the report say the same."""

import csv

import pytest

from data import backtest, snapshots
from pages.documents import content
from pages.documents.values import Filters
from pages.kit import names, texts
from pages.kit.address import Address
from pages.kit.view import Metrics, Sentence, flat
from pages.meeting.wall import slides
from pages.progress.outlook import sentence
from pages.progress.outlook.view import outlook
from pages.progress.overview.view import overview
from pages.progress.unit.view import unit
from tests.conftest import ROOT

ALL = snapshots.EVERYTHING


def said(view) -> list[str]:
    return [part.words for part in flat(view.parts) if isinstance(part, Sentence)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("indicator", ["both", "lead"])
def test_every_place_says_the_same_range_and_date(published, language, indicator):
    with texts.spoken(language):
        row = sentence.of(published, ALL, published.as_of, "phase", indicator, 2)["phase-2"]
        words = sentence.said(row, names.phase(2))
        assert sentence.span(row) in words
        address = {"indicator": indicator}
        assert said(outlook(published, ALL, Address(address)))[0] == words
        assert said(slides.slide(published, ALL, Address({"agenda": "outlook", "slide": "1", **address})))[0] == words
        pack = content.build(published, ALL, Filters(indicator, None, language))
        assert pack.outlook[0] == words
        assert words in [one for section in pack.sections for one in section.paragraphs]
        cards = [
            metric
            for part in flat(overview(published, ALL, Address(address)).parts)
            if isinstance(part, Metrics)
            for metric in part.metrics
        ]
        (dated,) = [metric for metric in cards if metric.label == texts.text("overview.projected")]
        assert dated == sentence.date_metric(row) and sentence.span(row) in dated.note


def test_a_district_says_the_same_on_its_profile_its_page_and_its_annex(published, vietnamese):
    row = sentence.of(published, ALL, published.as_of, "district", "both", 2)["182"]
    words = sentence.said(row, "Huyện Văn Lãng")
    assert words and words in said(unit(published, ALL, Address({"unit": "182"})))
    assert said(outlook(published, ALL, Address({"district": "182"})))[0] == words
    (annex,) = [one for one in content.build(published, ALL, Filters()).districts if one.code == "182"]
    assert words in annex.summary


def test_a_unit_of_a_phase_that_is_over_has_no_forecast_anywhere(published, vietnamese):
    assert not [one for one in said(unit(published, ALL, Address({"unit": "187"}))) if "giữ nhịp" in one]
    (annex,) = [one for one in content.build(published, ALL, Filters()).districts if one.code == "187"]
    assert "giữ nhịp" not in annex.summary


def test_where_no_probability_passes_none_is_said_anywhere(published, vietnamese, monkeypatch):
    monkeypatch.setattr(backtest, "tells_probability", lambda level: False)
    for level, code in (("phase", "phase-2"), ("district", "182")):
        row = sentence.of(published, ALL, published.as_of, level, "both", 2)[code]
        assert "Xác suất" not in sentence.said(row, "X")
    shown = outlook(published, ALL, Address({}))
    assert "probability_told" not in [column.key for column in shown.part("units").columns]
    assert texts.text("outlook.chance.untold") in said(shown)


def test_no_sentence_tells_what_support_brings():
    for row in [
        *_rows("pages/kit/texts.csv"), *_rows("data/reference/figures.csv"), *_rows("data/reference/questions.csv"),
    ]:  # fmt: skip
        text = " ".join(row.values()).lower()
        for word in ("gần như chắc", "ngày-tổ", "team-day", "đi cùng", "goes with", "chưa kiểm chứng", "not verified"):
            assert word not in text, row


def _rows(path: str) -> list[dict[str, str]]:
    with open(ROOT / path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
