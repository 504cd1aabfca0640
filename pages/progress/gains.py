"""How a number of households moved, in words: it grows, falls or stands still, and none of these is said as another."""

from collections.abc import Callable

from pages.kit import formats
from pages.kit.texts import text

Written = Callable[[float], str]


def week(count: float | None, written: Written = formats.number) -> str:
    """What a week brought: 'tuần qua thêm 9 hộ'."""
    return _moved("week", count, written)


def after(count: float | None, written: Written = formats.number) -> str:
    """What came after a deadline: 'sau hạn giảm 1 hộ'."""
    return _moved("after", count, written)


def apart(count: float | None, written: Written = formats.number) -> str:
    """What came after a deadline, and that it is no part of the result; where nothing did there is nothing to set apart."""
    said = after(count, written)
    return text("gain.apart", after=said) if count and not formats.is_missing(count) else said


def _moved(span: str, count: float | None, written: Written) -> str:
    if formats.is_missing(count):
        return text(f"gain.{span}.unknown")
    way = "same" if count == 0 else "more" if count > 0 else "fewer"
    return text(f"gain.{span}.{way}", count=written(abs(count)))
