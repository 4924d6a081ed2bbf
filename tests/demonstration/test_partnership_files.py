"""The partnership's files: every persona once, every district staffed, the planned mess counted."""

import re
from collections import Counter, defaultdict

import pytest

from frankpledge.access.api import Purpose, Role, Tag
from frankpledge.demonstration.county import COUNTIES
from frankpledge.demonstration.folder import MadeFolder
from frankpledge.demonstration.mess import PLANS, STORY_BEGINS, STORY_ENDS
from frankpledge.demonstration.names import STORY_PEOPLE
from tests.demonstration.reading import rows_of

Rows = list[dict[str, str]]
TODAY = STORY_ENDS
SOON = "2026-07-03"


@pytest.fixture(params=["district", "county"])
def folder(request: pytest.FixtureRequest, made: MadeFolder, large: MadeFolder) -> MadeFolder:
    """A folder of either size."""
    return made if request.param == "district" else large


@pytest.fixture
def size(request: pytest.FixtureRequest, folder: MadeFolder, made: MadeFolder) -> str:
    """The size of that folder."""
    return "district" if folder is made else "county"


def read(folder: MadeFolder, name: str) -> Rows:
    return rows_of(folder.partnership / f"{name}.csv")


def posts_of(folder: MadeFolder) -> dict[str, Rows]:
    """The posts that each person holds at the end of the story."""
    posts = {row["code"]: row for row in read(folder, "posts")}
    held: dict[str, Rows] = defaultdict(list)
    for row in read(folder, "holdings"):
        if row["from"] <= TODAY and (not row["to"] or row["to"] > TODAY):
            held[row["username"]].append(posts[row["post"]])
    return held


def test_each_of_the_sixteen_personas_is_one_person_with_that_role(folder: MadeFolder) -> None:
    people = {row["persona"]: row["username"] for row in read(folder, "people") if row["persona"]}
    # Nobody can sign in as the service that counts for boards.
    assert set(people) == set(Role) - {Role.BOARD_COUNTER}
    held = posts_of(folder)
    for persona, username in people.items():
        assert [post["roles"] for post in held[username]] == [persona]


def test_personas_can_work_in_wantsum(folder: MadeFolder) -> None:
    wantsum = COUNTIES[0].districts[0].code
    covering = {wantsum, COUNTIES[0].code, COUNTIES[0].force_code}
    held = posts_of(folder)
    for row in read(folder, "people"):
        if row["persona"]:
            assert set(held[row["username"]][0]["areas"].split("|")) & covering


def test_everyone_of_the_story_is_there_under_their_own_name(folder: MadeFolder) -> None:
    names = Counter(row["name"] for row in read(folder, "people"))
    assert all(names[person.name] == 1 for person in STORY_PEOPLE)


def test_the_people_of_the_story_work_where_it_says(folder: MadeFolder) -> None:
    agencies = {row["name"]: row["agency"] for row in read(folder, "people")}
    assert agencies["Asha Penrose"] == agencies["Bea Holroyd"] == "wantsum-council"
    assert agencies["Dev Rowntree"] == "saltmarsh-homes"
    assert agencies["Femi Adair"] == "fallowshire-trading-standards"
    assert agencies["Imogen Tarrant"] == agencies["Martin Quill"] == "fallowshire-intelligence"
    assert agencies["Joan Lisle"] != agencies["Femi Adair"]


def test_every_district_has_its_manager_practitioners_and_others(folder: MadeFolder) -> None:
    held = [post for posts in posts_of(folder).values() for post in posts]
    for district in COUNTIES[0].districts:
        roles = {post["roles"] for post in held if post["areas"] == district.code}
        assert {
            "csm",
            "practitioner",
            "contributor",
            "council_lawyer",
            "lead_officer",
            "safeguarding_lead",
        } <= roles, district.name


def test_every_agency_has_somebody(folder: MadeFolder) -> None:
    staffed = {row["agency"] for row in read(folder, "people")}
    assert staffed == {row["code"] for row in read(folder, "agencies")}


def test_every_name_that_is_referred_to_exists(folder: MadeFolder) -> None:
    agencies = {row["code"] for row in read(folder, "agencies")}
    people = {row["username"] for row in read(folder, "people")}
    posts = {row["code"] for row in read(folder, "posts")}
    forums = {row["code"] for row in read(folder, "forums")}
    areas = {row["code"] for row in rows_of(folder.areas / "areas.csv")}
    bodies = {row["code"] for row in rows_of(folder.areas / "bodies.csv")} | {""}
    for name in ("agreements", "people", "posts"):
        assert {row["agency"] for row in read(folder, name)} <= agencies
    assert {row["username"] for row in read(folder, "holdings")} == people
    assert {row["post"] for row in read(folder, "holdings")} == posts
    assert {row["username"] for row in read(folder, "forum_members")} <= people
    assert {row["forum"] for row in read(folder, "forum_members")} <= forums
    assert {row["body"] for row in read(folder, "forums")} <= bodies
    assert {area for row in read(folder, "posts") for area in row["areas"].split("|")} <= areas
    assert {
        code for row in read(folder, "agencies") for code in row["districts"].split("|")
    } <= areas


def test_codes_are_given_once_and_are_plain(folder: MadeFolder) -> None:
    for name, column, longest in (
        ("agencies", "code", 60),
        ("posts", "code", 80),
        ("forums", "code", 60),
    ):
        codes = [row[column] for row in read(folder, name)]
        assert len(codes) == len(set(codes)), name
        assert all(re.fullmatch(r"[a-z0-9-]+", code) for code in codes)
        assert max(len(code) for code in codes) <= longest
    members = [(row["forum"], row["username"]) for row in read(folder, "forum_members")]
    assert len(members) == len(set(members))


def test_words_of_the_rule_are_those_that_the_rule_knows(folder: MadeFolder) -> None:
    assert {role for row in read(folder, "posts") for role in row["roles"].split("|")} <= set(Role)
    assert {row["tag"] for row in read(folder, "tag_authorities")} <= set(Tag)
    agreed: dict[str, set[str]] = defaultdict(set)
    for row in read(folder, "agreements"):
        agreed[row["agency"]] |= set(row["purposes"].split("|"))
        assert row["regime"] in ("part3", "uk_gdpr")
        assert row["controller_role"] in ("controller", "joint_controller", "processor")
        assert row["impact_assessment"]
        assert row["starts"] < row["ends"]
    assert set().union(*agreed.values()) <= set(Purpose)
    for row in read(folder, "people"):
        assert row["purpose"] in agreed[row["agency"]], row["username"]


def test_law_enforcement_is_agreed_under_part_three_and_by_nobody_else(folder: MadeFolder) -> None:
    kinds = {row["code"]: row["kind"] for row in read(folder, "agencies")}
    enforcing = set()
    for row in read(folder, "agreements"):
        assert ("law_enforcement" in row["purposes"]) == (row["regime"] == "part3")
        if row["regime"] == "part3":
            enforcing.add(kinds[row["agency"]])
    assert enforcing == {"police", "trading_standards", "probation", "prison", "youth_justice"}


def test_county_services_do_not_reach_into_the_unitary(folder: MadeFolder) -> None:
    reach = {row["code"]: row["districts"] for row in read(folder, "agencies")}
    unitary = COUNTIES[0].unitary.code
    assert unitary not in reach["fallowshire-adult-care"]
    assert unitary in reach["fallowshire-police"]


def test_the_planned_leavers_still_have_a_user_name(folder: MadeFolder, size: str) -> None:
    left = [
        row
        for row in read(folder, "people")
        if row["active"] == "yes" and row["ends"] and row["ends"] < STORY_BEGINS
    ]
    assert len(left) == PLANS[size].people.leavers


def test_the_planned_people_work_on_with_vetting_that_has_ended(
    folder: MadeFolder, size: str
) -> None:
    people = read(folder, "people")
    ended = [r for r in people if r["vetting_until"] and r["vetting_until"] < STORY_BEGINS]
    ending = [r for r in people if STORY_ENDS < r["vetting_until"] <= SOON]
    assert len(ended) == PLANS[size].people.expired_vetting
    assert len(ending) == PLANS[size].people.vetting_ending
    assert not any(row["ends"] or row["persona"] for row in ended)
    assert any(row["agency"].endswith(("-police", "-intelligence")) for row in ended)


def test_the_planned_agencies_have_an_agreement_that_has_ended(
    folder: MadeFolder, size: str
) -> None:
    last: dict[str, str] = defaultdict(str)
    for row in read(folder, "agreements"):
        last[row["agency"]] = max(last[row["agency"]], row["ends"])
    ended = [agency for agency, ends in last.items() if ends < STORY_BEGINS]
    ending = [agency for agency, ends in last.items() if STORY_ENDS < ends <= SOON]
    assert len(ended) == PLANS[size].people.expired_agreements
    assert len(ending) == PLANS[size].people.agreements_ending


def test_the_planned_movers_hold_one_post_now_and_held_another(
    folder: MadeFolder, size: str
) -> None:
    held = Counter(row["username"] for row in read(folder, "holdings"))
    movers = [username for username, count in held.items() if count == 2]
    assert len(movers) == PLANS[size].people.movers
    now = posts_of(folder)
    assert all(len(now[username]) == 1 for username in movers)


def test_nobody_holds_a_post_that_another_holds(folder: MadeFolder) -> None:
    held = Counter(post["code"] for posts in posts_of(folder).values() for post in posts)
    assert set(held.values()) == {1}


def test_the_retailers_of_the_story_are_five(folder: MadeFolder) -> None:
    members = [r for r in read(folder, "forum_members") if r["forum"] == "wantsum-retailers"]
    assert len(members) == 5


def test_tasking_in_wantsum_has_at_least_six_agencies(folder: MadeFolder) -> None:
    agency = {row["username"]: row["agency"] for row in read(folder, "people")}
    sitting = {
        agency[row["username"]]
        for row in read(folder, "forum_members")
        if row["forum"] == "wantsum-tasking"
    }
    assert len(sitting) >= 6
    assert {"saltmarsh-homes", "fallowshire-fire", "wantsum-licensing"} <= sitting
