"""Knows how pages and pictures get the compiler that sets them, with its fonts."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

LAYOUTS = Path(__file__).parent

_compilers = threading.local()


def compiler() -> typst.Compiler:
    """This thread's compiler, made once: two threads that use one are refused, not made to wait."""
    import typst

    held: typst.Compiler | None = getattr(_compilers, "compiler", None)
    if held is None:
        held = _compilers.compiler = typst.Compiler(root=str(LAYOUTS), font_paths=_fonts())
    return held


@cache
def _fonts() -> typst.Fonts:
    # Reading every font of a machine takes longer than a paper, so all compilers share them.
    import typst

    return typst.Fonts()
