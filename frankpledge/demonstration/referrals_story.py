"""What the six weeks hold of people who need help: whom to ring, two referrals, a second door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from frankpledge.access.api import Area, Person, Post, Role
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.referrals import api as referrals

RINGS, RINGS_AT_NIGHT = "01632 960301", "01632 960302"
"""Numbers that are kept for invented people."""
HOME = "6 Tern Court"


def referrals_scenes() -> Iterator[Scene]:
    """Before the story begins whom to ring is set everywhere; then what happens to two people."""
    for day, clock, what, play in (
        ("2026-01-12", "10:00", "Whom to ring is set for every district", _duty_is_set),
        ("2026-01-12", "10:30", "and where doors are in Wantsum", _doors_are_set),
        ("2026-02-02", "11:00", "Services go into the directory", _directory),
        ("2026-02-09", "14:00", "and steps are agreed with both boards", _joint),
        ("2026-03-27", "09:30", "The vulnerability panel sets its next day", _panel_meets),
        *_winter(),
        ("2026-04-02", "10:20", "A nurse asks fire for a visit at Tern Court", _safe_and_well),
        ("2026-04-08", "09:40", "and fire takes it on", _visit_accepted),
        ("2026-04-17", "12:10", "10: Asha refers Colin to adult care", _to_adult_care),
        ("2026-04-17", "15:10", "11: Priya refers her pupil; door, time, reference", _pupil),
        ("2026-04-20", "11:20", "11: it is accepted on Monday", _pupil_accepted),
        ("2026-04-20", "14:00", "12: adult care declines; a second door opens", _declined),
        ("2026-04-20", "15:30", "12: Asha tells the panel what it has to know", _described),
        ("2026-04-23", "11:30", "12: the panel takes it on", _panel_accepts),
        ("2026-04-02", "09:00", "Gwen freezes the first quarter for boards", _quarter),
        ("2026-05-12", "16:00", "18: what became of what Colin needed", _needs_met),
        ("2026-05-20", "10:00", "and the panel closes it", _panel_closes),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


HANDED_OVER = (0, 1, 1, 0, 1, 3, 1, 0, 1, 6, 1, 8)
"""After how many days adult care accepted each of the winter's hand-offs from Wantsum."""


def _winter() -> Iterator[tuple[str, str, str, Callable[[Stage, datetime], None]]]:
    """On Tuesdays from 13 January on somebody is handed to adult care, which takes them on."""
    for number, days in enumerate(HANDED_OVER):
        sent = date(2026, 1, 13) + timedelta(weeks=number % 11)
        clock = "10:10" if number < 11 else "15:20"
        name = f"winter-{number}"
        yield str(sent), clock, "Asha hands somebody to adult care", partial(_handed, name)
        decided = str(sent + timedelta(days=days))
        yield decided, "16:30", "and adult care takes them on", partial(_taken_on, name)
        helped = str(sent + timedelta(days=days + 5))
        yield helped, "12:00", "and says what came of it", partial(_helped, name)


def _handed(name: str, stage: Stage, at: datetime) -> None:
    stage.made[name] = referrals.refer(
        pathway="PA14",
        form="adult",
        area=stage.area("Wantsum"),
        agreement="agreed",
        told=True,
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _taken_on(name: str, stage: Stage, at: datetime) -> None:
    referrals.accept(referral_id=stage.made[name], by=stage.actor("joan.lisle", at), at=at)


def _helped(name: str, stage: Stage, at: datetime) -> None:
    by = stage.actor("joan.lisle", at)
    referrals.close(referral_id=stage.made[name], outcome="safer", by=by, at=at)


def _duty_is_set(stage: Stage, at: datetime) -> None:
    joan = stage.actor("joan.lisle", at)
    for area in Area.objects.filter(kind__in=("district", "unitary")).order_by("code"):
        who = joan
        if area.code not in joan.districts:
            username = stage.holder(Role.SAFEGUARDING_LEAD, area.code)
            if username is None:
                continue
            who = stage.actor(username, at)
        referrals.set_duty(
            area=area.code,
            name=who.name,
            post=who.post_title,
            telephone=RINGS,
            hours="Monday to Friday, 8.30am to 5pm",
            out_of_hours=RINGS_AT_NIGHT,
            by=who,
            at=at,
        )


_DOORS = (
    ("PA05", "fallowshire-children", "Children’s portal, or ring 01632 960311", ""),
    ("PA06", "fallowshire-children", "Children’s portal: request for support", ""),
    ("PA14", "fallowshire-adult-care", "Adult care’s form, or ring 01632 960301", ""),
    ("PA16", "wantsum-council", "Worked here by the community safety unit", ""),
    (
        "PA17",
        "wantsum-council",
        "Worked here, heard by the panel each month",
        "wantsum-vulnerability-panel",
    ),
    ("PA22", "wantsum-council", "Worked here: mentoring by Second Tide Outreach", ""),
    ("PA26", "fallowshire-fire", "Worked here by the fire and rescue service", ""),
)


def _doors_are_set(stage: Stage, at: datetime) -> None:
    for pathway, agency, how, forum in _DOORS:
        referrals.set_door(
            pathway=pathway,
            area=stage.area("Wantsum"),
            agency=stage.agency(agency),
            how=how,
            forum=forum,
            by=stage.actor("asha.penrose", at),
            at=at,
        )


def _panel_meets(stage: Stage, at: datetime) -> None:
    pathway, agency, how, forum = _DOORS[4]
    referrals.set_door(
        pathway=pathway,
        area=stage.area("Wantsum"),
        agency=stage.agency(agency),
        how=how,
        forum=forum,
        next_meets_on=date(2026, 4, 23),
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _safe_and_well(stage: Stage, at: datetime) -> None:
    """What fire holds of Tern Court before the story begins: two agencies within 28 days."""
    stage.made["safe-and-well"] = referrals.refer(
        pathway="PA26",
        form="place",
        area=stage.area("Wantsum"),
        agreement="agreed",
        told=True,
        content=referrals.Content(
            place=HOME, concern="Wires taped under the carpet, and somebody smokes in the stairwell"
        ),
        by=stage.actor(_anybody(stage, "fallowshire-icb"), at),
        at=at,
    )


def _visit_accepted(stage: Stage, at: datetime) -> None:
    referrals.accept(
        referral_id=stage.made["safe-and-well"], by=stage.actor("sam.whitlock", at), at=at
    )


def _to_adult_care(stage: Stage, at: datetime) -> None:
    stage.made["colin"] = referrals.refer(
        pathway="PA14",
        form="adult",
        area=stage.area("Wantsum"),
        agreement="agreed",
        told=True,
        place=HOME,
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _pupil(stage: Stage, at: datetime) -> None:
    stage.made["pupil"] = referrals.refer(
        pathway="PA05",
        form="child",
        area=stage.area("Wantsum"),
        agreement="not_asked",
        told=False,
        why_not_told="more_harm",
        their_reference="CP-26-0417-3",
        by=stage.actor("priya.vance", at),
        at=at,
    )


def front_door(stage: Stage) -> str:
    """The user name of whoever is at the children's front door."""
    return _anybody(stage, "fallowshire-children")


def _anybody(stage: Stage, agency: str) -> str:
    people = Person.objects.filter(agency_id=stage.agency(agency), is_service=False)
    return people.order_by("username").values_list("username", flat=True)[0]


def _pupil_accepted(stage: Stage, at: datetime) -> None:
    referrals.accept(referral_id=stage.made["pupil"], by=stage.actor(front_door(stage), at), at=at)


def _declined(stage: Stage, at: datetime) -> None:
    second = referrals.decline(
        referral_id=stage.made["colin"],
        reason="section_42_not_met",
        by=stage.actor("joan.lisle", at),
        at=at,
    )
    assert second is not None, "the panel's door in Wantsum was set before"
    stage.made["colin-panel"] = second


def _described(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    referrals.describe(
        referral_id=stage.made["colin-panel"],
        content=referrals.Content(
            name="Colin",
            place=HOME,
            concern="Strangers use his home by day and night. He keeps to one room.",
            wishes="To stay, with the locks changed, and to have his sister visit again.",
            safe_contact="Through his sister, before noon.",
            capacity="has",
        ),
        by=asha,
        at=at,
    )
    for standing, source in (
        ("victim", "The joint visit of 17 April"),
        ("suspect", "Stopped with a parcel that was not his, 10 April"),
    ):
        referrals.say_standing(
            referral_id=stage.made["colin-panel"],
            standing=standing,
            source=source,
            since=date(2026, 4, 17) if standing == "victim" else date(2026, 4, 10),
            by=asha,
            at=at,
        )
    referrals.say_needs(
        referral_id=stage.made["colin-panel"],
        outcomes={"safety": "", "housing": "", "money": "", "belonging": ""},
        by=asha,
        at=at,
    )


def _panel_accepts(stage: Stage, at: datetime) -> None:
    referrals.accept(
        referral_id=stage.made["colin-panel"], by=stage.actor("asha.penrose", at), at=at
    )


def _needs_met(stage: Stage, at: datetime) -> None:
    referrals.say_needs(
        referral_id=stage.made["colin-panel"],
        outcomes={"safety": "met", "housing": "met", "money": "partly"},
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _panel_closes(stage: Stage, at: datetime) -> None:
    referrals.close(
        referral_id=stage.made["colin-panel"],
        outcome="safer",
        by=stage.actor("asha.penrose", at),
        at=at,
    )


_SERVICES = (
    ("Second Tide mentoring", "Second Tide Outreach", "safety", 10, 24, 3, 2, 2),
    ("Wantsum Young Carers", "Second Tide Outreach", "family", 5, 17, None, 11, 6),
    ("Harbour House", "Northquay Housing", "housing", 18, 120, 0, 14, None),
    ("Debt advice at the library", "Wantsum Council", "money", 18, 120, 6, None, 1),
    ("Turning the Tide", "Fallowshire Hospitals", "drugs_or_drink", 16, 120, None, None, 3),
    ("The Net Loft", "Second Tide Outreach", "belonging", 50, 120, None, None, None),
)


def _directory(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    for name, provider, need, least, most, places, waiting, weeks in _SERVICES:
        number = referrals.keep_service(
            name=name,
            provider=provider,
            need=need,
            areas=[stage.area("Wantsum")],
            least_age=least,
            most_age=most,
            route="Ring and ask, or send the form on its website",
            telephone="01632 960321",
            by=asha,
            at=at,
        )
        if (places, waiting, weeks) != (None, None, None):
            referrals.count_places(
                number=number, places=places, waiting=waiting, weeks=weeks, by=asha, at=at
            )


def _post(stage: Stage, agency: str, title: str) -> str:
    """A post by its agency and its title."""
    return str(Post.objects.get(agency_id=stage.agency(agency), title=title).id)


def _joint(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    owners = {
        "adults": _post(stage, "fallowshire-adult-care", "Adult care duty manager"),
        "children": _post(stage, "fallowshire-children", "Children's front door manager"),
    }
    for board, owner in owners.items():
        for step in ("entry_points", "hand_off", "notify_first", "transition", "feedback"):
            referrals.agree_joint(
                area=stage.area("Wantsum"),
                board=board,
                step=step,
                partnership_owner=_post(stage, "wantsum-council", "Community Safety Manager"),
                board_owner=owner,
                review_on=date(2026, 8, 9),
                by=asha,
                at=at,
            )


def _quarter(stage: Stage, at: datetime) -> None:
    referrals.freeze_quarter(
        area=stage.area("Wantsum"),
        first_day=date(2026, 1, 1),
        by=stage.actor("gwen.sallis", at),
        at=at,
    )
