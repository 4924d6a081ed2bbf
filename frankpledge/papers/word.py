"""Knows how a paper becomes a Word document: real headings, header rows that repeat, alt text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from frankpledge.papers.pictures import as_png, width_of
from frankpledge.papers.sheets import (
    CONTENTS_DEPTH,
    Grid,
    Heading,
    Listed,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
    checked,
    readable,
)
from frankpledge.papers.still import still
from frankpledge.papers.templated import opened_template, write_into
from frankpledge.papers.word_grids import table_of

FONT = "Arial"
INK = RGBColor(0x14, 0x23, 0x2A)
WIDE = Cm(16.5)
"""How wide the words of an A4 page run."""


def as_docx(paper: Paper, *, template: bytes | None = None) -> bytes:
    """The paper as Word opens it: A4, in British English, with its marking on every page.

    With a *template*, in its pages, styles, header and footer instead of ours: where it has a
    paragraph `[paper]`, and otherwise in place of all that it says. The template is trusted, so
    clean it first. The same paper gives the same bytes. Raises `CannotBeWritten`.
    """
    paper = checked(paper)
    if template is None:
        made = docx.Document(io.BytesIO(_blank()))
        _edges(made, paper)
        _write(_pages(made), paper)
    else:
        made = opened_template(template)
        write_into(made, lambda: _marked(_pages(made), paper))
    _describe(made, paper)
    out = io.BytesIO()
    made.save(out)
    return still(out.getvalue(), written=_moment(paper))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """A document that is written in, with the ids of its styles, which take long to look up."""

    made: Document
    paragraphs: Mapping[str, str | None]
    tables: Mapping[str, str | None]

    def line(self, text: str = "", *, style: str = "") -> Paragraph:
        """A paragraph at the end, in the style of this name."""
        line = self.made.add_paragraph(readable(text))
        if style:
            line._p.style = self.paragraphs[style]
        return line


def _pages(made: Document) -> _Pages:
    return _Pages(
        made=made,
        paragraphs=_ids(made, WD_STYLE_TYPE.PARAGRAPH),
        tables=_ids(made, WD_STYLE_TYPE.TABLE),
    )


def _ids(made: Document, kind: WD_STYLE_TYPE) -> Mapping[str, str | None]:
    """The id of each style by its name; none for the one that is used where none is named."""
    usual = made.styles.default(kind)
    named = {style.name: style.style_id for style in made.styles if style.type == kind}
    return named | ({usual.name: None} if usual is not None else {})


def _marked(into: _Pages, paper: Paper) -> None:
    into.line().add_run(readable(paper.marking)).bold = True
    _write(into, paper)


def _write(into: _Pages, paper: Paper) -> None:
    if paper.above:
        into.line(paper.above, style="Subtitle")
    _facts(into, paper.before)
    if paper.label:
        line = into.line()
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.keep_with_next = True
        line.add_run(f"{readable(paper.label)}:").bold = True
    into.line(paper.title, style="Title")
    _facts(into, paper.facts)
    if paper.contents:
        _contents(into, paper.parts)
    number = 0
    begins_page = False
    for part in paper.parts:
        if isinstance(part, NewPage):
            begins_page = True
            _leave_no_gap(into.made)
            continue
        body = into.made.element.body
        before = set(body) if begins_page else set()
        _add(into, part)
        if begins_page:
            # A break of its own would leave an empty page where the one before is full.
            first = next(each for each in body if each not in before)
            Paragraph(first, into.made).paragraph_format.page_break_before = True
            begins_page = False
        if paper.contents and _is_in_contents(part):
            number += 1
            _mark(into.made.paragraphs[-1], number)
    for said in paper.below:
        into.line(said, style="Small")


def _contents(into: _Pages, parts: Sequence[Part]) -> None:
    """The headings of the first levels, each leading to where it stands.

    Word would ask before it worked out a table of contents of its own, so there are no pages.
    """
    into.line("Contents", style="Caption")
    named = (part for part in parts if isinstance(part, Heading) and _is_in_contents(part))
    for number, part in enumerate(named, start=1):
        line = into.line()
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.left_indent = Cm(0.6 * (part.level - 1))
        way = OxmlElement("w:hyperlink")
        way.set(qn("w:anchor"), f"part_{number}")
        way.append(line.add_run(readable(part.text))._r)
        line._p.append(way)


def _is_in_contents(part: Part) -> bool:
    return isinstance(part, Heading) and part.level <= CONTENTS_DEPTH


def _leave_no_gap(made: Document) -> None:
    """Take away the space that was left under a table, where the next page begins."""
    last = made.paragraphs[-1:]
    if last and not last[0].text and last[0]._p.getprevious().tag == qn("w:tbl"):
        last[0]._p.getparent().remove(last[0]._p)


def _mark(heading: Paragraph, number: int) -> None:
    """Where a line of the contents leads."""
    for kind in ("bookmarkStart", "bookmarkEnd"):
        mark = OxmlElement(f"w:{kind}")
        mark.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            mark.set(qn("w:name"), f"part_{number}")
        heading._p.append(mark)


def _moment(paper: Paper) -> str:
    return paper.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _blank() -> bytes:
    """An empty document with the styles of ours, made once."""
    made = docx.Document()
    styles = made.styles
    for name, size, before in (
        ("Normal", 11, 0),
        ("Title", 24, 0),
        ("Subtitle", 12, 0),
        ("Heading 1", 18, 18),
        ("Heading 2", 14, 14),
        ("Heading 3", 12, 10),
        ("Heading 4", 11, 8),
        ("Caption", 11, 10),
        ("List Bullet", 11, 0),
        ("List Number", 11, 0),
    ):
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb, style.font.italic = INK, False
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        style.font.bold = name.startswith(("Heading", "Title", "Caption"))
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = name.startswith(("Heading", "Caption"))
    small = styles.add_style("Small", 1)
    assert isinstance(small, ParagraphStyle)
    small.base_style = styles["Normal"]
    small.font.size = Pt(9)
    small.paragraph_format.space_after = Pt(4)
    notice = styles.add_style("Notice", 1)
    assert isinstance(notice, ParagraphStyle)
    notice.base_style = styles["Normal"]
    notice.paragraph_format.left_indent = Cm(0.5)
    notice.paragraph_format.space_before, notice.paragraph_format.space_after = Pt(6), Pt(10)
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "36"), ("space", "10"), ("color", "6B7A80")):
        edge.set(qn(f"w:{key}"), value)
    borders.append(edge)
    notice.element.get_or_add_pPr().append(borders)
    for style in (styles["Normal"],):
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        style.element.get_or_add_rPr().append(language)
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Cm(2.25)
    section.top_margin = section.bottom_margin = Cm(2.2)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _describe(made: Document, paper: Paper) -> None:
    facts = made.core_properties
    facts.title, facts.author = readable(paper.title), readable(paper.author)
    facts.last_modified_by, facts.comments = readable(paper.author), ""
    facts.language, facts.subject = "en-GB", readable(paper.above)
    facts.category = readable(paper.marking)


def _edges(made: Document, paper: Paper) -> None:
    section = made.sections[0]
    head = section.header.paragraphs[0]
    head.text = readable(paper.marking)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.runs[0].bold = True
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    said = f"{readable(paper.handling)}   " if paper.handling else ""
    foot.add_run(f"{said}Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(9)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "instr":
            told = OxmlElement("w:instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = code
            run._r.append(told)
        elif kind == "text":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _facts(into: _Pages, facts: Sequence[tuple[str, str]]) -> None:
    for name, value in facts:
        line = into.line()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{readable(name)}: ").bold = True
        line.add_run(readable(value))


def _add(into: _Pages, part: Part) -> None:
    if isinstance(part, Heading):
        into.line(part.text, style=f"Heading {part.level}")
    elif isinstance(part, Words):
        line = into.line(style="Small" if part.small else "Normal")
        if part.strong:
            line.add_run(f"{readable(part.strong)} ").bold = True
        line.add_run(readable(part.text))
    elif isinstance(part, Listed):
        _listed(into, part)
    elif isinstance(part, Notice):
        into.line(part.text, style="Notice")
    elif isinstance(part, Grid):
        _grid(into, part)
    elif isinstance(part, Picture):
        _picture(into, part)


def _listed(into: _Pages, part: Listed) -> None:
    for number, item in enumerate(part.items, start=1):
        if part.numbered:
            # Word runs one numbering through a whole document; ours begins at 1 in each list.
            line = into.line()
            line.paragraph_format.left_indent = Cm(0.9)
            line.paragraph_format.first_line_indent = Cm(-0.9)
            line.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            line.add_run(f"{number}.\t{readable(item)}")
        else:
            into.line(item, style="List Bullet")


def _picture(into: _Pages, part: Picture) -> None:
    into.line(part.title, style="Caption")
    line = into.line()
    wide = min(WIDE, Pt(width_of(part.svg) * 0.75))
    shown = line.add_run().add_picture(io.BytesIO(as_png(part.svg)), width=wide)
    described = shown._inline.docPr
    described.set("descr", readable(part.alt))
    described.set("title", readable(part.title))
    if part.grid is not None:
        _grid(into, part.grid)


def _grid(into: _Pages, part: Grid) -> None:
    into.line(part.caption, style="Caption")
    table = table_of(part, style=into.tables["Table Grid"], wide=WIDE)
    into.made.element.body._insert_tbl(table)
    into.line(style="Small").paragraph_format.space_after = Pt(2)
