"""The self-check: each line of strategy and duty, and the live record that answers it.

A line is answered by records that whoever asks may see, or it says that nothing is recorded. It is
never ticked by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime

from frankpledge.access.api import Action, Actor, Kind, record, require
from frankpledge.governance import api as governance
from frankpledge.pages import policies
from frankpledge.pages.policies import Act
from frankpledge.plans import api as plans
from frankpledge.profiles import api as profiles

NOTHING = "Nothing recorded"
_Answer = tuple[str, str]
"""What answers a line in words, and the page that shows it; no words where nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the self-check."""

    whose: str
    asks: str
    source: str
    answer: str
    href: str

    @property
    def is_answered(self) -> bool:
        """Whether a record answers it."""
        return self.answer != NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Duty:
    whose: str
    asks: str
    source: str
    answered_by: Callable[[Actor, datetime], _Answer]


@transaction.atomic
def self_check(*, by: Actor, at: datetime) -> tuple[Line, ...]:
    """Every line with what answers it today. Looking is recorded."""
    require(policies.may_check_ourselves(by))
    record(Act.CHECK_OURSELVES, None, by=by, at=at)
    lines = []
    for duty in DUTIES:
        words, href = duty.answered_by(by, at)
        lines.append(
            Line(
                whose=duty.whose,
                asks=duty.asks,
                source=duty.source,
                answer=words or NOTHING,
                href=href if words else "",
            )
        )
    return tuple(lines)


def _arranged(sort: str) -> Callable[[Actor, datetime], _Answer]:
    def answered(by: Actor, at: datetime) -> _Answer:
        on = localtime(at).date()
        lines = governance.arrangements(by=by, sort=sort)
        said = [
            f"{each.body}: {each.words} ({each.document})" for each in lines if each.stands_on(on)
        ]
        return _said(said), reverse("boards:arrangements")

    return answered


def _priorities(by: Actor, at: datetime) -> _Answer:
    on = localtime(at).date()
    strong, bodies, lines = governance.strong_priorities(governance.plan_year(on), by, on)
    if all(line.strength is None for line in lines):
        return "", ""
    return f"{strong} of {bodies} partnerships name it", reverse("boards:register")


def _profiles(by: Actor, at: datetime) -> _Answer:
    if Kind.RELEASE not in by.kinds_for(Action.READ):
        return "", ""
    standing = [line for line in profiles.releases(by, at) if not line.is_recalled]
    areas = sorted({line.area_name for line in standing})
    due = sum(line.is_due for line in standing)
    late = f", of which {due} should be refreshed" if due else ""
    return (
        f"Released for {', '.join(areas)}{late}" if areas else "",
        reverse("profiles:releases"),
    )


def _plans(by: Actor, at: datetime) -> _Answer:
    if Kind.PLAN not in by.kinds_for(Action.READ):
        return "", ""
    live = [line.title for line in plans.plans_listed(by=by, at=at, state="live")]
    return (_said(live), reverse("plans:plans"))


def _returns(by: Actor, at: datetime) -> _Answer:
    rounds = plans.return_rounds(by) if plans.may_collate_returns(by) else ()
    if not rounds:
        return "", ""
    county = plans.county(round_id=rounds[0].number, by=by, at=at)
    return (
        f"{county.arrived} of {county.asked} partnerships returned for {county.line.quarter.words}",
        reverse("plans:county", args=[rounds[0].number]),
    )


def _board(by: Actor, at: datetime) -> _Answer:
    papers = [
        line for line in governance.papers_considered(by, localtime(at).date()) if line.resolved
    ]
    if not papers:
        return "", ""
    last = papers[-1]
    day: date = localtime(last.meets_at).date()
    return (
        f"{last.forum}, {day.day} {day:%B %Y}: RESOLVED that {last.resolved[0]}",
        reverse("boards:paper", args=[last.uid]),
    )


def _forums(by: Actor, at: datetime) -> _Answer:
    if not governance.may_read_map(by):
        return "", ""
    counted = governance.forums_verified(by, localtime(at).date())
    if not counted[1]:
        return "", ""
    return f"{counted[0]} of {counted[1]} forums on the map are verified", reverse("forums:index")


def _said(parts: Sequence[str]) -> str:
    shown = list(parts[:3])
    more = len(parts) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


STRATEGY = "National strategy on serious and organised crime"
COMMISSIONER = "Police and crime commissioner"
CSP = "Community safety partnership"
CDA, PJA = "Crime and Disorder Act 1998", "Police Reform and Social Responsibility Act 2011"

DUTIES: tuple[_Duty, ...] = (
    _Duty(
        whose=STRATEGY,
        asks="A local group leads partners’ work, new or among those that exist",
        source="Strategy of 2013, kept in those that followed",
        answered_by=_arranged("leads"),
    ),
    _Duty(
        whose=STRATEGY,
        asks="Local profiles show partners the threat where they are",
        source="Strategy of 2013; guidance on local profiles",
        answered_by=_profiles,
    ),
    _Duty(
        whose=STRATEGY,
        asks="Partners act under the four Ps, by a plan",
        source="Strategy of 2018",
        answered_by=_plans,
    ),
    _Duty(
        whose=STRATEGY,
        asks="Boards hear of it and decide",
        source="Strategy of 2013",
        answered_by=_board,
    ),
    _Duty(
        whose=COMMISSIONER,
        asks="Partners’ leadership was settled with the commissioner",
        source="Strategy of 2013",
        answered_by=_arranged("commissioner"),
    ),
    _Duty(
        whose=COMMISSIONER,
        asks="Partnerships and the commissioner have regard to one another’s priorities",
        source=f"{PJA}, section 10",
        answered_by=_priorities,
    ),
    _Duty(
        whose=COMMISSIONER,
        asks="Partnerships report on what they do",
        source="Crime and Disorder regulations of 2007, as amended",
        answered_by=_returns,
    ),
    _Duty(
        whose=CSP,
        asks="An agreement for the county on community safety",
        source="Crime and Disorder regulations of 2007, regulation 9",
        answered_by=_arranged("agreement"),
    ),
    _Duty(
        whose=CSP,
        asks="A strategy against reoffending",
        source=f"{CDA}, section 6",
        answered_by=_arranged("reoffending"),
    ),
    _Duty(
        whose=CSP,
        asks="A strategy on serious violence",
        source=f"{CDA}, section 6, as amended in 2022",
        answered_by=_arranged("violence"),
    ),
    _Duty(
        whose=CSP,
        asks="A protocol for sharing information",
        source="Crime and Disorder regulations of 2007, regulation 4",
        answered_by=_arranged("sharing"),
    ),
    _Duty(
        whose=CSP,
        asks="A committee of the council scrutinises it",
        source="Police and Justice Act 2006, section 19",
        answered_by=_arranged("scrutiny"),
    ),
    _Duty(
        whose=CSP,
        asks="Safeguarding boards and partnerships work together",
        source="Working together to safeguard children; Care Act 2014",
        answered_by=_arranged("safeguarding"),
    ),
    _Duty(
        whose=CSP,
        asks="Forums that discuss vulnerable people are mapped and looked after",
        source="Asked for by partners at workshops",
        answered_by=_forums,
    ),
)
"""What strategy and law ask, in our words. Where a source is amended, look at its line again."""
