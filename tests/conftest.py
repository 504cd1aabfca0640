"""What all tests share: a snapshot of a small simulated province, built once by the real commands, and its language."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from streamlit.components.v2 import manifest_scanner

from pages.kit import texts

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory, worker_id) -> Callable[[str, Callable[[Path], object]], Path]:
    """A folder by its name, filled by the first of all workers that asks for it: to be read, never changed."""
    own = tmp_path_factory.getbasetemp()
    place = own if worker_id == "master" else own.parent

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        found = place / "made" / name
        found.parent.mkdir(exist_ok=True)
        with FileLock(f"{found}.lock"):
            if not (found / "filled").exists():
                found.mkdir()
                fill(found)
                (found / "filled").touch()
        return found

    return folder


@pytest.fixture(scope="session")
def small_warehouse(made_once) -> Path:
    return made_once("small", _province) / "warehouse"


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
