"""A snapshot of a small simulated province, built once by the real commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from pages.kit import texts

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def small_warehouse(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    for arguments in (
        ["demo", "--out", folder / "inbox", "--scale", "0.03"],
        ["build", "--inbox", folder / "inbox", "--warehouse", folder / "warehouse"],
    ):
        subprocess.run([sys.executable, "-m", "etl", *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    return folder / "warehouse"


@pytest.fixture
def vietnamese():
    """Everything within the test is written in Vietnamese."""
    with texts.spoken("vi"):
        yield
