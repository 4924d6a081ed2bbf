"""Two agencies are concerned about one place or one person: told to safeguarding leads alone.

Nothing is looked up when a referral is sent, so sending one is the same whatever others hold. A
safeguarding lead who looks is told that another agency is concerned about a place or a person of
their own referrals, and which agency: not what it saw, by which door, or of whom it spoke. The
other agency's lead is told the same of theirs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, Kind, Ref, record, require
from frankpledge.referrals.models import Concern, Referral
from frankpledge.referrals.policies import Act, may_read_notices
from frankpledge.referrals.register import ways

WITHIN = timedelta(days=28)
"""How many days may lie between two concerns, counted from date to date, both ends included."""
MOST_SHOWN = 100
PLACE, PERSON = "the same place", "the same person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Another agency is concerned about what one's own referral is about."""

    referral: UUID
    reference: str
    about: str
    agency: str
    at: datetime
    """When the later of the two was sent."""


def shared_concerns(*, by: Actor, at: datetime) -> tuple[Shared, ...]:
    """Which agencies are concerned within 28 days about what *by* has a referral for.

    It is told for 28 days after the later of the two. Raises `NotPermitted`.
    """
    require(may_read_notices(by))
    since = at - 2 * WITHIN - timedelta(days=1)
    near = Concern.objects.filter(at__gte=since, at__lte=at).exclude(agency=OuterRef("agency"))
    lately = Concern.objects.filter(referral__sent_at__gte=since, referral__sent_at__lte=at)
    # From the few that the reader's agency came to know of lately, each looked up by its own key,
    # so that it takes as long whatever others hold; and then which of those the reader may open.
    # Those without a key are left out first: they are many, and would be compared with each other.
    meeting = {
        uid
        for way, key in product(ways(by, of="referral__"), ("line_key", "person_key"))
        for uid in lately.filter(way)
        .exclude(**{key: ""})
        .filter(Exists(near.filter(**{key: OuterRef(key)})))
        .values_list("pk", flat=True)
    }
    mine = Referral.open_to(by).filter(pk__in=meeting).values_list("pk", flat=True)
    met = Concern.objects.filter(referral__in=list(mine)).select_related("referral")
    found = _pairs(list(met.order_by("-at", "pk")), at)
    refs = [Ref(kind=Kind.REFERRAL, uid=uid) for uid in sorted({each.referral for each in found})]
    record(Act.READ_NOTICES, refs, by=by, at=at)
    return found


def _pairs(met: list[Concern], at: datetime) -> tuple[Shared, ...]:
    lines = {each.line_key for each in met} - {""}
    people = {each.person_key for each in met} - {""}
    since = at - 2 * WITHIN - timedelta(days=1)
    alike = Concern.objects.filter(Q(line_key__in=lines) | Q(person_key__in=people))
    candidates = alike.filter(at__gte=since, at__lte=at).select_related("agency")
    by_key: dict[str, list[Concern]] = defaultdict(list)
    for each in candidates.order_by("-at", "pk"):
        for key in {each.line_key, each.person_key} - {""}:
            by_key[key].append(each)
    found: dict[tuple[UUID, str, str], Shared] = {}
    for own in met:
        for about, key in ((PERSON, own.person_key), (PLACE, own.line_key)):
            for other in by_key.get(key, ()):
                if not _meets(own, other, about, at):
                    continue
                told = Shared(
                    referral=own.referral_id,
                    reference=own.referral.reference,
                    about=about,
                    agency=other.agency.name,
                    at=max(own.at, other.at),
                )
                found.setdefault((told.referral, told.about, told.agency), told)
    return tuple(sorted(found.values(), key=lambda each: each.at, reverse=True)[:MOST_SHOWN])


def _meets(own: Concern, other: Concern, about: str, at: datetime) -> bool:
    if other.agency_id == own.agency_id:
        return False
    if about == PLACE and own.postcode_key and other.postcode_key not in ("", own.postcode_key):
        return False
    days = [localtime(each.at).date() for each in (own, other)]
    return max(days) - min(days) <= WITHIN and localtime(at).date() - max(days) <= WITHIN
