"""Households that asked to be forgotten, known by keyed hashes alone: what files say of them is neither taken in nor written back.

The hashes have a key of their own (`refused.key`), so that the key of the pseudonyms can be changed and the list still holds.
People's own files are not edited: an office sends the same list again next week, and the household would be back.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data import vocabulary
from etl import cells, households, publish

FILE, KEY_FILE = "refused.csv", "refused.key"
HOUSEHOLD, PHONE = "household", "phone"  # what a hash of the list is for
REASON = "household_refused"
# What a row is known by; a name with its hamlet serves where a row has nothing else.
OWN = ["code_token", "code_plain", "identity_token", "person_token", "person_plain", "phone_token"]
NAMES = ["name_token", "name_plain"]


class NotUnderstood(ValueError):
    """A line that is no identity number, phone or code; the text is which line, not what it says."""


@dataclass(frozen=True)
class Refused:
    """The list and its key. `tokens` are those of `households.lasting` with that key.

    `phones` are those of the households: one may be that of others too, so it makes no row theirs, but it is not written back.
    """

    key: bytes = b""
    tokens: frozenset[int] = frozenset()
    phones: frozenset[int] = frozenset()

    def marks(self, personal: pd.DataFrame) -> pd.Series:
        """Which rows are of a refused household. `personal` is as of `households.tokens`."""
        if not self.tokens:
            return pd.Series(False, index=personal.index)
        found = households.tokens(personal, households.lasting(self.key))
        has_own = (found[OWN] != households.NOTHING).any(axis=1)
        return found[OWN].isin(self.tokens).any(axis=1) | (~has_own & found[NAMES].isin(self.tokens).any(axis=1))

    def names(self, row: Iterable[object]) -> bool:
        """Whether any cell of a row that nobody understood is the identity number, phone or code of a refused household."""
        known = self.tokens | self.phones
        return any(known & _of_cell(value, self.key) for value in row if known and not cells.is_blank(value))

    @property
    def digest(self) -> str:
        told = "\n".join(map(_written, sorted(self.tokens | self.phones)))
        return hashlib.sha256(told.encode()).hexdigest() if self.tokens else ""


NOBODY = Refused()


def whole_households(rows: dict[str, pd.DataFrame]) -> Iterator[tuple[str, pd.Series]]:
    """Of each kind which rows are of a household that any marked row is of, over any number of steps; nothing where none is.

    `rows` has the household tokens and `is_refused`.
    """
    if not any(frame["is_refused"].any() for frame in rows.values()):
        return
    household = households.of_rows(rows)
    refused = set().union(*(household[kind][frame["is_refused"]] for kind, frame in rows.items()))
    refused -= {households.NOTHING}
    for kind, frame in rows.items():
        yield kind, frame["is_refused"] | household[kind].isin(refused)


def load(warehouse: Path) -> Refused:
    """The list of a warehouse; nobody where there is none."""
    try:
        rows = list(csv.DictReader(io.StringIO((warehouse / FILE).read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return NOBODY
    tokens, phones = ({_token(row["token"]) for row in rows if row["use"] == use} for use in (HOUSEHOLD, PHONE))
    return Refused(key(warehouse), frozenset(tokens), frozenset(phones))


def _token(written: str) -> int:
    """A token of the list; of the digits that older lists have the first sixteen."""
    return int.from_bytes(bytes.fromhex(written)[:8], signed=True)


def _written(token: int) -> str:
    return int(token).to_bytes(8, signed=True).hex()


def key(warehouse: Path) -> bytes:
    return households.household_key(warehouse, KEY_FILE)


def add(warehouse: Path, tokens: Iterable[int], phones: Iterable[int], day: str) -> None:
    """Puts hashes on the list, with the day; what stands there already stays. The file is its owner's alone."""
    fresh = [(_written(token), HOUSEHOLD, day) for token in sorted(set(tokens))]
    fresh += [(_written(token), PHONE, day) for token in sorted(set(phones))]
    place = warehouse / FILE
    rows = list(csv.reader(io.StringIO(place.read_text(encoding="utf-8"))))[1:] if place.exists() else []
    known = {(row[0][:16], row[1]) for row in rows}
    written = io.StringIO()
    csv.writer(written).writerows([("token", "use", "since"), *rows, *(row for row in fresh if row[:2] not in known)])
    publish.write_whole(place, written.getvalue(), 0o600)


def asked(line: str, number: int, secret: bytes) -> int:
    """The token of what a line names: `cccd 020…`, `sdt 09…`, `ma HN0001`, or a short code with its commune: `ma 12 06505`.

    Without a word before it, a number of 12 or 9 digits is an identity number, and what is a phone is one. Raises `NotUnderstood`.
    """
    word, _, rest = line.strip().partition(" ")
    kind = _WORDS.get(word.lower().rstrip(":"), "")
    found = _named(kind, rest.strip()) if kind else _guessed(line.strip())
    if not found:
        raise NotUnderstood(f"dòng {number}")
    return households.lasting_token(secret, *found.split(":", 1))


_WORDS = {"cccd": "identity", "cmnd": "identity", "sdt": "phone", "sđt": "phone", "ma": "code", "mã": "code"}


def _named(kind: str, value: str) -> str:
    if kind == "identity":
        return f"identity:{number}" if (number := households.identity(value)) else ""
    if kind == "phone":
        return f"phone:{number}" if (number := households.phone(value)) else ""
    code, _, commune = value.partition(" ")
    if commune and ("2021", commune.strip()) in vocabulary.units() and households.code(code):
        return f"household-plain:{households.code(code)}|{commune.strip()}"
    return (
        f"household:{households.code(value)}"
        if not commune and households.is_whole_code(value) and households.code(value)
        else ""
    )


def _guessed(value: str) -> str:
    digits = households.digits(value)
    if digits.isdigit() and len(digits) in (9, 12):
        return _named("identity", value)
    return _named("phone", value) or _named("code", value)


def _of_cell(value: object, secret: bytes) -> set[int]:
    known = {
        "identity": households.identity(value),
        "phone": households.phone(value),
        "household": households.code(value),
    }
    return {households.lasting_token(secret, purpose, found) for purpose, found in known.items() if found}
