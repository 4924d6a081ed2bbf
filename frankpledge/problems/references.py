"""How a record of this module is named elsewhere: its nominal token, its caption, its address."""

from __future__ import annotations

import re
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref
from frankpledge.kernel import DomainError
from frankpledge.problems.models import Ask, Problem, Revisit

LONGEST_REFERENCE = 40
_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9/\-. ]*")
_WORD = re.compile(r"[A-Za-z]{4,}")


class NamesSomebody(DomainError):
    """What was given as a reference reads like a name, or is no reference."""


def nominal_of(problem_id: UUID) -> str:
    """The token under which a conflict with a problem is declared.

    It stands in the protection of the problem and of everything that follows from it.
    """
    return f"problem:{problem_id}"


def clean_pointer(text: str) -> str:
    """A reference of another system, tidied. Raises `NamesSomebody` for what looks like a name."""
    tidy = " ".join(text.split()).upper()
    if len(tidy) > LONGEST_REFERENCE or not _SHAPE.fullmatch(tidy):
        raise NamesSomebody(
            "Enter the reference only: letters, numbers, hyphens and slashes", argument="reference"
        )
    if not any(character.isdigit() for character in tidy) or len(_WORD.findall(tidy)) > 1:
        raise NamesSomebody(
            "Enter the other system’s reference, not a person’s name", argument="reference"
        )
    return tidy


def caption_of(ref: Ref, by: Actor) -> str | None:
    """What a record of this module is called, or None if it is not one or not open to *by*."""
    if ref.kind == Kind.PROBLEM:
        problem = Problem.open_to(by).filter(pk=ref.uid).first()
        return f"Problem {problem.reference}: {problem.title}" if problem else None
    if ref.kind == Kind.REVISIT:
        visit = Revisit.open_to(by).filter(pk=ref.uid).select_related("problem").first()
        return f"Re-visit after {visit.days_after} days: {visit.problem.title}" if visit else None
    if ref.kind == Kind.ASK:
        ask = Ask.open_to(by).filter(pk=ref.uid).select_related("problem", "agency").first()
        return f"Ask to {ask.agency.short_name}: {ask.problem.title}" if ask else None
    return None


def problem_behind(ref: Ref, by: Actor) -> UUID | None:
    """The problem that a record of this module is or belongs to, if *by* may open the record."""
    if ref.kind == Kind.PROBLEM:
        return ref.uid if Problem.open_to(by).filter(pk=ref.uid).exists() else None
    if ref.kind == Kind.REVISIT:
        visit = Revisit.open_to(by).filter(pk=ref.uid).first()
        return visit.problem_id if visit else None
    if ref.kind == Kind.ASK:
        ask = Ask.open_to(by).filter(pk=ref.uid).first()
        return ask.problem_id if ask else None
    return None


_PAGES = {Kind.PROBLEM: "problem", Kind.REVISIT: "revisit", Kind.ASK: "ask"}


def url_of(ref: Ref, by: Actor) -> str | None:
    """The address of a record of this module, or None if it is not one or not open to *by*."""
    if ref.kind not in _PAGES or caption_of(ref, by) is None:
        return None
    return reverse(f"problems:{_PAGES[ref.kind]}", args=[ref.uid])
