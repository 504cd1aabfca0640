"""What a monitor asks: whether the server answers and has figures to show. No figure, and nothing of who asks."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from data import snapshots


def told(_: Request) -> JSONResponse:
    """200 where a snapshot is published and can be read, with its day; 503 where there is none, or a damaged one."""
    try:
        found = snapshots.current()
    except snapshots.Damaged:
        return JSONResponse({"state": "damaged"}, 503)
    if found is None:
        return JSONResponse({"state": "empty"}, 503)
    return JSONResponse({"state": "good", "as_of": found.as_of.isoformat(), "built_at": found.built_at.isoformat()})
