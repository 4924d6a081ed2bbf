"""What is kept of mentions, of the blind index over them, of matches, and of what people judged."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from frankpledge.access.api import GuardedModel, Kind, Protection
from frankpledge.database import one_of
from frankpledge.entities.identifiers import LABELS, LONGEST_TYPED, What

LONGEST_REASON = 300


class Sort(models.TextChoices):
    """What sort of thing is mentioned."""

    PERSON = "person", "Person"
    PLACE = "place", "Place"
    VEHICLE = "vehicle", "Vehicle"
    PHONE = "phone", "Phone"
    ACCOUNT = "account", "Account"
    BUSINESS = "business", "Business"


class Part(models.TextChoices):
    """The part that somebody has in what was told, as far as it was said."""

    NOT_SAID = "not_said", "Not said"
    SUSPECTED = "suspected", "Suspected offender"
    HARMED = "harmed", "Possible victim"
    OTHER = "other", "Other"


class Mention(GuardedModel):
    """Somebody or something as one record speaks of it, in that record's own words.

    It hangs below its source: whoever may not read the source does not know of the mention. It is
    never joined to another; what people judge stands beside it.
    """

    KIND = Kind.NOMINAL

    sort = models.CharField(max_length=10, choices=Sort)
    part = models.CharField(max_length=10, choices=Part, default=Part.NOT_SAID)
    typed = models.CharField(max_length=LONGEST_TYPED)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("mention_sort_known", "sort", Sort.values),
            one_of("mention_part_known", "part", Part.values),
        ]
        indexes = [models.Index(name="mention_by_time", fields=["noted_at", "protection"])]


class Identifier(models.Model):
    """One thing that identifies what is mentioned: as typed, and as it is compared."""

    mention = models.ForeignKey(Mention, models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=[(what.value, LABELS[what]) for what in What])
    typed = models.CharField(max_length=LONGEST_TYPED)
    value = models.CharField(max_length=LONGEST_TYPED)

    class Meta:
        constraints = [
            one_of("identifier_kind_known", "what", list(What)),
            models.UniqueConstraint(
                name="identifier_once_a_mention", fields=["mention", "what", "value"]
            ),
            models.CheckConstraint(name="identifier_says_something", condition=~Q(value="")),
        ]
        indexes = [models.Index(name="identifier_by_value", fields=["what", "value"])]


class Held(models.Model):
    """A mention's place in the blind index: what it is compared by, in a box that is locked.

    Nothing here can be read without the site's secret. Everything here is worked out from the
    mention and can be worked out again, so no constraint ties the two together.
    """

    id = models.BigAutoField(primary_key=True)
    mention = models.OneToOneField(
        Mention, models.DO_NOTHING, related_name="+", db_constraint=False
    )
    source = models.BigIntegerField()
    box = models.BinaryField()

    class Meta:
        indexes = [models.Index(name="held_by_source", fields=["source"])]


class MatchKey(models.Model):
    """One way to find a held mention: a keyed hash, whether or not its source is restricted."""

    pk = models.CompositePrimaryKey("key", "held_id")
    key = models.BigIntegerField()
    held = models.ForeignKey(
        Held, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )


class Waiting(models.Model):
    """A source whose mentions wait to be matched: one row each, whatever there is to find.

    Written in the transaction that takes the mentions in, and worked through after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey(Protection, models.PROTECT, related_name="+")
    taker = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    matched_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                name="waiting_to_be_matched",
                fields=["noted_at", "id"],
                condition=Q(matched_at=None),
            )
        ]


class Match(models.Model):
    """What was submitted is like something held. Told to the owner of what is held, nobody else.

    `pair` names the two whichever way round. `why` holds sentences that quote neither of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    held = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    submitted = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    pair = models.CharField(max_length=64)
    points = models.FloatField()
    why = models.JSONField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="match_once_a_pair", fields=["pair"]),
            models.CheckConstraint(
                name="match_joins_two_mentions", condition=~Q(held=F("submitted"))
            ),
        ]


class Verdict(models.TextChoices):
    """What somebody decided about two mentions."""

    SAME = "same", "The same"
    DIFFERENT = "different", "Different"
    UNSURE = "unsure", "Cannot tell"


class Judgement(models.Model):
    """What one person decided about two mentions, when and why. Never rewritten."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    left = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    right = models.ForeignKey(Mention, models.PROTECT, related_name="+")
    pair = models.CharField(max_length=64, db_index=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=LONGEST_REASON)
    judged_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("judgement_verdict_known", "verdict", Verdict.values),
            models.CheckConstraint(
                name="judgement_is_of_two_mentions_in_order",
                condition=Q(left__lt=F("right")),
            ),
            models.CheckConstraint(name="judgement_says_why", condition=~Q(reason="")),
        ]


class Withdrawal(models.Model):
    """A judgement stands no longer, from a moment on. The judgement itself is kept."""

    judgement = models.OneToOneField(
        Judgement, models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    reason = models.CharField(max_length=LONGEST_REASON)
    withdrawn_by = models.ForeignKey("access.Person", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="withdrawal_says_why", condition=~Q(reason="")),
        ]
