"""What protects a record: a row each, on which the one rule works, and the base of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from frankpledge.access.rule import CONDITION_NAMES
from frankpledge.access.vocabulary import Action, Kind
from frankpledge.database import one_of

if TYPE_CHECKING:
    from frankpledge.access.actors import Actor

MAX_DEPTH = 3
"""How far down a record may hang below another: comment on attachment on visit on problem."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A record's kind and identity, which is all that one module need know of another's."""

    kind: Kind
    uid: UUID


class State(models.TextChoices):
    """Where a record is in its life."""

    DRAFT = "draft", "Draft"
    LIVE = "live", "Live"
    DISPOSED = "disposed", "Disposed"


class Protection(models.Model):
    """The owner, marking, sharing and conditions of one record, whatever its kind.

    Its identity is the record's: a record's primary key is its protection's. A record without
    one cannot be stored, so nothing is ever outside the rule.
    """

    uid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=30)
    owner = models.ForeignKey("access.Agency", models.PROTECT, related_name="+")
    min_vetting = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=1, default="P")
    restricted = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.LIVE)
    parent = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    depth = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("protection_kind_known", "kind", list(Kind)),
            one_of("protection_code_known", "code", ["P", "C"]),
            one_of("protection_state_known", "state", State.values),
            models.CheckConstraint(
                name="protection_vetting_is_a_level",
                condition=Q(min_vetting__gte=0, min_vetting__lte=4),
            ),
            models.CheckConstraint(
                name="protection_depth_is_bounded",
                condition=Q(parent__isnull=True, depth=0)
                | Q(parent__isnull=False, depth__gte=1, depth__lte=MAX_DEPTH),
            ),
        ]
        indexes = [
            models.Index(name="protection_by_kind_owner", fields=["kind", "owner"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class What(models.TextChoices):
    """What one entry of a protection says."""

    AGENCY = "agency", "Shared with an agency"
    FORUM = "forum", "Shared with a forum"
    NAMED = "named", "Shared with a named person"
    EDITOR = "editor", "May be edited by a person"
    EXCLUDED_PERSON = "excluded_person", "Kept from a person"
    EXCLUDED_AGENCY = "excluded_agency", "Kept from an agency"
    TAG = "tag", "Carries a tag"
    DISTRICT = "district", "Concerns a district"
    NOMINAL = "nominal", "Concerns a nominal"


class ProtectionTerm(models.Model):
    """One entry in a record's protection: an agency it is shared with, a tag it carries, …"""

    protection = models.ForeignKey(Protection, models.CASCADE, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    value = models.CharField(max_length=80)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("protection_term_known", "what", What.values),
            models.UniqueConstraint(
                name="protection_term_once", fields=["protection", "what", "value"]
            ),
            models.CheckConstraint(
                name="only_named_terms_end",
                condition=Q(what="named", until__isnull=False) | (~Q(what="named") & Q(until=None)),
            ),
        ]


class ProtectionCondition(models.Model):
    """One machine-checked condition on a record of code C."""

    protection = models.ForeignKey(Protection, models.CASCADE, related_name="+")
    name = models.CharField(max_length=20)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("condition_known", "name", list(CONDITION_NAMES)),
            models.CheckConstraint(
                name="until_condition_has_a_moment",
                condition=Q(name="until", until__isnull=False) | (~Q(name="until") & Q(until=None)),
            ),
        ]


class ProtectionConditionValue(models.Model):
    """An agency or a purpose that a condition names."""

    condition = models.ForeignKey(ProtectionCondition, models.CASCADE, related_name="+")
    value = models.CharField(max_length=80)


class GuardedModel(models.Model):
    """A record that somebody may not see. There is no way to it but as somebody.

    Its primary key is its protection's, so a reference (kind, uid) names both. There is no
    `objects`; `_rows` is for this class and its subclasses' own methods alone.
    """

    KIND: ClassVar[Kind]

    protection = models.OneToOneField(
        Protection, models.PROTECT, primary_key=True, related_name="+", db_column="uid"
    )

    _rows = models.Manager[Self]()

    class Meta:
        abstract = True

    @property
    def uid(self) -> UUID:
        """The record's identity, which is its protection's."""
        return self.protection_id

    @classmethod
    def visible_to(cls, actor: Actor) -> models.QuerySet[Self]:
        """Records of this kind that *actor* may know exist. Every list and count starts here."""
        return cls.open_to(actor, Action.DISCOVER)

    @classmethod
    def open_to(cls, actor: Actor, action: Action = Action.READ) -> models.QuerySet[Self]:
        """Records of this kind on which *actor* may take *action*, by the one rule."""
        from frankpledge.access.scope import within_scope

        return cls._rows.filter(within_scope("protection_id", cls.KIND, action, actor))


class LinkKind(models.TextChoices):
    """What one record has to do with another, said from the earlier to the later."""

    EVALUATED_AS = "evaluated_as", "was evaluated as"
    SANITISED_AS = "sanitised_as", "was sanitised as"
    INFORMS = "informs", "informs"
    SUPPORTS = "supports", "supports"
    RAISED_AT = "raised_at", "was raised at"
    DECIDED_AS = "decided_as", "was decided as"
    GAVE_RISE_TO = "gave_rise_to", "gave rise to"
    DONE_AT = "done_at", "was done at"
    ANSWERED_BY = "answered_by", "was answered by"
    SAME_MATTER = "same_matter", "is the same matter as"


class Link(GuardedModel):
    """One record has to do with another. Visible only if it and both its ends are."""

    KIND = Kind.LINK

    earlier = models.ForeignKey(Protection, models.PROTECT, related_name="+")
    later = models.ForeignKey(Protection, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=20, choices=LinkKind)

    class Meta:
        constraints = [
            one_of("link_relation_known", "relation", LinkKind.values),
            models.UniqueConstraint(name="link_once", fields=["earlier", "later", "relation"]),
            models.CheckConstraint(
                name="link_joins_two_records", condition=~Q(earlier=models.F("later"))
            ),
        ]

    @classmethod
    def joins(cls, earlier: Protection, later: Protection, relation: LinkKind) -> bool:
        """Whether the very same link exists, which says no more than that it need not be made."""
        return cls._rows.filter(earlier=earlier, later=later, relation=relation).exists()

    @classmethod
    def open_to(cls, actor: Actor, action: Action = Action.READ) -> models.QuerySet[Self]:
        """Links that *actor* may act on, both of whose ends *actor* may know exist."""
        from frankpledge.access.scope import within_scope

        return cls._rows.filter(
            within_scope("protection_id", Kind.LINK, action, actor),
            within_scope("earlier_id", None, Action.DISCOVER, actor),
            within_scope("later_id", None, Action.DISCOVER, actor),
        )
