"""Small provinces that the simulated one never is: every page, slide and document of them is whole and says what is true."""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from data import quality, snapshots
from data.snapshots import EVERYTHING
from pages.documents import pack
from pages.documents.values import Filters
from pages.kit import names
from pages.kit.address import Address
from pages.kit.texts import spoken, text
from pages.meeting.wall import agenda
from pages.method.lineage.view import passport
from pages.progress.overview import answer
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH
from tests.pages import seen
from tests.pages.test_pages import PAGES, is_whole, opened
from tests.pages.test_young import told

ADDRESSES = [
    *((page, {}) for page in PAGES if page not in ("method/lineage/page", "method/operation/page", "method/load/page")),
    *(("meeting/wall/page", {"slide": str(number)}) for number in range(1, len(agenda.SLIDES) + 2)),
    *(("progress/unit/page", {"unit": unit}) for unit in ("187", "189", VAN_LINH, DINH_LAP)),
    ("trade/products/page", {"by": "product_type"}),
    ("trade/certificates/page", {"scheme": "all"}),
]
# What no sentence says: no value, a gain that is a loss, the result of a phase that has none, a forecast of what is over.
UNTRUE = re.compile(
    r"\bnan\b|\bNone\b(?! [a-z])|\bNaT\b|thêm -|được -|-\d+ more|\b0-\d|ttđt|hết hạn ở —|số liệu: —|còn thiếu —|thiếu — hộ|lack —|còn —"
    r"|— (số )?hộ\b|(nhanh|chậm) hơn 0,0|0\.0 points (faster|slower)|trên 1 (huyện|xã)|\bof 1 \((district|commune)"
)


def _several(unit: str, first: str, count: int, apart: int = 2, **more) -> Iterator[tuple[dict, dict]]:
    """Households with a shop and an account, each so many days after the one before."""
    for number in range(count):
        day = str(date.fromisoformat(first) + timedelta(days=number * apart))
        name, own = f"{unit}-{number}", {"unit": unit, "opened_on": day, **more}
        yield small.shop(f"S{name}", f"HO-{name}", **own), small.account(f"A{name}", f"HO-{name}", **own)


def _both(*households: Iterator[tuple[dict, dict]]) -> dict[str, list[dict]]:
    pairs = [pair for one in households for pair in one]
    return {"gian-hang": [shop for shop, _ in pairs], "tai-khoan": [account for _, account in pairs]}


REGISTER = [{"unit": unit, "households": 20, "as_of": "2021-06-30"} for unit in (VAN_LINH, DINH_LAP)]


def _after_both_deadlines() -> dict[str, list[dict]]:
    """Three shops of phase 1 close after its deadline, two households of phase 2 come after theirs."""
    found = _both(
        _several(VAN_LINH, "2021-08-01", 9), _several(DINH_LAP, "2021-09-25", 12), _several("06616", "2021-12-21", 2)
    )
    for shop in found["gian-hang"][:3]:
        shop["closed_on"] = "2021-10-15"
    return {**found, "ra-soat": REGISTER}


def _a_fall() -> dict[str, list[dict]]:
    """Seven of ten shops close within the last week; phase 1 has no data at all."""
    found = _both(_several(DINH_LAP, "2021-09-25", 10))
    for shop in found["gian-hang"][:7]:
        shop["closed_on"] = "2021-11-12"
    late = small.account("A-late", "HO-late", unit=DINH_LAP, opened_on="2021-11-15")
    return {"gian-hang": found["gian-hang"], "tai-khoan": [*found["tai-khoan"], late], "ra-soat": REGISTER}


SCHEMES = ("OCOP 3 sao", "OCOP 4 sao", "OCOP 5 sao", "VietGAP", "GlobalGAP")
TYPES = ("agricultural", "processed_food", "handicraft", "rural_industry", "other", "")


def _every_certification() -> dict[str, list[dict]]:
    """A product of each scheme, one of none, of six types; a certificate of a household that nothing else knows."""
    found = _both(_several(VAN_LINH, "2021-08-01", 6, 1))
    shops = [shop["shop_id"] for shop in found["gian-hang"]]
    listings = [small.listing(f"L{at}", shop, "2021-08-07", product_type=TYPES[at]) for at, shop in enumerate(shops)]
    orders = [small.order(f"O{at}", shop, f"L{at}", "2021-08-10") for at, shop in enumerate(shops)]
    held = [{"listing_id": f"L{at}", "scheme": scheme, "valid_from": "2021-01-01"} for at, scheme in enumerate(SCHEMES)]
    strange = {
        "household_code": "HO-nobody",
        "scheme": SCHEMES[0],
        "valid_from": "2021-01-01",
        "valid_to": "2021-09-01",
    }
    return {**found, "mat-hang": listings, "don-hang": orders, "chung-nhan": [*held, strange]}


def _a_late_reporter() -> dict[str, list[dict]]:
    """Phase 1 sends its first rows after its deadline; so little is gained in phase 2 that no week has one a day."""
    return {**_both(_several(VAN_LINH, "2021-10-01", 3), _several(DINH_LAP, "2021-09-25", 8, 7)), "ra-soat": REGISTER}


def _accounts_alone() -> dict[str, list[dict]]:
    return {"tai-khoan": _both(_several(DINH_LAP, "2021-09-25", 6))["tai-khoan"]}


WORLDS = {
    "after both deadlines": _after_both_deadlines, "a fall": _a_fall, "every certification": _every_certification,
    "a late reporter": _a_late_reporter, "accounts alone": _accounts_alone,
}  # fmt: skip


@pytest.fixture(scope="module", params=WORLDS)
def world(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    for name, rows in WORLDS[request.param]().items():
        small.write_csv(folder / "inbox" / f"{name}.csv", rows)
    return small.build_quietly(folder).warehouse


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_whole_and_true(world, language, monkeypatch):
    monkeypatch.setattr(snapshots, "WAREHOUSE", world)
    for page, query in ADDRESSES:
        shown = opened(page, lang=language, **query)
        assert is_whole(shown), (page, query)
        words = [*told(shown).splitlines(), *(alternative for alternative, _ in seen.charts(shown))]
        assert not [one for one in words if UNTRUE.search(one)], (page, query)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_document_is_true(world, language):
    snapshot = snapshots.current(world)
    made = pack.make(snapshot, EVERYTHING, Filters(language=language), lambda part, doing: None)
    (slides,) = (content for name, content in made.items() if name.endswith(".pptx"))
    (report,) = (content for name, content in made.items() if name.endswith(".docx"))
    paper = Document(io.BytesIO(report))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    written = [*(paragraph.text for paragraph in paper.paragraphs), *cells]
    shown = []
    for slide in Presentation(io.BytesIO(slides)).slides:
        shown += [frame.text_frame.text for frame in slide.shapes if frame.has_text_frame]
        shown.append(slide.notes_slide.notes_text_frame.text)
    assert not [one for one in (*written, *shown) if UNTRUE.search(one)]
    with spoken(language):
        files = names.kinds(quality.absent_kinds(snapshot))
        missing = text("document.files_missing", files=files)
    assert [missing in "\n".join(words) for words in (written, shown)] == [bool(files)] * 2


@pytest.mark.parametrize("unit", ["phase-1", "187"])
def test_the_passport_of_a_result_says_by_which_day_it_is_judged(world, unit, vietnamese):
    """It once failed for every unit of an ended phase."""
    snapshot = snapshots.current(world)
    for measure in ("result_at_deadline", "after_deadline"):
        code = f"{snapshot.id}.{unit}.result-both.{measure}.{snapshot.as_of:%Y%m%d}"
        facts = passport(snapshot, EVERYTHING, Address({"id": code})).part("facts").rows.set_index("name")["value"]
        is_over = snapshot.as_of >= date(2021, 9, 20)
        assert facts.get(text("passport.judged")) == ("20/09/2021" if is_over else None)


def test_a_phase_has_no_trade_of_its_own(world, vietnamese):
    snapshot = snapshots.current(world)
    code = f"{snapshot.id}.phase-1.trade.orders.{snapshot.as_of:%Y%m%d}"
    (told_instead,) = passport(snapshot, EVERYTHING, Address({"id": code})).parts
    assert told_instead.words == text("passport.none")


def test_who_came_after_the_deadline_is_not_said_to_have_nothing(tmp_path, monkeypatch):
    for name, rows in _a_late_reporter().items():
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", rows)
    monkeypatch.setattr(snapshots, "WAREHOUSE", small.build_quietly(tmp_path).warehouse)
    said = "Khi hết hạn 20/09/2021 chưa có số liệu nào của đơn vị; đến nay có 3 hộ, không cộng vào kết quả."
    for page in ("progress/unit/page", "progress/map/page"):
        assert said in told(opened(page, lang="vi", unit=VAN_LINH))
    asked = told(opened("method/questions/page", lang="vi"))
    assert "Đình Lập cần " in asked and ", nay được 0,1." in asked


def test_a_price_of_too_few_sellers_is_not_said_to_be_withheld(tmp_path, monkeypatch):
    shop, account = next(_several(VAN_LINH, "2021-08-01", 1))
    rows = {
        "gian-hang": [shop], "tai-khoan": [account], "mat-hang": [small.listing("L1", shop["shop_id"])],
        "don-hang": [small.order("O1", shop["shop_id"], "L1", unit_of_measure="kg")],
    }  # fmt: skip
    for name, own in rows.items():
        small.write_csv(tmp_path / "inbox" / f"{name}.csv", own)
    monkeypatch.setattr(snapshots, "WAREHOUSE", small.build_quietly(tmp_path).warehouse)
    asked = told(opened("method/questions/page", lang="vi"))
    assert "huyện Chi Lăng bán qua sàn 1 kg na; quá ít gian hàng bán để nêu giá bình quân." in asked


def _world(folder: Path, rows: dict[str, list[dict]]) -> Path:
    for name, own in rows.items():
        small.write_csv(folder / "inbox" / f"{name}.csv", own)
    return small.build_quietly(folder).warehouse


def test_what_is_nought_for_want_of_a_file_is_said_to_be_so(tmp_path, monkeypatch):
    """Without a file of accounts every district is at 0,0% of both, 'far behind': for want of the file, not of work."""
    shops = _both(_several(DINH_LAP, "2021-09-25", 6))["gian-hang"]
    monkeypatch.setattr(snapshots, "WAREHOUSE", _world(tmp_path, {"gian-hang": shops, "ra-soat": REGISTER}))
    files = {"vi": "danh sách tài khoản, mặt hàng đăng bán, đơn hàng", "en": "accounts, listings, orders"}
    for page in ("progress/overview/page", "progress/map/page", "trade/products/page", "progress/unit/page"):
        for language, named in files.items():
            head = {
                "vi": "Thiếu tệp: bản số liệu này chưa có dòng nào từ",
                "en": "Files missing: this snapshot has no row of",
            }
            assert f"{head[language]} {named}." in told(opened(page, lang=language)), (page, language)


def test_a_whole_province_lacks_no_file(published):
    assert "Thiếu tệp" not in told(opened("progress/overview/page"))


def test_a_province_without_data_is_not_said_to_be_at_a_dash(tmp_path, monkeypatch):
    """It once said 'Toàn tỉnh đạt —: — trên 195.414 hộ', and drew a plot of curves with nothing in it."""
    monkeypatch.setattr(snapshots, "WAREHOUSE", _world(tmp_path, {"ra-soat": [{**REGISTER[0], "as_of": "2021-08-20"}]}))
    said = told(opened("progress/overview/page"))
    assert "Toàn tỉnh chưa có số liệu nào (hộ có cả hai)." in said and "bán được hàng: —" not in said
    shown = opened("progress/phases/page")
    assert "Chưa có số liệu của giai đoạn nào: chưa có đường để vẽ." in told(shown) and not seen.charts(shown)


def test_a_target_missed_by_little_is_said_to_be_missed(vietnamese):
    """'50,0%, chỉ tiêu 50%: chậm' contradicts itself: by how much it was missed is told."""
    ended = {"phase": 2, "coverage": 0.49952, "status": "slow", "expected_share": 0.5, "target_share": 0.5, "gap": 48,
             "day_number": 92, "has_data": True, "is_over": True, "unit_code": "phase-2"}  # fmt: skip
    said = answer._phase(pd.Series(ended))
    assert said == "Giai đoạn 2 đã hết hạn ở 50,0%, chỉ tiêu 50%: chậm, thiếu 48 hộ."
