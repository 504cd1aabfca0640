"""What is wrong with a disk, by the error that a library raised: a code, for whoever tells it in words."""

import errno

FULL, READ_ONLY, OTHER = "full", "read_only", "other"
_CODES = {
    errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EFBIG: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY, errno.EPERM: READ_ONLY,
}  # fmt: skip
# DuckDB and SQLite tell it in words alone.
_WORDS = {
    "no space left": FULL, "disk is full": FULL, "disk full": FULL, "quota exceeded": FULL, "read-only": READ_ONLY, "readonly": READ_ONLY,
    "permission denied": READ_ONLY, "unable to open database": READ_ONLY,
}  # fmt: skip


def fault(problem: BaseException) -> str:
    """FULL, READ_ONLY or OTHER, of an error or of the one that it wraps."""
    while problem is not None:
        found = _CODES.get(getattr(problem, "errno", None)) or _said(str(problem).lower())
        if found:
            return found
        problem = (
            next((one for one in problem.args if isinstance(one, OSError)), None)
            or problem.__cause__
            or problem.__context__
        )
    return OTHER


def _said(words: str) -> str | None:
    return next((code for said, code in _WORDS.items() if said in words), None)
