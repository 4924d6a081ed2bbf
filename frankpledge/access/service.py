"""Services: who acts where nobody does, with grants that can be listed like anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from frankpledge.access.actors import Actor, actor_for
from frankpledge.access.moments import moment_of
from frankpledge.access.people import Agency, Holding, Person, Post, PostRole, TagAuthority
from frankpledge.access.records import NO_END
from frankpledge.access.vocabulary import Purpose, Role, Tag


@transaction.atomic
def make_service(
    agency_id: UUID,
    *,
    code: str,
    title: str,
    role: Role,
    since: datetime | None = None,
    tags: Iterable[Tag] = (),
    vetting: int | None = None,
) -> Person:
    """A service of an agency, with one post that covers every area, one role and these tags.

    Nobody can sign in as it. It holds its post *since* then, or from before anything.
    """
    agency = Agency.objects.get(id=agency_id)
    service = Person(username=code, name=title, agency=agency, is_service=True, ends_at=NO_END)
    if vetting is not None:
        service.vetting, service.vetting_until = vetting, NO_END
    service.set_unusable_password()
    service.save(force_insert=True)
    post = Post.objects.create(
        code=code, title=title, agency=agency, force_wide=True, is_service=True
    )
    PostRole.objects.create(post=post, role=role)
    Holding.objects.create(
        person=service, post=post, starts_at=since or moment_of(0), ends_at=NO_END
    )
    for tag in tags:
        TagAuthority.objects.create(person=service, tag=tag, until=NO_END)
    return service


def acting_for(
    person_id: UUID, purposes: Sequence[Purpose], *, at: datetime, channel: str = "command"
) -> Actor:
    """Somebody as they stand at *at*, for the first of these purposes that their agency agreed to;
    for the last where it agreed to none."""
    for purpose in purposes:
        actor = actor_for(person_id, at=at, purpose=purpose, channel=channel)
        if actor.agreements:
            break
    return actor
