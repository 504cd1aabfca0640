"""Curves carry what happened: a number on the chart, its words and source below it, on the screen and on the wall."""

import re

import pytest

from data import snapshots
from pages.charts.style import LIGHT
from pages.kit.address import Address
from pages.kit.view import Sentence, flat
from pages.meeting.wall.slides import slide
from pages.progress.phases.view import phases
from pages.progress.unit.view import unit


def numbers(view, name: str) -> dict[str, float]:
    found = view.part(name).draw(LIGHT)["layout"]["annotations"]
    return {words["text"]: words["x"] for words in found if words["text"][0].isdigit()}


def listed(view) -> str:
    return next(
        part.words for part in flat(view.parts) if isinstance(part, Sentence) and part.words.startswith("Mốc trên hình")
    )


def test_the_curves_of_phases_carry_events_with_their_source(seen, vietnamese):
    shown = seen(phases)
    assert listed(shown).startswith(
        "Mốc trên hình: 1 · 20/07/2021 Giai đoạn 1 bắt đầu (Báo Lạng Sơn, 9/2021); 2 · 16/09/2021 Hội nghị"
    )
    assert numbers(shown, "phases") == {"1, 4": 1, "2": 59, "3": 63}  # the days of each in the time of its own phase
    by_share = numbers(seen(phases, align="share"), "phases")
    assert by_share["3, 5"] == 1.0 and by_share["2"] == 59 / 63


def test_the_curve_of_a_unit_has_what_happened_in_its_phase(seen, vietnamese):
    shown = seen(unit, unit="189")
    assert "1 · 20/09/2021 Giai đoạn 2 bắt đầu" in listed(shown) and "Giai đoạn 1" not in listed(shown)
    assert numbers(shown, "curve") == {"1": 1 / 92, "2": 1.0}  # the conference was before its phase


@pytest.mark.parametrize(
    "make, name, chosen", [(phases, "phases", {}), (unit, "curve", {"unit": "187"}), (unit, "curve", {"unit": "189"})]
)
def test_what_is_listed_is_what_the_curves_carry(seen, vietnamese, make, name, chosen):
    shown = seen(make, **chosen)
    carried = sorted(number for words in numbers(shown, name) for number in words.split(", "))
    assert carried == sorted(re.findall(r"(?:: |; )(\d+) · ", listed(shown)))


def test_numbers_on_the_wall_are_told_on_the_wall(published, vietnamese):
    for code in ("phases", "district-189"):
        shown = slide(published, snapshots.EVERYTHING, Address({"agenda": code, "slide": "1"}))
        assert "Giai đoạn 2 bắt đầu" in listed(shown), code
