"""The same chart for a wall: every type size larger, nothing else changed."""

from pages.charts.layout import Chart

SIZED = ("font", "marker")


def enlarged(chart: Chart, factor: float) -> Chart:
    """A copy with the sizes of all fonts, marks and margins multiplied."""
    return _larger(chart, factor)


def _larger(part: object, factor: float) -> object:
    if isinstance(part, dict):
        return {key: _sized(key, _larger(value, factor), factor) for key, value in part.items()}
    return [_larger(one, factor) for one in part] if isinstance(part, list) else part


def _sized(key: str, part: object, factor: float) -> object:
    if key == "margin":
        return {side: room * factor for side, room in part.items()}
    if key.endswith(SIZED) and isinstance(part, dict) and "size" in part:
        return {**part, "size": _times(part["size"], factor)}
    return part


def _times(size: float | list[float], factor: float) -> float | list[float]:
    return [one * factor for one in size] if isinstance(size, list) else size * factor
