"""Links of a group with people and other groups: dated, graded, sourced, and safe to hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import (
    Action,
    Actor,
    Area,
    Decision,
    Kind,
    NotFound,
    Ref,
    new_reference,
    protect,
    record,
    require,
    within_scope,
)
from frankpledge.groups import policies
from frankpledge.groups.models import AgeBand, Ethnicity, Group, GroupLink, Subject
from frankpledge.groups.opening import groups_open_to, open_group, subjects_open_to
from frankpledge.groups.policies import Act
from frankpledge.groups.sorts import (
    CATEGORY_WORDS,
    NOT_OF_VICTIMS,
    RELATION_WORDS,
    SCORES,
    Category,
    Relation,
    Sort,
)
from frankpledge.groups.switching import areas_on
from frankpledge.kernel import DomainError
from frankpledge.problems import api as problems

GRADES = tuple("ABCD")
TWICE = "This is on record already, from the same reference and day"
"""Assessments on which a link may rest. What is believed false makes none."""
PERSON_RELATIONS = (Relation.MEMBER, Relation.ASSOCIATE, Relation.EXPLOITED)
GROUP_RELATIONS = (Relation.WORKS_WITH, Relation.SUPPLIES, Relation.RIVAL, Relation.EXPLOITS)


class NotALink(DomainError):
    """A link lacks what every link must have, or what a safeguard asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link as the group's page shows it to whoever may read people."""

    uid: UUID
    other: str
    other_group: UUID | None
    relation: str
    category: str
    scores: bool
    age: str
    grade: str
    source: str
    from_on: date
    to_on: date | None
    waits_for_sign_off: bool
    may_sign_off: Decision
    may_end: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who and what is linked with a group: counted, and listed where the sort allows it.

    A street gang's people are counted by what they are; they are listed only to whoever asks for
    the list, which is recorded as a look of its own.
    """

    counted: tuple[tuple[str, int], ...]
    links: tuple[LinkLine, ...]
    names_kept_back: bool


def _rows(by: Actor, group: Group, *, on: date) -> list[GroupLink]:
    """Links of a group that *by* may read, both ends too, that stand or wait on a day."""
    rows = GroupLink.objects.filter(
        Q(left_id=group.pk) | Q(right_id=group.pk),
        Q(to_on=None) | Q(to_on__gt=on),
    ).filter(
        within_scope("protection_id", Kind.LINK, Action.READ, by),
        within_scope("left_id", None, Action.READ, by),
        within_scope("right_id", None, Action.READ, by),
    )
    return list(rows.order_by("from_on", "recorded_at", "pk"))


@transaction.atomic
def people(*, group_id: UUID, in_full: bool = False, by: Actor, at: datetime) -> People:
    """The links of a group as *by* may see them. Recorded.

    Of a street gang, people are given as counts unless *in_full* is asked for.
    """
    group = open_group(group_id, by=by, at=at, act=Act.READ_PEOPLE)
    require(policies.may_read_people(by, group))
    areas = areas_on(at)
    rows = _rows(by, group, on=localtime(at).date())
    ends = {row.left_id for row in rows} | {row.right_id for row in rows}
    subjects = {
        each.protection_id: each
        for each in subjects_open_to(by, areas).filter(protection_id__in=ends)
    }
    groups = {each.uid: each for each in groups_open_to(by, areas).filter(pk__in=ends)}
    counted: dict[str, int] = {}
    lines = []
    keeps_back = group.sort == Sort.STREET_GANG and not in_full
    may_end = policies.may_end_link(by, group)
    for row in rows:
        other = row.left_id if row.right_id == group.pk else row.right_id
        subject, linked = subjects.get(other), groups.get(other)
        if subject is None and linked is None:
            continue
        if row.about_person and row.stands:
            words = CATEGORY_WORDS[Category(row.category)]
            counted[words] = counted.get(words, 0) + 1
        if row.about_person and keeps_back:
            continue
        lines.append(
            LinkLine(
                uid=row.protection_id,
                other=linked.codename
                if linked
                else f"Person {subject.reference}"
                if subject
                else "",
                other_group=linked.uid if linked else None,
                relation=RELATION_WORDS[Relation(row.relation)],
                category=CATEGORY_WORDS[Category(row.category)] if row.category else "",
                scores=row.category in SCORES and row.stands,
                age=AgeBand(subject.age).label if subject else "",
                grade=f"{row.source_grade}{row.intelligence_grade}",
                source=row.source,
                from_on=row.from_on,
                to_on=row.to_on,
                waits_for_sign_off=not row.stands,
                may_sign_off=policies.may_sign_off(by, row),
                may_end=may_end,
            )
        )
    record(Act.READ_PEOPLE, [Ref(kind=Kind.GROUP, uid=group.uid)], by=by, at=at)
    return People(
        counted=tuple(sorted(counted.items())),
        links=tuple(lines),
        names_kept_back=keeps_back and any(row.about_person for row in rows),
    )


def people_who_count(by: Actor, group: Group, *, on: date) -> int | None:
    """How many linked people count towards a group, or None where nobody is linked.

    Only those suspected or convicted do, once however often they are linked, and a child only when
    signed for. A victim, a witness or anybody else never does.
    """
    rows = [row for row in _rows(by, group, on=on) if row.about_person]
    if not rows:
        return None
    return len({row.left_id for row in rows if row.category in SCORES and row.stands})


def _checked_grade(
    source_grade: str | int, intelligence_grade: str, source: str, from_on: date, on: date
) -> None:
    if str(source_grade) not in ("1", "2", "3"):
        raise NotALink("Choose how reliable the source is", argument="source_grade")
    if intelligence_grade == "E":
        raise NotALink("What is believed false links nobody", argument="intelligence_grade")
    if intelligence_grade not in GRADES:
        raise NotALink("Choose how the intelligence is assessed", argument="intelligence_grade")
    if not source.strip():
        raise NotALink("Enter the force’s reference of what it rests on", argument="source")
    if from_on > on:
        raise NotALink("The day must not be to come", argument="from_on")


def _checked_consultation(
    age: str, consulted_on: date | None, consulted_whom: str, on: date
) -> None:
    if age == AgeBand.UNDER_18 and (consulted_on is None or not consulted_whom.strip()):
        raise NotALink(
            "Consult safeguarding first: enter when, and whom", argument="consulted_whom"
        )
    if consulted_on is not None and consulted_on > on:
        raise NotALink("The day of the consultation must not be to come", argument="consulted_on")


@transaction.atomic
def link_person(
    *,
    group_id: UUID,
    system: str,
    pointer: str,
    relation: str,
    category: str,
    age: str,
    ethnicity: str,
    area: str,
    noticed_on: date,
    source_grade: str | int,
    intelligence_grade: str,
    source: str,
    from_on: date,
    harm: int | None = None,
    consulted_on: date | None = None,
    consulted_whom: str = "",
    restricted: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Link somebody, by where they are on file and never by name, with a group.

    Every link says what they are in law. Somebody under 18 is linked only once safeguarding has
    been consulted, and the link stands only once somebody senior has signed; so do those that were
    recorded of them before. A person who is on file already is the same person. Raises
    `NotALink` and `NamesSomebody`.
    """
    group = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_record_link(by, group))
    on = localtime(at).date()
    if category not in {each.value for each in Category}:
        raise NotALink("Choose what this person is", argument="category")
    if relation not in PERSON_RELATIONS:
        raise NotALink("Choose what this person is to the group", argument="relation")
    if category in (Category.VICTIM, Category.WITNESS) and relation in NOT_OF_VICTIMS:
        raise NotALink(
            "A victim or a witness does not belong to the group: choose something else. If they "
            "are suspected of an offence too, record a second link that says so",
            argument="relation",
        )
    _checked_grade(source_grade, intelligence_grade, source, from_on, on)
    if not system.strip():
        raise NotALink("Enter the system in which they are on file", argument="system")
    _checked_consultation(age, consulted_on, consulted_whom, on)
    if noticed_on > on:
        raise NotALink("The day must not be to come", argument="noticed_on")
    if area not in {each.code for each in Area.objects.filter(code__in=areas_on(at))}:
        raise NotALink("Choose a district in which the register is on", argument="area")
    subject = _subject(
        system=system.strip(),
        pointer=problems.clean_pointer(pointer),
        age=AgeBand(age),
        ethnicity=Ethnicity(ethnicity),
        area=area,
        harm=harm,
        noticed_on=noticed_on,
        consulted_on=consulted_on if consulted_whom.strip() else None,
        consulted_whom=consulted_whom.strip() if consulted_on else "",
        group=group,
        restricted=restricted,
        by=by,
        at=at,
    )
    if subject.age == AgeBand.UNDER_18:
        # What was recorded before it was known that they are a child waits for a signature too.
        GroupLink.objects.filter(left_id=subject.pk, about_person=True).update(is_child=True)
    if _is_known(
        left=subject.pk,
        right=group.pk,
        relation=relation,
        category=category,
        source=source.strip(),
        from_on=from_on,
        restricted=restricted,
        by=by,
    ):
        raise NotALink(TWICE, argument="source")
    return _keep(
        left=subject.protection_id,
        right=group.pk,
        group=group,
        relation=relation,
        category=category,
        about_person=True,
        is_child=subject.age == AgeBand.UNDER_18,
        source_grade=int(source_grade),
        intelligence_grade=intelligence_grade,
        source=source.strip(),
        from_on=from_on,
        restricted=restricted,
        by=by,
        at=at,
    )


def _subject(
    *,
    system: str,
    pointer: str,
    age: AgeBand,
    ethnicity: Ethnicity,
    area: str,
    harm: int | None,
    noticed_on: date,
    consulted_on: date | None,
    consulted_whom: str,
    group: Group,
    restricted: bool,
    by: Actor,
    at: datetime,
) -> Subject:
    """The person on file, as *by* may see them, brought up to date, or a new entry."""
    known = (
        subjects_open_to(by, areas_on(at))
        .filter(system=system, pointer=pointer, protection__restricted=restricted)
        .first()
    )
    if known is None:
        known = Subject(
            protection=protect(
                Kind.GROUP,
                owner=by.agency_id,
                by=by,
                at=at,
                districts=[area],
                agencies=_readers(group),
                named=[by.person_id] if restricted else [],
                restricted=restricted,
            ),
            reference=new_reference(),
            system=system,
            pointer=pointer,
            recorded_at=at,
            recorded_by_id=by.person_id,
            noticed_on=noticed_on,
        )
    known.age, known.ethnicity, known.area_id = age, ethnicity, area
    known.harm = harm
    known.noticed_on = max(known.noticed_on, noticed_on)
    if consulted_on is not None:
        known.consulted_on, known.consulted_whom = consulted_on, consulted_whom
    known.save()
    return known


def _readers(group: Group) -> list[UUID]:
    owners = {group.score_owner_id, group.protection.owner_id}
    return sorted(owners, key=str) if not group.protection.restricted else []


def _is_known(
    *,
    left: UUID,
    right: UUID,
    relation: str,
    category: str,
    source: str,
    from_on: date,
    restricted: bool,
    by: Actor,
) -> bool:
    """Whether the same is on record as far as *by* may read it: it would count twice."""
    known = GroupLink.objects.filter(
        within_scope("protection_id", Kind.LINK, Action.READ, by),
        left_id=left,
        right_id=right,
        relation=relation,
        category=category,
        source=source,
        from_on=from_on,
        to_on=None,
        protection__restricted=restricted,
    )
    return known.exists()


def _keep(
    *,
    left: UUID,
    right: UUID,
    group: Group,
    relation: str,
    category: str,
    about_person: bool,
    is_child: bool,
    source_grade: int,
    intelligence_grade: str,
    source: str,
    from_on: date,
    restricted: bool,
    by: Actor,
    at: datetime,
    recorded_by: UUID | None = None,
    signed_off_at: datetime | None = None,
    signed_off_by: UUID | None = None,
) -> UUID:
    protection = protect(
        Kind.LINK,
        owner=by.agency_id,
        by=by,
        at=at,
        agencies=[] if restricted else _readers(group),
        named=[by.person_id] if restricted else [],
        restricted=restricted,
    )
    made = GroupLink.objects.create(
        protection=protection,
        left_id=left,
        right_id=right,
        relation=relation,
        category=category,
        about_person=about_person,
        is_child=is_child,
        source_grade=source_grade,
        intelligence_grade=intelligence_grade,
        source=source,
        from_on=from_on,
        recorded_at=at,
        recorded_by_id=recorded_by or by.person_id,
        signed_off_at=signed_off_at,
        signed_off_by_id=signed_off_by,
    )
    record(Act.RECORD_LINK, protection, by=by, at=at)
    return made.protection_id


@transaction.atomic
def link_group(
    *,
    group_id: UUID,
    other: str,
    relation: str,
    source_grade: str | int,
    intelligence_grade: str,
    source: str,
    from_on: date,
    by: Actor,
    at: datetime,
) -> UUID:
    """Link two groups: graded, dated and sourced. Raises `NotALink`."""
    group = open_group(group_id, by=by, at=at, act=Act.READ_GROUP, lock=True)
    require(policies.may_record_link(by, group))
    if relation not in GROUP_RELATIONS:
        raise NotALink("Choose what one is to the other", argument="relation")
    if other == str(group.uid):
        raise NotALink("Choose another group", argument="other")
    linked = open_group(UUID(other), by=by, at=at, act=Act.READ_GROUP)
    _checked_grade(source_grade, intelligence_grade, source, from_on, localtime(at).date())
    if _is_known(
        left=group.pk,
        right=linked.pk,
        relation=relation,
        category="",
        source=source.strip(),
        from_on=from_on,
        restricted=False,
        by=by,
    ):
        raise NotALink(TWICE, argument="source")
    return _keep(
        left=group.pk,
        right=linked.pk,
        group=group,
        relation=relation,
        category="",
        about_person=False,
        is_child=False,
        source_grade=int(source_grade),
        intelligence_grade=intelligence_grade,
        source=source.strip(),
        from_on=from_on,
        restricted=False,
        by=by,
        at=at,
    )


def open_link(link_id: UUID, by: Actor, at: datetime) -> tuple[GroupLink, Group]:
    """A link that *by* may read and the group at one end of it. Raises `NotFound`."""
    areas = areas_on(at)
    require(policies.may_list_groups(by, areas_on=areas))
    row = (
        GroupLink.objects.filter(
            within_scope("protection_id", Kind.LINK, Action.READ, by),
            within_scope("left_id", None, Action.READ, by),
            within_scope("right_id", None, Action.READ, by),
            pk=link_id,
        )
        .select_related("protection")
        .first()
    )
    if row is None:
        raise NotFound
    group = groups_open_to(by, areas).filter(pk__in=[row.right_id, row.left_id]).first()
    if group is None or not policies.may_read_people(by, group):
        raise NotFound
    return row, group


@transaction.atomic
def sign_off(*, link_id: UUID, by: Actor, at: datetime) -> UUID:
    """Let a link of somebody under 18 stand, as somebody senior. Gives the group."""
    row, group = open_link(link_id, by, at)
    require(policies.may_sign_off(by, row))
    row.signed_off_at, row.signed_off_by_id = at, by.person_id
    row.save(update_fields=["signed_off_at", "signed_off_by"])
    record(Act.SIGN_OFF, row.protection, by=by, at=at)
    return group.uid


@transaction.atomic
def end_link(*, link_id: UUID, why: str, by: Actor, at: datetime) -> UUID:
    """End a link today, with a reason. From then on it is in no list, count or tie."""
    row, group = open_link(link_id, by, at)
    require(policies.may_end_link(by, group))
    if not why.strip():
        raise NotALink("Say why it ends", argument="why")
    _end([row], why=why, by=by, at=at)
    return group.uid


def _end(rows: Sequence[GroupLink], *, why: str, by: Actor, at: datetime) -> None:
    on = localtime(at).date()
    for row in rows:
        row.to_on, row.ended_why = max(on, row.from_on), why.strip()[:300]
        row.save(update_fields=["to_on", "ended_why"])
        record(Act.END_LINK, row.protection, by=by, at=at)


def end_links(rows: Sequence[GroupLink], *, why: str, by: Actor, at: datetime) -> None:
    """End these links, for an act that has decided that it may."""
    _end(rows, why=why, by=by, at=at)


def move_links(group: Group, other: Group, *, by: Actor, at: datetime) -> None:
    """End the links of one group and begin them anew on another, as far as *by* may read them."""
    on = localtime(at).date()
    rows = [row for row in _rows(by, group, on=on) if other.pk not in (row.left_id, row.right_id)]
    for row in rows:
        left = other.pk if row.left_id == group.pk else row.left_id
        right = other.pk if row.right_id == group.pk else row.right_id
        if _is_known(
            left=left,
            right=right,
            relation=row.relation,
            category=row.category,
            source=row.source,
            from_on=row.from_on,
            restricted=row.protection.restricted,
            by=by,
        ):
            continue
        _keep(
            left=left,
            right=right,
            group=other,
            relation=row.relation,
            category=row.category,
            about_person=row.about_person,
            is_child=row.is_child,
            source_grade=row.source_grade,
            intelligence_grade=row.intelligence_grade,
            source=row.source,
            from_on=row.from_on,
            restricted=row.protection.restricted,
            by=by,
            at=at,
            recorded_by=row.recorded_by_id,
            signed_off_at=row.signed_off_at,
            signed_off_by=row.signed_off_by_id,
        )
    _end(_rows(by, group, on=on), why=f"Merged into {other.codename}", by=by, at=at)
