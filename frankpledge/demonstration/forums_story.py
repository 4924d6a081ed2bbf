"""What the invented county's map of forums holds: its entries, their mess, offers and one count.

The mess is on purpose and counted: entries overdue, one forum that has stopped, one loop of
hand-offs and one dead end. Told by the acts that the site offers.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from frankpledge.access.api import Actor, Agency, Forum, ForumMember, Person, areas_in
from frankpledge.demonstration.forums_table import (
    COUNTY,
    HOME,
    NAMES,
    PURPOSES,
    STOPPED,
    Entry,
)
from frankpledge.demonstration.stage import LONDON, Scene, Stage, moment
from frankpledge.governance import api as governance
from frankpledge.governance.api import EntryFacts, RouteCount, SeatFacts

WRITTEN, CHANGED = "2025-09-15", "2026-03-16"
VERIFIED_LONG_AGO, VERIFIED_LATELY = "2025-09-22", "2026-02-20"
OVERDUE = ("fallowshire-drugs-partnership", "fallowshire-marac", "wantsum-csp")
NEVER_VERIFIED = ("fallowshire-youth-diversion", "wantsum-licensing-group")
LOOP = ("fallowshire-risk-meeting", "wantsum-vulnerability-panel")
ABSENT = "fallowshire-fire"
"""A required agency that was at two of the working group's last four meetings."""
_FORCE = "E23999001"
_RUN, _KEY = "MAP-2026A", hashlib.sha256(b"the invented county's run of February 2026").digest()


def forums_scenes() -> Iterator[Scene]:
    """From the autumn, in which the map was begun, to the week in which the story begins."""
    for day, clock, what, play in (
        (WRITTEN, "10:00", "Gwen and Asha put the county's forums on the map", _written),
        (VERIFIED_LONG_AGO, "10:00", "and some are verified, which half a year ends", _verified),
        ("2026-02-02", "09:30", "A count of shared cases is opened", _run_opened),
        ("2026-02-04", "11:00", "Three forums give their hashes", _hashes_given),
        ("2026-02-10", "16:00", "It is counted, and every hash goes", _run_counted),
        (VERIFIED_LATELY, "10:00", "The others are verified; one has stopped", _verified_lately),
        (CHANGED, "10:00", "The vulnerability panel meets twice as often from now", _changed),
        ("2026-04-07", "14:00", "Figures for the first quarter are given", _figures),
        ("2026-04-08", "10:30", "Agencies say what they can bring", _offers),
        ("2026-04-09", "15:30", "and Gwen agrees most of it", _agreed),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)
    for number, day in enumerate(("2025-06-11", "2025-09-10", "2025-12-10", "2026-03-11")):
        yield Scene(
            at=moment(day, "12:15"),
            what="The working group has met",
            play=lambda stage, at, number=number: _met(stage, at, number),  # type: ignore[misc]
        )


def _written(stage: Stage, at: datetime) -> None:
    for entry in (*COUNTY, *HOME):
        by = stage.actor(entry.keeper, at)
        stage.made[f"forum-{entry.code}"] = governance.write_entry(
            facts=_facts(entry, at.date()),
            code=entry.code,
            forum=_forum(entry.code),
            by=by,
            at=at,
        )
    for district in _others():
        by = stage.actor("gwen.sallis", at)
        for home in HOME[:3]:
            there = _elsewhere(home, district)
            stage.made[f"forum-{there.code}"] = governance.write_entry(
                facts=_facts(there, at.date()),
                code=there.code,
                forum=_forum(there.code),
                by=by,
                at=at,
            )


def _forum(code: str) -> str:
    return code if Forum.objects.filter(code=code).exists() else ""


def _others() -> list[str]:
    """Two other districts, by how their forums' codes begin."""
    codes = Forum.objects.filter(code__endswith="-csp").order_by("code")
    districts = [code.removesuffix("-csp") for code in codes.values_list("code", flat=True)]
    return [each for each in districts if each != "wantsum"][:2]


def _elsewhere(home: Entry, district: str) -> Entry:
    """The same forum in another district, which hands to its own and to the county's."""

    def there(text: str) -> str:
        return text.replace("wantsum", district).replace("Wantsum", district.title())

    to = " ".join(
        code
        for code in there(home.to).split()
        if not code.endswith("licensing-group") and code != "fallowshire-risk-meeting"
    )
    seats = " ".join(seat for seat in there(home.seats).split(" ") if "saltmarsh" not in seat)
    return replace(
        home,
        code=there(home.code),
        name=there(home.name).replace("-", " "),
        to=to,
        seats=seats,
        keeper="gwen.sallis",
        where=district,
    )


def _facts(entry: Entry, on: date) -> EntryFacts:
    a_year, long, prepare = entry.rhythm
    return EntryFacts(
        name=entry.name,
        purpose=PURPOSES[entry.level],
        level=entry.level,
        is_statutory=bool(entry.statute),
        statute=entry.statute,
        meetings_a_year=a_year,
        minutes_long=long,
        minutes_to_prepare=prepare,
        capacity=10 if entry.level == "case" else None,
        test=entry.test,
        legal_basis="Crime and Disorder Act 1998 s.115" if entry.level != "strategic" else "",
        subjects=tuple(entry.subjects.split()),
        ages=tuple(entry.ages.split()),
        harms=tuple(entry.harms.split()),
        areas=_areas(entry.where, on),
        derived=entry.derived,
        seats=_seats(entry.seats),
        hands_to=tuple((code, NAMES.get(code, code)) for code in entry.to.split()),
    )


def _areas(where: str, on: date) -> tuple[str, ...]:
    known = areas_in(_FORCE, on, kinds=("district", "unitary"))
    if where == "county":
        return tuple(area.code for area in known)
    name = "wantsum" if where == "home" else where
    return tuple(area.code for area in known if area.name.lower().replace(" ", "-") == name)


def _seats(text: str) -> tuple[SeatFacts, ...]:
    """Codes of agencies, with a post after a colon; a post's later words follow it."""
    known = set(Agency.objects.values_list("code", flat=True))
    seats: list[SeatFacts] = []
    for word in text.split(" "):
        if word[:1].isupper() or word == "inspector,":
            seats[-1] = replace(seats[-1], post=f"{seats[-1].post} {word}")
            continue
        code, _, post = word.partition(":")
        agency = code if code in known else f"fallowshire-{code}"
        seats.append(SeatFacts(organisation=agency, agency=agency, post=post))
    return tuple(seats)


def _verify(stage: Stage, code: str, at: datetime, *, exists: str, last_met: date) -> None:
    keeper = "asha.penrose" if code.startswith("wantsum") else "gwen.sallis"
    governance.verify_entry(
        entry_id=stage.made[f"forum-{code}"],
        exists=exists,
        last_met_on=last_met,
        by=stage.actor(keeper, at),
        at=at,
    )


def _verified(stage: Stage, at: datetime) -> None:
    for code in OVERDUE:
        _verify(stage, code, at, exists="yes", last_met=date(2025, 9, 10))


def _verified_lately(stage: Stage, at: datetime) -> None:
    later = {*OVERDUE, *NEVER_VERIFIED, STOPPED}
    for name in sorted(stage.made):
        code = name.removeprefix("forum-")
        if name.startswith("forum-") and code not in later:
            _verify(stage, code, at, exists="yes", last_met=date(2026, 2, 12))
    _verify(stage, STOPPED, at, exists="no", last_met=date(2025, 3, 4))


def _changed(stage: Stage, at: datetime) -> None:
    panel = next(entry for entry in HOME if entry.code == "wantsum-vulnerability-panel")
    governance.change_entry(
        entry_id=stage.made["forum-wantsum-vulnerability-panel"],
        facts=replace(_facts(panel, at.date()), meetings_a_year=24),
        by=stage.actor("asha.penrose", at),
        at=at,
    )


def _figures(stage: Stage, at: datetime) -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    asha, gwen = stage.actor("asha.penrose", at), stage.actor("gwen.sallis", at)
    governance.give_figures(
        entry_id=stage.made["forum-wantsum-vulnerability-panel"],
        cases=34,
        exploited=12,
        routes=(
            RouteCount(to="fallowshire-risk-meeting", sent=14, in_time=8, came_back=6, days=12),
        ),
        by=asha,
        first_on=first,
        last_on=last,
        at=at,
    )
    governance.give_figures(
        entry_id=stage.made["forum-wantsum-tasking"],
        cases=61,
        exploited=3,
        routes=(RouteCount(to="wantsum-vulnerability-panel", sent=19, in_time=17, days=8),),
        by=asha,
        first_on=first,
        last_on=last,
        at=at,
    )
    governance.give_figures(
        entry_id=stage.made["forum-fallowshire-exploitation-panel"],
        cases=41,
        exploited=38,
        left_at_18=9,
        left_at_18_to_adults=2,
        by=gwen,
        first_on=first,
        last_on=last,
        at=at,
    )
    governance.give_figures(
        entry_id=stage.made["forum-fallowshire-front-door"],
        cases=260,
        exploited=37,
        left_at_18=6,
        routes=(RouteCount(to="fallowshire-exploitation-panel", sent=22, in_time=17, days=6),),
        by=gwen,
        first_on=first,
        last_on=last,
        at=at,
    )
    governance.estimate_overlap(
        entry_id=stage.made["forum-wantsum-vulnerability-panel"],
        other_id=stage.made["forum-fallowshire-risk-meeting"],
        band="10_to_19",
        by=asha,
        at=at,
    )
    governance.estimate_overlap(
        entry_id=stage.made["forum-wantsum-tasking"],
        other_id=stage.made["forum-wantsum-vulnerability-panel"],
        band="5_to_9",
        by=asha,
        at=at,
    )


def _keeper_of_information(stage: Stage, at: datetime) -> Actor:
    person = Person.objects.get(persona="information_governance")
    return stage.actor(person.username, at)


def _run_opened(stage: Stage, at: datetime) -> None:
    governance.open_run(
        assessment="DPIA-FAL-MAP-01",
        code=_RUN,
        check_value=_hashed(f"check|{_RUN}"),
        by=_keeper_of_information(stage, at),
        at=at,
    )


def _hashes_given(stage: Stage, at: datetime) -> None:
    """Each list is of numbers that stand for invented people; who is on two lists is made so."""
    run = _open_run(stage, at)
    for code, keeper, cases in (
        ("wantsum-vulnerability-panel", "asha.penrose", range(34)),
        ("wantsum-tasking", "asha.penrose", range(20, 81)),
        ("fallowshire-risk-meeting", "gwen.sallis", range(16, 42)),
    ):
        people = sorted(_hashed(f"person|invented|{number}") for number in cases)
        text = "\n".join(
            (
                "frankpledge shared cases 1",
                f"run {_RUN}",
                f"check {_hashed(f'check|{_RUN}')}",
                *(f"person {each}" for each in people),
            )
        )
        governance.give_hashes(
            number=run,
            entry_id=stage.made[f"forum-{code}"],
            text=text,
            by=stage.actor(keeper, at),
            at=at,
        )


def _run_counted(stage: Stage, at: datetime) -> None:
    governance.count_run(
        number=_open_run(stage, at),
        chance=Random(_RUN),
        by=_keeper_of_information(stage, at),
        at=at,
    )


def _open_run(stage: Stage, at: datetime) -> int:
    runs = governance.runs(by=_keeper_of_information(stage, at), at=at)
    return next(run.number for run in runs if run.is_open)


def _hashed(text: str) -> str:
    return hmac.new(_KEY, text.encode(), hashlib.sha256).hexdigest()


_OFFERED: Sequence[tuple[str, str, str, str]] = (
    (
        "femi.adair",
        "illicit_goods",
        "do",
        "Seize illicit tobacco and vapes, and go to court",
    ),
    ("femi.adair", "illicit_goods", "supply", "A tobacco dog with a handler, two days a quarter"),
    ("femi.adair", "fraud", "see", "Complaints about doorstep traders, by street and week"),
    (
        "sam.whitlock",
        "cuckooing",
        "see",
        "New locks and many callers on home visits",
    ),
    ("sam.whitlock", "cuckooing", "do", "A safe and well visit within a week of being asked"),
    ("asha.penrose", "asb", "do", "Closure and community protection notices, with police"),
    ("asha.penrose", "cuckooing", "supply", "Locks changed within a day at a home that was taken"),
)


def _offers(stage: Stage, at: datetime) -> None:
    for who, threat, sort, words in _OFFERED:
        governance.offer(threat=threat, sort=sort, words=words, by=stage.actor(who, at), at=at)


def _agreed(stage: Stage, at: datetime) -> None:
    gwen = stage.actor("gwen.sallis", at)
    waiting = [line for line in governance.offers(by=gwen, on=at.date()) if line.may_agree]
    for line in waiting:
        if line.threat != "fraud":
            governance.agree_offer(number=line.number, by=gwen, at=at)


def _met(stage: Stage, at: datetime, number: int) -> None:
    """The fire service came to the first and the last of four."""
    gwen = stage.actor("gwen.sallis", at)
    starts = (at.astimezone(LONDON) - timedelta(hours=2, minutes=15)).replace(fold=0)
    meeting = governance.call_meeting(
        forum="fallowshire-working-group",
        starts_at=starts,
        place="County Hall",
        by=gwen,
        at=at - timedelta(days=14),
    )
    members = ForumMember.objects.filter(forum="fallowshire-working-group", until__gt=at)
    there = {
        member.person_id: member.person.agency.code
        for member in members.select_related("person__agency")
    }
    came = [who for who, agency in there.items() if number in (0, 3) or agency != ABSENT]
    governance.note_attendance(
        meeting_id=meeting,
        present=sorted(came, key=str),
        apologies=[who for who in there if who not in came],
        by=gwen,
        at=at,
    )
