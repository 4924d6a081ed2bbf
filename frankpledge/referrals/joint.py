"""Pathways that a partnership and a board agree: each step has an owner on each side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Area, Post, record, require
from frankpledge.kernel import DomainError
from frankpledge.referrals.models import JointStep
from frankpledge.referrals.policies import Act, may_agree_joint, may_route
from frankpledge.referrals.reference_files import rows

BOARDS = (
    ("children", "Safeguarding children partnership"),
    ("adults", "Safeguarding adults board"),
)


class NotAgreed(DomainError):
    """A step has an owner on each side, and a day to look at it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointLine:
    """One step of an agreed pathway, with its owners, or what is missing."""

    code: str
    order: int
    words: str
    partnership_side: str
    board_side: str
    partnership_owner: str
    board_owner: str
    clock: str
    agreed_on: date | None
    review_on: date | None
    is_due: bool

    @property
    def is_missing(self) -> bool:
        """Whether nobody has been named for it."""
        return self.agreed_on is None


def joint(*, area: str, board: str, by: Actor, at: datetime) -> tuple[JointLine, ...]:
    """The steps of the pathway between a district's partnership and a board, in their order.

    Raises `NotPermitted`.
    """
    require(may_route(by))
    on = localtime(at).date()
    agreed = {
        row.step: row
        for row in JointStep.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=on), area=area, board=board, agreed_on__lte=on
        )
        .select_related("partnership_owner__agency", "board_owner__agency")
        .order_by("agreed_on", "id")
    }
    lines = []
    for row in rows("joint_steps.csv"):
        kept = agreed.get(row["code"])
        lines.append(
            JointLine(
                code=row["code"],
                order=int(row["order"]),
                words=row["words"],
                partnership_side=row["partnership_side"],
                board_side=row["board_side"],
                partnership_owner=_owner(kept.partnership_owner) if kept else "",
                board_owner=_owner(kept.board_owner) if kept else "",
                clock=_clock(row["working_days"]),
                agreed_on=kept.agreed_on if kept else None,
                review_on=kept.review_on if kept else None,
                is_due=kept is not None and kept.review_on <= on,
            )
        )
    return tuple(lines)


@transaction.atomic
def agree_joint(
    *,
    area: str,
    board: str,
    step: str,
    partnership_owner: str,
    board_owner: str,
    review_on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Write down which posts own a step from today on, one on each side.

    Raises `NotPermitted`, and `NotAgreed` with the answer at fault.
    """
    require(may_agree_joint(by, area=area))
    if not Area.objects.filter(code=area, kind__in=("district", "unitary")).exists():
        raise NotAgreed("Choose the district", argument="area")
    if board not in dict(BOARDS):
        raise NotAgreed("Choose the board", argument="board")
    if step not in {row["code"] for row in rows("joint_steps.csv")}:
        raise NotAgreed("Choose the step", argument="step")
    posts = {str(uid) for uid in Post.of_people().values_list("id", flat=True)}
    if partnership_owner not in posts:
        raise NotAgreed("Choose the post on the partnership’s side", argument="partnership_owner")
    if board_owner not in posts or board_owner == partnership_owner:
        raise NotAgreed("Choose another post on the board’s side", argument="board_owner")
    on = localtime(at).date()
    if review_on <= on:
        raise NotAgreed("The day to look at it again must be later", argument="review_on")
    standing = JointStep.objects.filter(area=area, board=board, step=step, ends_on=None)
    standing.filter(agreed_on=on).delete()
    standing.update(ends_on=on)
    JointStep.objects.create(
        area_id=area,
        board=board,
        step=step,
        partnership_owner_id=partnership_owner,
        board_owner_id=board_owner,
        agreed_on=on,
        review_on=review_on,
    )
    record(Act.AGREE_JOINT, None, by=by, at=at, fields=[area, board, step])


def posts_to_choose() -> list[tuple[str, str]]:
    """Posts that can own a step, by agency and title."""
    found = Post.of_people().exclude(title="").select_related("agency")
    return [
        (str(post.id), f"{post.agency.short_name}: {post.title}")
        for post in found.order_by("agency__short_name", "title", "code")
    ]


def steps_to_choose() -> list[tuple[str, str]]:
    """The steps of a pathway, in their order."""
    return [(row["code"], row["words"]) for row in rows("joint_steps.csv")]


def _owner(post: Post) -> str:
    return f"{post.title}, {post.agency.short_name}"


def _clock(days: str) -> str:
    if not days:
        return "None"
    return "The same day" if days == "0" else f"{days} working day{'' if days == '1' else 's'}"
