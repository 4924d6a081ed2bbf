"""The invented county's agencies, agreements, people, posts and forums, written as CSV files."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from frankpledge.demonstration import partnership
from frankpledge.demonstration.county import (
    COUNTIES,
    HOME_DISTRICT,
    County,
    District,
    slug,
    write_rows,
)
from frankpledge.demonstration.mess import PeopleMess
from frankpledge.demonstration.names import STORY_PEOPLE, Names, email, username
from frankpledge.demonstration.partnership import AgencyLine, ForumLine, PostLine

_TAKEN_UP = "2023-04-03"
_MOVED = "2025-04-01"
_SIGNED, _SIGNED_UNTIL = "2024-04-01", "2027-04-01"
_VETTED_UNTIL = "2028-04-01"
_LAPSED = "2026-03-31"
"""The day by which all that has run out had done so: before the story begins."""
_LAPSES_SOON = ("2026-06-01", "2026-06-15", "2026-06-30")
"""Days within the six weeks after the story."""
_COUNTY_COUNCIL = frozenset(
    {"county_council", "trading_standards", "adult_care", "children_services", "youth_justice"}
)
"""Kinds of agency that are the county council's, whose reach ends where the unitary begins."""
_PURPOSES = {
    "police": "partnership_working|safeguarding|statistics|oversight|administration",
    "inspectorate": "oversight",
    "charity": "partnership_working|safeguarding",
    "housing": "partnership_working|safeguarding",
    "school": "partnership_working|safeguarding",
    "retailer_group": "partnership_working",
}
_USUAL_PURPOSES = "partnership_working|safeguarding|statistics|oversight"
"""What an agency of a kind that is not named above has agreed to share for."""
_TAGS = {
    "safeguarding_lead": ("child", "victim", "medical"),
    "csm": ("victim",),
    "lead_officer": ("child", "victim"),
    "intelligence_supervisor": ("child", "victim", "source"),
    "intelligence_officer": ("child", "victim"),
    "council_lawyer": ("lpp",),
}
"""What a holder of a role may see that others may not, each until the vetting ends."""


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """Somebody with a user name: who they are and how their standing ends."""

    username: str
    name: str
    agency: str
    vetting: int
    vetting_until: str
    ends: str
    persona: str
    purpose: str
    telephone: str


@dataclass(frozen=True, kw_only=True)
class HoldingLine:
    """A person holds a post from a day, until another day or for as long as it lasts."""

    username: str
    post: str
    begins: str
    ends: str


@dataclass(kw_only=True)
class Register:
    """All the partnership's lines while they are gathered."""

    agencies: list[AgencyLine] = field(default_factory=list)
    agency_districts: dict[str, str] = field(default_factory=dict)
    agency_county: dict[str, County] = field(default_factory=dict)
    posts: list[tuple[str, PostLine, str, bool]] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    holdings: list[HoldingLine] = field(default_factory=list)
    forums: list[ForumLine] = field(default_factory=list)
    members: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, str, str]] = field(default_factory=list)
    lapsed_agencies: dict[str, str] = field(default_factory=dict)


def write_partnership_files(
    folder: Path, counties: Sequence[County], *, mess: PeopleMess, seed: int
) -> None:
    """Write the partnership of *counties* into *folder*, with the *mess* planned for each."""
    register = gather(counties, mess=mess, seed=seed)
    for name, header, rows in (
        (
            "agencies.csv",
            "code,name,short_name,kind,regime,controller_role,districts",
            _agency_rows(register),
        ),
        (
            "agreements.csv",
            "agency,title,purposes,regime,controller_role,impact_assessment,"
            "impact_assessment_ends,starts,ends",
            _agreement_rows(register),
        ),
        (
            "people.csv",
            "username,name,email,telephone,agency,vetting,vetting_until,active,ends,persona,"
            "purpose",
            _person_rows(register),
        ),
        (
            "posts.csv",
            "code,title,agency,roles,areas,force_wide",
            [
                (code, post.title, post.agency, post.roles, areas, "yes" if wide else "no")
                for code, post, areas, wide in register.posts
            ],
        ),
        (
            "holdings.csv",
            "username,post,from,to",
            [(held.username, held.post, held.begins, held.ends) for held in register.holdings],
        ),
        (
            "forums.csv",
            "code,name,body",
            [(forum.code, forum.name, forum.body) for forum in register.forums],
        ),
        (
            "forum_members.csv",
            "forum,username,until",
            [(forum, name, _SIGNED_UNTIL) for forum, name in register.members],
        ),
        ("tag_authorities.csv", "username,tag,until", register.tags),
    ):
        write_rows(folder / name, header, rows)


def gather(counties: Sequence[County], *, mess: PeopleMess, seed: int) -> Register:
    """Gather every agency, post and person of *counties*, then let some of it run out."""
    register = Register()
    for county in counties:
        names = Names(seed=seed, purpose=f"people:{county.number}")
        if county.number > 1:
            # People of one county must not be mistaken for those of another.
            names.taken |= {person.name for person in register.people}
        _fill(register, county, names)
        _let_lapse(register, county, names, mess)
        home = county.districts[0]
        for post in partnership.late_posts({"c": county.slug, "home": home.slug}):
            _add_post(register, post, county, home, names)
    return register


def _fill(register: Register, county: County, names: Names) -> None:
    home = county.districts[0]
    words = {"c": county.slug, "C": county.name, "home": home.slug}
    everywhere = "|".join(district.code for district in county.districts)
    two_tier = "|".join(district.code for district in county.two_tier)
    for agency in partnership.county_agencies(words):
        reach = two_tier if agency.kind in _COUNTY_COUNCIL else everywhere
        _add_agencies(register, [agency], county, reach)
    register.forums += partnership.county_forums(words)
    for district in county.districts:
        there = words | _words_of(district, names)
        _add_agencies(register, partnership.district_agencies(there), county, district.code)
        register.forums += partnership.district_forums(there)
    for post in partnership.county_posts(words):
        _add_post(register, post, county, home, names)
    for district in county.districts:
        there = words | _words_of(district, names)
        for post in partnership.district_posts(there, is_home=district.name == HOME_DISTRICT):
            _add_post(register, post, county, district, names)


def _words_of(district: District, names: Names) -> dict[str, str]:
    housing, housing_name = partnership.housing_of(district)
    style = "" if district.is_unitary else district.style.capitalize()
    return {
        "d": district.slug,
        "D": district.name,
        "style": style,
        "council": "unitary" if district.is_unitary else "district_council",
        "housing": housing,
        "Housing": housing_name,
    } | {f"shop{number}": names.business() for number in range(1, 6)}


def _add_agencies(
    register: Register, lines: Sequence[AgencyLine], county: County, districts: str
) -> None:
    for line in lines:
        register.agencies.append(replace(line, name=" ".join(line.name.split())))
        register.agency_districts[line.code] = districts
        register.agency_county[line.code] = county


def _add_post(
    register: Register, post: PostLine, county: County, district: District, names: Names
) -> PersonLine:
    """Add *post* with its holder, the memberships that come with it, and what they may see."""
    is_story = county == COUNTIES[0]
    story = {person.key: person.name for person in STORY_PEOPLE}
    name = story[post.person] if is_story and post.person else names.person()
    taken = {code for code, _, _, _ in register.posts}
    base = f"{post.agency}-{slug(post.title)}"
    code = next(c for c in (base, *(f"{base}-{n}" for n in range(2, 99))) if c not in taken)
    areas = county.code if post.where == "county" else district.code
    if post.where == "force":
        areas = county.force_code
    register.posts.append((code, post, areas, post.where == "force"))
    person = PersonLine(
        username=username(name),
        name=name,
        agency=post.agency,
        vetting=post.vetting,
        vetting_until=_VETTED_UNTIL if post.vetting else "",
        ends="",
        persona=post.persona if is_story else "",
        purpose=post.purpose,
        telephone=names.telephone("mobile" if post.roles == "contributor" else "landline"),
    )
    register.people.append(person)
    register.holdings.append(
        HoldingLine(username=person.username, post=code, begins=_TAKEN_UP, ends="")
    )
    register.members += [(forum, person.username) for forum in post.forums]
    register.tags += [(person.username, tag, _VETTED_UNTIL) for tag in _TAGS.get(post.roles, ())]
    return person


def _let_lapse(register: Register, county: County, names: Names, mess: PeopleMess) -> None:
    """Let agreements, vetting and people's time run out, as many as *mess* says."""
    here = county.slug
    expiring = (f"{here}-second-tide", f"{here}-northquay-housing")
    ending = (f"{here}-hospitals", f"{county.districts[0].slug}-retailers")
    register.lapsed_agencies |= dict.fromkeys(expiring[: mess.expired_agreements], _LAPSED)
    register.lapsed_agencies |= dict.fromkeys(ending[: mess.agreements_ending], _LAPSES_SOON[-1])
    for number in range(mess.leavers):
        district = county.districts[number % len(county.districts)]
        post = PostLine(
            agency=f"{district.slug}-council",
            title="Community safety officer",
            roles="practitioner",
            where="district",
            vetting=1,
            purpose="partnership_working",
            persona="",
            person="",
            forums=(f"{district.slug}-tasking",),
        )
        left = _add_post(register, post, county, district, names)
        _change(register, left, replace(left, ends=_LAPSED))
    ordinary = _ordinary_people(register, county)
    for person in ordinary[: mess.expired_vetting]:
        _change(register, person, replace(person, vetting_until=_LAPSED))
    rest = ordinary[mess.expired_vetting :]
    for number, person in enumerate(rest[: mess.vetting_ending]):
        soon = _LAPSES_SOON[number % len(_LAPSES_SOON)]
        _change(register, person, replace(person, vetting_until=soon))
    movable = [p for p in rest[mess.vetting_ending :] if p.agency == f"{here}-police"]
    for person, other in zip(movable[: mess.movers], movable[::-1], strict=False):
        _let_move(register, person, other)


def _ordinary_people(register: Register, county: County) -> list[PersonLine]:
    """People of *county* who have vetting and neither a part in the story nor a persona."""
    story = {person.name for person in STORY_PEOPLE}
    return [
        person
        for person in register.people
        if register.agency_county[person.agency] == county
        and person.vetting
        and not person.ends
        and not person.persona
        and person.name not in story
        and person.agency not in register.lapsed_agencies
    ]


def _let_move(register: Register, person: PersonLine, other: PersonLine) -> None:
    """Say that until a year ago *person* had the post that *other* has; nothing came along."""
    now, former = (
        next(held for held in register.holdings if held.username == somebody.username)
        for somebody in (person, other)
    )
    moved = replace(now, begins=_MOVED)
    earlier = replace(former, username=person.username, begins="2021-04-01", ends=_MOVED)
    taken_over = replace(former, begins=_MOVED)
    at = register.holdings.index(now)
    register.holdings[at : at + 1] = [earlier, moved]
    register.holdings[register.holdings.index(former)] = taken_over


def _change(register: Register, old: PersonLine, new: PersonLine) -> None:
    register.people[register.people.index(old)] = new


Rows = list[tuple[str, ...]]


def _agency_rows(register: Register) -> Rows:
    return [
        (
            *(agency.code, agency.name, agency.short_name, agency.kind, agency.regime),
            *(agency.controller_role, register.agency_districts[agency.code]),
        )
        for agency in register.agencies
    ]


def _agreement_rows(register: Register) -> Rows:
    rows: Rows = []
    for number, agency in enumerate(register.agencies, start=1):
        county = register.agency_county[agency.code]
        ends = register.lapsed_agencies.get(agency.code, _SIGNED_UNTIL)
        reference = f"DPIA-{county.short}-{number:03d}"
        title = f"{county.name} information-sharing agreement"
        purposes = _PURPOSES.get(agency.kind, _USUAL_PURPOSES)
        rows.append(
            (
                *(agency.code, title, purposes, "uk_gdpr", agency.controller_role),
                *(reference, ends, _SIGNED, ends),
            )
        )
        if agency.regime == "part3":
            rows.append(
                (
                    *(agency.code, f"{title}: law enforcement", "law_enforcement", "part3"),
                    *(agency.controller_role, f"{reference}-LE", ends, _SIGNED, ends),
                )
            )
    return rows


def _person_rows(register: Register) -> Rows:
    return [
        (
            *(person.username, person.name, email(person.name, agency=person.agency)),
            *(person.telephone, person.agency, str(person.vetting), person.vetting_until),
            *("yes", person.ends, person.persona, person.purpose),
        )
        for person in register.people
    ]
