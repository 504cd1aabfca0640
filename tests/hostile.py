"""Text that would do something where it is taken for an instruction, in every field that can reach a page."""

import shutil
from pathlib import Path

from data import conclusions, snapshots
from pages.kit import lineage
from pages.kit.lineage import FigureKey
from tests.etl import forms_cells, small

TEXT = (
    "![x](http://evil.example/p.png) [đăng nhập](http://evil.example) http://evil.example/q www.evil.example a@evil.example "
    ':red[x] :material/home: $x^2$ <img src="http://evil.example/i.png"> =HYPERLINK("http://evil.example") a\x0b\x01b\u202ec'
)
SHEET = "<img src=evil.png> $x$ www.evil"  # a tab takes no more than 31 letters, and no brackets
NAME = '![f](evil.example) [l](www.evil.example) :red[x] $x$ <img src="evil.png"> =1+1 a\x01b\u202ec'
FORM = f"""
name = {TEXT.encode("ascii", "xmlcharrefreplace").decode().replace(chr(11), "").replace(chr(1), "")!r}
header = ["A", "B"]
"""


def build(folder: Path, small_warehouse: Path) -> None:
    """The small province with hostile files and forms beside it, and hostile conclusions on its snapshot."""
    inbox = folder / "inbox"
    shutil.copytree(small_warehouse.parent / "inbox", inbox)
    plant(inbox)
    forms = folder / "forms"
    forms.mkdir()
    (forms / "la.toml").write_text(FORM, encoding="utf-8")
    assert small.build_quietly(folder, "--forms", str(forms)).code == 0
    conclude(folder / "warehouse")


def plant(inbox: Path) -> None:
    """Files whose names, headers, tabs, sources and cells are hostile; some are read, some are not."""
    row = small.shop("S1", "H7777777", opened_on="2021-09-01")
    small.write_csv(
        inbox / f"{NAME}.csv", [{**row, "Ghi chú": TEXT, TEXT: TEXT}, {**row, "shop_id": TEXT, "platform": TEXT}]
    )
    small.write_csv(inbox / "tk.csv", [small.account("T1", "H7777777", opened_on="2021-09-01") | {"provider": TEXT}])
    small.write_csv(inbox / "sp.csv", [small.listing("P1", "S1", "2021-09-02", name=f"Na {TEXT}", product_type=TEXT)])
    small.write_csv(
        inbox / "don.csv", [small.order("D1", "S1", "P1", "2021-09-03", buyer_province=TEXT, unit_of_measure=TEXT)]
    )
    published = {"scope": "189", "as_of": "2021-09-01", "indicator": "shops", "value": "5"}
    small.write_csv(inbox / "cong-bo.csv", [{**published, "source": TEXT}])
    small.write_xlsx(inbox / f"la {NAME}.xlsx", {SHEET: [[TEXT, "Màu"], [TEXT, "b"]]})
    small.write_xlsx(inbox / "tien-do.xlsx", {SHEET: [[TEXT], *forms_cells.WEEKLY]})
    reported = {"unit": small.VAN_LINH, "as_of": "2021-09-01", "indicator": "shops", "value": "7"}
    small.write_csv(inbox / f"bc {NAME}.csv", [reported])


def conclude(warehouse: Path) -> None:
    """Conclusions whose words, owner, note and figure are hostile."""
    snapshot = snapshots.current(warehouse)
    figure = lineage.code(snapshot.id, FigureKey("187", "both", "coverage", snapshot.as_of))
    for code in (figure, TEXT):
        conclusions.record(TEXT, TEXT, snapshot.as_of, code, TEXT, warehouse)
    conclusions.follow(conclusions.latest(warehouse)[0], "done", TEXT, warehouse)
