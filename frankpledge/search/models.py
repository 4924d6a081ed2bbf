"""What records can be found by. Read only through the rule, on each record's own protection."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import models
from django.db.models.sql.query import Query

from frankpledge.access.api import Action, Actor, within_scope

WORDS_TABLE = "search_words"
"""What SQLite calls its index of words. Read as a table, it shows the entries' own words again."""


class Entry(models.Model):
    """One record as it can be found: its caption, its address on the site and its words.

    `place` orders entries by the half hour in which they were released and at random within it, so
    that the order of a list says no more of time than a release slot does.
    """

    place = models.BigIntegerField(primary_key=True)
    protection = models.OneToOneField("access.Protection", models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    href = models.CharField(max_length=200)
    released_on = models.DateField()
    text = models.TextField()
    words = models.TextField()

    _rows = models.Manager["Entry"]()

    @classmethod
    def readable_by(cls, actor: Actor) -> Query:
        """The question for every entry whose record *actor* may read, to be asked or built upon."""
        return cls._rows.filter(within_scope("protection_id", None, Action.READ, actor)).query

    @classmethod
    def at(cls, places: Sequence[int], actor: Actor) -> list[Entry]:
        """The entries at *places* that *actor* may read, the newest first."""
        allowed = cls._rows.filter(within_scope("protection_id", None, Action.READ, actor))
        found = allowed.filter(place__in=places).select_related("protection")
        return list(found.order_by("-place"))

    @classmethod
    def drop(cls, uid: UUID) -> None:
        """Keep nothing more of the record *uid*."""
        cls._rows.filter(protection_id=uid).delete()


class Asked(models.Model):
    """How often somebody has searched within a minute, which has a limit."""

    person = models.OneToOneField("access.Person", models.CASCADE, related_name="+")
    minute = models.DateTimeField()
    times = models.PositiveIntegerField()
