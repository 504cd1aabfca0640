"""An inbox at its beginning: a register alone, or data up to the first day. No page fails; each says what has not begun."""

from pathlib import Path

import pytest

from data import snapshots, vocabulary
from tests.etl import small
from tests.pages.progress.drawn import opened, words

BEGUN = {"vi": "Chưa bắt đầu", "en": "Not begun yet"}
REGISTER = [{"unit": small.VAN_LINH, "households": 820, "as_of": "2021-06-30"}]
INBOXES = {
    "before the first day": {"gian-hang": [small.shop("S1", opened_on="2021-07-01")],
                             "don-hang": [small.order("O1", "S1", ordered_on="2021-07-10")]},
    "the first day": {"ra-soat": REGISTER, "gian-hang": [small.shop("S1", opened_on="2021-07-20")]},
}  # fmt: skip
ADDRESSES = [
    *((page, {}) for page in ("map", "phases", "outlook", "lead", "unit", "support")),
    ("map", {"view": "many"}),
    ("map", {"boundaries": "2025"}),
    ("map", {"unit": "187", "colour": "coverage"}),
    ("map", {"level": "commune", "day": "2021-08-01"}),
    ("unit", {"unit": "06613", "align": "day"}),
    ("phases", {"align": "share", "indicator": "lead"}),
]


@pytest.fixture(scope="module", params=INBOXES)
def young(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("young")
    for name, rows in INBOXES[request.param].items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    built = small.build_quietly(folder)
    assert built.code == 0
    return built.warehouse


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("page", "query"), ADDRESSES, ids=str)
def test_a_page_says_which_phase_has_not_begun(young, page, query, language, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", young)
    shown = words(opened(page, lang=language, **query))
    waiting = vocabulary.waiting_phases(snapshots.current().as_of)
    assert BEGUN[language] in shown and len(waiting) in (1, 2)
    for phase in waiting:
        begins = f"{phase.label[language]} ({'từ' if language == 'vi' else 'from'} {phase.starts_on:%d/%m/%Y})"
        assert begins in shown
