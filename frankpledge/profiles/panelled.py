"""Knows how a drawing of several panels is laid out: two beside each other, or one under another.

Panels are drawn once. A phone shows them in one column at their own size, so that their words stay
readable; paper and wide screens show two.
"""

import re
from collections.abc import Sequence

ACROSS = 2
GAP = 16
_SIZE = re.compile(r'<svg[^>]*? width="([0-9.]+)"[^>]*? height="([0-9.]+)"')
_PLACED = re.compile(r'<svg x="[0-9.]+" y="[0-9.]+" ')


def beside(panels: Sequence[str]) -> str:
    """One drawing of all panels, two in a row."""
    return _laid_out(panels, across=ACROSS)


def stacked(drawing: str) -> str:
    """The same drawing with its panels in one column; nothing where it has none."""
    starts = [found.start() for found in _PLACED.finditer(drawing)]
    if not starts:
        return ""
    ends = [*starts[1:], drawing.rindex("</svg>")]
    panels = [
        _PLACED.sub("<svg ", drawing[start:end], count=1)
        for start, end in zip(starts, ends, strict=True)
    ]
    return _laid_out(panels, across=1)


def _laid_out(panels: Sequence[str], *, across: int) -> str:
    sizes = [_size(panel) for panel in panels]
    columns = [max((wide for wide, _ in sizes[at::across]), default=0.0) for at in range(across)]
    placed, top = [], 0.0
    for row in range(0, len(panels), across):
        for at, panel in enumerate(panels[row : row + across]):
            left = sum(columns[:at]) + GAP * at
            placed.append(panel.replace("<svg ", f'<svg x="{left:g}" y="{top:g}" ', 1))
        top += max(high for _, high in sizes[row : row + across]) + GAP
    wide, high = sum(columns) + GAP * (len(columns) - 1), max(top - GAP, 1.0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" '
        f'width="{wide:g}" height="{high:g}">'
        f'<rect width="{wide:g}" height="{high:g}" fill="#ffffff"/>{"".join(placed)}</svg>'
    )


def _size(panel: str) -> tuple[float, float]:
    found = _SIZE.match(panel)
    if found is None:
        raise ValueError("a panel that does not say how large it is")
    return float(found[1]), float(found[2])
