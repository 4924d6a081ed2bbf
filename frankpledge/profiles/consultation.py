"""Consultation: sharing a profile with agencies, what they say to it, and what is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.api import (
    Actor,
    Agency,
    Forum,
    ForumMember,
    Holding,
    Kind,
    Post,
    Term,
    What,
    amend,
    fetch,
    protect,
    record,
    require,
    touched,
)
from frankpledge.kernel import DomainError
from frankpledge.profiles import catalogue, policies
from frankpledge.profiles.drafting import districts_of
from frankpledge.profiles.inheriting import marks_of
from frankpledge.profiles.models import Comment, Finding, Invited, Profile, Says, Stage
from frankpledge.profiles.passages import MARK, PassageMark, section_title
from frankpledge.profiles.policies import Act

PASSAGE_CHANGED = (
    "That passage has been changed or taken out since you looked at it. Choose again: what you "
    "wrote is kept here"
)


class NothingSaid(DomainError):
    """A comment or an answer without words."""


class AlreadyAnswered(DomainError):
    """A comment is answered once, so that nobody's answer is lost."""


class PassageChanged(DomainError):
    """A passage that has been changed or taken out since it was looked at."""


class NobodyToAsk(DomainError):
    """No agency was named, or one that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFacts:
    """A comment as a page shows it."""

    uid: UUID
    block: str
    passage: str
    says: str
    text: str
    agency: str
    made_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None

    @property
    def awaits_an_answer(self) -> bool:
        """Whether somebody said something that nobody has answered."""
        return self.says != Says.NOTHING and not self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """An agency that was asked, and what came of it."""

    agency: str
    post: str
    sections: tuple[str, ...]
    due_on: date | None
    reply: str
    is_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAbout:
    """What one agency is asked about most, in words, and by when."""

    parts: tuple[str, ...]
    due_on: date | None


def agencies_to_ask(by: Actor) -> tuple[tuple[str, str], ...]:
    """Every other agency, as choices."""
    others = Agency.objects.exclude(id=by.agency_id).order_by("name")
    return tuple((str(agency.id), agency.name) for agency in others)


def posts_to_ask(by: Actor, at: datetime) -> tuple[tuple[str, str], ...]:
    """Posts of other agencies that somebody holds, as choices: a post outlasts whoever holds it."""
    held = Holding.objects.filter(starts_at__lte=at, ends_at__gt=at).values("post_id")
    rows = Post.of_people().filter(id__in=held).exclude(agency_id=by.agency_id)
    rows = rows.select_related("agency").order_by("agency__name", "title")
    return tuple((str(post.id), f"{post.agency.name}: {post.title}") for post in rows)


def forums_to_ask() -> tuple[tuple[str, str], ...]:
    """Forums whose members' agencies can be asked together."""
    return tuple(Forum.objects.order_by("name").values_list("code", "name"))


@transaction.atomic
def share_profile(
    *,
    profile_id: UUID,
    agencies: Sequence[UUID | str] = (),
    forum: str = "",
    posts: Sequence[int | str | UUID] = (),
    sections: Sequence[str] = (),
    due_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Put a profile out for comment to these agencies (to all, if nobody is named).

    A forum stands for the agencies that are its members that day, and a post for its agency. They
    see the profile, its findings and the comments made from now on, within its district; `sections`
    are those that they are asked about most, by code or as the marks of passages. Who was asked
    before stays, and is asked about these too. Raises `NobodyToAsk` and `PassageChanged`.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE, lock=True)
    require(policies.may_share_profile(by, profile))
    codes, passages = _about(profile, sections, by)
    of_posts = {
        str(post.agency_id): post
        for post in Post.of_people().filter(id__in=list(posts)).order_by("id")
    }
    members = _members(forum, at) if forum else set()
    named = {str(each) for each in agencies} | set(of_posts) | members
    named = named or {code for code, _ in agencies_to_ask(by)}
    known = {str(each) for each in Agency.objects.filter(id__in=named).values_list("id", flat=True)}
    asked = sorted(known - {str(by.agency_id)})
    if not asked or named - known:
        raise NobodyToAsk("Choose at least one other agency", argument="agencies")
    terms = [Term(what=What.AGENCY, value=agency) for agency in asked]
    amend(profile, by=by, at=at, add=terms, state="live")
    for finding in Finding.open_to(by).filter(profile=profile).select_related("protection"):
        amend(finding, by=by, at=at, add=terms)
    before = {
        str(row.agency_id): row
        for row in Invited.objects.filter(profile=profile, agency_id__in=asked)
    }
    for row in before.values():
        row.sections += [each for each in codes if each not in row.sections]
        row.passages += [each for each in passages if each not in row.passages]
        row.due_on = due_on or row.due_on
    Invited.objects.bulk_update(before.values(), ["sections", "passages", "due_on"])
    Invited.objects.bulk_create(
        Invited(
            profile=profile,
            agency_id=UUID(agency),
            post=of_posts.get(agency),
            forum=forum if agency in members else "",
            sections=codes,
            passages=passages,
            due_on=due_on,
            invited_at=at,
        )
        for agency in asked
        if agency not in before
    )
    profile.stage = Stage.CONSULTING
    profile.save(update_fields=["stage"])
    record(Act.SHARE_PROFILE, profile, by=by, at=at, recipients=[UUID(agency) for agency in asked])


def _members(forum: str, at: datetime) -> set[str]:
    """Agencies of those who sit in a forum at this moment."""
    rows = ForumMember.objects.filter(forum__code=forum, until__gt=at)
    return {str(each) for each in rows.values_list("person__agency_id", flat=True)}


def _about(
    profile: Profile, named: Sequence[str], by: Actor
) -> tuple[list[str], list[dict[str, str]]]:
    """What is named, apart: the codes of sections, and passages as they stand."""
    marks = {each.mark: each for each in marks_of(profile, by)} if named else {}
    codes = [each for each in named if each not in marks]
    if any(catalogue.section(code) is None for code in codes):
        raise PassageChanged(PASSAGE_CHANGED, argument="sections")
    return codes, [
        {"section": marks[each].section, "text": marks[each].text}
        for each in named
        if each in marks
    ]


def asked_about(profile_id: UUID, by: Actor) -> AskedAbout | None:
    """What the reader's own agency is asked about; none where it was not asked."""
    row = Invited.objects.filter(profile_id=profile_id, agency_id=by.agency_id).first()
    if row is None:
        return None
    return AskedAbout(
        parts=(
            *(section_title(code) for code in row.sections),
            *(PassageMark(mark="", **each).label for each in row.passages),
        ),
        due_on=row.due_on,
    )


@transaction.atomic
def comment_on_profile(
    *,
    profile_id: UUID,
    text: str = "",
    says: str = Says.COMMENT,
    block: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Say something to a profile or a part of it, add a fact, or say that there is no comment.

    The part is a section, a block of figures, or a passage by its mark; of a passage the very words
    are kept. All who were asked can read it. Raises `NothingSaid` for a comment without words, and
    `PassageChanged` where the passage no longer stands.
    """
    profile = fetch(Profile, profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_comment_on_profile(by, profile))
    if says != Says.NOTHING and not text.strip():
        raise NothingSaid("Write your comment", argument="text")
    passage = next((each for each in marks_of(profile, by) if each.mark == block), None)
    if passage is None and MARK.fullmatch(block):
        raise PassageChanged(PASSAGE_CHANGED, argument="block")
    invited = Invited.objects.filter(profile=profile).values_list("agency_id", flat=True)
    readers = {profile.protection.owner_id, *invited} - {by.agency_id}
    protection = protect(
        Kind.COMMENT,
        owner=by.agency_id,
        by=by,
        at=at,
        parent=profile,
        districts=districts_of(profile.area_code, profile.area_level),
        agencies=readers,
    )
    comment = Comment(
        protection=protection,
        profile=profile,
        block=passage.section if passage else block,
        passage=passage.text if passage else "",
        says=says,
        text=text,
        made_by_id=by.person_id,
        agency_id=by.agency_id,
        made_at=at,
    )
    comment.save(force_insert=True)
    record(Act.COMMENT_ON_PROFILE, [comment, profile], by=by, at=at)
    return comment.uid


def comments_on(profile_id: UUID, by: Actor) -> tuple[CommentFacts, ...]:
    """Comments on a profile that *by* may read, oldest first."""
    rows = Comment.open_to(by).filter(profile_id=profile_id).select_related("agency")
    return tuple(
        CommentFacts(
            uid=row.uid,
            block=row.block,
            passage=row.passage,
            says=row.says,
            text=row.text,
            agency=row.agency.name,
            made_at=row.made_at,
            outcome=row.outcome,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in rows.order_by("made_at", "pk")
    )


@transaction.atomic
def answer_comment(*, comment_id: UUID, outcome: str, answer: str, by: Actor, at: datetime) -> UUID:
    """Answer a comment: what was changed for it, or why nothing was. Both are printed.

    Says which profile it belongs to. Raises `AlreadyAnswered` and `NothingSaid`.
    """
    comment = fetch(Comment, comment_id, by=by, at=at, act=Act.ANSWER_COMMENT, lock=True)
    profile = fetch(Profile, comment.profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_answer_comment(by, profile))
    if comment.answered_at is not None:
        raise AlreadyAnswered("This comment has been answered.", argument="answer")
    if not answer.strip():
        raise NothingSaid("Say what was changed, or why nothing was", argument="answer")
    comment.outcome, comment.answer = outcome, answer
    comment.answered_by_id, comment.answered_at = by.person_id, at
    comment.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    touched(comment)
    record(Act.ANSWER_COMMENT, [comment, profile], by=by, at=at)
    return profile.uid


@transaction.atomic
def open_comment(*, comment_id: UUID, by: Actor, at: datetime) -> tuple[CommentFacts, UUID]:
    """Open a comment in order to answer it, with the profile that it belongs to."""
    row = fetch(Comment, comment_id, by=by, at=at, act=Act.ANSWER_COMMENT)
    profile = fetch(Profile, row.profile_id, by=by, at=at, act=Act.READ_PROFILE)
    require(policies.may_answer_comment(by, profile))
    (facts,) = [each for each in comments_on(profile.uid, by) if each.uid == row.uid]
    return facts, profile.uid


def unanswered(profile_id: UUID, by: Actor) -> tuple[UUID, ...]:
    """Comments on a profile that *by* may read and that nobody has answered, oldest first."""
    return tuple(each.uid for each in comments_on(profile_id, by) if each.awaits_an_answer)


def consulted(profile_id: UUID, comments: Sequence[CommentFacts]) -> tuple[Consulted, ...]:
    """Who was asked and what came, by agency. Silence is printed, and never taken for consent."""
    said = {comment.agency: comment.says for comment in comments}
    asked = Invited.objects.filter(profile_id=profile_id).select_related("agency", "post")
    return tuple(
        Consulted(
            agency=row.agency.name,
            post=row.post.title if row.post else "",
            sections=(*row.sections, *(each["text"] for each in row.passages)),
            due_on=row.due_on,
            reply=REPLIES[Says(said[row.agency.name])] if row.agency.name in said else "No reply",
            is_silent=row.agency.name not in said,
        )
        for row in asked.order_by("agency__name")
    )


REPLIES = {Says.COMMENT: "Commented", Says.SUPPLY: "Added facts", Says.NOTHING: "No comment"}
