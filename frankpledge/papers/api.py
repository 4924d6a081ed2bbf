"""Papers's front door: what other modules may use.

Say what stands in a paper once, as `Paper` with its parts, and have it as Word, PDF/UA-1, a page
that stands alone or, for tables, as a workbook with a dictionary.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from frankpledge.papers.page import as_html
from frankpledge.papers.portable import as_pdf
from frankpledge.papers.sheets import (
    INVENTED,
    CannotBeWritten,
    Column,
    Field,
    Grid,
    Heading,
    Listed,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Sheet,
    Value,
    Words,
    invented,
)

__all__ = [
    "INVENTED",
    "CannotBeWritten",
    "Column",
    "Field",
    "Grid",
    "Heading",
    "Listed",
    "NewPage",
    "Notice",
    "Paper",
    "Part",
    "Picture",
    "Sheet",
    "Value",
    "Words",
    "as_docx",
    "as_html",
    "as_pdf",
    "as_xlsx",
    "invented",
]


# Word and spreadsheets bring half a second of libraries with them, so they come when called for.
def as_docx(paper: Paper, *, template: bytes | None = None) -> bytes:
    """The paper as a Word document, in a cleaned *template* where one is given.

    The same paper gives the same bytes. Raises `CannotBeWritten` for a template of another sort.
    """
    from frankpledge.papers import word

    return word.as_docx(paper, template=template)


def as_xlsx(
    sheets: Sequence[Sheet], *, title: str, notes: Sequence[str], made_at: datetime
) -> bytes:
    """The sheets as a workbook with a dictionary: no formula, and nothing hidden."""
    from frankpledge.papers import workbook

    return workbook.as_xlsx(sheets, title=title, notes=notes, made_at=made_at)
