"""The same figure for a wall: every type size larger, nothing else changed."""

import plotly.graph_objects as go


def enlarged(figure: go.Figure, factor: float) -> go.Figure:
    """A copy with the sizes of all fonts multiplied."""
    return go.Figure(_larger(figure.to_plotly_json(), factor))


def _larger(part: object, factor: float) -> object:
    if isinstance(part, dict):
        return {
            key: {**value, "size": value["size"] * factor}
            if key.endswith("font") and isinstance(value, dict) and isinstance(value.get("size"), int | float)
            else _larger(value, factor)
            for key, value in part.items()
        }
    return [_larger(one, factor) for one in part] if isinstance(part, list | tuple) else part
