"""Why somebody may or may not do something to a record, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from frankpledge.access.actors import actor_for
from frankpledge.access.clock import moment_now
from frankpledge.access.people import Person
from frankpledge.access.protection import Protection
from frankpledge.access.record import record
from frankpledge.access.records import thing_of
from frankpledge.access.rule import CLAUSES, denials
from frankpledge.access.vocabulary import Action, Kind, Purpose


class Act(StrEnum):
    """Asking why."""

    EXPLAIN = "access.explain"


class UnknownName(Exception):
    """A name given to the command is not one we know. The message says which, and what there is."""


MEANING = {
    "delegation": "authority that was lent covers this and has not ended",
    "live": "the account is active, not locked, and has not ended",
    "agreement": "the agency has an agreement in force for the purpose",
    "excluded": "neither the person nor the agency is kept from the record",
    "conflict": "no declared or set conflict concerns the record",
    "vetting": "vetting is high enough and has not lapsed",
    "tags": "every tag on the record is covered by an authority of the person's own",
    "role": "a post that is held lets its holder do this to records of the kind",
    "state": "the record is live, or a draft of the agency's own",
    "need": "the record is the agency's, shared with it, or shared with the person by name",
    "conditions": "every condition that the record carries is met",
    "purpose": "the declared purpose is one for which this may be done",
    "owner": "the agency owns the record, or the person is named as its editor",
    "parent": "the record that this one belongs to may be read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One clause of the rule, and whether it passes."""

    clause: str
    passes: bool
    meaning: str

    def as_dict(self) -> dict[str, object]:
        """The line as JSON has it."""
        return {"clause": self.clause, "passes": self.passes, "meaning": self.meaning}


Word = TypeVar("Word", Action, Kind, Purpose)


def _word(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError as fault:
        raise UnknownName(f"{text} is none of: {', '.join(words)}.") from fault


@transaction.atomic
def explanation(
    *, username: str, action: str, purpose: str | None, kind: str, uid: UUID
) -> list[Line]:
    """Every clause of the rule for one person, action and record. Asking is recorded.

    For whoever runs the machine and holds the reference already; it shows no contents. Raises
    `UnknownName` for a person, word or record that is not known.
    """
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise UnknownName(f"Nobody signs in as {username}.")
    wanted, found_kind = _word(Action, action), _word(Kind, kind)
    protection = Protection.objects.filter(uid=uid, kind=found_kind).first()
    if protection is None:
        raise UnknownName(f"There is no {kind} with the identity {uid}.")
    at = moment_now()
    actor = actor_for(person.id, at=at, purpose=_word(Purpose, purpose) if purpose else None)
    record(Act.EXPLAIN, protection, by=actor, at=at)
    against = denials(actor.subject, wanted, thing_of(protection), actor.context)
    return [
        Line(clause=clause, passes=clause not in against, meaning=MEANING[clause])
        for clause in CLAUSES
    ]
