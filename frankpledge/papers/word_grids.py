"""Knows how a grid is written in Word: ruled, with a header that repeats and a name of its own.

Written as markup and read once: made cell by cell, a profile's grids take longer than its drawings.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from frankpledge.papers.sheets import Grid, readable, widths_of

_TWIPS = 635
"""How many of Word's finest units are one of those that a table is measured in."""
_RULES = "".join(
    f'<w:{side} w:val="{rule}" w:sz="4" w:color="9FB0B5"/>'
    for side, rule in (
        ("top", "nil"),
        ("left", "nil"),
        ("bottom", "single"),
        ("right", "nil"),
        ("insideH", "single"),
        ("insideV", "nil"),
    )
)
"""A thin line under each row, as in the other forms of a paper."""
_BOLD, _RIGHT = "<w:b/>", '<w:pPr><w:jc w:val="right"/></w:pPr>'


def table_of(grid: Grid, *, style: str | None, wide: int) -> CT_Tbl:
    """The grid as a table of Word, *wide* in all, in the style with this id."""
    weights = widths_of(grid)
    widths = [round(int(wide * weight / sum(weights)) / _TWIPS) for weight in weights]
    table = parse_xml(
        "".join(
            (
                f"<w:tbl {nsdecls('w')}><w:tblPr>",
                f"<w:tblStyle w:val={quoteattr(style)}/>" if style else "",
                '<w:tblW w:type="auto" w:w="0"/>',
                f'<w:tblBorders>{_RULES}</w:tblBorders><w:tblLayout w:type="fixed"/>',
                '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" ',
                'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
                f"<w:tblCaption w:val={quoteattr(readable(grid.caption))}/></w:tblPr>",
                "<w:tblGrid>",
                *(f'<w:gridCol w:w="{each}"/>' for each in widths),
                "</w:tblGrid>",
                _row([column.text for column in grid.columns], grid, widths, heads=True),
                *(_row(row, grid, widths, heads=False) for row in grid.rows),
                "</w:tbl>",
            )
        )
    )
    assert isinstance(table, CT_Tbl)
    return table


def _row(texts: Sequence[str], grid: Grid, widths: Sequence[int], *, heads: bool) -> str:
    repeated = '<w:tblHeader w:val="true"/>' if heads else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E4EFED"/>' if heads else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{widths[at]}"/>{shade}</w:tcPr><w:p>'
        f"{_RIGHT if grid.columns[at].numeric else ''}"
        f"<w:r><w:rPr>{_BOLD if heads or at == 0 else ''}"
        '<w:sz w:val="18"/></w:rPr>'
        f"{_said(readable(text))}</w:r></w:p></w:tc>"
        for at, text in enumerate(texts)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _said(text: str) -> str:
    """Words as Word holds them: a tab and the end of a line are signs of their own."""
    return "<w:br/>".join(
        "<w:tab/>".join(_piece(piece) for piece in line.split("\t")) for line in text.split("\n")
    )


def _piece(text: str) -> str:
    if not text:
        return ""
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"
