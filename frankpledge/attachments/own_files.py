"""Files of an agency's own in which our documents go out: cleaned when taken in, one of a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from frankpledge.access.api import Actor, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFileLine:
    """One such file of somebody's agency."""

    number: int
    name: str
    added_on: date


class OwnFile(models.Model):
    """A file of an agency's own. It is read by that agency alone, and what it replaces is kept."""

    agency = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                name="agency_has_one_%(class)s_of_a_name",
                fields=["agency", "name"],
                condition=Q(ended_at=None),
            ),
            models.CheckConstraint(name="%(class)s_has_a_name", condition=~Q(name="")),
        ]

    @classmethod
    def in_use(cls, by: Actor) -> models.QuerySet[Self]:
        """Those that *by*'s own agency uses now."""
        return cls._default_manager.filter(agency=by.agency_id, ended_at=None)

    @classmethod
    def take(cls, *, name: str, content: bytes, by: Actor, at: datetime) -> int:
        """Use a cleaned file from now on, in place of one of the same name. Gives its number."""
        cls.in_use(by).filter(name=name).update(ended_at=at)
        row = cls._default_manager.create(
            agency_id=by.agency_id,
            name=name,
            content=content,
            added_at=at,
            added_by_id=by.person_id,
        )
        return int(row.pk)

    @classmethod
    def end(cls, number: int, *, by: Actor, at: datetime) -> None:
        """Use one no longer. Raises `NotFound` where *by*'s agency does not use it."""
        if not cls.in_use(by).filter(pk=number).update(ended_at=at):
            raise NotFound

    @classmethod
    def content_of(cls, number: int, by: Actor) -> bytes:
        """What one holds. Raises `NotFound` where *by*'s agency does not use it."""
        row = cls.in_use(by).filter(pk=number).first()
        if row is None:
            raise NotFound
        return bytes(row.content)

    @classmethod
    def listed(cls, by: Actor) -> tuple[OwnFileLine, ...]:
        """Those that *by*'s own agency uses now, by name."""
        return tuple(
            OwnFileLine(number=int(row.pk), name=row.name, added_on=localtime(row.added_at).date())
            for row in cls.in_use(by).order_by("name").only("name", "added_at")
        )
