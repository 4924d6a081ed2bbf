"""What the six weeks hold of threats: counts, a vulnerability, and a group behind Harbour Vapes.

The register is off until Fallowshire's own data-protection officer lets it be switched on. What is
put forward after Femi tells of the shop is led by trading standards in the end, under a codename
that says nothing. Told by the acts that the site offers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from uuid import UUID

from frankpledge.access.api import Area, Holding, Person, Post
from frankpledge.demonstration.stage import Scene, Stage, moment
from frankpledge.groups import api as groups

ATTRIBUTES: Mapping[str, str] = {
    "severity1": "4",
    "scope1": "cross_border",
    "frequency1": "continuous",
    "severity2": "3",
    "scope2": "local",
    "frequency2": "continuous",
    **{f"IC{place:02}": "2" for place in (1, 2, 3, 6, 8, 10, 12)},
    "IC05": "1",
    "IC09": "1",
}
"""What is known of the group behind the shop: three of twelve attributes are not."""
HARM: Mapping[str, str] = {
    "PHY": "2",
    "PSY": "4",
    "FIN": "2",
    "COM": "2",
    "ENV": "1",
    "VUL": "1.5",
    "VOL": "4",
    "TRD": "2",
}
LESSER: Mapping[str, str] = {**HARM, "PSY": "2", "VUL": "1", "VOL": "2", "TRD": "1"}
FEW: Mapping[str, str] = {"severity1": "3", "scope1": "local", "IC06": "2", "IC12": "2"}
"""Too little to rely on: requirements are drafted for the rest."""


def groups_scenes() -> Iterator[Scene]:
    """From the switch of 13 April to the quarter's report of 18 May 2026."""
    for day, clock, what, play in (
        ("2026-04-13", "10:15", "The register is switched on by its named officer", _switched_on),
        ("2026-04-13", "10:40", "The regional unit's sheet of counts is taken in", _sheet),
        ("2026-04-13", "11:10", "Three groups come over from the force's own list", _older),
        ("2026-04-14", "09:30", "Asha records what crime exploits in Wantsum", _exploited),
        ("2026-04-22", "10:00", "13: what is behind Harbour Vapes is put forward", _put_forward),
        ("2026-04-22", "11:30", "13: and looked into, each link graded and sourced", _linked),
        ("2026-04-24", "15:00", "13: the force assesses it, by two schemes", _assessed),
        (
            "2026-04-29",
            "11:00",
            "13: tasking decides its tier, and trading standards lead",
            _active,
        ),
        ("2026-05-06", "10:30", "A gang is put forward of which too little is known", _too_little),
        ("2026-05-12", "13:00", "Priya asks for a way out for somebody", _way_out),
        ("2026-05-13", "10:00", "20: its lead reviews the group behind the shop", _reviewed),
        ("2026-05-18", "09:30", "Who is on gang records is counted for the quarter", _fairness),
        ("2026-05-19", "09:30", "The way out is considered", _considered),
    ):
        yield Scene(at=moment(day, clock), what=what, play=play)


def _persona(name: str) -> str:
    return Person.objects.get(persona=name).username


def _lead_of(agency: str) -> UUID:
    """Who leads on groups for an agency, by their post."""
    post = Post.objects.get(agency__code=agency, title="Lead officer, organised crime")
    return Holding.objects.get(post=post).person_id


def _force() -> str:
    return Area.objects.get(kind="force", name__startswith="Fallowshire").code


def _switched_on(stage: Stage, at: datetime) -> None:
    officer = Person.objects.get(persona="information_governance")
    groups.switch_on(
        area=_force(),
        officer=officer.name,
        assessment="DPIA/2026/014",
        by=stage.actor(officer.username, at),
        at=at,
    )


def _sheet(stage: Stage, at: datetime) -> None:
    rows = ["District,Type,Threat,Tier,Groups"]
    districts = groups.districts_counted(_force(), at.date())
    for place, (name, _) in enumerate(districts):
        for threat, tier, many in (
            ("DRG", "T2", 3 + place % 5),
            ("CUC", "T3", 6 if name == "Wantsum" else place % 4),
            ("ITC", "T4", 1 + place % 3),
            ("FRD", "T3", (place * 7) % 6),
        ):
            rows.append(f"{name},organised_group,{threat},{tier},{many}")
        rows.append(f"{name},street_gang,USG,T4,{place % 3}")
    groups.import_counts(
        content="\n".join(rows).encode(),
        area=_force(),
        as_at=date(2026, 3, 31),
        source="The regional unit, quarter to March 2026",
        by=stage.actor(_persona("analyst"), at),
        at=at,
    )


def _exploited(stage: Stage, at: datetime) -> None:
    asha = stage.actor("asha.penrose", at)
    shared = [
        stage.agency(code)
        for code in (
            "saltmarsh-homes",
            "fallowshire-fire",
            "fallowshire-police",
            "fallowshire-intelligence",
        )
    ]
    stage.made["flats"] = groups.open_vulnerability(
        title="Flats above shops, let by the week",
        nature="premises",
        words="Rooms change hands with nobody checking who lives there. Tenants with support needs "
        "are moved in next to strangers who then run the flat.",
        threats=["CUC", "DRG"],
        area=stage.area("Wantsum"),
        agencies=shared,
        by=asha,
        at=at,
    )
    groups.open_vulnerability(
        title="Shops that sell under the counter",
        nature="sector",
        words="Vape and phone shops with few customers and much cash take deliveries at night.",
        threats=["ITC", "MLN"],
        area=stage.area("Wantsum"),
        agencies=shared,
        by=asha,
        at=at,
    )


def _older(stage: Stage, at: datetime) -> None:
    ruth = stage.actor("ruth.calloway", at)
    for name, threat, district, tier, answers in (
        ("older-drugs", "DRG", "Wantsum", "T2", HARM),
        ("older-fraud", "FRD", "Brindlemere", "T3", LESSER),
        ("older-plant", "OAC", "Wantsum", "T1", HARM),
    ):
        uid = groups.put_forward(
            sort="organised_group",
            area=stage.area(district),
            main_threat=threat,
            card="Taken over from the force’s own list in April 2026.",
            people_known=6,
            is_serious=True,
            acts_together=True,
            is_current=True,
            reports=4,
            last_intelligence_on=date(2026, 4, 2),
            by=ruth,
            at=at,
        )
        stage.made[name] = uid
        _to_active(stage, uid, tier, date(2026, 5, 8), answers, at)


def _to_active(
    stage: Stage, uid: UUID, tier: str, due: date, harm: Mapping[str, str], at: datetime
) -> None:
    ruth = stage.actor("ruth.calloway", at)
    groups.move_group(group_id=uid, to="scoping", by=ruth, at=at)
    for scheme, answers in (("attributes", ATTRIBUTES), ("harm", harm)):
        groups.assess(
            group_id=uid, scheme=scheme, answers=answers, sureness="medium", by=ruth, at=at
        )
    groups.move_group(group_id=uid, to="assessed", by=ruth, at=at)
    groups.decide_tier(group_id=uid, tier=tier, why="As tasking had it", by=ruth, at=at)
    inspector = Person.objects.get(persona="lead_officer")
    groups.name_lead(group_id=uid, lead=str(inspector.id), by=ruth, at=at)
    groups.move_group(group_id=uid, to="active", plan_due_on=due, by=ruth, at=at)


def _put_forward(stage: Stage, at: datetime) -> None:
    stage.made["behind-the-shop"] = groups.put_forward(
        sort="organised_group",
        area=stage.area("Wantsum"),
        main_threat="ITC",
        threats=["CUC", "DRG"],
        card="Untaxed tobacco and vapes are sold through a shop, and homes of tenants with support "
        "needs are used as stores. Connected with Harbour Vapes.",
        people_known=4,
        is_serious=True,
        acts_together=True,
        is_current=True,
        reports=3,
        last_intelligence_on=date(2026, 4, 21),
        score_owner=str(stage.agency("fallowshire-police")),
        by=stage.actor("ruth.calloway", at),
        at=at,
    )


def _linked(stage: Stage, at: datetime) -> None:
    ruth = stage.actor("ruth.calloway", at)
    uid = stage.made["behind-the-shop"]
    for pointer, relation, category, grade, source in (
        ("NOM/30411", "member", "suspect", "B", "INT/2026/2201"),
        ("NOM/30412", "member", "suspect", "B", "INT/2026/2201"),
        ("NOM/30977", "member", "convicted", "A", "INT/2026/2218"),
        ("NOM/31002", "exploited", "victim", "C", "INT/2026/2230"),
    ):
        groups.link_person(
            group_id=uid,
            system="Force system",
            pointer=pointer,
            relation=relation,
            category=category,
            age="25_49",
            ethnicity="unknown",
            area=stage.area("Wantsum"),
            noticed_on=date(2026, 4, 20),
            source_grade=2,
            intelligence_grade=grade,
            source=source,
            from_on=date(2026, 3, 2),
            by=ruth,
            at=at,
        )
    groups.link_group(
        group_id=stage.made["older-drugs"],
        other=str(uid),
        relation="supplies",
        source_grade=2,
        intelligence_grade="C",
        source="INT/2026/2233",
        from_on=date(2026, 4, 2),
        by=ruth,
        at=at,
    )
    groups.move_group(group_id=uid, to="scoping", by=ruth, at=at)


def _assessed(stage: Stage, at: datetime) -> None:
    analyst = stage.actor(_persona("analyst"), at)
    uid = stage.made["behind-the-shop"]
    for scheme, answers in (("attributes", ATTRIBUTES), ("harm", HARM)):
        groups.assess(
            group_id=uid, scheme=scheme, answers=answers, sureness="medium", by=analyst, at=at
        )
    groups.move_group(group_id=uid, to="assessed", by=analyst, at=at)


def _active(stage: Stage, at: datetime) -> None:
    ruth = stage.actor("ruth.calloway", at)
    uid = stage.made["behind-the-shop"]
    groups.decide_tier(
        group_id=uid, tier="T3", why="Local, and a partner’s powers reach it best", by=ruth, at=at
    )
    lead = str(_lead_of("fallowshire-trading-standards"))
    groups.name_lead(group_id=uid, lead=lead, by=ruth, at=at)
    groups.move_group(group_id=uid, to="active", plan_due_on=date(2026, 5, 20), by=ruth, at=at)


def _too_little(stage: Stage, at: datetime) -> None:
    ruth = stage.actor("ruth.calloway", at)
    uid = groups.put_forward(
        sort="street_gang",
        area=stage.area("Wantsum"),
        main_threat="USG",
        card="Young people who gather at Harbour Steps. Little is known.",
        people_known=None,
        is_serious=True,
        acts_together=None,
        is_current=True,
        reports=1,
        children_involved=None,
        score_owner=str(stage.agency("fallowshire-police")),
        by=ruth,
        at=at,
    )
    stage.made["little-known"] = uid
    groups.assess(
        group_id=uid,
        scheme="attributes",
        answers=FEW,
        sureness="low",
        by=stage.actor(_persona("analyst"), at),
        at=at,
    )


def _reviewed(stage: Stage, at: datetime) -> None:
    lead = Person.objects.get(id=_lead_of("fallowshire-trading-standards")).username
    groups.review_group(
        group_id=stage.made["behind-the-shop"],
        found="The shop is shut for three months and two homes are safe again.",
        stops="Where the stock came from is not known.",
        next_on=date(2026, 6, 24),
        by=stage.actor(lead, at),
        at=at,
    )


def _fairness(stage: Stage, at: datetime) -> None:
    groups.make_fairness(area=_force(), by=stage.actor("ruth.calloway", at), at=at)


def _way_out(stage: Stage, at: datetime) -> None:
    groups.ask_way_out(
        system="Force system",
        pointer="NOM/30981",
        for_whom="worker",
        words="Back at college since March, and living with a grandparent",
        area=stage.area("Wantsum"),
        by=stage.actor("priya.vance", at),
        at=at,
    )


def _considered(stage: Stage, at: datetime) -> None:
    ruth = stage.actor("ruth.calloway", at)
    (asked,) = groups.ways_out(by=ruth, at=at)
    groups.decide_way_out(
        number=asked.number, ended=True, why="Nothing stands against them", by=ruth, at=at
    )
