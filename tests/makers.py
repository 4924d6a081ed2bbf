"""Makes agencies, people and posts for tests, by the same tables that the site reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

from frankpledge.access.api import (
    NO_END,
    Actor,
    Agency,
    Area,
    Person,
    Post,
    PostArea,
    PostRole,
    Purpose,
    Role,
    actor_for,
)
from frankpledge.access.models import (
    Agreement,
    AgreementPurpose,
    Forum,
    ForumMember,
    Holding,
    TagAuthority,
)

NOW = datetime(2026, 4, 15, 8, 20, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


def make_area(code: str, *, name: str = "", kind: str = "district") -> Area:
    """An area, once: asked for again, it is the same."""
    return Area.objects.get_or_create(code=code, defaults={"name": name or code, "kind": kind})[0]


def make_agency(
    code: str,
    *,
    kind: str = "district_council",
    purposes: Iterable[Purpose] = tuple(Purpose),
    until: datetime = NO_END,
) -> Agency:
    """An agency with an agreement in force for every purpose, unless fewer are given."""
    agency = Agency.objects.create(
        code=code, name=f"{code.title()} Agency", short_name=code.title(), kind=kind
    )
    agreement = Agreement.objects.create(
        agency=agency,
        title=f"Agreement with {agency.name}",
        controller_role="joint_controller",
        impact_assessment="DPIA-1",
        impact_assessment_ends_at=NO_END,
        starts_at=LONG_AGO,
        ends_at=until,
    )
    AgreementPurpose.objects.bulk_create(
        AgreementPurpose(agreement=agreement, purpose=purpose, regime="uk_gdpr", ends_at=until)
        for purpose in purposes
    )
    return agency


def make_person(
    agency: Agency,
    *roles: Role,
    districts: Iterable[str] = (),
    force_wide: bool = False,
    vetting: int = 3,
    forums: Iterable[str] = (),
    tags: Iterable[str] = (),
    purpose: Purpose = Purpose.PARTNERSHIP_WORKING,
    name: str = "",
) -> Person:
    """Somebody who holds one post with these roles and areas, now and with no end."""
    number = next(_numbers)
    person = Person(
        username=f"person{number}",
        name=name or f"Person {number}",
        agency=agency,
        ends_at=NO_END,
        vetting=vetting,
        vetting_until=NO_END,
        usual_purpose=purpose,
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    post = Post.objects.create(
        code=f"post{number}", title=f"Post {number}", agency=agency, force_wide=force_wide
    )
    PostRole.objects.bulk_create(PostRole(post=post, role=role) for role in roles)
    PostArea.objects.bulk_create(PostArea(post=post, area=make_area(code)) for code in districts)
    Holding.objects.create(person=person, post=post, starts_at=LONG_AGO, ends_at=NO_END)
    for code in forums:
        forum = Forum.objects.get_or_create(code=code, defaults={"name": code})[0]
        ForumMember.objects.create(forum=forum, person=person, until=NO_END)
    for tag in tags:
        TagAuthority.objects.create(person=person, tag=tag, until=NO_END)
    return person


def as_actor(person: Person, *, at: datetime = NOW, purpose: Purpose | None = None) -> Actor:
    """The person as they come in from the edge at *at*."""
    return actor_for(person.id, at=at, purpose=purpose)


def later(**by: float) -> datetime:
    """A moment after the usual one, such as `later(days=2)`."""
    return NOW + timedelta(**by)
