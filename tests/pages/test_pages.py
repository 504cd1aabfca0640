"""Every page in both languages, through the frame: no error, the simulated mark, figures equal to the marts."""

import csv
import re
import shutil
from datetime import date
from functools import partial

import duckdb
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ElementTree
from streamlit.util import calc_hash

from data import attainment, conclusions, quality, snapshots
from data.snapshots import EVERYTHING
from pages.kit import formats
from pages.kit.address import Address
from pages.kit.texts import spoken
from pages.kit.view import Table, flat
from pages.progress.overview import view
from pages.screen import menu, viewer
from tests.conftest import ROOT
from tests.pages import seen

PAGES = [page.script for page in menu.PAGES.values()]
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def opened(page: str, **query: str) -> AppTest:
    """A page within the frame, with parameters in its address."""
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return moved(test, page)


def moved(test: AppTest, page: str) -> AppTest:
    """Another page of the same visit. `switch_page` knows pages by the names of their files until a first run."""
    test._page_hash = calc_hash(next(one.slug for one in menu.PAGES.values() if one.script == page))
    return test.run()


def is_whole(test: AppTest) -> bool:
    """No exception, neither one that Streamlit shows nor one that the frame turned into a sentence."""
    return not test.exception and not test.error


def words(test: AppTest) -> str:
    parts = [
        element.value
        for kind in ("title", "subheader", "markdown", "caption", "warning")
        for element in getattr(test, kind)
    ]
    parts += [f"{metric.label} {metric.value} {metric.delta}" for metric in test.metric]
    parts += seen.words(test)
    return "\n".join(str(part) for part in parts)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_page_draws_in_both_languages(published, page, language):
    test = opened(page, lang=language)
    assert is_whole(test)
    assert {"vi": "SỐ LIỆU MÔ PHỎNG", "en": "SIMULATED DATA"}[language] in words(test)
    title = test.title[0].value.split(": ")[0]  # what follows may be the name of a unit
    assert bool(VIETNAMESE.search(title)) == (language == "vi")


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("progress/overview/page", {"indicator": "lead", "day": "2021-09-25"}),
        ("progress/overview/page", {"indicator": "nothing", "day": "never"}),
        ("progress/overview/page", {"day": "2021-07-20"}),
        ("trade/products/page", {"by": "district_code", "measure": "listings"}),
        (
            "trade/products/page",
            {"by": "product_type", "measure": "order_value", "district": "187", "platform": "voso"},
        ),
        ("trade/products/page", {"type": "rural_industry", "district": "189"}),
        ("progress/overview/page", {"rank": "improvement", "day": "2021-07-22"}),
        ("trade/market/page", {"product": "anise_oil", "district": "189", "platform": "voso"}),
        ("trade/certificates/page", {"scheme": "globalgap", "district": "188"}),
        ("trade/market/page", {"district": "187", "commune": "06514"}),
        ("trade/products/page", {"district": "187", "commune": "06463", "by": "district_code"}),
        ("trade/certificates/page", {"commune": "06463"}),
        ("method/lineage/page", {"id": "nothing"}),
        ("method/lineage/page", {"id": "000001-x.20.both.coverage.20211115"}),
    ],
)
def test_address_reopens_a_view_or_falls_back(published, page, query):
    assert is_whole(opened(page, **query))


def test_overview_tells_the_figures_of_the_mart(published):
    with duckdb.connect(str(published.path), read_only=True) as snapshot:
        achieved, target, share, needed, left = snapshot.execute(
            "SELECT achieved, target, achieved / target, needed_per_day, days_left FROM mart.attainment "
            "WHERE unit_code = 'phase-2' AND indicator = 'both' AND day = ?", [published.as_of]
        ).fetchone()  # fmt: skip
        (result,) = snapshot.execute(
            "SELECT result_at_deadline FROM mart.phase_result WHERE unit_code = 'phase-1' AND indicator = 'both'"
        ).fetchone()
        (orders,) = snapshot.execute(
            "SELECT orders FROM mart.volume WHERE unit_code = '20' AND platform = 'all' AND day = ?", [published.as_of]
        ).fetchone()
    shown = seen.noted(opened("progress/overview/page", lang="en"))
    english = "{:,}".format
    assert shown["Households reached"] == (english(achieved), f"{share:.1%} of {english(target)} targeted")
    assert shown["Needed a day"][0] == english(needed)
    assert shown["Left"][0] == f"{left} days"
    assert shown["Result at the deadline"][0] == english(result)
    assert shown["Orders"][0] == english(orders)


def test_products_page_counts_the_orders_of_the_overview(published):
    overview = seen.metrics(opened("progress/overview/page", lang="en"))
    products = seen.metrics(opened("trade/products/page", lang="en"))
    assert products["Orders"] == overview["Orders"]
    assert products["Value"] == overview["Order value"]
    assert products["Listings on sale"] == overview["Listings"]


def test_empty_warehouse_says_what_to_do(unpublished):
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not test.exception
    assert "make build" in test.markdown[-1].value


def test_frame_opens_the_first_page(published):
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert not test.exception
    assert test.title[0].value.startswith("Đến ")


def test_every_sentence_exists_in_both_languages_with_the_same_values():
    with open(ROOT / "pages/kit/texts.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert row["vi"].strip() and row["en"].strip(), row["key"]
        assert set(re.findall(r"{\w+}", row["vi"])) == set(re.findall(r"{\w+}", row["en"])), row["key"]


def test_every_text_key_that_code_names_is_there():
    with open(ROOT / "pages/kit/texts.csv", encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]
    )
    named = set(re.findall(r"""text\(\s*"([\w.]+)["]""", code))
    assert named - known == set()


def test_numbers_are_written_as_reports_write_them(monkeypatch):
    monkeypatch.setattr("pages.kit.formats.language", lambda: "vi")
    assert formats.number(1234567.8, 1) == "1.234.567,8"
    assert formats.percent(0.5312) == "53,1%"
    assert formats.number(None) == "—"
    assert formats.sentence("Chỉ tiêu 350000 hộ ngày 22/10/2021") == "Chỉ tiêu 350.000 hộ ngày 22/10/2021"


def passport_of(published, unit: str, indicator: str, measure: str) -> AppTest:
    told = f"{published.id}.{unit}.{indicator}.{measure}.{published.as_of:%Y%m%d}"
    return opened("method/lineage/page", id=told, lang="en")


@pytest.mark.parametrize("measure", ["achieved", "coverage", "of_target", "gap", "needed_per_day", "gained_7_days"])
def test_a_passport_repeats_the_figure_of_the_mart(published, measure):
    row = (
        attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both")
        .set_index("unit_code")
        .loc["188"]
    )
    shown = passport_of(published, "188", "both", measure)
    assert is_whole(shown)
    expected = f"{row[measure]:.1%}" if measure in ("coverage", "of_target") else f"{row[measure]:,.0f}"
    assert seen.headline(shown)[0][1] == expected


def test_a_passport_counts_only_files_that_the_figure_is_made_of(published):
    ledger = quality.file_ledger(published, snapshots.EVERYTHING)
    orders = ledger["kind"].fillna("").str.contains("orders")
    for indicator, has_orders in (("both", False), ("lead", True)):
        shown = seen.metrics(passport_of(published, "20", indicator, "achieved"))
        kinds = {
            "both": ("households", "targets", "shops", "accounts"),
            "lead": ("households", "targets", "shops", "accounts", "listings", "orders"),
        }
        chosen = (
            ledger["kind"].fillna("").map(lambda told, kinds=kinds[indicator]: bool(set(told.split(", ")) & set(kinds)))
        )
        assert shown["Rows read"] == f"{ledger.loc[chosen, 'read'].sum():,}"
        assert bool(ledger.loc[chosen & orders, "read"].sum()) == has_orders


def test_an_earlier_snapshot_opens_by_its_address_and_says_so(published):
    frozen = opened("progress/overview/page", snapshot=published.id, lang="en")
    assert is_whole(frozen) and "frozen" not in words(frozen)
    assert is_whole(opened("progress/overview/page", snapshot="000000-gone", lang="en"))


def test_a_page_is_of_the_snapshot_that_it_was_begun_with_though_another_is_published_meanwhile(published, monkeypatch):
    monkeypatch.setattr(snapshots, "current", lambda: pytest.fail("asked a second time what is published"))
    assert viewer.snapshot(published) == published


def test_a_table_hides_no_column(published):
    with spoken("en"):
        tables = [
            part for part in flat(view.overview(published, EVERYTHING, Address()).parts) if isinstance(part, Table)
        ]
    heads = [list(rows[0]) for rows in seen.tables(opened("progress/overview/page", lang="en"))]
    assert [[column.header for column in table.columns] for table in tables] == heads


def test_a_meeting_opens_on_what_was_assigned(published, tmp_path, monkeypatch):
    figure = f"{published.id}.189.both.coverage.{published.as_of:%Y%m%d}"
    shutil.copytree(published.path.parents[1], tmp_path / "office")
    conclusions.record("Send teams to three communes", "Office", date(2021, 11, 1), figure, "2.5%", tmp_path / "office")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "office")
    shown = opened("meeting/wall/page", lang="en")
    row = (
        attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both")
        .set_index("unit_code")
        .loc["189"]
    )
    ((told,), *_) = ([list(row.values()) for row in table] for table in seen.tables(shown))
    assert is_whole(shown) and told[0] == "Send teams to three communes"
    assert told[-3:] == ["2.5%", f"{row['coverage']:.1%}", "no change"] and "OVERDUE" in told


@pytest.mark.parametrize("key", ["next-0", "previous-1"])
def test_a_key_that_is_heard_together_with_escape_does_not_move_a_meeting_that_was_left(published, key, monkeypatch):
    in_order = ElementTree.get_widget_states
    backwards = partial(
        sorted, key=lambda state: "end" not in state.id
    )  # as when presses during a run are put together
    monkeypatch.setattr(
        ElementTree, "get_widget_states", lambda tree: WidgetStates(widgets=backwards(in_order(tree).widgets))
    )
    test = opened("meeting/wall/page", slide="2", snapshot=published.id, agenda="province,map,phases")
    for pressed in (key, "end"):
        test.button(key=pressed).click()
    test.run()
    assert "slide" not in test.query_params and test.query_params["left"] == f"2.{published.id}"
    assert test.title[0].value == "Họp Ban Chỉ đạo"
