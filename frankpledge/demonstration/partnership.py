"""Which agencies, posts, people and forums the invented county has, as tables.

A line of a table is one agency or one post with its holder. `{c}` stands for the county and `{d}`
for a district. A post in the home district's county carries the story's person and the persona
that it stands for; anywhere else the holder's name is made up.
"""

from dataclasses import dataclass

from frankpledge.demonstration.county import HOME_DISTRICT, District


@dataclass(frozen=True, kw_only=True)
class AgencyLine:
    """One agency: what it is, and the law and the part under which it answers for data."""

    code: str
    name: str
    short_name: str
    kind: str
    regime: str
    controller_role: str


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """One post: the agency's, its roles, where it works, and who holds it in the story."""

    agency: str
    title: str
    roles: str
    where: str
    vetting: int
    purpose: str
    persona: str
    person: str
    forums: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ForumLine:
    """One forum, and the body on whose behalf it meets (empty where there is none)."""

    code: str
    name: str
    body: str


_COUNTY_AGENCIES = """\
{c}-police|{C} Police|{C} Police|police|part3|controller
{c}-intelligence|{C} Police Intelligence Unit|{C} Intelligence|police|part3|controller
{c}-county-council|{C} County Council|{C} CC|county_council|uk_gdpr|joint_controller
{c}-trading-standards|{C} Trading Standards|Trading Standards|trading_standards|part3|controller
{c}-adult-care|{C} Adult Social Care|Adult Care|adult_care|uk_gdpr|joint_controller
{c}-children|{C} Children's Services|Children's Services|children_services|uk_gdpr|\
joint_controller
{c}-youth-justice|{C} Youth Justice Service|Youth Justice|youth_justice|part3|joint_controller
{c}-fire|{C} Fire and Rescue Service|{C} Fire|fire|uk_gdpr|joint_controller
{c}-icb|{C} Integrated Care Board|{C} ICB|nhs|uk_gdpr|joint_controller
{c}-hospitals|{C} Hospitals NHS Trust|{C} Hospitals|nhs|uk_gdpr|controller
{c}-probation|{C} Probation|Probation|probation|part3|controller
{c}-prison|HMP {C}|HMP {C}|prison|part3|controller
{c}-pcc-office|Office of the {C} Police and Crime Commissioner|{C} OPCC|pcc_office|uk_gdpr|\
controller
{c}-records-inspectorate|Inspectorate of Shared Records|Records Inspectorate|inspectorate|uk_gdpr|\
controller
{c}-second-tide|Second Tide Outreach|Second Tide|charity|uk_gdpr|processor
{c}-northquay-housing|Northquay Housing|Northquay|housing|uk_gdpr|controller"""

_DISTRICT_AGENCIES = """\
{d}-council|{D} {style} Council|{D} Council|{council}|uk_gdpr|joint_controller
{d}-licensing|{D} {style} Council, licensing|{D} Licensing|{council}|uk_gdpr|joint_controller
{housing}|{Housing}|{Housing}|housing|uk_gdpr|controller
{d}-school|{D} Academy|{D} Academy|school|uk_gdpr|controller
{d}-retailers|{D} Retailers Together|{D} Retailers|retailer_group|uk_gdpr|controller"""

_COUNTY_POSTS = """\
{c}-intelligence|Intelligence officer|intelligence_officer|force|3|law_enforcement|\
intelligence_officer|imogen|
{c}-intelligence|Intelligence supervisor|intelligence_supervisor|force|4|law_enforcement|\
intelligence_supervisor|martin|{c}-disruption-panel
{c}-police|Partnership analyst|analyst|force|3|partnership_working|analyst||
{c}-intelligence|Organised crime group coordinator|ocg_coordinator|force|4|law_enforcement|\
ocg_coordinator|ruth|{c}-disruption-panel
{c}-police|Assistant chief constable|board_member|force|4|oversight|board_member|helena|\
{c}-strategy-group
{c}-police|Information governance lead|information_governance|force|4|oversight|\
information_governance||
{c}-police|Systems administrator|administrator|force|3|administration|administrator||
{c}-intelligence|Intelligence officer, second desk|intelligence_officer|force|3|law_enforcement|||
{c}-records-inspectorate|Inspector of records|auditor|force|4|oversight|auditor|owen|
{c}-county-council|County community safety team leader|county_team|county|2|partnership_working|\
county_team|gwen|{c}-strategy-group,{c}-working-group
{c}-county-council|Cabinet member for community safety|board_member|county|0|oversight|||\
{c}-strategy-group
{c}-trading-standards|Trading standards officer|practitioner|county|2|law_enforcement||femi|\
{c}-disruption-panel,{home}-tasking
{c}-adult-care|Adult care duty manager|safeguarding_lead|county|1|safeguarding||joan|\
{home}-vulnerability-panel
{c}-children|Children's front door manager|safeguarding_lead|county|1|safeguarding|||
{c}-youth-justice|Youth justice officer|practitioner|county|2|safeguarding|||
{c}-fire|Fire safety officer|practitioner|home|1|partnership_working|practitioner|sam|\
{home}-tasking,{home}-vulnerability-panel,{home}-csp
{c}-fire|Head of community safety|board_member|force|1|oversight|||\
{c}-strategy-group,{c}-working-group
{c}-icb|Safeguarding nurse|safeguarding_lead|county|1|safeguarding|||{home}-vulnerability-panel
{c}-hospitals|Emergency department matron|practitioner|county|1|safeguarding|||
{c}-probation|Probation officer|practitioner|county|2|law_enforcement|||{home}-tasking
{c}-prison|Prison security manager|practitioner|county|3|law_enforcement|||{c}-disruption-panel
{c}-pcc-office|Policy officer|board_member|force|1|oversight|||{c}-strategy-group
{c}-second-tide|Outreach worker|practitioner|home|0|safeguarding|||{home}-vulnerability-panel
{c}-northquay-housing|Tenancy officer|practitioner|home|0|partnership_working|||"""

_LATE_POSTS = """\
{c}-intelligence|Intelligence supervisor, sources|intelligence_supervisor|force|4|\
law_enforcement||iris|
{c}-trading-standards|Lead officer, organised crime|lead_officer|county|3|law_enforcement|||
{home}-licensing|Head of licensing|lead_officer|home|1|partnership_working|||
{home}-licensing|Licensing team leader|practitioner|home|1|partnership_working|||
{c}-county-council|County community safety officer|county_team|county|2|partnership_working|||\
{c}-strategy-group"""
"""Filled after everybody else, so that nobody is called otherwise for their sake."""

_HOME_POSTS = """\
{d}-council|Community Safety Manager|csm|district|2|partnership_working|csm|asha|\
{d}-csp,{d}-tasking,{d}-vulnerability-panel,{c}-working-group
{d}-council|Council lawyer|council_lawyer|district|1|partnership_working|council_lawyer|bea|
{d}-council|Environmental protection manager|practitioner|district|1|partnership_working||tom|\
{d}-tasking
{d}-council|Newly appointed officer|no_grants|district|0|partnership_working|no_grants||
{d}-council|Housing options officer|practitioner|district|1|partnership_working|||\
{d}-vulnerability-panel
{d}-licensing|Licensing officer|practitioner|district|1|partnership_working|||{d}-tasking
{c}-police|District inspector, {D}|lead_officer|district|3|law_enforcement|lead_officer||\
{d}-csp,{d}-tasking,{d}-vulnerability-panel,{c}-disruption-panel
{c}-police|Neighbourhood constable, {D}|practitioner|district|2|law_enforcement|||{d}-tasking
{housing}|Repairs operative|contributor|district|0|partnership_working|contributor|dev|
{housing}|Second repairs operative|contributor|district|0|partnership_working|||
{housing}|Neighbourhood manager|practitioner|district|1|partnership_working|||{d}-tasking
{d}-school|Designated safeguarding lead|safeguarding_lead|district|1|safeguarding|\
safeguarding_lead|priya|{d}-vulnerability-panel
{d}-retailers|Manager, {shop1}|contributor|district|0|partnership_working|||{d}-retailers
{d}-retailers|Manager, {shop2}|contributor|district|0|partnership_working|||{d}-retailers
{d}-retailers|Manager, {shop3}|contributor|district|0|partnership_working|||{d}-retailers
{d}-retailers|Manager, {shop4}|contributor|district|0|partnership_working|||{d}-retailers
{d}-retailers|Manager, {shop5}|contributor|district|0|partnership_working|||{d}-retailers"""

_DISTRICT_POSTS = """\
{d}-council|Community Safety Manager|csm|district|2|partnership_working|||\
{d}-csp,{d}-tasking,{d}-vulnerability-panel,{c}-working-group
{d}-council|Council lawyer|council_lawyer|district|1|partnership_working|||
{d}-council|Environmental health officer|practitioner|district|1|partnership_working|||{d}-tasking
{d}-licensing|Licensing officer|practitioner|district|1|partnership_working|||{d}-tasking
{c}-police|District inspector, {D}|lead_officer|district|3|law_enforcement|||\
{d}-csp,{d}-tasking,{d}-vulnerability-panel
{housing}|Neighbourhood manager|practitioner|district|1|partnership_working|||{d}-tasking
{housing}|Repairs operative|contributor|district|0|partnership_working|||
{d}-school|Designated safeguarding lead|safeguarding_lead|district|1|safeguarding|||\
{d}-vulnerability-panel
{d}-retailers|Manager, {shop1}|contributor|district|0|partnership_working|||"""

_COUNTY_FORUMS = """\
{c}-strategy-group|{C} Community Safety Partnership|{c}-csp
{c}-working-group|{C} Community Safety Partnership Working Group|{c}-working
{c}-disruption-panel|{C} multi-agency disruption panel|"""

_DISTRICT_FORUMS = """\
{d}-csp|{D} Community Safety Partnership|csp-{d}
{d}-tasking|{D} tasking|{d}-tasking
{d}-vulnerability-panel|{D} vulnerability panel|{d}-panel
{d}-retailers|{D} retailers' group|"""

HOUSING_OF_THE_STORY = ("saltmarsh-homes", "Saltmarsh Homes")


def housing_of(district: District) -> tuple[str, str]:
    """The code and name of the district's largest landlord."""
    if district.name == HOME_DISTRICT:
        return HOUSING_OF_THE_STORY
    return f"{district.slug}-homes", f"{district.name} Homes"


def county_agencies(words: dict[str, str]) -> list[AgencyLine]:
    """The agencies that work across the county and the unitary."""
    return _agencies(_COUNTY_AGENCIES, words)


def district_agencies(words: dict[str, str]) -> list[AgencyLine]:
    """The agencies of one district."""
    return _agencies(_DISTRICT_AGENCIES, words)


def county_posts(words: dict[str, str]) -> list[PostLine]:
    """The posts of the county's agencies; some work in one district only."""
    return _posts(_COUNTY_POSTS, words)


def late_posts(words: dict[str, str]) -> list[PostLine]:
    """The posts of the county's agencies that were filled last."""
    return _posts(_LATE_POSTS, words)


def district_posts(words: dict[str, str], *, is_home: bool) -> list[PostLine]:
    """The posts of one district: more of them in the district of the story."""
    return _posts(_HOME_POSTS if is_home else _DISTRICT_POSTS, words)


def county_forums(words: dict[str, str]) -> list[ForumLine]:
    """The forums that serve the county."""
    return _forums(_COUNTY_FORUMS, words)


def district_forums(words: dict[str, str]) -> list[ForumLine]:
    """The forums of one district."""
    return _forums(_DISTRICT_FORUMS, words)


def _cells(table: str, words: dict[str, str]) -> list[list[str]]:
    return [line.format(**words).split("|") for line in table.splitlines()]


def _agencies(table: str, words: dict[str, str]) -> list[AgencyLine]:
    return [
        AgencyLine(
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            regime=regime,
            controller_role=controller_role,
        )
        for code, name, short_name, kind, regime, controller_role in _cells(table, words)
    ]


def _posts(table: str, words: dict[str, str]) -> list[PostLine]:
    return [
        PostLine(
            agency=agency,
            title=title,
            roles=roles,
            where=where,
            vetting=int(vetting),
            purpose=purpose,
            persona=persona,
            person=person,
            forums=tuple(forum for forum in forums.split(",") if forum),
        )
        for agency, title, roles, where, vetting, purpose, persona, person, forums in _cells(
            table, words
        )
    ]


def _forums(table: str, words: dict[str, str]) -> list[ForumLine]:
    return [ForumLine(code=code, name=name, body=body) for code, name, body in _cells(table, words)]
