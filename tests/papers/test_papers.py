"""Papers: what Word, a reader by ear and a spreadsheet find in the files, since no checker is here.

veraPDF and Word itself cannot be had, so what they would look at is looked at: headings, header
rows, words for pictures, tags, the title and the language. The compiler refuses the rest.
"""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import docx
import openpyxl
import pikepdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings, strategies as st
from PIL import Image
from pypdf import PdfReader

from frankpledge.papers.api import (
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
    Words,
    as_docx,
    as_html,
    as_pdf,
    as_xlsx,
    invented,
)
from frankpledge.papers.pictures import as_png

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="40" viewBox="0 0 400 40">'
    '<rect width="120" height="20" fill="#26757a"/>'
    '<text x="130" y="15" font-family="Arial, sans-serif" font-size="13">Drugs +46%</text></svg>'
)
GRID = Grid(
    caption="Threats by harm",
    columns=(Column(text="Threat"), Column(text="Harm"), Column(text="Reports", numeric=True)),
    rows=tuple((f"Threat {each}", "high", str(each)) for each in range(90)),
)
PARTS: tuple[Part, ...] = (
    Notice(text="Read this first."),
    Heading(text="What leads"),
    Words(text="It is likely.", strong="1."),
    Words(text="A small line.", small=True),
    Listed(items=("one", "two")),
    Listed(items=("first", "second"), numbered=True),
    Heading(text="Too deep", level=4),
    GRID,
    NewPage(),
    Heading(text="Drawn"),
    Picture(title="Drugs", alt="Drug offences rose by 46%.", svg=SVG, grid=GRID),
)


def paper(*parts: Part, title: str = "Profile of Wantsum") -> Paper:
    return Paper(
        title=title,
        marking="OFFICIAL",
        handling="Draft",
        author="Fallowshire Police",
        made_at=AT,
        above="Local profile",
        below=("Contains public sector information.",),
        facts=(("Owner", "Fallowshire Police"),),
        contents=True,
        parts=parts or PARTS,
    )


def test_word_finds_headings_that_skip_no_level_and_header_rows_that_repeat() -> None:
    made = docx.Document(io.BytesIO(as_docx(paper())))
    levels = [each.style.name for each in made.paragraphs if each.style.name.startswith("Head")]

    assert levels == ["Heading 1", "Heading 2", "Heading 1"]
    assert made.core_properties.title == "Profile of Wantsum"
    assert made.core_properties.language == "en-GB"
    assert made.sections[0].header.paragraphs[0].text == "OFFICIAL"
    for table in made.tables:
        first = table.rows[0]._tr
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Threats by harm"
    assert len(made.tables[0].rows) == 91


def test_a_column_is_as_wide_as_its_longest_word_whatever_its_neighbours_wish() -> None:
    wordy = "Possession of weapons, change in the monthly count for each year that passed"
    columns = tuple(Column(text=text) for text in ("Area", *(f"Type {at}" for at in range(5))))
    grid = Grid(caption="Rates", columns=columns, rows=(("Gravesham", *[wordy] * 5),))

    table = docx.Document(io.BytesIO(as_docx(paper(grid)))).tables[0]
    widths = [cell.width.cm for cell in table.rows[0].cells]

    # The word is 1.65 cm in bold of 9 points; Word leaves 0.19 cm on either side of a cell.
    assert widths[0] >= 1.65 + 0.38
    assert sum(widths) == pytest.approx(16.5, abs=0.01)


def test_word_finds_words_for_every_picture() -> None:
    made = docx.Document(io.BytesIO(as_docx(paper())))

    assert [each._inline.docPr.get("descr") for each in made.inline_shapes] == [
        "Drug offences rose by 46%."
    ]


def test_a_picture_in_word_is_sharp_and_its_words_are_of_the_pages_own_kind() -> None:
    made = docx.Document(io.BytesIO(as_docx(paper())))
    (held,) = (part for name, part in _files(made) if name.endswith(".png"))
    picture = Image.open(io.BytesIO(held))

    assert picture.size == (800, 80)
    assert held == as_png(SVG)
    assert held != as_png(re.sub("<text.*</text>", "", SVG))
    assert held != as_png(SVG.replace("Arial, sans-serif", "Libertinus Serif"))
    as_png.cache_clear()
    assert held == as_png(SVG)


def _files(made: Document) -> list[tuple[str, bytes]]:
    return [(str(part.partname), part.blob) for part in made.part.package.iter_parts()]


def test_a_cell_in_word_says_what_was_typed_with_its_spaces_tabs_and_lines() -> None:
    typed = (' <b> & "c" ', "one\ttwo\nthree\n", "", "\ufffe\uffff\x00kept")
    columns = tuple(Column(text=text, numeric=text == "n") for text in ("a", "n", "c", "d\te"))
    caption = 'Threats & "harm" <2025>'
    made = docx.Document(
        io.BytesIO(as_docx(paper(Grid(caption=caption, columns=columns, rows=(typed,)))))
    )
    (table,) = made.tables

    assert [cell.text for cell in table.rows[0].cells] == ["a", "n", "c", "d\te"]
    assert [cell.text for cell in table.rows[1].cells] == [*typed[:3], "kept"]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, 2, None, None]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == caption
    assert table.style is not None
    assert table.style.name == "Table Grid"


def test_a_reader_by_ear_finds_tags_title_language_and_words_for_pictures() -> None:
    with pikepdf.open(io.BytesIO(as_pdf(paper()))) as made:
        tags = [str(each.S) for each in _elements(made.Root.StructTreeRoot)]
        described = [each for each in _elements(made.Root.StructTreeRoot) if "/Alt" in each]

        assert str(made.Root.Lang) == "en-GB"
        assert bool(made.Root.MarkInfo.Marked)
        assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
        assert made.open_metadata()["pdfuaid:part"] == "1"
        assert made.open_metadata()["dc:title"] == "Profile of Wantsum"
        assert {"/Table", "/TH", "/TD", "/L", "/Figure"} <= set(tags)
        assert "Drug offences rose by 46%." in {str(each.Alt) for each in described}


def _elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = [node] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and ("/S" in child or "/K" in child):
            found.extend(_elements(child))
    return found


def test_the_same_paper_is_the_same_file() -> None:
    assert as_pdf(paper()) == as_pdf(paper())
    assert as_docx(paper()) == as_docx(paper())


def test_papers_and_pictures_are_made_for_several_people_at_once() -> None:
    titles = [f"Profile {number}" for number in range(8)]
    alone = [as_pdf(paper(title=title)) for title in titles]

    def made(title: str) -> bytes:
        as_png.cache_clear()
        as_docx(paper(title=title))
        return as_pdf(paper(title=title))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(made, titles)) == alone


@settings(max_examples=5, deadline=None)
@given(typed=st.text(max_size=60))
def test_what_people_type_is_never_markup(typed: str) -> None:
    hostile = f"#panic() $x$ *b* </w:t> =cmd() \\ {typed}"
    shown = paper(
        Words(text=hostile), Grid(caption=hostile, columns=(Column(text="a"),), rows=((hostile,),))
    )
    made = docx.Document(io.BytesIO(as_docx(shown)))

    assert as_pdf(shown).startswith(b"%PDF")
    assert any("#panic() $x$ *b* </w:t>" in each.text for each in made.paragraphs)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (paper(title=" "), "title"),
        (paper(Picture(title="A map", alt="", svg=SVG)), "A map"),
        (paper(Grid(caption="Odd", columns=(Column(text="a"),), rows=(("1", "2"),))), "Odd"),
    ],
    ids=["no title", "a picture without words", "a row too wide"],
)
def test_a_paper_that_somebody_cannot_read_is_refused(wrong: Paper, said: str) -> None:
    for write in (as_docx, as_pdf):
        with pytest.raises(CannotBeWritten, match=said):
            write(wrong)


def sheet(**changed: object) -> Sheet:
    told: dict[str, object] = {
        "name": "Figures",
        "about": "Every figure.",
        "fields": (
            Field(name="figure", meaning="What it is"),
            Field(name="value", meaning="How many", unit="crimes"),
        ),
        "rows": (("=1+1", 2), ("+cmd", 3.5), ("nothing", None)),
    }
    return Sheet(**(told | changed))  # type: ignore[arg-type]


def test_a_workbook_has_a_dictionary_no_formula_and_no_hidden_sheet() -> None:
    packed = as_xlsx([sheet()], title="Wantsum", notes=["Draft"], made_at=AT)
    book = openpyxl.load_workbook(io.BytesIO(packed))

    assert book.sheetnames == ["Dictionary", "Figures"]
    assert {each.sheet_state for each in book} == {"visible"}
    assert [[cell.value for cell in row] for row in book["Figures"].iter_rows()] == [
        ["figure", "value"],
        ["=1+1", 2],
        ["+cmd", 3.5],
        ["nothing", None],
    ]
    assert {cell.data_type for row in book["Figures"].iter_rows() for cell in row} <= {"s", "n"}
    assert ("Figures", "value", "How many", "crimes") in book["Dictionary"].iter_rows(
        values_only=True
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert packed == as_xlsx([sheet()], title="Wantsum", notes=["Draft"], made_at=AT)


@pytest.mark.parametrize("name", ["", "Dictionary", "a/b", "x" * 32])
def test_a_sheet_needs_a_name_that_a_spreadsheet_can_have(name: str) -> None:
    with pytest.raises(CannotBeWritten):
        as_xlsx([sheet(name=name)], title="T", notes=[], made_at=AT)


def test_two_sheets_of_one_name_and_rows_that_do_not_fit_are_refused() -> None:
    for wrong in ([sheet(), sheet(name="figures")], [sheet(rows=(("only one",),))]):
        with pytest.raises(CannotBeWritten):
            as_xlsx(wrong, title="T", notes=[], made_at=AT)


def test_a_title_is_no_larger_in_one_kind_of_file_than_in_another() -> None:
    with pikepdf.open(io.BytesIO(as_pdf(paper()))) as opened:
        drawn = pikepdf.parse_content_stream(opened.pages[0])
    sizes = [float(each.operands[1]) for each in drawn if str(each.operator) == "Tf"]

    assert 20 <= max(sizes) <= 24


def test_the_contents_of_a_word_document_lead_to_its_headings() -> None:
    made = docx.Document(io.BytesIO(as_docx(paper())))
    marks = {
        mark.get(qn("w:name")): "".join(text.text for text in mark.getparent().iter(qn("w:t")))
        for mark in made.element.iter(qn("w:bookmarkStart"))
    }
    ways = [
        ("".join(text.text for text in way.iter(qn("w:t"))), marks[way.get(qn("w:anchor"))])
        for way in made.element.iter(qn("w:hyperlink"))
    ]

    assert [words for words, _ in ways] == ["What leads", "Too deep", "Drawn"]
    assert all(words == heading for words, heading in ways)


def test_what_is_invented_says_so_on_every_page_of_every_kind() -> None:
    said = "SYNTHETIC DATA: everything here is invented"
    made = invented(paper())

    assert said in docx.Document(io.BytesIO(as_docx(made))).sections[0].header.paragraphs[0].text
    assert said in as_html(made).decode()
    template = io.BytesIO()
    docx.Document().save(template)
    first = docx.Document(io.BytesIO(as_docx(made, template=template.getvalue()))).paragraphs[0]
    assert said in first.text
    assert said not in as_html(paper()).decode()


def test_a_caption_never_stands_alone_at_the_foot_of_a_page() -> None:
    grid = Grid(caption="ZCAPTION", columns=(Column(text="ZHEAD"),), rows=(("ZROW",),) * 30)
    alone = []
    for lines in range(30, 38):
        made = as_pdf(paper(*[Words(text=f"Line {each}") for each in range(lines)], grid))
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
        alone += [lines for page in pages if "ZCAPTION" in page and "ZROW" not in page]

    assert alone == []


def test_the_contents_name_what_stands_within_a_section() -> None:
    made = PdfReader(
        io.BytesIO(as_pdf(paper(Heading(text="Context"), Heading(text="By type", level=2))))
    )

    assert made.pages[0].extract_text().count("By type") == 2


def test_a_new_page_in_word_begins_with_its_heading_and_leaves_no_empty_one() -> None:
    made = docx.Document(io.BytesIO(as_docx(paper())))
    (drawn,) = [each for each in made.paragraphs if each.style.name == "Heading 1"][1:]

    assert drawn.paragraph_format.page_break_before is True
    assert drawn._p.getprevious().tag == qn("w:tbl")
    assert not list(made.element.body.iter(qn("w:br")))
