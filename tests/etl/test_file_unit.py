"""The account of files by unit: which rows of a file are of which commune, counted by hand."""

import pytest

from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH

STATES = ("loaded", "duplicate", "corrected", "rejected")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> small.Built:
    folder = tmp_path_factory.mktemp("file-unit")
    inbox = folder / "inbox"
    small.write_csv(inbox / "gian-hang 2021-09-01.csv", [
        small.shop("S1"), small.shop("S1"), small.shop("S2", unit=DINH_LAP), small.shop("S3"),
        small.shop("S4", unit=DINH_LAP, opened_on="31/02/2021"), small.shop("S5", unit="xã Không Có"),
    ])  # fmt: skip
    small.write_csv(inbox / "gian-hang 2021-09-05.csv", [small.shop("S3", unit=DINH_LAP)])  # S3 moves
    small.write_csv(inbox / "sp.csv", [small.listing("P1", "S1"), small.listing("P2", "S3"), small.listing("P3", "S9")])
    small.write_csv(inbox / "don.csv", [
        small.order("D1", "S1", "P1"), small.order("D2", "S3", "P2"), small.order("D3", "S3", "P2", amount="-5"),
        small.order("D4", "S8"),
    ])  # fmt: skip
    certificate = {"scheme": "VietGAP", "valid_from": "2021-01-01"}
    small.write_csv(inbox / "cn.csv", [
        certificate | {"listing_id": "P2"}, certificate | {"household_code": "H-S1", "unit": VAN_LINH},
        certificate | {"household_code": "H-S2"},
    ])  # fmt: skip
    report = {"unit": VAN_LINH, "as_of": "2021-08-01", "indicator": "shops"}
    small.write_csv(
        inbox / "bc.csv", [report | {"value": "5"}, report | {"value": "6"}, report | {"unit": DINH_LAP, "value": "7"}]
    )
    small.write_csv(inbox / "ct.csv", [{"unit": "189", "indicator": "both", "target": "55%", "source": "local"}])
    found = small.build_quietly(folder)
    assert found.code == 0
    return found


def account(built: small.Built, path: str) -> dict[str | None, tuple[int, ...]]:
    rows = built.ask(f"SELECT unit_code, {', '.join(STATES)} FROM mart.file_unit WHERE path = ?", path)
    return {unit: tuple(counts) for unit, *counts in rows}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("gian-hang 2021-09-01.csv", {VAN_LINH: (2, 1, 0, 0), DINH_LAP: (1, 0, 0, 1), None: (0, 0, 0, 1)}),
        ("gian-hang 2021-09-05.csv", {DINH_LAP: (0, 0, 1, 0)}),
        # Of a shop that moved, listings and orders are where it is now; a refused order is of its shop too.
        ("sp.csv", {VAN_LINH: (1, 0, 0, 0), DINH_LAP: (1, 0, 0, 0), None: (0, 0, 0, 1)}),
        ("don.csv", {VAN_LINH: (1, 0, 0, 0), DINH_LAP: (1, 0, 0, 1), None: (0, 0, 0, 1)}),
        ("cn.csv", {DINH_LAP: (1, 0, 0, 0), VAN_LINH: (1, 0, 0, 0), None: (1, 0, 0, 0)}),
        ("ct.csv", {"189": (1, 0, 0, 0)}),
        # Rows refused for what another row says are of their unit too.
        ("bc.csv", {VAN_LINH: (0, 0, 0, 2), DINH_LAP: (1, 0, 0, 0)}),
    ],
)
def test_each_row_of_a_file_is_of_one_unit(built, path, expected):
    assert account(built, path) == expected


def test_the_sum_over_units_is_the_ledger(built):
    for file in built.report["files"]:
        sums = [sum(counts) for counts in zip(*account(built, file["path"]).values(), strict=True)]
        assert sums == [file[state] for state in STATES], file["path"]


def test_it_holds_counts_and_codes_alone(built):
    columns = built.ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'file_unit'")
    assert {name for (name,) in columns} == {"path", "kind", "unit_code", *STATES}
