"""QR codes of passport addresses: a reader of a printed figure finds how it came about."""

import io

import segno


def png(address: str) -> bytes:
    target = io.BytesIO()
    segno.make(address, micro=False, error="l").save(target, kind="png", scale=8, border=2)
    return target.getvalue()


def svg(address: str) -> str:
    """As an element to stand within a page."""
    return segno.make(address, micro=False, error="l").svg_inline(scale=3, border=2)
