"""Play sheets: what has worked together against one problem, in order, and who leads each step.

A sheet is where to start. Each step still needs its own lawful check by whoever holds the power.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from frankpledge.powers.candidates import Body, Held, holders_here
from frankpledge.powers.catalogue import SHIPPED, Holder, Power, holders, powers
from frankpledge.powers.delegations import Officer
from frankpledge.problems.api import reference_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One problem that comes up again and again, who leads on it, and what can go wrong."""

    code: str
    problem: str
    lead: Holder
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A power that a step rests on, who holds it at the place, and whom to ring there."""

    power: Power
    held: tuple[Held, ...]
    officers: tuple[Officer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: a service where it protects somebody, with the powers that it rests on."""

    number: int
    words: str
    holder: Holder
    is_service: bool
    used: tuple[Used, ...]


def sheets() -> tuple[Sheet, ...]:
    """Every play sheet, in the order of its file."""
    known = holders()
    return tuple(
        Sheet(code=row["code"], problem=row["problem"], lead=known[row["lead"]], risk=row["risk"])
        for row in reference_rows("play_sheets.csv", shipped=SHIPPED)
    )


def sheet(code: str) -> Sheet | None:
    """The play sheet with this code."""
    return next((each for each in sheets() if each.code == code), None)


def steps_of(
    code: str, *, bodies: Sequence[Body], officers: Mapping[str, Sequence[Officer]]
) -> tuple[Step, ...]:
    """The steps of a sheet, with who holds what where *bodies* work, and whom to ring there."""
    known, by_code = holders(), {each.code: each for each in powers()}
    here = {each.code for each in bodies}
    rows = reference_rows("play_sheet_steps.csv", shipped=SHIPPED)
    return tuple(
        Step(
            number=int(row["step"]),
            words=row["words"],
            holder=known[row["holder"]],
            is_service=row["is_service"] == "yes",
            used=tuple(
                Used(
                    power=by_code[each],
                    held=holders_here(by_code[each], holders=known, bodies=bodies),
                    officers=tuple(
                        officer for officer in officers.get(each, ()) if officer.agency_code in here
                    ),
                )
                for each in row["powers"].split("|")
                if each
            ),
        )
        for row in rows
        if row["sheet"] == code
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A step that helps somebody, to be thought of beside powers, and the sheet that it is on."""

    words: str
    holder: str
    sheet: str
    problem: str


def help_beside(codes: Collection[str]) -> tuple[Service, ...]:
    """The steps that help somebody on every sheet that rests on one of these powers, each once."""
    rows = reference_rows("play_sheet_steps.csv", shipped=SHIPPED)
    on = {row["sheet"] for row in rows if set(row["powers"].split("|")) & set(codes)}
    known, problems = holders(), {each.code: each.problem for each in sheets()}
    found = {
        row["words"]: Service(
            words=row["words"],
            holder=known[row["holder"]].name,
            sheet=row["sheet"],
            problem=problems[row["sheet"]],
        )
        for row in reversed(rows)
        if row["sheet"] in on and row["is_service"] == "yes"
    }
    return tuple(reversed(found.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to copy, with what has to be filled in between square brackets."""

    number: int
    title: str
    text: str


def checklist_of(code: str) -> tuple[str, ...]:
    """What to have in hand for a sheet, each to be ticked by whoever leads, on paper."""
    rows = reference_rows("sheet_checklists.csv", shipped=SHIPPED)
    return tuple(row["words"] for row in rows if row["sheet"] == code)


def letters_of(code: str) -> tuple[Letter, ...]:
    """The letters of a sheet. They name nobody, and are looked over before they are sent."""
    rows = reference_rows("sheet_letters.csv", shipped=SHIPPED)
    return tuple(
        Letter(number=int(row["number"]), title=row["title"], text=row["text"])
        for row in rows
        if row["sheet"] == code
    )
