"""A platform, a phase, a threshold and a word of a form are rows and lines of files: none of them is a change of code."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data import vocabulary
from etl import sources
from tests.conftest import ROOT
from tests.etl import small

BUILD = """
import sys
from pathlib import Path
from data import vocabulary
from etl import sources
vocabulary.REFERENCE, sources.FOLDER = Path(sys.argv[1], "reference"), Path(sys.argv[1], "sources")
from etl.__main__ import main
sys.exit(main(["build", "--inbox", f"{sys.argv[1]}/inbox", "--warehouse", f"{sys.argv[1]}/warehouse", "--as-of", "2022-02-01"]))
"""
ASK = """
import sys, json
from datetime import date
from pathlib import Path
from data import vocabulary
vocabulary.REFERENCE = Path(sys.argv[1], "reference")
from data import activity, likeness, outlook, snapshots
snapshot = snapshots.current(Path(sys.argv[1], "warehouse"))
shops = activity.shop_activity(snapshot, snapshots.EVERYTHING, "province").set_index("platform")["shops"]
expected = outlook.expected(snapshot, snapshots.EVERYTHING, snapshot.as_of, "district", "both", 3)
before = outlook.learnt_from(3)
print(json.dumps({
    "shops": {name: int(count) for name, count in shops.items()},
    "expected": list(expected["unit_code"]), "learnt": before.number,
    "past": [phase.number for phase in vocabulary.phases_before(3)],
    "twin": vocabulary.unit(likeness.twin("06613").code).phase, "first": likeness.twin("06508") is None,
}))
"""


def told(script: str, folder: Path) -> str:
    """What a script says in a process of its own, since lists are read once a process."""
    done = subprocess.run([sys.executable, "-c", script, str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def larger(tmp_path_factory) -> Path:
    """A third platform, and a third phase that Đình Lập belongs to."""
    folder = tmp_path_factory.mktemp("larger")
    shutil.copytree(vocabulary.REFERENCE, folder / "reference")
    shutil.copytree(sources.FOLDER, folder / "sources")
    with open(folder / "reference" / "platforms.csv", "a", encoding="utf-8") as platforms:
        platforms.write("cho_que,Chợ quê,Village market,Office\n")
    with open(folder / "sources" / "values.csv", "a", encoding="utf-8", newline="") as values:
        values.write("platform,cho_que,Chợ quê\r\n")
    with open(folder / "reference" / "phases.csv", "a", encoding="utf-8") as phases:
        phases.write("3,2021-12-20,2022-03-20,Giai đoạn 3,Phase 3,test\n")
    districts = folder / "reference" / "districts_2021.csv"
    lines = districts.read_text(encoding="utf-8").splitlines()
    place = lines[0].lstrip("\ufeff").split(",").index("phase")
    changed = [_moved(line, place) if "189" in line.split(",") else line for line in lines]
    districts.write_text("\n".join(changed) + "\n", encoding="utf-8")
    small.write_csv(
        folder / "inbox" / "gian-hang.csv",
        [small.shop("S1", platform="Chợ quê", unit=small.DINH_LAP, opened_on="2022-01-05"), small.shop("S2")],
    )
    told(BUILD, folder)
    return folder


def _moved(line: str, place: int) -> str:
    cells = line.split(",")
    cells[place] = "3"
    return ",".join(cells)


def test_a_third_platform_is_in_the_marts(larger):
    with duckdb.connect(next((larger / "warehouse" / "snapshots").glob("*.duckdb")), read_only=True) as marts:
        for table, day in (("volume", "day = DATE '2022-02-01' AND"), ("shop_activity", "")):
            rows = marts.execute(
                f"SELECT platform, shops FROM mart.{table} WHERE {day} level = 'province' ORDER BY platform"
            ).fetchall()
            assert rows == [("all", 2), ("cho_que", 1), ("postmart", 0), ("voso", 1)], table


def test_a_third_phase_is_in_the_marts(larger):
    with duckdb.connect(next((larger / "warehouse" / "snapshots").glob("*.duckdb")), read_only=True) as marts:
        rows = marts.execute(
            "SELECT unit_code, phase, day_number, achieved FROM mart.attainment "
            "WHERE indicator = 'shop' AND day = DATE '2022-02-01' AND level = 'phase' ORDER BY unit_code"
        ).fetchall()
        assert rows == [("phase-1", 1, 197, 1), ("phase-2", 2, 135, 0), ("phase-3", 3, 44, 1)]
        result = marts.execute(
            "SELECT phase, result_at_deadline FROM mart.phase_result WHERE unit_code = '189' AND indicator = 'shop'"
        )
        assert result.fetchall() == [(3, None)]


def test_questions_know_the_third_platform_and_phase(larger):
    answer = json.loads(told(ASK, larger))
    assert answer["shops"] == {"all": 2, "cho_que": 1, "postmart": 0, "voso": 1}
    assert answer["past"] == [2, 1] and answer["expected"] == ["189"]
    assert answer["learnt"] == 2, "the phase before tells how the communes of this one may go on"
    assert answer["twin"] in (1, 2) and answer["first"]


@pytest.mark.parametrize("added, expected", [((), (1, 2)), (("total,Tựu trung", "hamlet,phiêng"), (0, 1))])
def test_a_word_for_a_total_or_a_hamlet_is_a_line_of_phrases(added, expected, tmp_path):
    """(rows refused, households): the total is refused as a shop, one person in a hamlet counts as two."""
    shutil.copytree(vocabulary.REFERENCE, tmp_path / "reference")
    shutil.copytree(sources.FOLDER, tmp_path / "sources")
    with open(tmp_path / "sources" / "phrases.csv", "a", encoding="utf-8", newline="") as phrases:
        phrases.writelines(f"{line}\r\n" for line in added)
    person = {"household_code": "", "full_name": "Vi Văn Tú"}
    shops = [small.shop("S1", hamlet="Nà Mò", **person), small.shop("S2", hamlet="Phiêng Nà Mò", **person)]
    total = dict.fromkeys(shops[0], "") | {"shop_id": "Tựu trung", "full_name": "2"}
    small.write_csv(tmp_path / "inbox" / "gian-hang.csv", [*shops, total])
    told(BUILD, tmp_path)
    with duckdb.connect(next((tmp_path / "warehouse" / "snapshots").glob("*.duckdb")), read_only=True) as marts:
        refused = marts.execute("SELECT coalesce(sum(rows), 0)::INT FROM mart.reject").fetchone()[0]
        households = marts.execute(
            "SELECT achieved FROM mart.attainment WHERE indicator = 'shop' AND day = DATE '2022-02-01' AND unit_code = '20'"
        ).fetchone()[0]
    assert (refused, households) == expected
