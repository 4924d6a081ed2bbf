"""How a paper is laid out: order, numbering, header and verbs; as Word, PDF and a page."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from uuid import UUID

import docx
import pikepdf
import pytest

from frankpledge.access.api import Decision
from frankpledge.governance.boards import layout, rules
from frankpledge.governance.boards.said import (
    FigureFacts,
    PaperFacts,
    PaperLine,
    ParagraphFacts,
    RecommendationFacts,
)
from frankpledge.governance.models import PaperType, Stage
from frankpledge.papers.api import Heading, Words, as_docx, as_html, as_pdf

NO = Decision(allowed=False)
MADE = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
ORDER = [
    "Summary",
    "1.0 Background / Introduction",
    "2.0 The Report",
    "3.0 Next Steps",
    "4.0 Conclusion",
    "5.0 Recommendations",
    "For Further Information:",
]
"""The sections of a board paper, as boards expect them."""


def paper(*asked: tuple[str, str], number: int | None = 7) -> PaperFacts:
    """A paper whose words say where they stand."""
    figure = FigureFacts(
        number=1,
        code="x",
        label="Returned",
        value="11 of 12",
        source="Returns",
        query="Signed",
        href="/x/",
        counted_on=date(2026, 5, 20),
        parts=(),
    )
    return PaperFacts(
        line=PaperLine(
            uid=UUID(int=1),
            meeting_id=UUID(int=2),
            forum="Fallowshire Community Safety Partnership",
            forum_code="c",
            meets_at=MADE,
            subject="Serious and organised crime <script>",
            paper_type=PaperType.INFORMATION.label,
            stage=Stage.PUBLISHED,
            reach="Public",
            number=number,
            author="Gwen",
            due_on=date(2026, 5, 27),
            is_overdue=False,
            resolved=(),
        ),
        forum_id="c",
        to="Fallowshire Community Safety Partnership – 10 June 2026",
        author_line="Gwen Sallis (Fallowshire County Council – Team leader)",
        contact="Gwen Sallis, team leader",
        summary="What partners did.",
        is_sensitive=False,
        exempt="",
        public_interest="",
        edition=1,
        published_at=MADE,
        late_reason="",
        withdrawn_reason="",
        paragraphs=tuple(
            ParagraphFacts(
                number=f"{section}.{position}",
                section=section,
                text=f"Words {section}.{position}.",
                originator="Council",
                originator_id=UUID(int=3),
                basis="fact",
                written_on=date(2026, 5, 20),
                is_drafted=False,
                figures=(figure,) if (section, position) == ("2", 1) else (),
            )
            for section in "1234"
            for position in (1, 2)
        ),
        recommendations=tuple(
            RecommendationFacts(position=place, verb=verb, text=text)
            for place, (verb, text) in enumerate(asked or (("note", "the progress"),), start=1)
        ),
        clearances=(),
        actions=(),
        may_write=NO,
        may_draft=NO,
        may_send=NO,
        may_clear=NO,
        may_publish=NO,
        may_withdraw=NO,
        may_take_back=NO,
    )


def said(content: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(content)).paragraphs if line.text]


def test_the_header_comes_first_in_its_order_and_the_sections_follow_by_number() -> None:
    lines = said(as_docx(layout.document(paper(), made_at=MADE)))

    assert [line.partition(":")[0] for line in lines[:4]] == [
        "By",
        "To",
        "Classification",
        "Subject",
    ]
    assert lines[2] == "Classification: For Information"
    assert lines[4].startswith("Serious and organised crime")
    assert [line for line in lines if line in ORDER] == ORDER
    numbers = [found[0] for line in lines if (found := re.match(r"\d\.[1-9]\d*(?= )", line))]
    assert numbers == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "5.1"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ((("note", "the progress"),), "The partnership is asked to note the progress."),
        (
            (("note", "the progress"), ("support", "the work.")),
            "The partnership is asked to note the progress; and to support the work.",
        ),
        (
            (("note", "a"), ("comment", "b"), ("support", "c")),
            "The partnership is asked to note a; to comment on b; and to support c.",
        ),
    ],
    ids=["one", "two", "three"],
)
def test_what_is_asked_is_one_sentence(asked, sentence) -> None:
    assert layout.asked(paper(*asked)) == sentence


def test_each_figure_has_a_number_and_its_source_is_printed() -> None:
    made = layout.document(paper(), made_at=MADE)
    lines = said(as_docx(made))

    assert "2.1 Words 2.1. [1]" in lines
    (table,) = docx.Document(io.BytesIO(as_docx(made))).tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "[1] Returned",
        "11 of 12",
        "Returns",
        "Signed",
        "20 May 2026",
    ]


def test_a_draft_says_so_and_a_published_paper_does_not() -> None:
    assert "Draft" in layout.document(paper(number=None), made_at=MADE).handling
    assert "Draft" not in layout.document(paper(), made_at=MADE).handling


def test_the_pdf_is_tagged_and_titled_and_the_page_holds_no_markup_of_others() -> None:
    made = layout.document(paper(), made_at=MADE)

    with pikepdf.open(io.BytesIO(as_pdf(made))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "pdfuaid:part" in str(pdf.open_metadata())
    page = as_html(made).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    places = [page.index(f">{heading}<") for heading in ORDER]
    assert places == sorted(places)


def test_the_same_paper_is_the_same_file() -> None:
    made = layout.document(paper(), made_at=MADE)

    assert as_docx(made) == as_docx(made)
    assert zipfile.is_zipfile(io.BytesIO(as_docx(made)))


def test_verbs_grow_with_what_a_board_is_asked_for() -> None:
    light, middle, heavy = (
        set(rules.VERBS_BY_TYPE[kind])
        for kind in (PaperType.INFORMATION, PaperType.DISCUSSION, PaperType.DECISION)
    )

    assert light == {"note", "comment", "support"}
    assert light < middle < heavy == set(rules.VERBS)


@pytest.mark.parametrize(
    ("published", "meets", "days"),
    [
        (date(2026, 6, 2), date(2026, 6, 10), 5),
        (date(2026, 6, 3), date(2026, 6, 10), 4),
        (date(2026, 6, 5), date(2026, 6, 8), 0),
        (date(2026, 6, 10), date(2026, 6, 10), 0),
    ],
    ids=["in time", "a day late", "over a weekend", "on the day"],
)
def test_clear_days_count_neither_end_nor_weekends(published, meets, days) -> None:
    assert rules.clear_days(published, meets) == days


@pytest.mark.parametrize(
    ("late", "said_", "closed", "colour"),
    [
        (0, "", False, "green"),
        (1, "", False, "amber"),
        (28, "in_progress", False, "amber"),
        (29, "in_progress", False, "red"),
        (90, "complete", False, "blue"),
        (90, "", True, "green"),
    ],
    ids=["in time", "a day", "28 days", "29 days", "complete", "closed"],
)
def test_an_action_has_its_colour_by_its_day(late, said_, closed, colour) -> None:
    on = date(2026, 6, 1)
    due = date.fromordinal(on.toordinal() - late)

    assert rules.action_colour(due=due, on=on, said=said_, is_closed=closed) == colour


def test_a_pack_names_what_is_kept_back_and_has_each_paper_on_its_own_page() -> None:
    made = layout.pack(
        forum="Board",
        meets_at=MADE,
        place="County Hall",
        papers=[paper(), paper(number=8)],
        log=(),
        kept_back=[("9", "Exempt: Action taken to prevent, investigate or prosecute crime")],
        made_at=MADE,
        for_public=True,
    )

    headings = [part.text for part in made.parts if isinstance(part, Heading) and part.level == 1]
    assert headings[:2] == ["Agenda", "Matters arising and action log"]
    assert [head[:7] for head in headings[2:]] == ["Item 7:", "Item 8:"]
    assert "Not in this pack" in as_html(made).decode()
    assert any(isinstance(part, Words) and "No action is left" in part.text for part in made.parts)
