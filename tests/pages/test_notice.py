"""The draft notice: every conclusion with owner, due date and its figure then and now, in the form of the decree."""

import io
from datetime import date

from docx import Document

from data import attainment, conclusions, snapshots
from pages.kit import lineage, texts
from pages.kit.lineage import FigureKey
from pages.meeting.conclusions import notice


def test_the_notice_says_every_conclusion_and_whether_its_figure_moved(small_warehouse, tmp_path):
    snapshot = snapshots.current(small_warehouse)
    coverage = (
        attainment.units(snapshot, snapshots.EVERYTHING, snapshot.as_of, "district", "both")
        .set_index("unit_code")
        .loc["189", "coverage"]
    )
    code = lineage.code(snapshot.id, FigureKey("189", "both", "coverage", date(2021, 10, 1)))
    conclusions.record("Bổ sung tổ hỗ trợ cho ba xã", "UBND huyện Đình Lập", date(2021, 12, 1), code, "2,5%", tmp_path)
    conclusions.record("Rà soát số hộ", "Phòng VHTT huyện Cao Lộc", date(2021, 11, 1), "", "", tmp_path)
    with texts.spoken("vi"):
        paper = Document(io.BytesIO(notice.docx(snapshot, snapshots.EVERYTHING, conclusions.latest(tmp_path))))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "1. Rà soát số hộ. Giao Phòng VHTT huyện Cao Lộc thực hiện, xong trước ngày 01/11/2021." in words
    assert "2. Bổ sung tổ hỗ trợ cho ba xã." in words and "MÔ PHỎNG" in words and "THÔNG BÁO" in words
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    row = next(row for row in cells if row[0].startswith("Bổ sung"))
    assert row[-2:] == ["2,5%", f"{coverage:.1%}".replace(".", ",")]
    assert next(row for row in cells if row[0] == "Rà soát số hộ")[3] == "QUÁ HẠN"
    page = paper.sections[0]
    assert (round(page.page_width.mm), round(page.left_margin.mm)) == (210, 30) and paper.styles[
        "Normal"
    ].font.name == "Times New Roman"
    everything = " ".join(cell for row in cells for cell in row)
    assert (
        snapshot.id in everything
        and "passport?id=" in everything
        and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in everything
    )
