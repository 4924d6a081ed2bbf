"""Who is asking: the facts about a person on which permission depends, gathered at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q

from frankpledge.access.moments import ticks
from frankpledge.access.people import (
    AgreementPurpose,
    BreakGlass,
    Conflict,
    DelegatedAuthority,
    DelegatedGrant,
    Epoch,
    ForumMember,
    Holding,
    Person,
    PostArea,
    PostRole,
    TagAuthority,
)
from frankpledge.access.places import AreaPart, AreaSuccession
from frankpledge.access.rule import Context, Delegation, Subject
from frankpledge.access.vocabulary import PERMISSIONS, Action, Kind, Purpose, Role, down
from frankpledge.kernel import DomainError

REMEMBERED_PEOPLE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who asks, for a purpose, at a moment. Every way to a record takes one."""

    subject: Subject
    person_id: UUID
    name: str
    agency_id: UUID
    agency_name: str
    post_title: str
    purpose: Purpose
    at: datetime
    agreements: Mapping[str, int] = field(default_factory=dict)
    break_glass: Mapping[tuple[str, str], int] = field(default_factory=dict)
    channel: str = "command"
    request_id: str = ""

    @property
    def entitled(self) -> Subject:
        """Whose entitlement is used: the principal's under a delegation, otherwise their own."""
        lent = self.subject.delegation
        return lent.principal if lent else self.subject

    @property
    def roles(self) -> frozenset[Role]:
        """The roles whose entitlement is used."""
        return self.entitled.roles

    @property
    def districts(self) -> frozenset[str]:
        """Codes of the areas that the entitlement covers."""
        return self.entitled.districts

    @property
    def force_wide(self) -> bool:
        """Whether the entitlement covers every district."""
        return self.entitled.force_wide

    @property
    def forums(self) -> frozenset[str]:
        """Codes of the forums that the entitlement sits on now."""
        now = ticks(self.at)
        return frozenset(code for code, until in self.entitled.forums.items() if until > now)

    def holds(self, role: Role) -> bool:
        """Whether *role* comes with a post that is held now."""
        return role in self.roles

    @property
    def is_current(self) -> bool:
        """Whether the account has not ended."""
        return self.subject.until > ticks(self.at)

    @property
    def context(self) -> Context:
        """The moment and the world, as the rule wants them."""
        return Context(
            now=ticks(self.at),
            purpose=self.purpose,
            agreements=self.agreements,
            break_glass=self.break_glass,
        )

    def kinds_for(self, action: Action) -> frozenset[Kind]:
        """Kinds on which roles (and a delegation's scope) let this actor take *action* at all."""
        kinds = _kinds_granted(self.roles, action)
        lent = self.subject.delegation
        if lent:
            scope = down(lent.scope)
            kinds = frozenset(kind for kind in kinds if (action, kind) in scope)
        return kinds


@lru_cache(maxsize=1024)
def _kinds_granted(roles: frozenset[Role], action: Action) -> frozenset[Kind]:
    # The table never changes while the program runs, and every page asks for each place of it.
    return frozenset(
        kind for role in roles for granted, kind in PERMISSIONS[role] if granted == action
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _PostHeld:
    title: str
    roles: frozenset[Role]
    areas: frozenset[str]
    force_wide: bool
    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is on file about a person, untouched by the moment at which it is asked about."""

    name: str
    agency_id: UUID
    agency_name: str
    usual_purpose: Purpose
    vetting: int
    vetting_until: int
    active: bool
    locked: bool
    until: int
    posts: tuple[_PostHeld, ...]
    forums: Mapping[str, int]
    tag_authority: Mapping[str, int]
    conflicts: frozenset[str]
    break_glass: Mapping[tuple[str, str], int]
    agreements: tuple[tuple[Purpose, int, int], ...]
    """The agency's purposes, each with the ticks between which an agreement covers it."""


class NobodyCalled(DomainError):
    """No person signs in under the user name that a command was given."""


def actor_named(username: str, *, at: datetime, purpose: Purpose | None = None) -> Actor:
    """Whoever signs in under a user name, as they stand at *at*, for their usual purpose if none
    is given. Never a service, which nobody can be. Raises `NobodyCalled`."""
    person = Person.objects.filter(username=username, is_service=False).only("id").first()
    if person is None:
        raise NobodyCalled(f"Nobody signs in as {username}.")
    return actor_for(person.id, at=at, purpose=purpose)


def actor_for(
    person_id: UUID,
    *,
    at: datetime,
    purpose: Purpose | None = None,
    delegation_id: int | None = None,
    channel: str = "command",
    request_id: str = "",
) -> Actor:
    """Somebody as they stand at *at*, for a purpose, in their own right or as a delegate.

    Raises `Person.DoesNotExist` for an unknown person and `DelegatedAuthority.DoesNotExist` for
    a delegation that is not theirs. A delegation that has ended is kept, and denies.
    """
    token = Epoch.objects.values_list("token", flat=True).get(id=1)
    facts = _facts(person_id, token, at.date())
    purpose = purpose or facts.usual_purpose
    subject = _subject(person_id, facts, at)
    entitled_facts = facts
    if delegation_id is not None:
        lent = DelegatedAuthority.objects.get(id=delegation_id, delegate_id=person_id)
        entitled_facts = _facts(lent.principal_id, token, at.date())
        scope = DelegatedGrant.objects.filter(delegation=lent).values_list("action", "kind")
        subject = _subject(
            person_id,
            facts,
            at,
            delegation=Delegation(
                principal=_subject(lent.principal_id, entitled_facts, at),
                until=ticks(lent.until) if lent.starts_at <= at else 0,
                scope=frozenset((Action(action), Kind(kind)) for action, kind in scope),
            ),
        )
    posts = _posts_at(facts, ticks(at))
    return Actor(
        subject=subject,
        person_id=person_id,
        name=facts.name,
        agency_id=facts.agency_id,
        agency_name=facts.agency_name,
        post_title=posts[0].title if posts else "",
        purpose=purpose,
        at=at,
        agreements=_agreements(entitled_facts, purpose, ticks(at)),
        break_glass=facts.break_glass,
        channel=channel,
        request_id=request_id,
    )


def _subject(
    person_id: UUID, facts: _Facts, at: datetime, delegation: Delegation | None = None
) -> Subject:
    posts = _posts_at(facts, ticks(at))
    return Subject(
        id=str(person_id),
        agency=str(facts.agency_id),
        roles=frozenset(role for post in posts for role in post.roles),
        vetting=facts.vetting,
        vetting_until=facts.vetting_until,
        active=facts.active,
        locked=facts.locked,
        until=facts.until,
        districts=frozenset(area for post in posts for area in post.areas),
        force_wide=any(post.force_wide for post in posts),
        forums=facts.forums,
        tag_authority=facts.tag_authority,
        conflicts=facts.conflicts,
        delegation=delegation,
    )


def _posts_at(facts: _Facts, now: int) -> list[_PostHeld]:
    return [post for post in facts.posts if post.starts <= now < post.ends]


def _agreements(facts: _Facts, purpose: Purpose, now: int) -> dict[str, int]:
    ends = [end for held, start, end in facts.agreements if held == purpose and start <= now]
    return {str(facts.agency_id): max(ends)} if ends else {}


@lru_cache(maxsize=REMEMBERED_PEOPLE)
def _facts(person_id: UUID, token: str, day: date) -> _Facts:
    """Facts about a person as filed under the epoch *token*; a changed fact changes the token."""
    person = Person.objects.select_related("agency").get(id=person_id)
    return _Facts(
        name=person.name,
        agency_id=person.agency_id,
        agency_name=person.agency.name,
        usual_purpose=Purpose(person.usual_purpose),
        vetting=person.vetting,
        vetting_until=ticks(person.vetting_until) if person.vetting_until else 0,
        active=person.is_active,
        locked=person.locked,
        until=ticks(person.ends_at),
        posts=_posts(person, day),
        forums={
            forum: ticks(until)
            for forum, until in ForumMember.objects.filter(person=person).values_list(
                "forum_id", "until"
            )
        },
        tag_authority={
            tag: ticks(until)
            for tag, until in TagAuthority.objects.filter(person=person).values_list("tag", "until")
        },
        conflicts=frozenset(
            Conflict.objects.filter(person=person).values_list("nominal", flat=True)
        ),
        break_glass={
            (str(person_id), str(uid)): ticks(until)
            for uid, until in BreakGlass.objects.filter(person=person)
            .order_by("until")
            .values_list("protection_id", "until")
        },
        agreements=_purposes_agreed(person.agency_id),
    )


def _posts(person: Person, day: date) -> tuple[_PostHeld, ...]:
    holdings = list(
        Holding.objects.filter(person=person).select_related("post").order_by("-starts_at", "id")
    )
    post_ids = [holding.post_id for holding in holdings]
    roles: dict[UUID, set[Role]] = {}
    for post_id, role in PostRole.objects.filter(post_id__in=post_ids).values_list("post", "role"):
        roles.setdefault(post_id, set()).add(Role(role))
    areas: dict[UUID, set[str]] = {}
    for post_id, area in PostArea.objects.filter(post_id__in=post_ids).values_list("post", "area"):
        areas.setdefault(post_id, set()).add(area)
    return tuple(
        _PostHeld(
            title=holding.post.title,
            roles=frozenset(roles.get(holding.post_id, ())),
            areas=_reach(areas.get(holding.post_id, ()), day),
            force_wide=holding.post.force_wide,
            starts=ticks(holding.starts_at),
            ends=ticks(holding.ends_at),
        )
        for holding in holdings
    )


def _reach(areas: Iterable[str], day: date) -> frozenset[str]:
    """The areas, what lies within them on *day*, and what each of those succeeded by then.

    So a post in a new council's area reaches the records of the old districts that became it,
    and nothing about those records has to be rewritten.
    """
    current = (Q(valid_from=None) | Q(valid_from__lte=day)) & (
        Q(valid_to=None) | Q(valid_to__gt=day)
    )
    found: set[str] = set()
    edge = set(areas)
    while edge:
        found |= edge
        parts = AreaPart.objects.filter(current, whole_id__in=edge).values_list(
            "part_id", flat=True
        )
        succeeded = AreaSuccession.objects.filter(new_id__in=edge, on__lte=day)
        edge = (set(parts) | set(succeeded.values_list("old_id", flat=True))) - found
    return frozenset(found)


def _purposes_agreed(agency_id: UUID) -> tuple[tuple[Purpose, int, int], ...]:
    """What the agency's agreements cover and until when: no longer than any part of them."""
    covered = AgreementPurpose.objects.filter(agreement__agency_id=agency_id).order_by("id")
    return tuple(
        (Purpose(purpose), ticks(starts), ticks(min(ends)))
        for purpose, starts, *ends in covered.values_list(
            "purpose",
            "agreement__starts_at",
            "ends_at",
            "agreement__ends_at",
            "agreement__impact_assessment_ends_at",
        )
    )
