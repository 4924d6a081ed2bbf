"""The one rule as a database filter. It says what `access.rule` says, and tests hold them together.

Written as SQL text rather than built up from query objects, so that it can be read beside the rule
clause by clause, means the same on SQLite and PostgreSQL, and costs nothing to compile.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from frankpledge.access.actors import Actor
from frankpledge.access.moments import ticks
from frankpledge.access.protection import MAX_DEPTH
from frankpledge.access.rule import Subject
from frankpledge.access.vocabulary import PURPOSES, Action, Kind


def within_scope(column: str, kind: Kind | None, action: Action, actor: Actor) -> Func:
    """A condition: the protection that *column* names lets *actor* take *action*.

    *kind* narrows it to records of one kind; None admits every kind that the actor's roles do.
    """
    return _InScope(F(column), kind=kind, action=action, actor=actor)


class _InScope(Func):
    """Renders the rule for one actor and action, against the protection in its one argument."""

    arity = 1

    def __init__(self, column: F, *, kind: Kind | None, action: Action, actor: Actor) -> None:
        super().__init__(column, output_field=BooleanField())
        self.kind = kind
        self.action = action
        self.actor = actor

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, list[Any]]:
        column, column_params = compiler.compile(self.get_source_expressions()[0])
        text = _Text(actor=self.actor, connection=connection)
        clauses = text.clauses(self.action, self.kind)
        if clauses is None:
            return "1 = 0", []
        return (
            f"EXISTS (SELECT 1 FROM access_protection p0 WHERE p0.uid = {column} AND {clauses})",
            [*column_params, *text.params],
        )


@dataclass(slots=True, kw_only=True)
class _Text:
    """SQL in the making: parameters are gathered in the order in which their places are written."""

    actor: Actor
    connection: BaseDatabaseWrapper
    params: list[Any] = field(default_factory=list)

    def clauses(self, action: Action, kind: Kind | None) -> str | None:
        """The rule for the protection aliased p0, or None where nothing can be allowed."""
        own = self._own("p0", action, kind)
        return f"{own} AND {self._parents()}" if own else None

    def _own(self, p: str, action: Action, kind: Kind | None) -> str | None:
        """Every clause but the one about the parent, or None where nothing can be allowed."""
        kinds = self.actor.kinds_for(action)
        if kind is not None:
            kinds &= {kind}
        if not kinds or not self._may_act_at_all() or self.actor.purpose not in PURPOSES[action]:
            return None
        return " AND ".join(
            clause
            for clause in (
                f"{p}.kind IN ({self._list(sorted(kinds))})",
                self._vetting(p),
                self._not_against_the_person(p),
                self._state(p),
                self._need(p, action),
                self._conditions(p, action),
                self._owner(p, action),
            )
            if clause
        )

    def _may_act_at_all(self) -> bool:
        """Clauses that do not depend on the record: delegation, live and agreement."""
        now = ticks(self.actor.at)
        eyes, entitled = self.actor.subject, self.actor.entitled
        lent = eyes.delegation
        return (
            (lent is None or lent.until > now)
            and _live(eyes, now)
            and _live(entitled, now)
            and self.actor.agreements.get(entitled.agency, 0) > now
        )

    def _vetting(self, p: str) -> str:
        eyes = self.actor.subject
        level = eyes.vetting if eyes.vetting_until > ticks(self.actor.at) else 0
        return f"{p}.min_vetting <= {self._one(level)}"

    def _not_against_the_person(self, p: str) -> str:
        """Excluded, conflict and tags: no term of the record speaks against whoever looks."""
        now = ticks(self.actor.at)
        eyes, entitled = self.actor.subject, self.actor.entitled
        held = sorted(tag for tag, until in eyes.tag_authority.items() if until > now)
        against = [
            f"(t.what = 'excluded_person' AND t.value IN ({self._list([eyes.id, entitled.id])}))",
            f"(t.what = 'excluded_agency' AND t.value = {self._one(eyes.agency)})",
        ]
        if eyes.conflicts:
            against.append(
                f"(t.what = 'nominal' AND t.value IN ({self._list(sorted(eyes.conflicts))}))"
            )
        if held:
            against.append(f"(t.what = 'tag' AND t.value NOT IN ({self._list(held)}))")
        else:
            against.append("t.what = 'tag'")
        return (
            "NOT EXISTS (SELECT 1 FROM access_protectionterm t"
            f" WHERE t.protection_id = {p}.uid AND ({' OR '.join(against)}))"
        )

    def _state(self, p: str) -> str:
        owner = self._agency(self.actor.entitled)
        return f"({p}.state = 'live' OR ({p}.state = 'draft' AND {p}.owner_id = {owner}))"

    def _need(self, p: str, action: Action) -> str:
        eyes, entitled = self.actor.subject, self.actor.entitled
        in_own_right = eyes is entitled
        named = self._named(p)
        if in_own_right:
            restricted = f"({p}.restricted AND {named})"
            named_again = self._named(p)
        else:
            restricted, named_again = "", named
        ways_in = [
            named_again,
            f"({self._in_area(p)} AND ({p}.owner_id = {self._agency(entitled)}"
            f" OR {self._shared(p)}))",
        ]
        if in_own_right and action in (Action.DISCOVER, Action.READ) and self.actor.break_glass:
            ways_in.append(
                "EXISTS (SELECT 1 FROM access_breakglass b"
                f" WHERE b.protection_id = {p}.uid AND b.person_id = {self._uuid(eyes.id)}"
                f" AND b.until > {self._now()})"
            )
        ordinary = f"(NOT {p}.restricted AND ({' OR '.join(ways_in)}))"
        return f"({restricted} OR {ordinary})" if restricted else ordinary

    def _named(self, p: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM access_protectionterm t WHERE t.protection_id = {p}.uid"
            f" AND t.what = 'named' AND t.value = {self._one(self.actor.entitled.id)}"
            f" AND t.until > {self._now()})"
        )

    def _in_area(self, p: str) -> str:
        entitled = self.actor.entitled
        if entitled.force_wide:
            return "1 = 1"
        without = (
            "NOT EXISTS (SELECT 1 FROM access_protectionterm t"
            f" WHERE t.protection_id = {p}.uid AND t.what = 'district')"
        )
        if not entitled.districts:
            return without
        return (
            f"({without} OR EXISTS (SELECT 1 FROM access_protectionterm t"
            f" WHERE t.protection_id = {p}.uid AND t.what = 'district'"
            f" AND t.value IN ({self._list(sorted(entitled.districts))})))"
        )

    def _shared(self, p: str) -> str:
        now = ticks(self.actor.at)
        entitled = self.actor.entitled
        forums = sorted(forum for forum, until in entitled.forums.items() if until > now)
        with_agency = f"(t.what = 'agency' AND t.value = {self._one(entitled.agency)})"
        with_forum = (
            f" OR (t.what = 'forum' AND t.value IN ({self._list(forums)}))" if forums else ""
        )
        return (
            "EXISTS (SELECT 1 FROM access_protectionterm t"
            f" WHERE t.protection_id = {p}.uid AND ({with_agency}{with_forum}))"
        )

    def _conditions(self, p: str, action: Action) -> str:
        eyes, entitled = self.actor.subject, self.actor.entitled
        value_in = (
            "EXISTS (SELECT 1 FROM access_protectionconditionvalue v"
            " WHERE v.condition_id = c.id AND v.value = {place})"
        )
        holding = [
            f"(c.name = 'agencies' AND {value_in.format(place=self._one(eyes.agency))})",
            f"(c.name = 'until' AND c.until > {self._now()})",
            f"(c.name = 'purpose' AND {value_in.format(place=self._one(str(self.actor.purpose)))})",
        ]
        if action != Action.EXPORT:
            holding.append("c.name = 'no_export'")
        if action != Action.SHARE:
            holding.append("c.name = 'no_onward'")
        else:
            holding.append(f"(c.name = 'no_onward' AND {p}.owner_id = {self._agency(entitled)})")
        if action in (Action.DISCOVER, Action.READ):
            holding.append("c.name = 'view_only'")
        return (
            f"({p}.code = 'P' OR NOT EXISTS (SELECT 1 FROM access_protectioncondition c"
            f" WHERE c.protection_id = {p}.uid AND NOT ({' OR '.join(holding)})))"
        )

    def _owner(self, p: str, action: Action) -> str:
        if action not in (Action.EDIT, Action.SHARE):
            return ""
        return (
            f"({p}.owner_id = {self._agency(self.actor.entitled)}"
            " OR EXISTS (SELECT 1 FROM access_protectionterm t"
            f" WHERE t.protection_id = {p}.uid AND t.what = 'editor'"
            f" AND t.value = {self._one(self.actor.subject.id)}))"
        )

    def _parents(self) -> str:
        """Whatever the record hangs below may be read, up to the top.

        The chain is laid out flat, since its length is bounded, and the rule is asked once of
        whatever stands in it: the length of this text is what planning a query takes.
        """
        own = self._own("above", Action.READ, None)
        if own is None:
            return "p0.parent_id IS NULL"
        chain = [f"p{level}" for level in range(MAX_DEPTH)]
        joins = " ".join(
            f"LEFT JOIN access_protection {p} ON {p}.uid = {below}.parent_id"
            for below, p in pairwise(chain[1:])
        )
        parents = ", ".join(f"{p}.parent_id" for p in chain)
        return (
            f"(p0.parent_id IS NULL OR NOT EXISTS (SELECT 1 FROM access_protection p1 {joins}"
            f" JOIN access_protection above ON above.uid IN ({parents})"
            f" WHERE p1.uid = p0.parent_id AND ({own}) IS NOT TRUE))"
        )

    def _one(self, value: str | int) -> str:
        self.params.append(value)
        return "%s"

    def _list(self, values: list[str] | list[Kind]) -> str:
        return ", ".join(self._one(str(value)) for value in values)

    def _now(self) -> str:
        self.params.append(self.connection.ops.adapt_datetimefield_value(self.actor.at))
        return "%s"

    def _agency(self, subject: Subject) -> str:
        return self._uuid(subject.agency)

    def _uuid(self, value: str) -> str:
        uid = UUID(value)
        native = self.connection.features.has_native_uuid_field
        self.params.append(uid if native else uid.hex)
        return "%s"


def _live(subject: Subject, now: int) -> bool:
    return subject.active and not subject.locked and subject.until > now
