"""What happens in the twin worlds: what the observers may see, and what they may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from django.utils.timezone import localtime

from frankpledge.access.api import Kind, LinkKind, Purpose, Ref, Role, link
from frankpledge.access.models import Forum
from frankpledge.access.places import Area, AreaPart, Body, BodyArea
from frankpledge.demonstration.repeatable import repeatable_identities
from frankpledge.governance import api as governance
from frankpledge.intelligence import api as intelligence
from frankpledge.intelligence.models import Product, Submission
from frankpledge.plans import api as plans
from frankpledge.problems import api as problems
from frankpledge.profiles import api as profiles
from tests import makers
from tests.architecture import twin_boards, twin_forums, twin_learning, twin_plans
from tests.architecture.twin_powers import add_uses, lay_down_the_law
from tests.architecture.twin_profiles import led
from tests.architecture.twin_referrals import referral_steps
from tests.architecture.twin_world import MARK, NOW, Step, World, merged
from tests.makers import make_agency, make_area, make_person

DISTRICT, ELSEWHERE, FORCE = "E07999101", "E07999102", "E23999001"
TASKING, PANEL = "wantsum-tasking", "wantsum-panel"

OBSERVERS = ("tenancy", "neighbour", "worker", "board")
"""A practitioner of another agency, another district's manager, a contributor, a board member."""

HIDDEN_KINDS = {
    Kind.POWER_USE,
    Kind.SUBMISSION,
    Kind.REPORT,
    Kind.PRODUCT,
    Kind.PROBLEM,
    Kind.REVISIT,
    Kind.ASK,
    Kind.MEETING,
    Kind.AGENDA_ITEM,
    Kind.ACTION,
    Kind.PROFILE,
    Kind.FINDING,
    Kind.FORUM_ENTRY,
    Kind.REFERRAL,
    Kind.GROUP,
    Kind.VULNERABILITY,
    *twin_plans.HIDDEN_KINDS,
    Kind.EVENT,
    Kind.ISSUE,
    Kind.CASE_STUDY,
    *twin_boards.HIDDEN_KINDS,
}
SEEN_KINDS = {
    Kind.POWER_USE,
    Kind.SUBMISSION,
    Kind.PRODUCT,
    Kind.PROBLEM,
    Kind.REVISIT,
    Kind.ASK,
    Kind.MEETING,
    Kind.AGENDA_ITEM,
    Kind.ACTION,
    Kind.PROFILE,
    Kind.FINDING,
    Kind.FORUM_ENTRY,
    Kind.REFERRAL,
    Kind.VULNERABILITY,
    *twin_plans.SEEN_KINDS,
    Kind.EVENT,
    Kind.ISSUE,
    Kind.CASE_STUDY,
    *twin_boards.SEEN_KINDS,
}
"""What the worlds hold of each sort, besides links."""

PLACES = ("Tern Court", "Harbour Vapes", "Long Meadow", "The Strand", "Quay Car Park")


def cast(seed: int) -> World:
    """Agencies, people and forums: the same in both worlds."""
    makers._numbers = count(1)
    with repeatable_identities(f"{seed}/cast"):
        return _cast()


def _cast() -> World:
    make_area(FORCE, name="Fallowshire", kind="force")
    for code, name in ((DISTRICT, "Wantsum"), (ELSEWHERE, "Brindlemere")):
        make_area(code, name=name)
        AreaPart.objects.create(whole_id=FORCE, part_id=code)
    body = Body.objects.create(code="csp-wantsum", name="Wantsum CSP", kind="csp")
    BodyArea.objects.create(body=body, area=Area.objects.get(code=DISTRICT))
    for code in (TASKING, PANEL):
        Forum.objects.create(code=code, name=code.replace("-", " ").capitalize(), body=body)
    world = World()
    agencies = {
        "council": make_agency("council"),
        "elsewhere": make_agency("elsewhere"),
        "housing": make_agency("housing", kind="housing"),
        "fire": make_agency("fire", kind="fire"),
        "unit": make_agency("unit", kind="police"),
        "police": make_agency("police", kind="police"),
    }
    world.agencies = {name: agency.id for name, agency in agencies.items()}
    here = {"districts": [DISTRICT]}
    force = {"force_wide": True, "purpose": Purpose.LAW_ENFORCEMENT, "vetting": 4}
    world.people = {
        "csm": make_person(
            agencies["council"], Role.CSM, name="Asha", forums=[TASKING, PANEL], **here
        ),
        "tenancy": make_person(
            agencies["housing"], Role.PRACTITIONER, name="Mo", forums=[TASKING], **here
        ),
        "worker": make_person(agencies["housing"], Role.CONTRIBUTOR, name="Dev", **here),
        "safety": make_person(
            agencies["fire"], Role.PRACTITIONER, name="Sam", forums=[TASKING], **here
        ),
        "neighbour": make_person(
            agencies["elsewhere"], Role.CSM, name="Nia", districts=[ELSEWHERE]
        ),
        "board": make_person(
            agencies["elsewhere"],
            Role.BOARD_MEMBER,
            name="Bo",
            force_wide=True,
            purpose=Purpose.OVERSIGHT,
        ),
        "officer": make_person(agencies["unit"], Role.INTELLIGENCE_OFFICER, name="Ima", **force),
        "supervisor": make_person(
            agencies["unit"], Role.INTELLIGENCE_SUPERVISOR, name="Quill", **force
        ),
        "county": make_person(
            agencies["elsewhere"], Role.COUNTY_TEAM, name="Gwen", force_wide=True
        ),
        "analyst": make_person(
            agencies["police"],
            Role.ANALYST,
            name="Ana",
            force_wide=True,
            vetting=3,
        ),
    }
    intelligence.set_up_unit(agency_id=agencies["unit"].id, area=FORCE, at=NOW - timedelta(days=9))
    lay_down_the_law(world, agencies["council"], DISTRICT)
    return world


def step(name: str, play: Callable[[World, datetime], None], *, hidden: bool) -> Step:
    """One act. What it is called decides the identities that it draws."""
    return Step(name=name, hidden=hidden, play=play)


def steps(seed: int) -> list[Step]:
    """What happens, by chance: at least one of everything that is hidden and that is not."""
    from tests.architecture import twin_groups

    random = Random(seed)
    places = list(PLACES)
    random.shuffle(places)
    first = call("tasking", TASKING, hidden=False)
    told = [
        [decision("decided", "known0")],
        *(problem(f"known{n}", places[n], ("housing", "unit"), hidden=False) for n in range(2)),
        report("shared", "csm", places[0], to="housing", about="known0", hidden=False),
        own_words("own", places[1]),
        [call("panel", PANEL, hidden=True)],
        [*profile("released", hidden=False), *led("released", hidden=False)],
        [*profile("drafted", hidden=True), *led("drafted", hidden=True)],
        report("kept", "safety", places[2], to="fire", about="known0", hidden=True),
        conflict("declared", places[3]),
        *twin_forums.stories(DISTRICT),
        referral_steps(places[0], places[3]),
        *twin_plans.stories(DISTRICT, FORCE),
        *twin_learning.stories(DISTRICT),
        *twin_boards.stories(PANEL),
    ]
    told += twin_groups.groups_told()
    for number in range(random.randint(1, 3)):
        told.append(
            problem(
                f"unknown{number}",
                random.choice(PLACES),
                random.choice([(), ("fire",), ("unit",)]),
                hidden=True,
            )
        )
    add_uses(told)
    return [first, *merged(random, told)]


# --- stories ---------------------------------------------------------------------------------


def words(what: str, *, hidden: bool) -> str:
    return f"{MARK} {what}" if hidden else what


def problem(name: str, place: str, shared: tuple[str, ...], *, hidden: bool) -> list[Step]:
    """A problem at a place with re-visits and asks; shared, and heard of, unless it is hidden."""

    def begin(world: World, at: datetime) -> None:
        by = world.actor("csm", at)
        uid = problems.open_problem(
            title=words(f"Strangers at {place}", hidden=hidden),
            place=words(place, hidden=hidden),
            place_kind="address",
            area=DISTRICT,
            forum="" if hidden else TASKING,
            agencies=[world.agencies[agency] for agency in shared],
            by=by,
            at=at,
        )
        world.keep(name, Kind.PROBLEM, uid)
        if not hidden:
            hear_of(world, name, at)

    def visits(world: World, at: datetime) -> None:
        made = problems.set_revisits(
            problem_id=world.made[name],
            after=localtime(at).date() - timedelta(days=3),
            days=(2, 3, 28),
            by=world.actor("csm", at),
            at=at,
        )
        for number, uid in enumerate(made):
            world.keep(f"{name}-visit{number}", Kind.REVISIT, uid)

    def ask(world: World, at: datetime) -> None:
        asked = ["fire"] if hidden else ["housing"]
        made = problems.ask(
            problem_id=world.made[name],
            agencies=[world.agencies[agency] for agency in asked],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(f"{name}-ask", Kind.ASK, made[0])

    def tell(world: World, at: datetime) -> None:
        problems.tell(
            problem_id=world.made[name],
            what="note",
            note=words("Nobody answered the door", hidden=hidden),
            by=world.actor("csm", at),
            at=at,
        )

    def act(world: World, at: datetime) -> None:
        made = plans.add_action(
            verb="Change",
            text=words(f"the locks at {place}", hidden=hidden),
            four_p="protect",
            due_on=localtime(at).date(),
            owner_agency=world.agencies["council" if hidden else "housing"],
            arises_from=[Ref(kind=Kind.PROBLEM, uid=world.made[name])],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(f"{name}-action", Kind.ACTION, made)

    return [
        step(f"{name}/begin", begin, hidden=hidden),
        step(f"{name}/visits", visits, hidden=hidden),
        step(f"{name}/ask", ask, hidden=hidden),
        step(f"{name}/act", act, hidden=hidden),
        step(f"{name}/tell", tell, hidden=hidden),
    ]


def hear_of(world: World, name: str, at: datetime) -> UUID:
    """Put a problem on the agenda of the tasking meeting."""
    by = world.actor("csm", at)
    governance.build_agenda(meeting_id=world.made["tasking"], by=by, at=at)
    (item,) = governance.items_about(world.made[name], by, localtime(at).date())
    return world.keep(f"{name}-item", Kind.AGENDA_ITEM, item.uid)


def call(name: str, forum: str, *, hidden: bool) -> Step:
    """A meeting of a forum. One that the observer does not sit on comes first of all."""

    def play(world: World, at: datetime) -> None:
        uid = governance.call_meeting(
            forum=forum,
            starts_at=NOW + timedelta(hours=3 if hidden else 5),
            place=words("Council offices", hidden=hidden),
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.MEETING, uid)

    return step(f"{name}/call", play, hidden=hidden)


def decision(name: str, about: str) -> Step:
    """What the meeting decided on an item, if it has come to that."""

    def play(world: World, at: datetime) -> None:
        if f"{about}-item" in world.made:
            uid = governance.decide(
                item_id=world.made[f"{about}-item"],
                text="Visit together on Friday",
                by=world.actor("csm", at),
                at=at,
            )
            world.keep(name, Kind.DECISION, uid)

    return step(f"{name}/decide", play, hidden=False)


def conflict(name: str, place: str) -> list[Step]:
    """A problem that the observer heard of, declared a conflict with, and no longer knows of."""

    def begin(world: World, at: datetime) -> None:
        uid = problems.open_problem(
            title=words(f"A matter at {place}", hidden=True),
            place=words(place, hidden=True),
            place_kind="shop",
            area=DISTRICT,
            forum=TASKING,
            agencies=[world.agencies["housing"]],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.PROBLEM, uid)
        item = hear_of(world, name, at)
        governance.declare_conflict(item_id=item, by=world.actor("tenancy", at), at=at)

    def visits(world: World, at: datetime) -> None:
        problems.set_revisits(
            problem_id=world.made[name],
            after=localtime(at).date() - timedelta(days=2),
            days=(2,),
            by=world.actor("csm", at),
            at=at,
        )

    def act(world: World, at: datetime) -> None:
        plans.add_action(
            verb="Close",
            text=words(f"the shop at {place}", hidden=True),
            four_p="pursue",
            due_on=localtime(at).date(),
            owner_agency=world.agencies["housing"],
            arises_from=[Ref(kind=Kind.AGENDA_ITEM, uid=world.made[f"{name}-item"])],
            by=world.actor("csm", at),
            at=at,
        )

    def decide(world: World, at: datetime) -> None:
        governance.decide(
            item_id=world.made[f"{name}-item"],
            text=words("Close it down", hidden=True),
            by=world.actor("csm", at),
            at=at,
        )

    return [
        step(f"{name}/begin", begin, hidden=True),
        step(f"{name}/visits", visits, hidden=True),
        step(f"{name}/act", act, hidden=True),
        step(f"{name}/decide", decide, hidden=True),
    ]


def report(name: str, teller: str, place: str, *, to: str, about: str, hidden: bool) -> list[Step]:
    """What somebody told, what was made of it, and the product, shared with one agency."""

    def submit(world: World, at: datetime) -> None:
        tell_police(world, name, teller, words(f"A van by night at {place}", hidden=True), at)

    def grade(world: World, at: datetime) -> None:
        uid = intelligence.evaluate(
            submission_id=world.made[name],
            text=words(f"A van by night at {place}", hidden=True),
            grade=intelligence.Given(source=2, intelligence="B"),
            place=place,
            by=world.actor("officer", at),
            at=at,
        )
        world.keep(f"{name}-report", Kind.REPORT, uid)

    def sanitise(world: World, at: datetime) -> None:
        uid = intelligence.sanitise(
            report_id=world.made[f"{name}-report"],
            text=words(f"There is reason to look at {place}", hidden=hidden),
            place=words(place, hidden=hidden),
            confirmed=frozenset(code for code, _ in intelligence.CHECKLIST),
            by=world.actor("officer", at),
            at=at,
        )
        world.keep(f"{name}-product", Kind.PRODUCT, uid)
        supervisor = world.actor("supervisor", at)
        if Product.visible_to(supervisor).filter(pk=uid, released_on=None).exists():
            intelligence.approve(product_id=uid, by=supervisor, at=at)

    def share(world: World, at: datetime) -> None:
        intelligence.share(
            product_id=world.made[f"{name}-product"],
            agencies=[world.agencies[to]],
            by=world.actor("officer", at),
            at=at,
        )

    def join(world: World, at: datetime) -> None:
        if about in world.made:
            link(
                Ref(kind=Kind.PRODUCT, uid=world.made[f"{name}-product"]),
                Ref(kind=Kind.PROBLEM, uid=world.made[about]),
                LinkKind.INFORMS,
                by=world.actor("officer", at),
                at=at,
            )

    return [
        step(f"{name}/submit", submit, hidden=hidden),
        step(f"{name}/grade", grade, hidden=hidden),
        step(f"{name}/sanitise", sanitise, hidden=hidden),
        step(f"{name}/share", share, hidden=hidden),
        step(f"{name}/join", join, hidden=hidden),
    ]


def profile(name: str, *, hidden: bool) -> list[Step]:
    """A profile of the district with a finding: out for comment, or kept as a draft."""

    def draft(world: World, at: datetime) -> None:
        uid = profiles.draft_profile(
            area=DISTRICT, first="2026-01", last="2026-02", by=world.actor("analyst", at), at=at
        )
        world.keep(name, Kind.PROFILE, uid)

    def find(world: World, at: datetime) -> None:
        uid = profiles.add_finding(
            profile_id=world.made[name],
            text=words("Burglary stands out in two wards", hidden=hidden),
            figures=["count.burglary"],
            by=world.actor("analyst", at),
            at=at,
        )
        world.keep(f"{name}-finding", Kind.FINDING, uid)

    def share(world: World, at: datetime) -> None:
        profiles.share_profile(
            profile_id=world.made[name],
            agencies=[world.agencies["fire" if hidden else "housing"]],
            by=world.actor("analyst", at),
            at=at,
        )

    def comment(world: World, at: datetime) -> None:
        profiles.comment_on_profile(
            profile_id=world.made[name],
            text=words("This agrees with what we see", hidden=hidden),
            by=world.actor("safety" if hidden else "tenancy", at),
            at=at,
        )

    return [
        step(f"{name}/draft", draft, hidden=hidden),
        step(f"{name}/find", find, hidden=hidden),
        step(f"{name}/share", share, hidden=hidden),
        step(f"{name}/comment", comment, hidden=hidden),
    ]


def own_words(name: str, place: str) -> list[Step]:
    """What one of the observers told: they keep a receipt, and their agency keeps the words."""

    def submit(world: World, at: datetime) -> None:
        tell_police(world, name, "worker", f"Strangers carried boxes into {place}", at)

    return [step(f"{name}/submit", submit, hidden=False)]


def tell_police(world: World, name: str, teller: str, text: str, at: datetime) -> None:
    proof = intelligence.submit(
        told=intelligence.Told(text=text, place="By the quay", district=DISTRICT),
        token=f"a form of {name} in these worlds",
        by=world.actor(teller, at),
        at=at,
    )
    row = Submission.visible_to(world.actor("officer", at)).get(reference=proof.reference)
    world.keep(name, Kind.SUBMISSION, row.uid)
