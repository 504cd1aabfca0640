"""Who may see and do what: the roles of the dashboard, and the people that an office gives them to.

A role is a row of `reference/roles.csv`: its column of a right holds 1 where it has it. People stand in one file of the
office, outside git: `LANGSON_ACCESS`, or `data/access.toml`. Rights follow from this file and from nothing that a visitor sends.
"""

import os
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from data import vocabulary
from data.snapshots import Scope

FILE = Path(os.environ.get("LANGSON_ACCESS", Path(__file__).with_name("access.toml")))

CONCLUDE = "conclude"  # write down what was concluded, and what became of it
LOAD = "load"  # files into the inbox, publish, undo, teach a form
SHOPS = "shops"  # see the trade of single shops, and take their list away
LOG = "log"  # read who opened what
RIGHTS = (CONCLUDE, LOAD, SHOPS, LOG)
OF_A_DISTRICT = "district_viewer"  # the role that sees the districts it is given, and needs one


class Unfit(Exception):
    """The file of people cannot be used; the arguments are the key of the sentence that tells why, and its values."""


@dataclass(frozen=True)
class Person:
    """Someone who may open the dashboard. `name` is the office's own for the account: it stands in ledgers and in the log."""

    name: str
    role: str
    districts: frozenset[str] | None = None

    def may(self, right: str) -> bool:
        """Whether the role has one of RIGHTS. Raises KeyError for what is none."""
        return roles()[self.role][right] == "1"

    @property
    def scope(self) -> Scope:
        return Scope(self.districts, self.may(SHOPS))


@cache
def roles() -> dict[str, dict[str, str]]:
    """Each role with its name and its rights."""
    return {row["role"]: row for row in vocabulary.rows("roles.csv")}


def person(account: str, file: Path | None = None) -> Person | None:
    """Who an account is, letters large or small; None for one that the file does not name. Raises `Unfit`."""
    return people(file).get(account.casefold())


def people(file: Path | None = None) -> dict[str, Person]:
    """Everyone whom the file names, by account; nobody where there is no file. Raises `Unfit`."""
    file = file or FILE
    try:
        return _people(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=2)
def _people(file: Path, changed: int) -> dict[str, Person]:
    """What the file says since it was last changed: who is taken out of it is out at his next click."""
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("person", [])
        named = [(str(row["account"]).casefold(), _read(row)) for row in rows]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as unreadable:
        raise Unfit("access.unreadable", {"file": file.name}) from unreadable
    found = dict(named)
    if len(found) < len(named):
        raise Unfit("access.twice", {"file": file.name})
    return found


def _read(row: dict) -> Person:
    name, role = str(row["name"]), str(row["role"])
    if role not in roles():
        raise Unfit("access.role", {"name": name, "roles": ", ".join(roles())})
    districts = frozenset(_district(name, unit) for unit in row.get("districts", ()))
    if bool(districts) != (role == OF_A_DISTRICT):
        raise Unfit("access.districts", {"name": name, "role": OF_A_DISTRICT})
    return Person(name, role, districts or None)


def _district(name: str, code: str) -> str:
    unit = vocabulary.units().get(("2021", str(code)))
    if unit is None or unit.level != "district":
        raise Unfit("access.unit", {"name": name})
    return unit.code


LOCAL = Person("", "viewer")  # who opens a dashboard that serves its own machine alone
LOCAL_STEWARD = Person("", "steward")  # and who does so with the switch of `make run`
