"""Knows how a drawing becomes a picture for programs that cannot show drawings."""

import re
from functools import lru_cache

from frankpledge.papers.typesetter import LAYOUTS, compiler

SHARP = 2.0
"""How many dots stand for one of the drawing's units, so that it is sharp on paper."""
UNITS_PER_INCH = 96
_WIDTH = re.compile(r"<svg[^>]*?\swidth=\"([0-9.]+)", re.DOTALL)
_BOX = re.compile(r"<svg[^>]*?viewBox=\"[-0-9.]+[ ,]+[-0-9.]+[ ,]+([0-9.]+)", re.DOTALL)


def width_of(svg: str) -> float:
    """How wide the drawing means to be, in its own units (1/96 inch)."""
    found = _WIDTH.search(svg) or _BOX.search(svg)
    return float(found[1]) if found else 640.0


@lru_cache(maxsize=64)
def as_png(svg: str) -> bytes:
    """The drawing as PNG, on white, by the compiler and in the fonts of the PDF."""
    made = compiler().compile(
        input=str(LAYOUTS / "picture.typ"),
        format="png",
        ppi=UNITS_PER_INCH * SHARP,
        sys_inputs={"svg": svg, "wide": str(width_of(svg))},
    )
    # One page is given by itself, several as a list.
    assert isinstance(made, bytes)
    return made
