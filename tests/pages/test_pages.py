"""Every page in both languages, through the frame: no error, the simulated mark, figures equal to the marts."""

import csv
import json
import re
import shutil
import subprocess
import sys
from datetime import date

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from data import attainment, conclusions, quality, snapshots, vocabulary
from pages.shared import asking, formats, menu, tables
from tests.conftest import ROOT

PAGES = [*menu.scripts(), "method/passport"]
VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def opened(page: str, **query: str) -> AppTest:
    """A page within the frame, with parameters in its address."""
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    return test.switch_page(f"pages/{page}.py").run()


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
        ("progress/overview", {"indicator": "lead", "day": "2021-09-25"}),
        ("progress/overview", {"indicator": "nothing", "day": "never"}),
        ("progress/overview", {"day": "2021-07-20"}),
        ("progress/map", {"unit": "187", "colour": "coverage"}),
        ("progress/map", {"level": "commune", "colour": "attainment", "day": "2021-08-01"}),
        ("progress/map", {"unit": "99999"}),
        ("progress/phases", {"align": "share", "indicator": "shop"}),
        ("trade/products", {"by": "district_code", "measure": "listings"}),
        ("trade/products", {"by": "product_type", "measure": "order_value", "district": "187", "platform": "voso"}),
        ("trade/products", {"type": "rural_industry", "district": "189"}),
        ("progress/map", {"boundaries": "2025", "colour": "change"}),
        ("progress/map", {"view": "many", "level": "commune", "phase": "2"}),
        ("progress/map", {"colour": "change", "level": "commune", "day": "2021-10-01"}),
        ("progress/overview", {"rank": "improvement", "day": "2021-07-22"}),
        ("progress/outlook", {"day": "2021-07-25"}),
        ("progress/outlook", {"day": "2021-09-25", "indicator": "lead"}),
        ("progress/unit", {"unit": "189", "indicator": "lead"}),
        ("progress/unit", {"unit": "06613"}),
        ("progress/unit", {"unit": "189", "align": "day", "day": "2021-07-20"}),
        ("progress/unit", {"unit": "nowhere", "day": "2021-07-20"}),
        ("progress/lead", {"district": "181"}),
        ("progress/support", {"phase": "2", "indicator": "shop"}),
        ("progress/support", {"day": "2021-07-21"}),
        ("trade/market", {"product": "anise_oil", "district": "189", "platform": "voso"}),
        ("trade/certificates", {"scheme": "globalgap", "district": "188"}),
        ("trade/market", {"district": "187", "commune": "06514"}),
        ("trade/products", {"district": "187", "commune": "06463", "by": "district_code"}),
        ("trade/certificates", {"commune": "06463"}),
        ("method/passport", {"id": "nothing"}),
        ("method/passport", {"id": "000001-x.20.both.coverage.20211115"}),
    ],
)
def test_address_reopens_a_view_or_falls_back(published, page, query):
    assert is_whole(opened(page, **query))


@pytest.mark.parametrize(
    ("page", "query", "charts"),
    [
        ("progress/phases", {}, ("phases", "multiples.1", "multiples.2")),
        ("progress/unit", {"unit": "189"}, ("curve",)),
        ("progress/unit", {"unit": "06613"}, ("curve",)),
    ],
)
def test_every_curve_and_its_ghost_follow_the_way_of_comparing(published, page, query, charts):
    """By day the first phase ends on its last day, by share at 1; what stands behind the curves has the same time."""
    days = vocabulary.phases()[1].days
    for align, end in (("day", days), ("share", 1)):
        shown = opened(page, align=align, **query)
        parts, time = (
            shown.session_state["shown"].parts,
            {"day": "Ngày thứ kể từ khi bắt đầu", "share": "Phần thời gian đã qua"}[align],
        )
        for key in charts:
            figure = parts[key][1].figure
            ends = [max(trace.x) for trace in figure.data if len(trace.x)]
            assert max(ends) == pytest.approx(end), (key, align)
            assert (min(ends) > 1) == (align == "day"), (key, align)
            assert {axis.tickformat for axis in figure.select_xaxes()} == {{"day": ",.0f", "share": ".0%"}[align]}, key
            titles = {axis.title.text for axis in (*figure.select_xaxes(), *figure.select_yaxes())} - {None}
            assert titles == (set() if key.startswith("multiples") else {time, "Số hộ đạt trên 100 hộ (%)"}), key
        assert page != "progress/phases" or f"Trục ngang: {time}. Trục dọc: Số hộ đạt" in words(shown)


def test_overview_tells_the_figures_of_the_mart(published):
    with duckdb.connect(str(published.path), read_only=True) as snapshot:
        achieved, target, attainment, needed, left = snapshot.execute(
            "SELECT achieved, target, attainment, needed_per_day, days_left FROM mart.attainment "
            "WHERE unit_code = 'phase-2' AND indicator = 'both' AND day = ?", [published.as_of]
        ).fetchone()  # fmt: skip
        (result,) = snapshot.execute(
            "SELECT result_at_deadline FROM mart.phase_result WHERE unit_code = 'phase-1' AND indicator = 'both'"
        ).fetchone()
        (orders,) = snapshot.execute(
            "SELECT orders FROM mart.volume WHERE unit_code = '20' AND platform = 'all' AND day = ?", [published.as_of]
        ).fetchone()
    shown = {metric.label: (metric.value, metric.delta) for metric in opened("progress/overview", lang="en").metric}
    english = "{:,}".format
    assert shown["Households reached"] == (english(achieved), f"{attainment:.1%} of {english(target)} targeted")
    assert shown["Needed a day"][0] == english(needed)
    assert shown["Left"][0] == f"{left} days"
    assert shown["Result at the deadline"][0] == english(result)
    assert shown["Orders"][0] == english(orders)


def test_products_page_counts_the_orders_of_the_overview(published):
    overview = {metric.label: metric.value for metric in opened("progress/overview", lang="en").metric}
    products = {metric.label: metric.value for metric in opened("trade/products", lang="en").metric}
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
    with open(ROOT / "pages/shared/texts.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert row["vi"].strip() and row["en"].strip(), row["key"]
        assert set(re.findall(r"{\w+}", row["vi"])) == set(re.findall(r"{\w+}", row["en"])), row["key"]


def test_every_text_key_that_code_names_is_there():
    with open(ROOT / "pages/shared/texts.csv", encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]
    )
    named = set(re.findall(r"""text\(\s*"([\w.]+)["]""", code))
    assert named - known == set()


def test_numbers_are_written_as_reports_write_them(monkeypatch):
    monkeypatch.setattr("pages.shared.formats.language", lambda: "vi")
    assert formats.number(1234567.8, 1) == "1.234.567,8"
    assert formats.percent(0.5312) == "53,1%"
    assert formats.number(None) == "—"
    assert formats.sentence("Chỉ tiêu 350000 hộ ngày 22/10/2021") == "Chỉ tiêu 350.000 hộ ngày 22/10/2021"


def test_a_unit_that_has_not_reported_shows_no_zero(published):
    units = tables.named(attainment.units(published, snapshots.EVERYTHING, published.as_of, "commune", "both"))
    silent = units[units["unit_code"].isin(("06238", "06643"))]
    assert len(silent) == 2 and silent[["achieved", "coverage", "attainment", "gap"]].isna().all(axis=None)
    assert units.loc[units["has_data"], "achieved"].notna().all()


def passport_of(published, unit: str, indicator: str, measure: str) -> AppTest:
    told = f"{published.id}.{unit}.{indicator}.{measure}.{published.as_of:%Y%m%d}"
    return opened("method/passport", id=told, lang="en")


@pytest.mark.parametrize("measure", ["achieved", "coverage", "attainment", "gap", "needed_per_day", "gained_7_days"])
def test_a_passport_repeats_the_figure_of_the_mart(published, measure):
    row = (
        attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both")
        .set_index("unit_code")
        .loc["188"]
    )
    shown = passport_of(published, "188", "both", measure)
    assert is_whole(shown)
    expected = f"{row[measure]:.1%}" if measure in ("coverage", "attainment") else f"{row[measure]:,}"
    assert shown.metric[0].value == expected


def test_a_passport_counts_only_files_that_the_figure_is_made_of(published):
    ledger = quality.file_ledger(published, snapshots.EVERYTHING)
    orders = ledger["kind"].fillna("").str.contains("orders")
    for indicator, has_orders in (("both", False), ("lead", True)):
        shown = {metric.label: metric.value for metric in passport_of(published, "20", indicator, "achieved").metric}
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
    frozen = opened("progress/overview", snapshot=published.id, lang="en")
    assert is_whole(frozen) and "frozen" not in words(frozen)
    assert is_whole(opened("progress/overview", snapshot="000000-gone", lang="en"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_has_a_page_and_words_for_its_answer(language, monkeypatch):
    monkeypatch.setattr("pages.shared.asking.language", lambda: language)
    asked = asking.questions()
    assert [question.number for question in asked] == list(range(1, 26))
    with open(ROOT / "pages/shared/texts.csv", encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)}
    for question in asked:
        assert question.script in menu.scripts() and question.answer in known


def test_files_that_were_withdrawn_are_told(tmp_path, small_warehouse, monkeypatch):
    folder = tmp_path / "withdrawn"
    shutil.copytree(small_warehouse.parent / "inbox", folder / "inbox")
    shutil.copytree(small_warehouse, folder / "warehouse")
    gone = next((folder / "inbox").rglob("*hien-truong*"), None) or next((folder / "inbox").rglob("*.xlsx"))
    gone.unlink()
    build = ["build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"]
    subprocess.run([sys.executable, "-m", "etl", *map(str, build)], cwd=ROOT, check=True, capture_output=True)
    snapshot = snapshots.current(folder / "warehouse")
    (told,) = quality.withdrawn_files(snapshot, snapshots.EVERYTHING).itertuples()
    assert told.path == gone.relative_to(folder / "inbox").as_posix() and told.rows > 0
    monkeypatch.setattr(snapshots, "WAREHOUSE", folder / "warehouse")
    shown = opened("method/quality", lang="en")
    assert is_whole(shown) and "Files withdrawn from the inbox" in words(shown)


@pytest.mark.parametrize("page", ["progress/overview", "progress/unit", "trade/certificates"])
def test_a_table_hides_no_column(published, page):
    shown = opened(page, lang="en")
    assert shown.dataframe
    for table in shown.dataframe:
        settings = json.loads(table.proto.columns or "{}")
        assert [name for name, setting in settings.items() if setting.get("hidden") and name != "_index"] == []


def test_a_page_that_an_older_snapshot_has_no_data_for_says_so(published, tmp_path, monkeypatch):
    shutil.copytree(published.path.parents[1], tmp_path / "older")
    path = tmp_path / "older" / "snapshots" / published.path.name
    with duckdb.connect(str(path)) as snapshot:
        snapshot.execute("DROP TABLE mart.household_funnel")
        snapshot.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "older")
    shown = opened("progress/lead", lang="en")
    assert is_whole(shown) and "earlier version" in shown.info[-1].value
    assert is_whole(opened("progress/map", lang="en"))


def test_a_meeting_opens_on_what_was_assigned(published, tmp_path, monkeypatch):
    figure = f"{published.id}.189.both.coverage.{published.as_of:%Y%m%d}"
    shutil.copytree(published.path.parents[1], tmp_path / "office")
    conclusions.record("Send teams to three communes", "Office", date(2021, 11, 1), figure, "2.5%", tmp_path / "office")
    monkeypatch.setattr(snapshots, "WAREHOUSE", tmp_path / "office")
    shown = opened("meeting/meeting", lang="en")
    row = (
        attainment.units(published, snapshots.EVERYTHING, published.as_of, "district", "both")
        .set_index("unit_code")
        .loc["189"]
    )
    (told,) = shown.table[0].value.reset_index().astype(str).to_numpy().tolist()
    assert is_whole(shown) and told[0] == "Send teams to three communes"
    assert told[-3:] == ["2.5%", f"{row['coverage']:.1%}", "no change"] and "OVERDUE" in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_reports_stand_below_published_figures_and_one_unit_may_be_chosen(published, language):
    (unit, number), *_ = published_reports(published)
    whole, one = (opened("method/quality", lang=language, **more) for more in ({}, {"report_unit": unit}))
    assert is_whole(whole) and is_whole(one)
    assert {"vi": "Báo cáo tiến độ", "en": "Progress reports"}[language] in words(whole)
    shown = [len(frame.value) for frame in whole.dataframe], [len(frame.value) for frame in one.dataframe]
    total = sum(count for _, count in published_reports(published))
    assert total in shown[0] and number in shown[1] and number < total
    header = {"vi": "Báo cáo", "en": "Reported"}[language]
    (table,) = [frame.value for frame in one.dataframe if header in frame.value]
    day = table[{"vi": "Ngày", "en": "Day"}[language]]
    assert day.is_monotonic_decreasing


def published_reports(snapshot) -> list[tuple[str, int]]:
    with duckdb.connect(str(snapshot.path), read_only=True) as connection:
        query = "SELECT scope, count(*) FROM mart.reconciliation WHERE told_by = 'progress_reports' GROUP BY scope ORDER BY 2 DESC"
        return connection.execute(query).fetchall()
