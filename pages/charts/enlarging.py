"""The same figure for a wall: every type size larger, nothing else changed."""

import plotly.graph_objects as go

SIZED = ("font", "marker")


def enlarged(figure: go.Figure, factor: float) -> go.Figure:
    """A copy with the sizes of all fonts, marks and margins multiplied."""
    return go.Figure(_larger(figure.to_plotly_json(), factor))


def _larger(part: object, factor: float) -> object:
    if isinstance(part, dict):
        return {key: _sized(key, _larger(value, factor), factor) for key, value in part.items()}
    return [_larger(one, factor) for one in part] if isinstance(part, list | tuple) else part


def _sized(key: str, part: object, factor: float) -> object:
    if key == "margin":
        return {side: room * factor for side, room in part.items()}
    if key.endswith(SIZED) and isinstance(part, dict) and isinstance(part.get("size"), int | float):
        return {**part, "size": part["size"] * factor}
    return part
