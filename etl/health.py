"""What is published and what is wrong with a warehouse, each in one Vietnamese sentence with what to do next."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import disk, ledger, pins, queries
from etl import publish

DISK = {
    disk.FULL: "đĩa đã đầy; xóa bớt tệp không dùng rồi chạy lại",
    disk.READ_ONLY: "không có quyền ghi vào thư mục số liệu; kiểm tra quyền của thư mục và của đĩa rồi chạy lại",
    disk.OTHER: "đĩa báo lỗi; kiểm tra đĩa rồi chạy lại",
}
LEDGER = {
    ledger.DAMAGED: "Sổ kết luận {place} bị hỏng, không đọc được. Khôi phục từ bản sao lưu; không có thì đổi tên tệp, sổ mới bắt đầu từ kết luận sau.",
    ledger.REWRITTEN: "Sổ kết luận {place} đã bị sửa hoặc bớt bên ngoài chương trình. Đối chiếu với bản sao lưu và các thông báo đã ban hành.",
    ledger.BUSY: "Sổ kết luận {place} đang được ghi từ nơi khác. Chạy lại sau ít giây.",
}
LEAST = 500  # megabytes that a build of the whole province may need


@dataclass(frozen=True)
class Published:
    """What `etl status` says of the published snapshot, and what is wrong with it. `head` is what it knew of the ledger."""

    lines: list[str]
    troubles: list[str]


def published(warehouse: Path) -> Published:
    """The published snapshot: when, from which files, counts, findings; or why it cannot be told."""
    pointer = publish.current(warehouse)
    if pointer is None:
        return _unpublished(warehouse)
    try:
        with duckdb.connect(str(warehouse / pointer["path"]), read_only=True) as snapshot:
            publish.read_through(snapshot)
            return Published(_told(pointer, snapshot), [])
    except duckdb.Error:
        told = f"Bản đang công bố {pointer['snapshot']} bị hỏng hoặc không còn tệp. {_way_back(warehouse)}"
        return Published([], [told])


def _unpublished(warehouse: Path) -> Published:
    if (warehouse / "current.json").exists() or any((warehouse / "snapshots").glob("*.duckdb")):
        told = f"Tệp {warehouse}/current.json bị mất, trống hoặc hỏng, không biết bản nào đang công bố. {_way_back(warehouse)}"
        return Published([], [told])
    return Published([], [f"Chưa có bản số liệu nào trong {warehouse}. Chạy: python -m etl build"])


def _way_back(warehouse: Path) -> str:
    found = publish.before(warehouse)
    if found:
        return f"Bản trước còn nguyên là {found['snapshot']}: chạy python -m etl undo, hoặc python -m etl build để lập lại."
    return "Không còn bản trước nào đọc được: chạy python -m etl build để lập lại."


def _told(pointer: dict, snapshot: duckdb.DuckDBPyConnection) -> list[str]:
    ((version, simulated),) = snapshot.execute("SELECT code_version, is_simulated FROM mart.snapshot").fetchall()
    files = snapshot.execute(
        "SELECT path, kind, read, loaded, duplicate, corrected, rejected FROM mart.file_ledger ORDER BY path"
    ).fetchall()
    findings = snapshot.execute(
        "SELECT severity, count(*) FROM mart.finding GROUP BY severity ORDER BY severity"
    ).fetchall()
    when = (pointer.get("as_of", "không rõ"), pointer.get("built_at", "không rõ"))
    lines = ["Bản {}, số liệu đến {}, lập lúc {}, mã nguồn {}".format(pointer["snapshot"], *when, version)]
    lines += ["SỐ LIỆU MÔ PHỎNG"] if simulated else []
    lines += [
        "{}: {}, đọc {}, nạp {}, trùng {}, sửa {}, từ chối {}".format(path, kind or "không rõ loại", *counts)
        for path, kind, *counts in files
    ]
    told = ", ".join(f"{severity} {number}" for severity, number in findings) or "không có"
    return [*lines, f"Điểm cần xác minh: {told}"]


def troubles(warehouse: Path) -> list[str]:
    """What is wrong beside the published snapshot: earlier ones, the ledger of conclusions, the disk."""
    if not warehouse.is_dir():
        return []
    return [*_earlier(warehouse), *_ledger(warehouse), *_disk(warehouse)]


def _earlier(warehouse: Path) -> list[str]:
    current = publish.current(warehouse)
    damaged = [
        path.stem for path in publish.kept(warehouse)
        if not publish.is_whole(path) and (current is None or path.stem != current["snapshot"])
    ]  # fmt: skip
    if not damaged:
        return []
    return [
        f"Bản cũ bị hỏng, không mở lại được: {', '.join(damaged)}. Khôi phục tệp từ bản sao lưu hoặc xóa tệp; bản đang công bố không bị ảnh hưởng."
    ]


def _ledger(warehouse: Path) -> list[str]:
    place = warehouse / ledger.NAME
    words = LEDGER.get(ledger.state(place, _known_head(warehouse)))
    return [words.format(place=place)] if words else []


def _known_head(warehouse: Path) -> ledger.Head | None:
    pointer = publish.current(warehouse)
    try:
        with duckdb.connect(str(warehouse / pointer["path"]), read_only=True) as snapshot:
            found = snapshot.execute(queries.query("conclusion_head")).fetchall()
    except (duckdb.Error, TypeError):  # nothing published, damaged, or of earlier code
        return None
    return ledger.Head(*found[0]) if found else None


def _disk(warehouse: Path) -> list[str]:
    free = shutil.disk_usage(warehouse).free // 1024**2
    found = (
        [f"Đĩa chỉ còn {free} MB trống, một lần nạp có thể cần {LEAST} MB. Xóa bớt tệp không dùng."]
        if free < LEAST
        else []
    )
    if not os.access(warehouse, os.W_OK):
        found.append(
            f"Không có quyền ghi vào {warehouse}: không nạp và không ghi kết luận được. Kiểm tra quyền của thư mục."
        )
    return found


def kept_for_good(warehouse: Path) -> int:
    """How many snapshots stay because something refers to them."""
    try:
        return len(pins.pinned(warehouse) & {path.stem for path in publish.kept(warehouse)})
    except ledger.Unreadable:
        return len(publish.kept(warehouse))
