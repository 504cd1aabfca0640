"""The rules of the house, checked: who may import whom, and what may stand in a file."""

import ast
import configparser
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pages.screen import menu
from tests.conftest import ROOT

ROOMS = ("data", "etl", "geo", "pages")
NOT_OURS = tuple(ROOT / folder for folder in ("data/inbox", "data/warehouse", "geo/official"))  # what offices bring
SCRIPTS = sorted((ROOT / "pages").glob("*/*/page.py"))
PAGE_MAY_IMPORT = ("streamlit", "data", "pages.kit", "pages.documents", "pages.screen", "pages.meeting.conclusions")
VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
# Where Python divides. Elsewhere under data/ and pages/ it asks data.ratios: a ratio is defined once.
METHODS = tuple(
    f"data/{name}.py" for name in ("ratios", "paces", "spread", "outlook", "likeness", "support")
)  # each explains its own
LAYOUT = (  # places on a sheet, units that a number is read in, steps of a slider or a bar
    "pages/charts/", "pages/documents/", "pages/paper/", "pages/kit/formats.py", "pages/progress/map/figure.py",
    "pages/screen/curves.py", "pages/screen/marks.py", "pages/screen/plots.py", "pages/screen/timeline.py", "pages/method/load/effect.py", "pages/meeting/pack/download.py",
)  # fmt: skip
COUNTING = [
    path for room in ("data", "pages") for path in sorted((ROOT / room).rglob("*.py"))
    if not path.relative_to(ROOT).as_posix().startswith((*METHODS, *LAYOUT))
]  # fmt: skip
FOLDERS = ("folder", "warehouse", "package", "REFERENCE", "QUESTIONS", "STATIC", "_SCRIPTS")  # what paths begin at
SQL = re.compile(r"\b(SELECT|WITH)\b.*\bFROM\b", re.DOTALL)

scripts = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def sources(*endings: str) -> list[Path]:
    """Files of the product with one of these endings."""
    inside = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*"))]
    top = [ROOT / "dashboard.py", ROOT / "pyproject.toml", ROOT / ".streamlit" / "config.toml"]
    ours = [path for path in (*inside, *top) if not any(path.is_relative_to(folder) for folder in NOT_OURS)]
    return [path for path in ours if path.suffix in endings]


def literals(path: Path) -> list[str]:
    """The string literals of a module, but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(node.body[0].value) for node in bodies if node.body and isinstance(node.body[0], ast.Expr)}
    return [
        node.value for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]  # fmt: skip


def imports(path: Path) -> set[str]:
    """The modules that a file imports, as far as they are written out: `from data import sales` is data.sales."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_rooms_import_only_what_their_contracts_allow():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_simulator_may_import_no_module_of_the_etl():
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    named = contract["importlinter:contract:simulator"]["forbidden_modules"].split()
    modules = {path.stem for path in (ROOT / "etl").glob("*.py")} - {"__init__"} | {"sources"}
    assert {f"etl.{name}" for name in modules} <= set(named)


def test_every_page_of_the_menu_is_a_script():
    assert {page.script for page in menu.PAGES.values()} == {
        script.relative_to(ROOT / "pages").with_suffix("").as_posix() for script in SCRIPTS
    }
    assert len(SCRIPTS) >= 5


@scripts
def test_a_page_imports_streamlit_data_and_what_pages_are_made_of_only(script):
    own = ".".join(script.parent.relative_to(ROOT).parts)
    allowed = (*sys.stdlib_module_names, *PAGE_MAY_IMPORT, own)
    foreign = {name for name in imports(script) if not any(f"{name}.".startswith(f"{one}.") for one in allowed)}
    assert foreign == set()


@scripts
def test_a_page_is_short(script):
    assert len(script.read_text(encoding="utf-8").splitlines()) <= 80


@scripts
def test_a_page_holds_no_sentence_colour_or_sql(script):
    for literal in literals(script):
        assert not VIETNAMESE.search(literal), f"a sentence belongs in texts.csv: {literal}"
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!\w)", literal), f"a colour belongs in charts/style.py: {literal}"
        assert not SQL.search(literal), f"a query belongs in data/questions: {literal}"


@scripts
def test_a_page_does_no_arithmetic(script):
    assert arithmetic(script) == []


def test_no_script_lies_directly_in_pages():
    # Streamlit would draw it on a deep link without dashboard.py: without language, mark and, one day, sign-in.
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_nothing_that_is_shown_holds_sql():
    for path in sorted((ROOT / "pages").rglob("*.py")):
        assert not [literal for literal in literals(path) if SQL.search(literal)], path


def test_no_room_for_odds_and_ends():
    parts = {part for path in sources(".py") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not {part for part in parts if re.search("util|helper|common", part)}


def test_every_query_says_its_grain_first():
    queries = sources(".sql")
    assert queries
    for path in queries:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        declares = path.parent.name == "checks" or path.name in ("landed.sql", "marts.sql", "reference.sql")
        assert first.startswith("-- " if declares else "-- Grain: "), path


def test_one_file_divides():
    for path in sources(".sql"):
        query = re.sub(r"--.*|'[^']*'", "", path.read_text(encoding="utf-8"))
        divides = re.search(r"(?<!/)/(?!/)", query) is not None
        assert not divides or path.as_posix().endswith("marts/attainment.sql"), path


def arithmetic(path: Path) -> list[int]:
    """The lines of a module that reckon with anything."""
    signs = ast.Add | ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return sorted(
        node.lineno for node in nodes if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, signs)
    )


def test_arithmetic_is_found(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("share = part / whole\nkind = str | None\nshare -= 1\nnext = one(two)[0]\n")
    assert arithmetic(module) == [1, 3]


def divisions(path: Path) -> list[int]:
    """The lines of a module that divide numbers. A path is joined to a text, or begins at a folder."""

    def joins(node: ast.expr) -> bool:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return joins(node.left) or is_text(node.right)
        if isinstance(node, ast.BoolOp):
            return any(map(joins, node.values))
        return isinstance(node, ast.Name) and node.id in FOLDERS

    def is_text(node: ast.expr) -> bool:
        return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))

    found = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp | ast.AugAssign)
    )
    return sorted(node.lineno for node in found if isinstance(node.op, ast.Div | ast.FloorDiv) and not joins(node))


@pytest.mark.parametrize("path", COUNTING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_python_divides_where_its_ratios_are_explained(path):
    assert divisions(path) == []


def test_a_division_is_told_from_a_path(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        "share = part / whole\nweeks = days // 7\nshare /= 2\npath = folder / name\nfile = root / 'a' / name\nrate = rows['part'] / rows['whole']\nfile = (folder or other) / name\n"
    )
    assert divisions(module) == [1, 2, 3, 6]


def test_nothing_is_fetched_from_outside():
    # An address of another host in code, theme or style is a request that the network would refuse. A namespace is a name.
    for path in sources(".py", ".toml", ".css", ".csv", ".sql"):
        written = re.sub(r'xmlns="[^"]*"', "", path.read_text(encoding="utf-8-sig"))
        assert not re.search(r"https?://|//cdn\.", written), path
