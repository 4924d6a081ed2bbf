"""Which places somebody's post lets them go to at all: the navigation, and where to start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from frankpledge.access.api import Action, Actor, Kind, may_inspect
from frankpledge.asking import api as asking
from frankpledge.entities import api as entities
from frankpledge.governance import api as governance
from frankpledge.groups import api as groups
from frankpledge.intelligence import api as intelligence
from frankpledge.learning import api as learning
from frankpledge.pages.sections import referrals
from frankpledge.pages.stages import walks_above_the_valve
from frankpledge.plans import api as plans
from frankpledge.powers import api as powers
from frankpledge.search.api import may_search
from frankpledge.ui.api import Place as Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place that a post opens: its words, its address, and what one does there."""

    text: str
    href: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    text: str
    route: str
    about: str
    is_open_to: Callable[[Actor], bool]
    in_navigation: bool = True
    also: tuple[str, ...] = ()
    """Further addresses that are part of this place."""


def _may(action: Action, kind: Kind) -> Callable[[Actor], bool]:
    return lambda actor: kind in actor.kinds_for(action)


def _tells(actor: Actor) -> bool:
    return Kind.SUBMISSION in actor.kinds_for(Action.CREATE) and not walks_above_the_valve(actor)


def _asks(actor: Actor) -> bool:
    lists = (asking.may_list_before, asking.may_list_requirements, asking.may_list_alerts)
    return any(may(actor) for may in lists)


def _threats(actor: Actor) -> bool:
    return bool(groups.may_read_counts(actor) or groups.may_govern(actor))


def _told_of_by(may: Callable[[Actor], object]) -> Callable[[Actor], bool]:
    return lambda actor: bool(may(actor))


_KNOWN = (
    _Known(
        text="Tell the police what you saw",
        route="intelligence:tell",
        about="Five minutes, in your own words. You get a receipt",
        is_open_to=_tells,
        in_navigation=False,
    ),
    _Known(
        text="Desk",
        route="intelligence:desk",
        about="What came in, what waits for a second person, and answers that are owed",
        is_open_to=walks_above_the_valve,
        also=("/intelligence/",),
    ),
    _Known(
        text="Problems",
        route="problems:index",
        about="Places that agencies work on together, their re-visits and what was asked round",
        is_open_to=_may(Action.READ, Kind.PROBLEM),
    ),
    _Known(
        text="Open a problem",
        route="problems:open",
        about="Say where it is and who should work on it",
        is_open_to=_may(Action.CREATE, Kind.PROBLEM),
        in_navigation=False,
    ),
    _Known(
        text="Asking",
        route="asking:index",
        about="Before you act, requests, what police would like to know, and alerts",
        is_open_to=_asks,
    ),
    _Known(
        text="Threats",
        route="groups:index",
        about="What crime exploits, how many groups are mapped, and the register where it is on",
        is_open_to=_threats,
        also=("/network/",),
    ),
    _Known(
        text="Powers",
        route="powers:index",
        about="What could be used here, today, by whom, and what a lawyer has said of it",
        is_open_to=_told_of_by(powers.may_look_up),
    ),
    _Known(
        text="Uses of powers",
        route="powers:uses",
        about="From an idea to a look back, with the safeguarding gate first",
        is_open_to=_told_of_by(powers.may_list_uses),
        in_navigation=False,
    ),
    _Known(
        text="Referrals",
        route="referrals:index",
        about="People who need help: which door, when, and what was decided",
        is_open_to=_told_of_by(referrals.may_list),
    ),
    _Known(
        text="Find the right door",
        route="referrals:begin",
        about="For somebody who needs help, from what you saw. Nothing you tick is kept",
        is_open_to=_told_of_by(referrals.may_look),
        in_navigation=False,
    ),
    _Known(
        text="Meetings",
        route="governance:index",
        about="The next one, its agenda, and who has not updated",
        is_open_to=_may(Action.READ, Kind.MEETING),
        also=("/forums/",),
    ),
    _Known(
        text="Board papers",
        route="boards:index",
        about="What goes to which board, who has cleared it, and what came of it",
        is_open_to=_told_of_by(governance.may_list_papers),
    ),
    _Known(
        text="What came of it",
        route="pages:came-of-it",
        about="Figures that were counted for boards, and what was told and cleared",
        is_open_to=_told_of_by(governance.may_read_figures),
        in_navigation=False,
    ),
    _Known(
        text="Map of forums",
        route="forums:index",
        about="Who sits where, what falls between forums, and what each agency offers",
        is_open_to=_told_of_by(governance.may_read_map),
        in_navigation=False,
    ),
    _Known(
        text="Actions",
        route="plans:index",
        about="Who does what under which of the four Ps, by when",
        is_open_to=_may(Action.READ, Kind.ACTION),
    ),
    _Known(
        text="Plans",
        route="plans:plans",
        about="Of a partnership’s year, a threat or a place, by the four Ps",
        is_open_to=_may(Action.READ, Kind.PLAN),
        in_navigation=False,
    ),
    _Known(
        text="Disruptions",
        route="plans:disruptions",
        about="What made crime harder, who took part, and whether it lasted",
        is_open_to=_told_of_by(plans.may_list_disruptions),
        in_navigation=False,
    ),
    _Known(
        text="Quarterly returns",
        route="plans:returns",
        about="What your partnership tells the county, mostly filled already",
        is_open_to=_told_of_by(plans.may_list_returns),
        in_navigation=False,
    ),
    _Known(
        text="Learning",
        route="learning:index",
        about="Workshops and training: who came, what was raised and what came of it",
        is_open_to=_told_of_by(learning.may_list_events),
    ),
    _Known(
        text="Case studies",
        route="learning:cases",
        about="What was done about one situation, and how far it is evidence",
        is_open_to=_told_of_by(learning.may_list_cases),
        in_navigation=False,
    ),
    _Known(
        text="Who has been reached",
        route="learning:coverage",
        about="By workshops and training, and who never was",
        is_open_to=_told_of_by(learning.may_read_coverage),
        in_navigation=False,
    ),
    _Known(
        text="Profiles",
        route="profiles:index",
        about="What the figures of a district say, and where they come from",
        is_open_to=_may(Action.READ, Kind.PROFILE),
    ),
    _Known(
        text="Shared with us",
        route="intelligence:products",
        about="What the intelligence unit lets partners read",
        is_open_to=_may(Action.READ, Kind.PRODUCT),
    ),
    _Known(
        text="Receipts",
        route="intelligence:receipts",
        about="What became of what you told the police",
        is_open_to=_tells,
        also=("/intelligence/receipt/", "/intelligence/tell/", "/intelligence/told/"),
    ),
    _Known(
        text="Subjects",
        route="entities:index",
        about="Who and what is mentioned, and pairs that may be the same",
        is_open_to=_told_of_by(entities.may_look_up),
    ),
    _Known(
        text="Answers that are owed",
        route="intelligence:owed",
        about="To whoever told us something, by when, and who was chased",
        is_open_to=_told_of_by(intelligence.may_list_owed),
        in_navigation=False,
    ),
    _Known(
        text="Measures",
        route="intelligence:measures",
        about="How soon we read, decide and answer, and how much comes back",
        is_open_to=_told_of_by(intelligence.may_read_measures),
        in_navigation=False,
    ),
    _Known(
        text="Digests",
        route="intelligence:digests",
        about="What reports like yours led to, month by month",
        is_open_to=_told_of_by(intelligence.may_read_digest),
        in_navigation=False,
    ),
    _Known(
        text="The ledger",
        route="intelligence:ledger",
        about="Who was given what, who opened it, and what was taken back",
        is_open_to=_told_of_by(intelligence.may_read_ledger),
        in_navigation=False,
    ),
    _Known(
        text="Sources",
        route="intelligence:sources",
        about="How far what each source told has held, and requests to open a box",
        is_open_to=_told_of_by(intelligence.may_read_sources),
        in_navigation=False,
    ),
    _Known(
        text="What could not be held",
        route="intelligence:incidents",
        about="What was set apart because it must not be kept here",
        is_open_to=_told_of_by(intelligence.may_list_incidents),
        in_navigation=False,
    ),
    _Known(
        text="Search",
        route="search:search",
        about="By words, among what you may read",
        is_open_to=_told_of_by(may_search),
    ),
    _Known(
        text="The record",
        route="access:inspect",
        about="Who looked at what, when and why",
        is_open_to=_told_of_by(may_inspect),
        also=("/holds/",),
    ),
)
"""Every place, in the order in which it is shown."""


def starts_for(actor: Actor) -> tuple[Place, ...]:
    """Where this person can start, by what their post lets them do at all."""
    return tuple(
        Place(text=known.text, href=reverse(known.route), about=known.about)
        for known in _KNOWN
        if known.is_open_to(actor)
    )


def for_request(request: HttpRequest) -> Sequence[Item]:
    """The navigation: nothing before sign-in, and the same for everybody with the same post."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor):
        return []
    return [
        Item(text="Morning", href=reverse("pages:morning"), also=(reverse("work:index"),)),
        *(
            Item(text=known.text, href=reverse(known.route), also=known.also)
            for known in _KNOWN
            if known.in_navigation and known.is_open_to(actor)
        ),
    ]
