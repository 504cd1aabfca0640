"""The forecast as the page shows it: the range and the replay, with the words that it is not verified."""

from datetime import date

import pytest

from data import outlook, snapshots
from pages.charts.style import LIGHT
from pages.kit import formats
from pages.kit.texts import text
from pages.kit.view import Folded, Notice, flat
from pages.progress.outlook import forecast, view

ALL = snapshots.EVERYTHING


def test_the_verdict_is_the_range_of_the_running_phase(published, seen, language):
    whole = outlook.expected(published, ALL, published.as_of, "phase", "both", 2).iloc[0]
    said = seen(view.outlook).parts[0].words
    assert f"{formats.percent(whole['low_share'])}–{formats.percent(whole['high_share'])}" in said
    assert {"vi": "**chưa kiểm chứng**", "en": "**not verified**"}[language] in said


def test_the_chart_and_the_table_hold_the_same_forecast(published, seen, language):
    shown = seen(view.outlook)
    rows = shown.part("units").rows
    drawn = {trace["name"]: trace for trace in shown.part("outlook").draw(LIGHT)["data"]}
    assert drawn[text("outlook.target")]["x"] == list(rows["target_share"])[::-1]
    assert drawn[text("outlook.now")]["x"] == list(rows["coverage"])[::-1]
    known = rows[rows["middle"].notna()]
    assert drawn[text("outlook.outlook")]["x"] == pytest.approx(list(known["middle_share"])[::-1])


def test_the_replay_is_of_the_phase_before_from_the_same_share_of_time(published, seen, language):
    shown = seen(view.outlook)
    share = (published.as_of - date(2021, 9, 20)).days + 1
    stored = outlook.replayed(published, ALL, published.as_of, "both", share / 92, 1)
    rows = shown.part("replayed").rows
    assert list(rows["middle"]) == list(stored["middle"]) and len(rows) == 5
    answers = [text("answer.yes" if inside else "answer.no") for inside in stored["is_within"]]
    assert list(rows["within"]) == answers


def test_before_the_first_phase_is_over_nothing_is_replayed(seen, vietnamese):
    parts = list(flat(seen(view.outlook, day="2021-08-20").parts))
    assert text("outlook.replay.none", finished=1) in [part.words for part in parts if isinstance(part, Notice)]
    with pytest.raises(KeyError):
        seen(view.outlook, day="2021-08-20").part("replayed")


@pytest.mark.parametrize("day", ["2021-08-20", "2021-11-15"])
def test_the_words_of_two_phases(seen, vietnamese, day):
    """What the page said when phases were numbers in its code."""
    shown = seen(view.outlook, day=day)
    words = [getattr(part, "words", "") for part in shown.parts]
    assert "Cách tính này trên giai đoạn 1" in words
    assert any("không nói được dự báo giai đoạn 2 có đúng không" in word for word in words)
    (method,) = [part.words for part in shown.parts if isinstance(part, Folded)]
    assert "mỗi xã của giai đoạn 1 đã tăng" in method


def test_every_column_of_the_range_says_that_it_is_not_verified(language):
    unverified = {"vi": "chưa kiểm chứng", "en": "not verified"}[language]
    headers = {key: text(header) for key, header, *_ in forecast.UNITS}
    assert all(unverified in headers[end] for end in ("low", "middle", "high", "middle_share"))
