"""Against the published snapshot: a clock that went back publishes nothing, figures that fall are told as errors."""

from datetime import date, datetime
from pathlib import Path

import duckdb

RULES = {"as_of_falls", "rows_fall"}  # findings that the terminal tells too


class ClockBehind(Exception):
    """The clock stands before the moment at which the published snapshot was built; the text is what to do."""


def check_clock(published: dict | None, now: datetime) -> None:
    """Raise `ClockBehind` where `now` is before the published snapshot was built."""
    try:
        built_at = datetime.fromisoformat(published["built_at"]) if published else None
    except (KeyError, TypeError, ValueError):
        return  # a pointer that was damaged tells no time
    if built_at is None:
        return
    built_at = built_at if built_at.tzinfo else built_at.replace(tzinfo=now.tzinfo)
    if now.replace(microsecond=0) < built_at:
        raise ClockBehind(
            f"Đồng hồ của máy ({now:%d/%m/%Y %H:%M}) đứng trước lúc lập bản đang công bố ({built_at:%d/%m/%Y %H:%M}). Chỉnh lại "
            "đồng hồ rồi chạy lại; nếu chính bản đó được lập khi đồng hồ sai, chạy python -m etl undo trước."
        )


def falls(published: dict | None, warehouse: Path, as_of: date, loaded: int) -> list[tuple[str, dict]]:
    """Findings (rule, values) where the as-of day is earlier than the published one's, or half of the rows are gone."""
    before = _published(published, warehouse)
    if before is None:
        return []
    earlier, rows = before
    found = []
    if as_of < earlier:
        found.append(("as_of_falls", {"before": f"{earlier:%d/%m/%Y}", "after": f"{as_of:%d/%m/%Y}"}))
    if loaded * 2 <= rows:
        found.append(("rows_fall", {"before": rows, "after": loaded}))
    return [(rule, {**values, "snapshot": published["snapshot"]}) for rule, values in found]


def _published(published: dict | None, warehouse: Path) -> tuple[date, int] | None:
    """The as-of day and the loaded rows of the published snapshot; None where there is none that can be read."""
    if not published or not (warehouse / published["path"]).exists():
        return None
    try:
        with duckdb.connect(str(warehouse / published["path"]), read_only=True) as snapshot:
            return snapshot.execute(
                "SELECT as_of, (SELECT CAST(coalesce(sum(loaded), 0) AS BIGINT) FROM mart.file_ledger) FROM mart.snapshot"
            ).fetchone()
    except duckdb.Error:  # a damaged earlier snapshot is no reason against a new one
        return None
