"""Groups and people that somebody may open now: the rule, the switch, the lead officer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from frankpledge.access.api import Action, Actor, Kind, NotFound, fetch, require, within_scope
from frankpledge.groups import policies
from frankpledge.groups.models import Group, Subject
from frankpledge.groups.states import Status
from frankpledge.groups.switching import areas_on

GONE = (Status.ERROR, Status.DISPOSED)


def groups_open_to(
    by: Actor, areas: Collection[str], action: Action = Action.READ
) -> QuerySet[Group]:
    """Groups on which *by* may take *action*, where the register is on, and that are not gone."""
    # The area is wrapped so that no index on it is used: the register is on for most of them, and
    # a list that is read in the order of codenames must not be sorted whole for its first page.
    rows = Group.open_to(by, action).alias(within=Coalesce("area_id", Value("")))
    rows = rows.filter(within__in=areas).exclude(status__in=GONE)
    if policies.leads_only(by):
        rows = rows.filter(lead_id=by.person_id)
    return rows


def open_group(
    group_id: UUID, *, by: Actor, at: datetime, act: StrEnum, lock: bool = False
) -> Group:
    """One group, recorded as opened. Refused before it is looked for where the register is off.

    Raises `NotPermitted` without a post for it or with the register off, and `NotFound` for what
    *by* may not know of, which is also what a lead officer is told of any other group.
    """
    areas = areas_on(at)
    require(policies.may_list_groups(by, areas_on=areas))
    if not groups_open_to(by, areas).filter(pk=group_id).exists():
        raise NotFound
    return fetch(Group, group_id, by=by, at=at, act=act, lock=lock)


def subjects_open_to(
    by: Actor, areas: Collection[str], action: Action = Action.READ
) -> QuerySet[Subject]:
    """People of the register on whom *by* may take *action*, where the register is on."""
    return Subject.objects.filter(
        within_scope("protection_id", Kind.GROUP, action, by), area_id__in=areas
    )
