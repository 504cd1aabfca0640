"""An inbox at its beginning: a register alone, or data up to the first day. Every page says what has not begun, and none fails."""

from pathlib import Path

import pytest

from data import figures, snapshots, vocabulary
from pages.charts.style import LIGHT
from pages.documents import pack
from pages.documents.values import Filters
from pages.kit import texts
from pages.kit.address import Address
from pages.meeting.wall import agenda
from pages.method.lineage.view import passport
from pages.screen import html
from tests.etl import small
from tests.pages import seen
from tests.pages.test_pages import PAGES, is_whole, opened

BEGUN = {"vi": "Chưa bắt đầu", "en": "Not begun yet"}
REGISTER = [{"unit": small.VAN_LINH, "households": 820, "as_of": "2021-06-30"}]
INBOXES = {
    "a register alone": {"ra-soat": REGISTER},
    "before the first day": {"gian-hang": [small.shop("S1", opened_on="2021-07-01")],
                             "don-hang": [small.order("O1", "S1", ordered_on="2021-07-10")]},
    "the first day": {"ra-soat": REGISTER, "gian-hang": [small.shop("S1", opened_on="2021-07-20")]},
}  # fmt: skip
DAYS = {"a register alone": "2021-06-30", "before the first day": "2021-07-10", "the first day": "2021-07-20"}
ADDRESSES = [
    *((page, {}) for page in PAGES),
    *(("meeting/wall/page", {"slide": str(number)}) for number in range(1, len(agenda.SLIDES) + 6)),
    ("progress/overview/page", {"rank": "improvement"}),
    ("trade/products/page", {"by": "district_code", "measure": "listings"}),
    ("trade/market/page", {"district": "187", "commune": small.VAN_LINH}),
    ("progress/map/page", {"view": "many"}),
    ("progress/map/page", {"boundaries": "2025"}),
    ("progress/map/page", {"unit": "187", "colour": "coverage"}),
    ("progress/map/page", {"level": "commune", "day": "2021-08-01"}),
    ("progress/unit/page", {"unit": small.DINH_LAP, "align": "day"}),
    ("progress/phases/page", {"align": "share", "indicator": "lead"}),
]


@pytest.fixture(scope="module", params=INBOXES)
def young(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("young")
    for name, rows in INBOXES[request.param].items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    built = small.build_quietly(folder)
    assert built.code == 0 and str(snapshots.current(built.warehouse).as_of) == DAYS[request.param]
    return built.warehouse


def told(test) -> str:
    drawn = [str(part.value) for kind in ("title", "info", "markdown") for part in getattr(test, kind)]
    return "\n".join([*drawn, *seen.words(test)])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("page", "query"), ADDRESSES, ids=str)
def test_a_page_says_which_phase_has_not_begun(young, page, query, language, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", young)
    shown = opened(page, lang=language, **query)
    assert is_whole(shown)
    waiting = vocabulary.waiting_phases(snapshots.current().as_of)
    assert BEGUN[language] in told(shown) and len(waiting) in (1, 2)
    for phase in waiting:
        assert f"{phase.label[language]} ({'từ' if language == 'vi' else 'from'} {phase.starts_on:%d/%m/%Y})" in told(
            shown
        )


@pytest.mark.parametrize("unit", ["20", "187", small.DINH_LAP])
def test_the_passport_of_any_figure_opens(young, unit, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", young)
    snapshot = snapshots.current()
    for family, code in figures.measures():
        subject = {"household": "both", "volume": "orders", "order_value": "order_value"}.get(family, family)
        if "indicator" in figures.families()[family] and family not in ("household", "volume", "order_value"):
            subject = f"{family}-both"
        address = Address({"id": f"{snapshot.id}.{unit}.{subject}.{code}.{snapshot.as_of:%Y%m%d}"})
        with texts.spoken("vi"):
            shown = passport(snapshot, snapshots.EVERYTHING, address)
        assert html.Writer(snapshot.id, LIGHT).block(tuple(filter(html.Writer(snapshot.id, LIGHT).can, shown.parts))), (
            subject,
            code,
        )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pack_is_made_and_says_so_too(young, language):
    snapshot = snapshots.current(young)
    made = pack.make(snapshot, snapshots.EVERYTHING, Filters(language=language), lambda part, doing: None)
    (page,) = (content.decode() for name, content in made.items() if name.endswith(".html"))
    assert {Path(name).suffix for name in made} >= {".pptx", ".docx", ".xlsx", ".pdf", ".html"}
    for phase in vocabulary.waiting_phases(snapshot.as_of):
        assert BEGUN[language] in page and f"{phase.starts_on:%d/%m/%Y}" in page


def test_a_snapshot_of_today_has_nothing_that_waits(published):
    with texts.spoken("vi"):
        assert not vocabulary.waiting_phases(published.as_of)
    assert BEGUN["vi"] not in told(opened("progress/overview/page"))
