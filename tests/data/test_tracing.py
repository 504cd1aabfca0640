"""The files behind a figure and what changed between two snapshots, counted by hand."""

import shutil
from datetime import date

import duckdb
import pytest

from data import quality, tracing
from data.snapshots import EVERYTHING, NotInSnapshot, Snapshot, current, earlier, kept, opened
from tests.etl import small
from tests.etl.small import DINH_LAP

LAST = date(2021, 11, 15)
REGISTER = {"unit": DINH_LAP, "households": 1000, "as_of": "2021-07-01"}
OWN, BOTH, OTHER = "dinh-lap.csv", "hai-huyen.csv", "chi-lang.csv"


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory) -> tuple[Snapshot, Snapshot]:
    """Two builds: for the second a file has other content and one is new."""
    folder = tmp_path_factory.mktemp("tracing")
    inbox = folder / "inbox"
    small.write_csv(inbox / "ho.csv", [REGISTER])
    small.write_csv(
        inbox / OWN, [small.shop("S1", unit=DINH_LAP), small.shop("S2", unit=DINH_LAP, opened_on="31/02/2021")]
    )
    small.write_csv(inbox / BOTH, [small.shop("S3", unit=DINH_LAP), small.shop("S4"), small.shop("S5")])
    small.write_csv(
        inbox / OTHER,
        [small.shop("S6"), small.shop("S7", opened_on="2021-11-15"), small.shop("S0", unit="xã Không Có")],
    )
    small.write_csv(inbox / "ct.csv", [{"unit": "20", "indicator": "shop", "target": "50%", "source": "province"}])
    small.write_csv(inbox / "tk.csv", [small.account("T1", unit=DINH_LAP)])
    first = small.build_quietly(folder)
    small.write_csv(inbox / BOTH, [small.shop("S3", unit=DINH_LAP), small.shop("S8", unit=DINH_LAP), small.shop("S4")])
    small.write_csv(
        inbox / "moi 2021-11-10.csv", [small.shop("S1", unit=DINH_LAP, opened_on="2021-08-02"), small.shop("S9")]
    )
    second = small.build_quietly(folder)
    assert (first.code, second.code) == (0, 0)
    now = current(folder / "warehouse")
    return kept(now, first.report["snapshot"]), now


def account(snapshot: Snapshot, unit: str, subject: str = "shop") -> dict[str, tuple[int, ...]]:
    found = tracing.files(snapshot, EVERYTHING, unit, subject, "achieved").set_index("path")
    return {path: tuple(row[["unit_kept", "unit_rejected", "read"]]) for path, row in found.iterrows()}


@pytest.mark.parametrize("unit", ["189", DINH_LAP])
def test_only_files_with_rows_of_the_unit_and_its_targets_are_told(snapshots, unit):
    assert account(snapshots[0], unit) == {
        "ho.csv": (1, 0, 1), OWN: (1, 1, 2), BOTH: (1, 0, 3), "ct.csv": (1, 0, 1),
    }  # fmt: skip


def test_the_account_of_the_units_rows_adds_up(snapshots):
    found = tracing.files(snapshots[0], EVERYTHING, "189", "shop", "achieved").set_index("path")
    names = ["unit_read", "unit_loaded", "unit_duplicate", "unit_corrected", "unit_rejected"]
    assert found.loc[OWN, names].tolist() == [2, 1, 0, 0, 1]
    assert tracing.refused_nowhere(snapshots[0], EVERYTHING, "shop", "achieved") == 1
    assert tracing.refused_nowhere(snapshots[0], EVERYTHING, "account", "achieved") == 0


def test_a_phase_has_the_files_of_its_districts(snapshots):
    assert account(snapshots[0], "phase-1") == {BOTH: (2, 0, 3), OTHER: (2, 0, 3), "ct.csv": (1, 0, 1)}
    assert account(snapshots[0], "06514") == {"ct.csv": (1, 0, 1)}  # another commune of Chi Lăng


def test_the_province_is_counted_from_all_files_of_the_kinds(snapshots):
    found = tracing.files(snapshots[0], EVERYTHING, "20", "shop", "achieved")
    assert "unit_kept" not in found and set(found["path"]) == {"ho.csv", OWN, BOTH, OTHER, "ct.csv"}


def test_the_rows_of_all_districts_are_the_rows_of_the_province(snapshots):
    """Whatever a file holds is of some unit: the sum is what the ledger kept."""
    ledger = quality.file_ledger(snapshots[1], EVERYTHING)
    shops = ledger[ledger["kind"] == "shops"]
    units = [tracing.files(snapshots[1], EVERYTHING, unit, "shops", "achieved") for unit in ("187", "189")]
    assert sum(found["unit_kept"].sum() for found in units) == (shops["loaded"] + shops["corrected"]).sum() == 8


def test_a_change_tells_files_and_rows_of_the_unit_alone(snapshots):
    before, now = snapshots
    found = tracing.change(before, now, EVERYTHING, "189", "shop", "achieved")
    assert (found.added, found.removed, found.changed) == (["moi 2021-11-10.csv"], [], [BOTH])
    assert (found.corrected, found.rows_before, found.rows_now, found.is_of_unit) == (1, 4, 6, True)
    assert tracing.change(before, now, EVERYTHING, "189", "account", "achieved").changed == []


def test_a_snapshot_that_does_not_tell_whose_rows_it_has_tells_all_files(snapshots, tmp_path):
    shutil.copytree(snapshots[0].path.parent, tmp_path / "snapshots")
    older = tmp_path / "snapshots" / snapshots[0].path.name
    with duckdb.connect(str(older)) as older_file:
        older_file.execute("DROP TABLE mart.file_unit")
        older_file.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    now = opened(tmp_path / "snapshots" / snapshots[1].path.name)
    before = earlier(now)
    assert before.path == older
    found = tracing.files(before, EVERYTHING, "189", "shop", "achieved")
    assert "unit_kept" not in found and set(found["path"]) == {"ho.csv", OWN, BOTH, OTHER, "ct.csv"}
    changed = tracing.change(before, now, EVERYTHING, "189", "shop", "achieved")
    assert (changed.added, changed.changed, changed.rows_before, changed.rows_now) == (
        ["moi 2021-11-10.csv"],
        [BOTH],
        8,
        10,
    )
    assert not changed.is_of_unit


def test_figures_of_the_last_day_compare_with_the_last_day_before(snapshots):
    before, now = snapshots
    told = {one: tracing.told(one, EVERYTHING, "189", "activity", LAST) for one in snapshots}
    assert [int(told[one].row["shops"]) for one in (before, now)] == [2, 3]
    assert tracing.told(now, EVERYTHING, "189", "activity", date(2021, 11, 1)) is None
    funnel = tracing.told(now, EVERYTHING, "189", "funnel", LAST).row
    assert (funnel["only_shop"], funnel["only_account"], funnel["either"]) == (3, 1, 4)
    assert tracing.told_before(None, EVERYTHING, "189", "funnel", LAST) is None


def test_figures_that_an_earlier_version_did_not_know_are_none_before(snapshots, tmp_path):
    shutil.copy(snapshots[0].path, tmp_path / snapshots[0].path.name)
    with duckdb.connect(str(tmp_path / snapshots[0].path.name)) as older_file:
        older_file.execute("DROP TABLE mart.shop_activity")
        older_file.execute("UPDATE mart.snapshot SET code_version = '06c87f6'")
    before = opened(tmp_path / snapshots[0].path.name)
    assert tracing.told_before(before, EVERYTHING, "189", "activity", LAST) is None
    with pytest.raises(NotInSnapshot):
        tracing.told(before, EVERYTHING, "189", "activity", LAST)


def test_a_week_is_told_by_its_monday_and_only_once_the_data_reach_it(snapshots):
    now = snapshots[1]
    assert now.as_of == LAST == date(2021, 11, 15)  # a Monday
    assert int(tracing.told(now, EVERYTHING, "187", "week", LAST).row["orders"]) == 0
    assert tracing.told(now, EVERYTHING, "187", "week", date(2021, 11, 16)) is None
    assert tracing.told(now, EVERYTHING, "187", "week", date(2021, 11, 22)) is None
