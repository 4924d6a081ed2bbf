"""Knows how a paper goes into somebody else's Word template: where, and in which styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from frankpledge.papers.sheets import CannotBeWritten

PLACE = "[paper]"
"""The paragraph of a template that the paper takes the place of."""
STYLES = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption",
    "List Bullet", "List Number", "Small", "Notice",
)  # fmt: skip
"""Styles of paragraphs that a paper uses; a template that has one keeps its own."""


def opened_template(content: bytes) -> Document:
    """The template, with every style that a paper needs. Raises `CannotBeWritten`."""
    try:
        made = docx.Document(io.BytesIO(content))
    except (ValueError, KeyError, zipfile.BadZipFile) as fault:
        raise CannotBeWritten(
            "This is not a Word document. Save the template as DOCX and give that",
            argument="template",
        ) from fault
    known = {style.name for style in made.styles}
    for name in STYLES:
        if name not in known:
            style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            assert isinstance(style, ParagraphStyle)
            style.font.bold = name.startswith(("Heading", "Title", "Caption"))
            style.paragraph_format.keep_with_next = name.startswith(("Heading", "Caption"))
    if "Table Grid" not in known:
        made.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True)
    return made


def write_into(made: Document, write: Callable[[], None]) -> None:
    """Let *write* add its paragraphs, and put them where the template wants them."""
    body = made.element.body
    ends = qn("w:sectPr")
    before = [each for each in body if each.tag != ends]
    place = next(
        (
            at
            for at, each in enumerate(before)
            if each.tag == qn("w:p")
            and "".join(text.text or "" for text in each.iter(qn("w:t"))).strip() == PLACE
        ),
        None,
    )
    after = before[place + 1 :] if place is not None else []
    for each in before[place:] if place is not None else before:
        body.remove(each)
    write()
    last = body.find(ends)
    for each in after:
        if last is not None:
            last.addprevious(each)
        else:
            body.append(each)
