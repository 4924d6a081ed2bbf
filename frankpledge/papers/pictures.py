"""Knows how a drawing becomes a picture for programs that cannot show drawings."""

import re
from functools import lru_cache

SHARP = 2.0
"""How many dots stand for one of the drawing's units, so that it is sharp on paper."""
_WIDTH = re.compile(r"<svg[^>]*?\swidth=\"([0-9.]+)", re.DOTALL)
_BOX = re.compile(r"<svg[^>]*?viewBox=\"[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)", re.DOTALL)


def width_of(svg: str) -> float:
    """How wide the drawing means to be, in its own units (1/96 inch)."""
    found = _WIDTH.search(svg) or _BOX.search(svg)
    return float(found[1]) if found else 640.0


@lru_cache(maxsize=64)
def as_png(svg: str) -> bytes:
    """The drawing as PNG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=SHARP))
