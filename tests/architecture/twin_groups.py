"""What the twin worlds hold of groups: what partners see or not, and the register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime

from frankpledge.access.api import Agency, Kind, Purpose, Role
from frankpledge.groups import api as groups
from tests.architecture.twin_stories import DISTRICT, FORCE, step, words
from tests.architecture.twin_world import Step, World
from tests.makers import make_person

SHEET = (
    "District,Type,Threat,Tier,Groups\n"
    "Wantsum,Organised crime group,DRG,T2,7\n"
    "Brindlemere,Street gang,USG,T4,2\n"
)


def groups_told() -> list[list[Step]]:
    """A register that is on, counts that are given out, and what is kept from every observer."""
    return [
        [
            step("register/on", switched_on, hidden=False),
            step("mapped/all", mapped, hidden=True),
            step("register/counts", counts, hidden=False),
        ],
        vulnerability("exploited", hidden=False),
        vulnerability("exploited-unseen", hidden=True),
    ]


def switched_on(world: World, at: datetime) -> None:
    unit = Agency.objects.get(id=world.agencies["unit"])
    force = {"force_wide": True, "vetting": 4}
    world.people["coordinator"] = make_person(
        unit, Role.OCG_COORDINATOR, name="Ruth", purpose=Purpose.LAW_ENFORCEMENT, **force
    )
    world.people["governance"] = make_person(
        unit, Role.INFORMATION_GOVERNANCE, name="Pris", purpose=Purpose.OVERSIGHT, **force
    )
    groups.switch_on(
        area=FORCE,
        officer="Prisca Holm",
        assessment="DPIA-7",
        by=world.actor("governance", at),
        at=at,
    )


def counts(world: World, at: datetime) -> None:
    groups.import_counts(
        content=SHEET.encode(),
        area=FORCE,
        as_at=localtime(at).date(),
        source="The regional unit",
        by=world.actor("coordinator", at),
        at=at,
    )


def vulnerability(name: str, *, hidden: bool) -> list[Step]:
    """What crime exploits, shared with an observer's agency or with nobody, and reviewed."""

    def begin(world: World, at: datetime) -> None:
        uid = groups.open_vulnerability(
            title=words("Flats above shops", hidden=hidden),
            nature="premises",
            words=words("Let by the week", hidden=hidden),
            threats=["CUC"],
            area=DISTRICT,
            agencies=[] if hidden else [world.agencies["housing"]],
            by=world.actor("csm", at),
            at=at,
        )
        world.keep(name, Kind.VULNERABILITY, uid)

    def review(world: World, at: datetime) -> None:
        groups.review_vulnerability(
            vulnerability_id=world.made[name],
            found=words("Two let again", hidden=hidden),
            by=world.actor("csm", at),
            at=at,
        )

    return [
        step(f"{name}/begin", begin, hidden=hidden),
        step(f"{name}/review", review, hidden=hidden),
    ]


def mapped(world: World, at: datetime) -> None:
    """A group that no observer may know of, with somebody linked."""
    by = world.actor("coordinator", at)
    uid = groups.put_forward(
        sort="street_gang",
        area=DISTRICT,
        main_threat="USG",
        card=words("Gathers by the quay", hidden=True),
        by=by,
        at=at,
    )
    world.keep("mapped", Kind.GROUP, uid)
    link = groups.link_person(
        group_id=uid,
        system="Force system",
        pointer="NOM/1001",
        relation="member",
        category="suspect",
        age="25_49",
        ethnicity="unknown",
        area=DISTRICT,
        noticed_on=localtime(at).date(),
        source_grade=2,
        intelligence_grade="B",
        source="INT/1",
        from_on=localtime(at).date(),
        by=by,
        at=at,
    )
    world.keep("mapped-link", Kind.LINK, link)
    world.keep("mapped-ranks", Kind.EXPORT, _ranks(world, at))


def _ranks(world: World, at: datetime) -> UUID:
    """Long work that somebody else asked for, which no observer is told of."""
    return groups.rank_network(
        asked=groups.Asked(on=localtime(at).date()), by=world.actor("coordinator", at), at=at
    )
