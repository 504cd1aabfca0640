"""Views of the small snapshot, made for an address in a language."""

from collections.abc import Callable

import pytest

from data import snapshots, vocabulary
from pages.kit import texts
from pages.kit.address import Address
from pages.kit.view import View


@pytest.fixture(params=texts.LANGUAGES)
def language(request):
    """Everything within the test is written in one language, then in the other."""
    with texts.spoken(request.param):
        yield request.param


@pytest.fixture
def seen(published) -> Callable[..., View]:
    """What a page shows of the small snapshot at an address."""
    return lambda make, scope=snapshots.EVERYTHING, **address: make(published, scope, Address(address))


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
