"""A third phase is rows of files: the pack has it in every place where the others are."""

import io
import shutil

import duckdb
import pytest
from pptx import Presentation

from data import attainment, snapshots
from pages.documents import pack, tabulation
from pages.documents.values import Filters
from pages.kit import formats
from pages.kit.texts import text
from tests.documents import reading
from tests.documents.reading import packed

PHASES = ["Giai đoạn 1", "Giai đoạn 2", "Giai đoạn 3"]
COUNTED = """
    INSERT INTO mart.attainment SELECT * REPLACE (
        'phase-3' AS unit_code, 3 AS phase, DATE '2022-01-20' AS ends_on, 76 AS phase_days,
        needed_per_day + 1 AS needed_per_day, (day - DATE '2021-11-06' + 1)::INTEGER AS day_number
    ) FROM mart.attainment WHERE unit_code = 'phase-2'
"""


@pytest.fixture
def three(third_phase, small_warehouse, tmp_path) -> snapshots.Snapshot:
    """A snapshot that has the third phase, counted as the second one was."""
    shutil.copytree(small_warehouse, tmp_path / "warehouse")
    path = tmp_path / "warehouse" / "snapshots" / snapshots.current(small_warehouse).path.name
    with duckdb.connect(str(path)) as database:
        database.execute("UPDATE mart.attainment SET phase = 3 WHERE unit_code = '189'")
        database.execute(COUNTED)
    return snapshots.current(tmp_path / "warehouse")


@pytest.fixture
def third(three, vietnamese) -> dict[str, bytes]:
    made = pack.make(three, snapshots.EVERYTHING, Filters(), lambda part, doing: None)
    return {name.rsplit(".", 1)[-1]: content for name, content in made.items() if not name.startswith(pack.BRIEF)}


def test_every_file_has_three_phases(third):
    number = text("document.column.number")
    for kind in ("pptx", "docx", "xlsx", "html"):
        rows = reading.rows(kind, third[kind])
        assert [row[text("column.phase")] for row in rows if text("document.column.deadline") in row] == PHASES, kind
        groups = [row for row in rows if row.get(text("column.unit"), "").startswith(tuple(PHASES)) and number in row]
        assert [row[number] for row in groups] == ([] if kind == "pptx" else ["I", "II", "III"])
    place = text("document.column.place")
    assert "Giai đoạn 3" in [row[place] for row in reading.rows("xlsx", third["xlsx"]) if place in row]


def test_the_curves_of_the_deck_have_three_lines_of_three_colours(third):
    deck = Presentation(io.BytesIO(third["pptx"]))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    (curves,) = (chart for chart in charts if not chart.plots[0].categories)
    series = list(curves.plots[0].series)
    assert [one.name for one in series] == PHASES
    assert len({one.format.line.color.rgb for one in series}) == 3
    assert any("giai đoạn 3 đạt" in slide.shapes.title.text for slide in deck.slides)


def test_what_is_needed_a_day_is_what_the_third_phase_needs(third, three):
    phases = attainment.units(three, snapshots.EVERYTHING, three.as_of, "phase", "both").set_index("phase")
    needed = formats.number(phases.loc[3, "needed_per_day"])
    assert needed != formats.number(phases.loc[2, "needed_per_day"])
    for kind in ("pptx", "html"):
        assert packed(f"Cần mỗi ngày, giai đoạn 3{needed}") in reading.words(kind, third[kind]), kind
    said = f"riêng giai đoạn 3, đến hạn 20/01/2022 mỗi ngày cần thêm {needed} hộ"
    for kind in ("docx", "pdf"):
        assert packed(said) in reading.words(kind, third[kind]), kind


@pytest.mark.parametrize(
    ("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (11, "XI"), (14, "XIV"), (23, "XXIII")]
)
def test_groups_and_annexes_are_numbered_as_in_rome(number, written):
    assert tabulation.roman(number) == written
