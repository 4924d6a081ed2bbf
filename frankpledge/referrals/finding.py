"""Finding a door for what somebody saw: nothing of it is kept, but that somebody asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from frankpledge.access.api import Actor, record, require
from frankpledge.referrals import catalogue, routing
from frankpledge.referrals.policies import Act, may_route
from frankpledge.referrals.register import kind_of


@transaction.atomic
def find_doors(*, seen: routing.Seen, by: Actor, at: datetime) -> routing.Answer:
    """The doors that are open for what was seen, for the kind of agency that *by* belongs to.

    What was seen goes into no table. Raises `NotPermitted`.
    """
    require(may_route(by))
    answer = routing.route(replace(seen, kind=kind_of(by)), catalogue.book())
    record(Act.ROUTE, None, by=by, at=at)
    return answer
