"""A household is forgotten on its request, and the key of the pseudonyms changed: what is done, and the proof of it.

The household goes on a list of keyed hashes that every build honours (see `etl.refusals`); a build without it is published
at once; what earlier builds wrote back of it goes. The proof names files and rows, never the household.
"""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from data import vocabulary
from etl import arrivals, build, columns, forms, households, inbox, publish, readings, refusals, settlement

PROOFS = "forgotten"  # a folder of the warehouse, for its owner alone


class Shared(ValueError):
    """A phone is that of several households: which one is meant, nobody can tell. The text is the line."""


@dataclass(frozen=True)
class Proof:
    """What was done. `rows` are those found of the household, by file; `refused` those that the new snapshot refuses for it.

    `earlier` are the snapshots that stay: sums and pseudonyms, no name, number or phone.
    """

    asked_at: str
    lines: int
    rows: dict[str, list[int]]
    before: str | None
    snapshot: str
    refused: dict[str, int]
    removed: list[str]
    earlier: list[str]
    is_complete: bool


def forget(lines: list[str], source: Path, warehouse: Path, taught: Path, progress: Callable[[str], None]) -> Proof:
    """Refuses the households that the lines name, from now on, and publishes without them.

    Raises `refusals.NotUnderstood` and `Shared`, before anything is done, and what `build.build` raises.
    """
    now = vocabulary.now()
    with publish.lock(warehouse):
        before = publish.current(warehouse)
        secret = refusals.key(warehouse)
        asked = [refusals.asked(line, number, secret) for number, line in enumerate(lines, 1)]
        rows = _rows(source, secret, taught, progress)
        own = rows[np.logical_or.reduce([_meant(rows, token, number) for number, token in enumerate(asked, 1)])]
        tokens = _known_by(own) | {token for token in asked if not _is_phone(rows, token)}
        refusals.add(warehouse, tokens, set(own["phone_token"]) - {households.NOTHING}, f"{now:%Y-%m-%d}")
    found = {path: sorted(map(int, numbers)) for path, numbers in own.groupby("file")["row_number"]}
    outcome = build.build(source, warehouse, None, progress, taught)
    removed = _swept(warehouse, outcome.snapshot)
    refused = _refused(warehouse, outcome.snapshot) if outcome.published else {}
    is_complete = outcome.published and all(refused.get(path, 0) >= len(rows) for path, rows in found.items())
    earlier = [path.stem for path in publish.kept(warehouse) if path.stem != outcome.snapshot]
    proof = Proof(
        f"{now:%Y-%m-%dT%H:%M:%S%z}", len(lines), found, before and before["snapshot"], outcome.snapshot, refused, removed, earlier, is_complete,
    )  # fmt: skip
    _write(warehouse, now, proof)
    return proof


def rotate(warehouse: Path) -> None:
    """Another key for the pseudonyms, in one step; the one before is nowhere any more. The next build tells others."""
    with publish.lock(warehouse):
        place, fresh = warehouse / households.KEY_FILE, f".{households.KEY_FILE}.fresh"
        (warehouse / fresh).unlink(missing_ok=True)
        households.household_key(warehouse, fresh)
        (warehouse / fresh).replace(place)
        shutil.rmtree(warehouse / readings.FOLDER, ignore_errors=True)  # of the key that is no more


def _rows(source: Path, secret: bytes, taught: Path, progress: Callable[[str], None]) -> pd.DataFrame:
    """Every row that tells a household: its tokens under a key, its `file` and `row_number`, and the `household` it is of."""
    today = vocabulary.now().date()
    read = inbox.read(source, columns.Days(today, today), households.lasting(secret), progress, forms.load(taught)[0])
    rows = {kind: read.rows[kind] for kind in settlement.OWNERS if kind in read.rows}
    if not rows:
        return pd.DataFrame(columns=[*refusals.OWN, *refusals.NAMES, "file", "row_number", "household"])
    found = households.of_rows(rows)
    return pd.concat([frame.assign(household=found[kind]) for kind, frame in rows.items()], ignore_index=True)


def _meant(rows: pd.DataFrame, token: int, number: int) -> pd.Series:
    """Which rows are of the household that a line names. Raises `Shared`."""
    matched = rows[refusals.OWN].eq(token).any(axis=1)
    named = set(rows.loc[matched, "household"])
    if _is_phone(rows, token) and len(named) > 1:
        raise Shared(f"dòng {number}")
    return rows["household"].isin(named - {households.NOTHING})


def _is_phone(rows: pd.DataFrame, token: int) -> bool:
    return bool(rows["phone_token"].eq(token).any())


def _known_by(rows: pd.DataFrame) -> set[int]:
    """Everything that tells a household in its rows; a phone alone does not."""
    names = [*(name for name in refusals.OWN if name != "phone_token"), *refusals.NAMES]
    return {token for name in names for token in rows[name] if token != households.NOTHING}


def _swept(warehouse: Path, snapshot: str) -> list[str]:
    """What else of the warehouse may hold rows as they were sent: rejects of earlier builds, and files set aside."""
    folders: Iterable[Path] = [*(warehouse / "rejects").glob("*"), *warehouse.glob(arrivals.UPLOADS)]
    gone = [folder for folder in folders if folder.is_dir() and folder.name != snapshot]
    for folder in gone:
        shutil.rmtree(folder)
    return [folder.relative_to(warehouse).as_posix() for folder in gone]


def _refused(warehouse: Path, snapshot: str) -> dict[str, int]:
    with duckdb.connect(str(warehouse / "snapshots" / f"{snapshot}.duckdb"), read_only=True) as published:
        rows = published.execute(
            "SELECT path, CAST(sum(rows) AS BIGINT) FROM mart.reject WHERE reason = ? GROUP BY path", [refusals.REASON]
        ).fetchall()
    return dict(rows)


def _write(warehouse: Path, now: datetime, proof: Proof) -> None:
    folder = warehouse / PROOFS
    folder.mkdir(mode=0o700, exist_ok=True)
    publish.write_whole(
        folder / f"{now:%Y%m%dT%H%M%S}.json", json.dumps(asdict(proof), ensure_ascii=False, indent=1), 0o600
    )


def told(proof: Proof) -> list[str]:
    """The proof in sentences."""
    count = sum(map(len, proof.rows.values()))
    found = [f"    {path}: dòng {', '.join(map(str, rows))}" for path, rows in proof.rows.items()]
    keep = vocabulary.settings()["snapshots"]["keep"]
    return [
        f"Đã ghi vào danh sách xóa. Tìm thấy {count} dòng của hộ trong thư mục nạp{':' if found else ', lần nạp nào sau này có thì cũng bị từ chối.'}",
        *found,
        *(["Các dòng này vẫn nằm trong tệp của cơ quan: xóa chúng trong tệp gốc nếu tệp còn được lưu."] if found else []),
        f"Bản mới {proof.snapshot or '(chưa công bố được)'} không còn hộ này: từ chối {sum(proof.refused.values())} dòng.",
        f"Đã xóa {len(proof.removed)} thư mục dòng bị từ chối và tệp chờ của các lần nạp trước.",
        f"Còn {len(proof.earlier)} bản cũ: chỉ có số tổng hợp và mã giả danh của gian hàng, không có tên, số định danh, điện thoại; "
        f"tự bị dọn khi quá {keep} bản, trừ bản mà cuộc họp, kết luận hay tài liệu dẫn tới.",
    ]  # fmt: skip
