"""Knows how pages and pictures get the compiler that sets them, with its fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

LAYOUTS = Path(__file__).parent


@cache
def compiler() -> typst.Compiler:
    """The compiler, made once: reading every font of a machine takes longer than a paper."""
    import typst

    return typst.Compiler(root=str(LAYOUTS))
