"""The briefing pack: a page a district as Word, PDF and charts, made in one act.

It holds what is on the pages of the briefing and nothing else, so that what was made safe there is
safe here: every chart is drawn from the words that stand beside it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from django.db import transaction
from django.utils.formats import date_format

from frankpledge.access.api import Actor, NotFound, record, require
from frankpledge.groups import policies
from frankpledge.groups.briefing import Briefing, briefing, districts
from frankpledge.groups.counts import Count
from frankpledge.groups.policies import Act
from frankpledge.papers.api import (
    Column,
    Grid,
    Heading,
    NewPage,
    Notice,
    Paper,
    Part,
    Picture,
    Words,
    as_docx,
    as_pdf,
    invented,
)
from frankpledge.ui.api import is_demonstration

MARKING = "OFFICIAL"
HANDLING = "For partners. It names nobody and no group"
LIMITS = (
    "Counts are given as the numbers between which they lie, so that no small one shows. Mapping "
    "follows what police know and work on; it does not measure how much organised crime there is. "
    "What is not known is not shown as nothing."
)
MOST_LISTED = 8
"""Vulnerabilities on one page; the page on the site has all."""


@transaction.atomic
def make_briefing(*, code: str = "", by: Actor, at: datetime) -> bytes:
    """The pack of one district, or of all that *by*’s post covers, as a ZIP of its files.

    Each page is recorded as read, and that the pack was made. Raises `NotPermitted`, and
    `NotFound` for a district outside their post or where it covers none.
    """
    require(policies.may_make_briefing(by))
    codes = [known for known, _ in districts(by) if code in ("", known)]
    if not codes:
        raise NotFound
    pages = [briefing(code=each, by=by, at=at) for each in codes]
    record(Act.MAKE_BRIEFING, None, by=by, at=at)
    paper = pack(pages, made_at=at, author=by.agency_name)
    if is_demonstration():
        paper = invented(paper)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("briefing.docx", as_docx(paper))
        packed.writestr("briefing.pdf", as_pdf(paper))
        for page in pages:
            if page.threats:
                packed.writestr(f"charts/{page.code}.svg", chart(page.threats))
    return held.getvalue()


def pack(pages: Sequence[Briefing], *, made_at: datetime, author: str) -> Paper:
    """The pages as one paper, each district beginning a page of its own."""
    parts: list[Part] = []
    for page in pages:
        if parts:
            parts.append(NewPage())
        parts.extend(_page(page))
    name = pages[0].district if len(pages) == 1 else f"{len(pages)} districts"
    return Paper(
        title=f"Organised crime in {name}",
        above="Briefing for partners",
        marking=MARKING,
        handling=HANDLING,
        author=author,
        made_at=made_at,
        parts=tuple(parts),
    )


def _page(page: Briefing) -> Iterator[Part]:
    yield Heading(text=page.district)
    if page.counted_on is None:
        yield Notice(text="No counts of mapped groups have been given out for this district.")
    else:
        yield Words(strong=f"Mapped in {page.district}:", text=page.in_district)
        yield Words(strong=f"Mapped in {page.area}:", text=page.in_area)
        day = date_format(page.counted_on, "j F Y")
        yield Words(text=f"Counted on {day}. {page.source}", small=True)
        yield from _threats(page)
    yield Heading(text="What crime exploits here", level=2)
    if page.vulnerabilities:
        yield Grid(
            caption="Vulnerabilities that are open",
            columns=(Column(text="What"), Column(text="Which threats")),
            rows=tuple(
                (line.title, ", ".join(line.threats)) for line in page.vulnerabilities[:MOST_LISTED]
            ),
        )
        if len(page.vulnerabilities) > MOST_LISTED:
            yield Words(text=f"{len(page.vulnerabilities) - MOST_LISTED} more.", small=True)
    else:
        yield Words(text="No vulnerability is recorded that the reader may read.")
    yield Words(text=LIMITS, small=True)


def _threats(page: Briefing) -> Iterator[Part]:
    if not page.threats:
        yield Words(text="No kind of threat reaches a number that can be shown.")
        return
    said = "; ".join(f"{each.name}: {each.words}" for each in page.threats)
    yield Picture(
        title="What they mainly do in this district",
        alt=f"Between which numbers each count lies. {said}.",
        svg=chart(page.threats),
        grid=Grid(
            caption="Mapped groups by main threat",
            columns=(Column(text="Main threat"), Column(text="How many", numeric=True)),
            rows=tuple((each.name, each.words) for each in page.threats),
        ),
    )
    yield Words(
        text=f"For each of the other {page.quiet_threats} threats on the list: fewer than 5, "
        "which may be none.",
        small=True,
    )


LABEL, SPAN, ROW = 230, 300, 26


def chart(counts: Sequence[Count]) -> str:
    """Between which numbers each count lies, as a bar from the least to the most, labelled.

    *counts* are those whose words give both numbers, as `4 to 12`.
    """
    ends = [tuple(int(part) for part in each.words.split(" to ")) for each in counts]
    most = max(high for _, high in ends)
    height = ROW * len(counts) + 10
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LABEL + SPAN + 90}" height="{height}" '
        f'viewBox="0 0 {LABEL + SPAN + 90} {height}" font-family="Arial, Liberation Sans, '
        'sans-serif" font-size="13" fill="#14232a">'
    ]
    for number, (each, (low, high)) in enumerate(zip(counts, ends, strict=True)):
        middle = ROW * number + ROW // 2 + 5
        left, right = LABEL + SPAN * low / most, LABEL + SPAN * high / most
        drawn.append(
            f'<text x="{LABEL - 10}" y="{middle + 4}" text-anchor="end">{escape(each.name)}</text>'
            f'<rect x="{left:.1f}" y="{middle - 6}" width="{max(right - left, 2):.1f}" '
            f'height="12" fill="#17404b"/>'
            f'<text x="{right + 8:.1f}" y="{middle + 4}">{escape(each.words)}</text>'
        )
    return "".join([*drawn, "</svg>"])
