"""Two snapshots of a small inbox, one a month after the other, whose every change is known."""

from pathlib import Path

from data import snapshots, vocabulary
from tests.etl import small
from tests.etl.small import DINH_LAP, VAN_LINH

FALLS, RISES, LEAVES = [unit.code for unit in vocabulary.communes("189") if unit.code != DINH_LAP][:3]
CAO_LOC = vocabulary.communes("183")[0].code
EARLY, LATE = "2021-09-25", "2021-10-20"


def both(household: str, unit: str, opened_on: str = EARLY) -> tuple[dict, dict]:
    """A shop and an account of one household."""
    return (
        small.shop(f"S-{household}", household, unit, opened_on), small.account(f"T-{household}", household, unit, opened_on),
    )  # fmt: skip


def write(inbox: Path, name: str, *households: tuple[dict, dict]) -> None:
    small.write_csv(inbox / f"gian-hang {name}.csv", [shop for shop, _ in households])
    small.write_csv(inbox / f"tai-khoan {name}.csv", [account for _, account in households])


def publish(folder: Path, as_of: str) -> None:
    outcome = small.build_quietly(folder, "--as-of", as_of)
    assert outcome.code == 0, outcome.terminal


def build(folder: Path) -> None:
    """5 October (day 16 of 92: 8.7% are expected) and 5 November (day 47: 25.5%); each commune of Đình Lập has 10 households.

    Between them one commune stands still at 1 of 10, one goes from 0 to 5, the file of a third is withdrawn, a late file
    tells of a household that Vạn Linh had before its deadline, one changes a day, and Cao Lộc sends its old rows again.
    """
    inbox = folder / "inbox"
    small.write_csv(inbox / "ra-soat.csv", [
        {"unit": unit, "households": 10, "as_of": "2021-07-01"} for unit in (FALLS, RISES, LEAVES, DINH_LAP, VAN_LINH, CAO_LOC)
    ])  # fmt: skip
    write(inbox, "a", both("falls", FALLS), both("old", VAN_LINH, "2021-08-01"))
    small.write_csv(inbox / "gian-hang rises.csv", [small.shop("S-alone", "alone", RISES, EARLY)])
    write(inbox, "leaves", both("leaves", LEAVES))
    cao_loc = [both("c1", CAO_LOC), both("c2", CAO_LOC)]
    write(inbox, "cao-loc", *cao_loc)
    publish(folder, "2021-10-05")
    write(inbox, "b", *(both(f"new{number}", RISES, LATE) for number in range(5)))
    write(inbox, "c", both("late", VAN_LINH, "2021-08-02"))
    for name in ("gian-hang", "tai-khoan"):
        (inbox / f"{name} leaves.csv").unlink()
    write(inbox, "cao-loc", *reversed(cao_loc))
    small.write_csv(inbox / "gian-hang sua 2021-11-04.csv", [small.shop("S-old", "old", VAN_LINH, "2021-08-03")])
    publish(folder, "2021-11-05")


def pair(folder: Path) -> tuple[snapshots.Snapshot, snapshots.Snapshot]:
    """The earlier and the later snapshot."""
    now = snapshots.current(folder / "warehouse")
    return snapshots.earlier(now), now
