"""Which agencies work in an area on a day: those with a post there and a live agreement."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localtime

from frankpledge.access.api import Agency, Agreement, Post, PostArea, areas_around
from frankpledge.powers.candidates import Body


def bodies_in(area: str, *, at: datetime) -> tuple[Body, ...]:
    """The agencies that work in *area* at that moment, by name.

    An agency whose agreement has run out does not work here; a post for the whole force works in
    every area.
    """
    around = areas_around(area, localtime(at).date())
    there = PostArea.objects.filter(area_id__in=around).values("post")
    posts = Post.of_people().filter(Q(pk__in=there) | Q(force_wide=True), agency=OuterRef("pk"))
    live = Agreement.objects.filter(agency=OuterRef("pk"), starts_at__lte=at, ends_at__gt=at)
    agencies = Agency.objects.filter(Exists(posts), Exists(live)).order_by("name")
    return tuple(Body(code=each.code, name=each.name, kind=each.kind) for each in agencies)
