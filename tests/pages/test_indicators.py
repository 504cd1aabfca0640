"""A new indicator is rows in files: once the vocabulary and the snapshot have it, it is drawn, taken away and packed."""

import csv
import io
import shutil

import duckdb
import openpyxl
import pytest
from docx import Document

from data import figures, snapshots, vocabulary
from pages.charts.style import LIGHT
from pages.documents import pack, sentences, take_away
from pages.documents.values import Filters
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.view import Chart, flat
from pages.method.lineage.view import passport
from pages.method.quality.view import quality
from pages.progress.overview.view import overview

ROW = {
    "indicator": "sold", "measure": "household", "province_target": "0.2", "label_vi": "Hộ đã bán hàng", "label_en": "Households that sold",
    "short_vi": "Đã bán", "short_en": "Sold", "definition_vi": "Hộ có đơn hoàn thành.", "definition_en": "Households with a completed order.",
    "kinds": "households;targets;shops;orders",
}  # fmt: skip


@pytest.fixture
def sold(published, tmp_path, monkeypatch):
    """A vocabulary with the indicator, and a snapshot of an ETL that counts it (as it counts another one)."""
    shutil.copytree(vocabulary.REFERENCE, tmp_path / "reference")
    with open(tmp_path / "reference" / "indicators.csv", "a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, ROW).writerow(ROW)
    shutil.copytree(published.path.parents[1], tmp_path / "warehouse")
    with duckdb.connect(str(tmp_path / "warehouse" / "snapshots" / published.path.name)) as snapshot:
        for table in ("attainment", "phase_result"):
            snapshot.execute(
                f"INSERT INTO mart.{table} SELECT * REPLACE ('sold' AS indicator) FROM mart.{table} WHERE indicator = 'lead'"
            )
    monkeypatch.setattr(vocabulary, "REFERENCE", tmp_path / "reference")
    kept = (vocabulary.indicators, figures._codes, figures.subject)
    for function in kept:
        function.cache_clear()
    yield snapshots.current(tmp_path / "warehouse")
    monkeypatch.undo()
    for function in kept:
        function.cache_clear()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_offered_drawn_and_taken_away(sold, language):
    name = ROW[f"label_{language}"]
    with texts.spoken(language):
        view = overview(sold, snapshots.EVERYTHING, Address({"indicator": "sold"}))
        assert view.choices[0].words == name and "sold" in {option.code for option in view.choices[0].options}
        assert all(part.draw(LIGHT)["data"] for part in flat(view.parts) if isinstance(part, Chart))
        book, *_ = take_away.files(view, sold, "")
        assert {"vi": "ho-da-ban-hang", "en": "sold"}[language] in book.name
        cells = [
            cell.value for sheet in openpyxl.load_workbook(io.BytesIO(book.make())) for row in sheet for cell in row
        ]
        assert any(name in str(cell) for cell in cells)
        assert f"{sold.id}.20.sold.coverage" in " ".join(map(str, cells))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_passport_and_its_definition_are_there(sold, language):
    code = f"{sold.id}.189.sold.achieved.{sold.as_of:%Y%m%d}"
    with texts.spoken(language):
        shown = passport(sold, snapshots.EVERYTHING, Address({"id": code}))
        assert ROW[f"definition_{language}"] in shown.part("facts").rows["value"].iloc[0]
        assert set(shown.part("files").rows["kind"].dropna()) <= set(ROW["kinds"].split(";"))
        rows = quality(sold, snapshots.EVERYTHING, Address()).part("definitions").rows
        assert rows.iloc[-1].tolist() == [ROW[f"label_{language}"], ROW[f"definition_{language}"], 0.2]


@pytest.mark.parametrize(("language", "name"), [("vi", "hộ đã bán hàng"), ("en", "households that sold")])
def test_a_sentence_calls_it_as_the_vocabulary_does(sold, language, name):
    row = {
        "unit": "Huyện Chi Lăng", "unit_code": "187", "indicator": "sold", "day": sold.as_of, "achieved": 5, "households": 10, "coverage": 0.5, "of_target": 1.0, "target": 5,
        "gap": 0, "needed_per_day": None, "ends_on": sold.as_of, "is_over": False, "judged_on": sold.as_of,
    }  # fmt: skip
    with texts.spoken(language):
        assert name in sentences.district(row)
        assert name not in sentences.district({**row, "indicator": "both"})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_packed(sold, language):
    made = pack.make(sold, snapshots.EVERYTHING, Filters("sold", language=language), lambda part, doing: None)
    paper = Document(io.BytesIO(next(content for name, content in made.items() if name.endswith(".docx"))))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert ROW[f"label_{language}"].lower() in words.lower()
