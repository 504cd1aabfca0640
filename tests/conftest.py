"""What all tests share: a snapshot of a small simulated province, built once by the real commands, and its language."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from streamlit.components.v2 import manifest_scanner

from data import snapshots, vocabulary
from pages.kit import texts
from pages.screen import access
from tests.etl import two_snapshots

ROOT = Path(__file__).parents[1]
os.environ[access.STEWARD] = "1"  # as `make run` does


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder by its name, filled by the first of all workers that asks for it: to be read, never changed.

    Where MADE_ONCE names a folder, what it holds is kept there for the next run.
    """
    own = tmp_path_factory.getbasetemp()
    place = Path(os.environ.get("MADE_ONCE") or (own if worker_id == "master" else own.parent))

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        found = place / "made" / name
        found.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{found}.lock"):
            if not (found / "filled").exists():
                shutil.rmtree(found, ignore_errors=True)  # of one that failed
                found.mkdir()
                fill(found)
                (found / "filled").touch()
        return found

    return folder


@pytest.fixture(scope="session")
def small_warehouse(made_once) -> Path:
    return made_once("small", _province) / "warehouse"


@pytest.fixture(scope="session")
def pair(made_once) -> tuple[snapshots.Snapshot, snapshots.Snapshot]:
    """Two small snapshots, one a month after the other (see `two_snapshots`)."""
    return two_snapshots.pair(made_once("changes", two_snapshots.build))


def _province(folder: Path) -> None:
    for arguments in (
        ["demo", "--out", folder / "inbox", "--scale", "0.03"],
        ["build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"],
    ):
        subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="session", autouse=True)
def _installed_components():
    """AppTest looks for components in every installed package at each visit; what is installed stays the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def vietnamese():
    """Everything within the test is written in Vietnamese."""
    with texts.spoken("vi"):
        yield


@pytest.fixture
def third_phase(monkeypatch, tmp_path):
    """A reference with one row more in phases.csv, and Đình Lập in that phase: rows of files, no code."""
    for path in vocabulary.REFERENCE.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    phases = tmp_path / "phases.csv"
    rows = phases.read_text(encoding="utf-8-sig").rstrip("\n").splitlines()
    rows[2] = rows[2].replace("2021-12-20", "2021-11-05")
    rows.append("3,2021-11-06,2022-01-20,Giai đoạn 3,Phase 3,a test")
    phases.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    districts = tmp_path / "districts_2021.csv"
    districts.write_text(
        districts.read_text(encoding="utf-8-sig").replace("189,Đình Lập,huyện,2,", "189,Đình Lập,huyện,3,"),
        encoding="utf-8-sig",
    )
    monkeypatch.setattr(vocabulary, "REFERENCE", tmp_path)
    kept = (vocabulary.phases, vocabulary.units)
    for cached in kept:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in kept:
        cached.cache_clear()
