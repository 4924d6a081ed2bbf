"""Looking up who or what has one whole identifier. Exact, within what one may see, and recorded."""

from __future__ import annotations

from datetime import datetime

from frankpledge.access.api import Actor, record, require
from frankpledge.entities.identifiers import What, identifier
from frankpledge.entities.models import Identifier, Mention
from frankpledge.entities.policies import Act, may_look_up
from frankpledge.entities.taking_in import MentionFacts, facts_of

MOST_SHOWN = 200


def look_up(*, what: str, typed: str, by: Actor, at: datetime) -> tuple[MentionFacts, ...]:
    """Mentions with that identifier which *by* may read, however it was typed there.

    Nothing near it is found, and nothing says whether there is more. Raises `NotPermitted`, and
    `NotAnIdentifier` for what cannot be read as one.
    """
    require(may_look_up(by))
    wanted = identifier(What(what), typed)
    values = {wanted.value}
    if wanted.what == What.NAME:
        given, _, family = wanted.value.partition("|")
        values.add(f"{family}|{given}")
    having = Identifier.objects.filter(what=wanted.what, value__in=values).values("mention")
    rows = list(
        Mention.open_to(by)
        .filter(pk__in=having)
        .select_related("protection__parent")
        .order_by("-noted_at", "pk")[:MOST_SHOWN]
    )
    record(Act.LOOK_UP, rows, by=by, at=at)
    return facts_of(rows)
