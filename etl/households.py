"""Which rows are one household. Personal data is turned into keyed hashes, whole numbers, here and goes no further."""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from data import vocabulary
from etl import mentions, plain, sources
from etl.text import clean, fold, has_diacritics, identifier, key

# Mobile numbers of eleven digits became ten in 2018 (Ministry of Information and Communications, plan of 9/2018).
_RENUMBERED = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084", "0125": "085",
    "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
    "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
KEY_FILE = "household.key"
PERSONAL = ["household_code", "identity_number", "phone", "full_name", "hamlet"]
STRONG = ["code_token", "identity_token", "person_token"]
# What a short code or a name as banks write it, without diacritics, can mean: the one exact token that agrees with it.
PLAIN = {"code_token": "code_plain", "person_token": "person_plain", "name_token": "name_plain"}
WHOLE_CODE = 6  # characters; a shorter code counts within its commune
TOKENS = [*STRONG, "name_token", *PLAIN.values(), "code_anywhere"]
NOTHING = 0  # the token of what a row does not tell
Hashing = Callable[[str, list[str]], np.ndarray]  # texts for a purpose -> int64 each, NOTHING for ''


@cache
def _hamlet_prefix() -> re.Pattern:
    return re.compile(rf"^{mentions.hamlet_words()}[ .:]+", re.IGNORECASE)


@cache
def _before_name() -> re.Pattern:
    """How a person is called before the name: 'Ông Lý Văn Mẫu', 'Hộ bà: …'; what is left has two words at least."""
    return re.compile(rf"^\(?(?:{sources.any_written('before a name')})\b\)?[\s:.]+(?=\S+\s+\S)", re.IGNORECASE)


def household_key(warehouse: Path, name: str = KEY_FILE) -> bytes:
    """The secret of the keyed hashes, made on the first run, readable by its owner only."""
    path = warehouse / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        warehouse.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            os.fsync(file.fileno())
        os.link(fresh, path)  # fails where another run was first: its key holds
    except FileExistsError:
        pass
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_bytes()


def digits(value: object) -> str:
    """The digits of a code, phone or identity number, whatever the spreadsheet made of it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if text.isascii() and text.isdecimal():  # nearly all
        return text
    text = identifier(text)
    if re.fullmatch(r"\d+\.0+", text):
        text = text.split(".")[0]
    return re.sub(r"[\s.\-–'’`]", "", text)


def code(value: object) -> str:
    """A code as it is compared: what a spreadsheet does to it, capitals and leading zeros make no difference.

    '' for Vietnamese words and for 0: what stands there for "none" would make one household of all who have it.
    """
    text = digits(value).upper()
    if not (text.isascii() or re.search(r"\d", text)):
        return ""
    return text.lstrip("0") if text.isdigit() else text


def is_whole_code(value: object) -> bool:
    """Whether a code has enough characters, as it is written, to be one household's wherever it stands."""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else identifier(str(value))
    return len(re.sub(r"\.0+$", "", text)) >= WHOLE_CODE


def identity(value: object) -> str:
    """CCCD of 12 digits or CMND of 9, with lost leading zeros put back; '' if it can be neither.

    A spreadsheet drops all of them: 0912345678 lost none and is a telephone number.
    """
    number = digits(value)
    if not number.isdigit() or len(set(number)) == 1:
        return ""
    if len(number) in (8, 9):
        return number.zfill(9)
    has_lost_zeros = len(number) in (10, 11) and number[0] != "0"
    return number.zfill(12) if has_lost_zeros or len(number) == 12 else ""


# Several numbers in one cell, or a word about whose it is: the first number counts.
_SEVERAL = re.compile(r"[/;|\n]|, |\s[-–]\s|\s(?:hoặc|và)\s|\s?\(?(?=[^\d\s(]+\)$)")


def phone(value: object) -> str:
    """A national number with its zero, +84 and the prefixes from before 2018 turned; '' if it is no number."""
    parts = [value, *_SEVERAL.split(identifier(value))] if isinstance(value, str) else [value]
    return next((number for number in map(_telephone, parts) if number), "")


def _telephone(value: object) -> str:
    number = re.sub(r"[()+,]|^\D*(?=[+0])", "", digits(value))
    if not number.isdecimal() or len(set(number)) == 1:
        return ""
    number = number.removeprefix("00")
    if number.startswith("84") and len(number) in (11, 12):
        number = number[2:]
    if not number.startswith("0"):
        number = "0" + number
    if len(number) == 11 and number[:4] in _RENUMBERED:
        number = _RENUMBERED[number[:4]] + number[4:]
    return number if len(number) in (10, 11) else ""


@lru_cache(maxsize=2)  # that of the pseudonyms and that of refused households
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod=hashlib.sha256)


def _digest(secret: bytes, text: str) -> bytes:
    digest = _keyed(secret).copy()  # the key is taken in once, not for every text
    digest.update(text.encode())
    return digest.digest()


def pseudonym(secret: bytes, text: str) -> str:
    return _digest(secret, text)[:10].hex()


def in_bulk(secret: bytes) -> Hashing:
    """Tokens of one build: SipHash under the secret, of all texts of a column at once.

    What must be known again by other versions of the libraries is hashed with `lasting`.
    """

    def hashed(purpose: str, texts: list[str]) -> np.ndarray:
        key = base64.b85encode(hmac.digest(secret, purpose.encode(), "sha256"))[:16].decode()  # 102 bits in 16 letters
        found = pd.util.hash_array(np.array(texts, dtype=object), hash_key=key).view(np.int64)
        found[[not text for text in texts]] = NOTHING
        return found

    return hashed


def lasting(secret: bytes) -> Hashing:
    """Tokens that are kept: the same for ever under a secret."""

    def hashed(purpose: str, texts: list[str]) -> np.ndarray:
        known = {text: lasting_token(secret, purpose, text) for text in set(texts)}
        return np.array([known[text] for text in texts], dtype=np.int64)

    return hashed


def lasting_token(secret: bytes, purpose: str, text: str) -> int:
    return int.from_bytes(_digest(secret, f"{purpose}:{text}")[:8], signed=True) if text else NOTHING


def tokens(frame: pd.DataFrame, hashed: Hashing) -> pd.DataFrame:
    """What a row is known by, hashed: columns of TOKENS and the phone's, NOTHING where a row does not have it.

    `frame` has the cells of PERSONAL (as far as the file has them) and `unit_code`. The name token finds a household
    only for rows that have nothing else. A name without diacritics has no exact token: `link` finds whom it means.
    """
    cells = {name: frame[name].tolist() if name in frame else [""] * len(frame) for name in PERSONAL}
    codes = _mapped(cells["household_code"], code)
    number = _numbers(cells["identity_number"], "identity_number", identity)
    telephone = _numbers(cells["phone"], "phone", phone)
    hamlet = _mapped(cells["hamlet"], lambda value: _hamlet_prefix().sub("", clean(str(value))))
    spelled, bare, is_exact = (
        map(list, zip(*map(_named, cells["full_name"]), strict=True)) if len(frame) else ([], [], [])
    )
    homes = list(zip(hamlet, frame["unit_code"].fillna(""), strict=True))
    full, plain = (
        [
            f"{text}|{form(hamlet)}|{place}" if text and hamlet and place else ""
            for text, (hamlet, place) in zip(texts, homes, strict=True)
        ]
        for texts, form in ((spelled, key), (bare, fold))
    )
    is_full = [exact or has_diacritics(hamlet) for exact, (hamlet, _) in zip(is_exact, homes, strict=True)]
    whole = {value for value in set(cells["household_code"]) if is_whole_code(value)}
    is_whole = [value in whole for value in cells["household_code"]]
    communes = [place if place and vocabulary.unit(place).level == "commune" else "" for _, place in homes]
    found = {
        "code_token": hashed("household", _where(is_whole, codes)),
        "code_plain": hashed("household-plain", _within(codes, communes)),
        "code_anywhere": hashed("household-anywhere", codes),
        "identity_token": hashed("identity", number),
        "person_token": hashed("person", _where(is_exact, _joined(telephone, spelled))),
        "person_plain": hashed("person-plain", _joined(telephone, bare)),
        "name_token": hashed("name", _where(is_full, full)),
        "name_plain": hashed("name-plain", plain),
        "phone_token": hashed("phone", telephone),
    }
    return pd.DataFrame(found, index=frame.index)


@lru_cache(maxsize=100_000, typed=True)
def _named(value: object) -> tuple[str, str, bool]:
    """A person's name as it is compared, the same without diacritics, and whether it has any."""
    name = "" if _is_blank(value) else _before_name().sub("", clean(str(value)))
    return key(name), fold(name), has_diacritics(name)


def _numbers(values: list, name: str, function: Callable[[object], str]) -> list[str]:
    """Numbers of persons or phones, those that are written plainly as they are."""
    told = plain.texts(values, name)
    rest = {value for value, text in zip(values, told, strict=True) if text is None}
    known = {value: ("" if _is_blank(value) else function(value)) for value in rest}
    return [known[value] if text is None else text for value, text in zip(values, told, strict=True)]


def _mapped(values: list, function: Callable[[object], str]) -> list[str]:
    known = {value: ("" if _is_blank(value) else function(value)) for value in set(values)}
    return [known[value] for value in values]


def _is_blank(value: object) -> bool:
    return value is None or value != value or str(value).strip() in ("", "-", "–", "0")


def _joined(telephones: list[str], names: list[str]) -> list[str]:
    return [f"{telephone}|{name}" if telephone else "" for telephone, name in zip(telephones, names, strict=True)]


def _within(codes: list[str], communes: list[str]) -> list[str]:
    return [f"{code}|{place}" if code and place else "" for code, place in zip(codes, communes, strict=True)]


def _where(conditions: list[bool], texts: list[str]) -> list[str]:
    return [text if condition else "" for condition, text in zip(conditions, texts, strict=True)]


def has_household(found: pd.DataFrame) -> pd.Series:
    return (found[TOKENS] != NOTHING).any(axis=1)


def link(records: pd.DataFrame) -> tuple[pd.Series, dict[str, int]]:
    """The household of each record (a pseudonymous whole number), and how many were left apart: {'clusters_too_large', 'namesakes'}.

    `records` has the columns of TOKENS. Records that share a code, an identity number, or a phone with the same name
    are one household, also over several steps. A cluster of more records than the limit is not fused over steps:
    there each record counts with those that share its strongest key. A record with a name alone joins the one
    household that has that name in that hamlet and commune; where there are several it stays by itself. So does a
    short code without a commune, which is that of the one household that has it anywhere.
    """
    limit = vocabulary.settings()["households"]["cluster_limit"]
    records = records.assign(**{exact: _spelled(records[exact], records[plain]) for exact, plain in PLAIN.items()})
    records = records.assign(code_token=_spelled(records["code_token"], records["code_anywhere"]))
    strong = (records[STRONG] != NOTHING).any(axis=1)
    cluster = pd.Series(-1, index=records.index)
    cluster[strong] = _components(records[strong])
    size = cluster[strong].map(cluster[strong].value_counts())
    too_large = strong & (size.reindex(records.index, fill_value=0) > limit)
    household = pd.Series(NOTHING, index=records.index)
    fused = strong & ~too_large
    # The pseudonym of a cluster is the least of its tokens: the same in every build, whatever the order of the files.
    held = pd.concat(
        [pd.Series(records.loc[fused, name].to_numpy(), index=cluster[fused].to_numpy()) for name in STRONG]
    )
    names = held[held != NOTHING].groupby(level=0).min()
    household[fused] = cluster[fused].map(names)
    household[too_large] = _strongest(records[too_large])
    alone = ~strong
    home = pd.DataFrame({"name_token": records.loc[strong, "name_token"], "household": household[strong]})
    homes = home[home["name_token"] != NOTHING].drop_duplicates()
    is_shared = homes["name_token"].duplicated(keep=False)
    household[alone] = _replaced(
        records.loc[alone, "name_token"], homes[~is_shared].set_index("name_token")["household"]
    )
    namesakes = int(records.loc[alone, "name_token"].isin(homes.loc[is_shared, "name_token"]).sum())
    return household, {"clusters_too_large": int(cluster[too_large].nunique()), "namesakes": namesakes}


def of_rows(rows: dict[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """The household of each row of some kinds, as `link` finds them; NOTHING where a row is known by nothing.

    Rows that are known by the same are one record, so that a list sent each week makes no cluster too large.
    """
    every = pd.concat({kind: frame[TOKENS] for kind, frame in rows.items()})
    records = every[(every != NOTHING).any(axis=1)].drop_duplicates().reset_index(drop=True)
    known = records.assign(household=link(records)[0].astype("Int64") if len(records) else NOTHING)
    found = (
        every.merge(known, on=TOKENS, how="left")["household"].fillna(NOTHING).astype(np.int64).set_axis(every.index)
    )
    return {kind: found.loc[kind] for kind in rows}


def _spelled(exact: pd.Series, plain: pd.Series) -> pd.Series:
    """Exact tokens, and for names without diacritics that of the one name they can mean; their own where it is not one."""
    known = pd.DataFrame({"exact": exact, "plain": plain})
    known = known[(known["exact"] != NOTHING) & (known["plain"] != NOTHING)].drop_duplicates()
    one = known.drop_duplicates("plain", keep=False).set_index("plain")["exact"]
    return exact.where(exact != NOTHING, _replaced(plain, one))


def _replaced(tokens: pd.Series, by: pd.Series) -> pd.Series:
    """Tokens with those of the index of `by` replaced by its values, each told once."""
    place = by.index.get_indexer(tokens)
    return tokens.where(place < 0, by.to_numpy()[place] if len(by) else tokens)


def _strongest(records: pd.DataFrame) -> pd.Series:
    return records["identity_token"].where(
        records["identity_token"] != NOTHING,
        records["code_token"].where(records["code_token"] != NOTHING, records["person_token"]),
    )


def _components(records: pd.DataFrame) -> np.ndarray:
    """Number of the connected component of each record; records are joined by the tokens they share."""
    rows, columns, offset = [], [], len(records)
    for name in STRONG:
        present = np.flatnonzero(records[name] != NOTHING)
        codes, _ = pd.factorize(records[name].to_numpy()[present])
        rows.append(present)
        columns.append(offset + codes)
        offset += codes.max(initial=-1) + 1
    row, column = np.concatenate(rows), np.concatenate(columns)
    graph = coo_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=(offset, offset))
    return connected_components(graph, directed=False)[1][: len(records)]
