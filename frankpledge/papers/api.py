"""Papers's front door: what other modules may use.

Say what stands in a paper once, as `Paper` with its parts, and have it as Word, PDF/UA-1 or, for
tables, as a workbook with a dictionary.
"""

from frankpledge.papers.portable import as_pdf
from frankpledge.papers.sheets import (
    CannotBeWritten,
    Column,
    Grid,
    Heading,
    Listed,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
)
from frankpledge.papers.word import as_docx
from frankpledge.papers.workbook import Field, Sheet, as_xlsx

__all__ = [
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
    "Words",
    "as_docx",
    "as_pdf",
    "as_xlsx",
]
