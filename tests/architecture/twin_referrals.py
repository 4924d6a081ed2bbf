"""Referrals in the twin worlds: one that an observer sent, two of which they may not know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from frankpledge.access.api import Kind
from frankpledge.referrals import api as referrals
from tests.architecture.twin_world import MARK, NOW, Step, World

DISTRICT, PANEL = "E07999101", "wantsum-panel"


def referral_steps(place: str, hidden_place: str) -> list[Step]:
    """Doors, a referral that is seen, two that are not, and a thought about a hidden one's home."""
    return [
        _step("referral-doors/set", _doors, hidden=False),
        _step("referral-known/refer", _tracked("tenancy", "referral-known", place), hidden=False),
        _step("referral-kept/refer", _worked(hidden_place), hidden=True),
        _step("referral-unknown/refer", _tracked("csm", "referral-unknown", place), hidden=True),
        _step("referral-known/accept", _accepted, hidden=False),
        _step("referral-thought/note", _thought(hidden_place), hidden=False),
    ]


def _step(name: str, play: Callable[[World, datetime], None], *, hidden: bool) -> Step:
    return Step(name=name, hidden=hidden, play=play)


def _doors(world: World, at: datetime) -> None:
    referrals.set_door(
        pathway="PA17",
        area=DISTRICT,
        agency=world.agencies["council"],
        how="Worked here",
        forum=PANEL,
        next_meets_on=NOW.date() + timedelta(days=8),
        by=world.actor("csm", at),
        at=at,
    )


def _tracked(who: str, name: str, place: str) -> Callable[[World, datetime], None]:
    def play(world: World, at: datetime) -> None:
        uid = referrals.refer(
            pathway="PA14",
            form="adult",
            area=DISTRICT,
            agreement="agreed",
            told=True,
            place=place,
            their_reference=MARK if who == "csm" else "AC-1",
            by=world.actor(who, at),
            at=at,
        )
        world.keep(name, Kind.REFERRAL, uid)

    return play


def _worked(place: str) -> Callable[[World, datetime], None]:
    def play(world: World, at: datetime) -> None:
        uid = referrals.refer(
            pathway="PA17",
            form="adult",
            area=DISTRICT,
            agreement="agreed",
            told=True,
            content=referrals.Content(
                name=f"{MARK} somebody",
                place=place,
                concern=f"{MARK} strangers at the door",
                capacity="has",
            ),
            needs=["safety"],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep("referral-kept", Kind.REFERRAL, uid)

    return play


def _accepted(world: World, at: datetime) -> None:
    referrals.accept(referral_id=world.made["referral-known"], by=world.actor("tenancy", at), at=at)


def _thought(place: str) -> Callable[[World, datetime], None]:
    def play(world: World, at: datetime) -> None:
        referrals.note_gate(
            area=DISTRICT, place=place, what="Closure", by=world.actor("tenancy", at), at=at
        )

    return play
