"""Writing a paper: put on the forward plan, written, drafted from figures, and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Actor,
    Agency,
    Kind,
    LinkKind,
    Ref,
    areas_of,
    fetch,
    link,
    nominals_of,
    protect,
    record,
    require,
    require_unheld,
    touched,
)
from frankpledge.governance import policies
from frankpledge.governance.boards import reading, rules
from frankpledge.governance.boards.said import DraftedParagraph
from frankpledge.governance.models import (
    Basis,
    BoardPaper,
    FigurePart,
    Meeting,
    PaperFigure,
    PaperType,
    Paragraph,
    Reach,
    Recommendation,
    Section,
    Stage,
)
from frankpledge.governance.policies import Act
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems


class NotABoard(DomainError):
    """The meeting is not a board's, is over, or is not known to whoever plans the paper."""


class UnfitVerb(DomainError):
    """A recommendation asks for more than a paper of its type may."""


class CannotBeKept(DomainError):
    """A paper's header contradicts itself, such as a sensitive paper for the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One paragraph as its author gives it."""

    text: str
    originator: UUID | None = None
    """Whose information it is; the author's own agency where none is given."""
    basis: str = Basis.FACT


@transaction.atomic
def plan_paper(
    *,
    meeting_id: UUID,
    subject: str,
    paper_type: str,
    about: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Put a paper on the forward plan of a board's meeting; its author is *by*.

    The board's members see that it is planned. *about* is a problem that *by* may open: the paper
    is joined to it, and whoever has a conflict with the one does not find the other. Raises
    `NotABoard`.
    """
    require(policies.may_plan_paper(by))
    meeting = fetch(Meeting, meeting_id, by=by, at=at, act=Act.READ_MEETING)
    body = meeting.forum.body
    if body is None or body.kind not in reading.BOARD_KINDS:
        raise NotABoard("Choose a board’s meeting: others have no papers", argument="meeting")
    if meeting.starts_at <= at:
        raise NotABoard("That meeting has begun. Choose a later one", argument="meeting")
    on = localtime(meeting.starts_at).date()
    problem = Ref(kind=Kind.PROBLEM, uid=about) if about else None
    if about and about not in problems.among([about], by):
        raise NotABoard("Choose a problem that you can open", argument="about")
    protection = protect(
        Kind.PAPER,
        owner=by.agency_id,
        by=by,
        at=at,
        districts=[area.code for area in areas_of(body.code, on)],
        forums=[meeting.forum_id],
        nominals=nominals_of([problem], by) if problem else (),
    )
    row = BoardPaper(
        protection=protection,
        meeting=meeting,
        forum_id=meeting.forum_id,
        subject=subject,
        paper_type=PaperType(paper_type),
        author_id=by.person_id,
        author_line=f"{by.name} ({by.agency_name} – {by.post_title})",
        contact=f"{by.name}, {by.post_title}, {by.agency_name}",
        planned_at=at,
        due_on=rules.due_before(on),
    )
    row.save(force_insert=True)
    if problem:
        link(problem, row, LinkKind.RAISED_AT, by=by, at=at)
    record(Act.PLAN_PAPER, [meeting, row], by=by, at=at)
    return row.uid


@transaction.atomic
def write_paper(
    *,
    paper_id: UUID,
    subject: str,
    paper_type: str,
    summary: str,
    contact: str,
    reach: str = Reach.PUBLIC,
    is_sensitive: bool = False,
    exempt_paragraph: str = "",
    public_interest: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Write a paper's header and summary.

    Raises `CannotBeKept` for a header that contradicts itself, and `UnfitVerb` where a
    recommendation that stands there asks for more than the type may.
    """
    row = _to_write(paper_id, by, at)
    if is_sensitive and reach == Reach.PUBLIC:
        raise CannotBeKept("A sensitive paper is not public", argument="reach")
    if reach == Reach.EXEMPT and exempt_paragraph not in rules.EXEMPT:
        raise CannotBeKept("Choose for which reason it is exempt", argument="exempt_paragraph")
    if reach == Reach.EXEMPT and not public_interest:
        raise CannotBeKept(
            "Say why keeping it back serves the public better", argument="public_interest"
        )
    for each in Recommendation.objects.filter(paper=row):
        if not rules.verb_fits(paper_type, each.verb):
            raise UnfitVerb(
                f"It asks the board to {each.verb}, which a paper of this type may not",
                argument="paper_type",
            )
    row.subject, row.paper_type, row.summary = subject, PaperType(paper_type), summary
    row.contact, row.reach, row.is_sensitive = contact, Reach(reach), is_sensitive
    exempt = reach == Reach.EXEMPT
    row.exempt_paragraph = exempt_paragraph if exempt else ""
    row.public_interest = public_interest if exempt else ""
    row.stage = Stage.DRAFT
    row.save()
    touched(row)
    record(Act.WRITE_PAPER, row, by=by, at=at, fields=("header",))


@transaction.atomic
def write_section(
    *, paper_id: UUID, section: str, paragraphs: Sequence[Written], by: Actor, at: datetime
) -> None:
    """Write one section's paragraphs, in place of those that its author wrote before.

    What was drafted from figures in it stays, before what is written by hand.
    """
    row = _to_write(paper_id, by, at)
    drafted = Paragraph.objects.filter(paper=row, section=section, is_drafted=True).count()
    Paragraph.objects.filter(paper=row, section=section, is_drafted=False).delete()
    Paragraph.objects.bulk_create(
        Paragraph(
            paper=row,
            section=Section(section),
            position=position,
            text=each.text,
            originator_id=each.originator or by.agency_id,
            basis=Basis(each.basis),
            written_on=localtime(at).date(),
        )
        for position, each in enumerate(paragraphs, start=drafted + 1)
    )
    _drafting(row)
    record(Act.WRITE_PAPER, row, by=by, at=at, fields=(f"section {section}",))


@transaction.atomic
def recommend(*, paper_id: UUID, asked: Iterable[tuple[str, str]], by: Actor, at: datetime) -> None:
    """Write what the board is asked: verbs and words, in order, in place of what stood there.

    Raises `UnfitVerb` for a verb that a paper of this type may not use.
    """
    row = _to_write(paper_id, by, at)
    made = []
    for position, (verb, text) in enumerate(asked, start=1):
        if not rules.verb_fits(row.paper_type, verb):
            allowed = ", ".join(rules.VERBS_BY_TYPE[row.paper_type])
            raise UnfitVerb(
                f"A paper {PaperType(row.paper_type).label.lower()} may only ask a board to "
                f"{allowed}",
                argument="asked",
            )
        made.append(Recommendation(paper=row, position=position, verb=verb, text=text))
    Recommendation.objects.filter(paper=row).delete()
    Recommendation.objects.bulk_create(made)
    _drafting(row)
    record(Act.WRITE_PAPER, row, by=by, at=at, fields=("recommendations",))


@transaction.atomic
def draft_paper(
    *,
    paper_id: UUID,
    paragraphs: Sequence[DraftedParagraph],
    about: Iterable[Ref] = (),
    counted_on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Put paragraphs that were drafted from cleared figures first in section 2.0; say how many.

    They take the place of those drafted before; what the author wrote by hand follows them. Each
    figure is kept as it is now, with its source and how to come to it again. *about* are records
    that the paper rests on and that *by* may know of: the paper is joined to them.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_draft_paper(by, row))
    require_unheld(row.uid)
    by_hand = list(
        Paragraph.objects.filter(paper=row, section=Section.REPORT, is_drafted=False).order_by(
            "position"
        )
    )
    Paragraph.objects.filter(paper=row, section=Section.REPORT, is_drafted=True).delete()
    # Numbers are free again only from behind, as no two paragraphs may share one.
    for each in reversed(by_hand):
        each.position += 1000
        each.save(update_fields=["position"])
    for position, drafted in enumerate(paragraphs, start=1):
        _keep(row, position, drafted, counted_on, by)
    for position, each in enumerate(by_hand, start=len(paragraphs) + 1):
        each.position = position
        each.save(update_fields=["position"])
    for ref in about:
        link(ref, row, LinkKind.INFORMS, by=by, at=at)
    _drafting(row)
    record(Act.DRAFT_PAPER, row, by=by, at=at, fields=("section 2",))
    return len(paragraphs)


def _keep(row: BoardPaper, position: int, drafted: DraftedParagraph, on: date, by: Actor) -> None:
    paragraph = Paragraph.objects.create(
        paper=row,
        section=Section.REPORT,
        position=position,
        text=drafted.text,
        originator_id=by.agency_id,
        basis=Basis.FACT,
        written_on=on,
        is_drafted=True,
    )
    for figure in drafted.figures:
        kept = PaperFigure.objects.create(
            paragraph=paragraph,
            code=figure.code,
            label=figure.label,
            value=figure.value,
            source=figure.source,
            query=figure.query,
            href=figure.href,
            counted_on=on,
        )
        FigurePart.objects.bulk_create(
            FigurePart(figure=kept, name=name, value=value) for name, value in figure.parts
        )


@transaction.atomic
def withdraw_paper(*, paper_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a paper off the agenda before the board has considered it, and say why.

    Its number, if it had one, is not given again.
    """
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_withdraw_paper(by, row))
    require_unheld(row.uid)
    row.stage, row.withdrawn_reason = Stage.WITHDRAWN, reason
    row.save()
    touched(row)
    record(Act.WITHDRAW_PAPER, row, by=by, at=at)


def agencies() -> tuple[tuple[str, str], ...]:
    """Agencies whose information a paragraph can be, by identity and name."""
    rows = Agency.objects.order_by("name").values_list("id", "name")
    return tuple((str(uid), name) for uid, name in rows)


def _to_write(paper_id: UUID, by: Actor, at: datetime) -> BoardPaper:
    row = fetch(BoardPaper, paper_id, by=by, at=at, act=Act.READ_PAPER, lock=True)
    require(policies.may_write_paper(by, row))
    require_unheld(row.uid)
    return row


def _drafting(row: BoardPaper) -> None:
    row.stage = Stage.DRAFT
    row.save(update_fields=["stage"])
    touched(row)
