"""Charts in a page: a drawing made elsewhere, its source, and the same facts as a table."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from frankpledge.ui.tables import CellValue, Column


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart as SVG. `alt` says in a sentence what it shows; the table holds every value.

    `narrow` is the same drawn for a phone. Without it the drawing is moved sideways there.

    The drawing is shown as an image, so nothing inside it can run or fetch anything.
    """

    svg: str
    title: str
    alt: str
    source: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[CellValue]]
    origin: str = ""
    narrow: str = ""


def address(svg: str) -> str:
    """The drawing as an address that an image can have."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
