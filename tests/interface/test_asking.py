"""Other programs are answered as their person would be, and refused as they would be."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from frankpledge.access.api import AuditEvent, Role
from frankpledge.plans import api as plans
from tests.makers import NOW, as_actor, make_person
from tests.problems.partnership import HERE, Partnership, open_problem, signed_in

DISTRICT, FORCE = "E07999101", "E23999001"
ABSENT = "00000000-0000-4000-8000-000000000007"


def test_the_description_is_open_and_names_every_operation_and_refusal(db: None) -> None:
    answer = Client().get("/api/openapi.json")

    assert answer.status_code == 200
    told = answer.json()
    assert told["openapi"].startswith("3.")
    assert set(told["paths"]) == {
        "/api/me",
        "/api/problems",
        "/api/problems/{problem_id}",
        "/api/actions",
        "/api/shared",
        "/api/figures",
    }
    for path in told["paths"].values():
        assert {"200", "401", "403"} <= set(path["get"]["responses"])
    assert "frankpledge" not in str([each["get"]["operationId"] for each in told["paths"].values()])


@pytest.mark.parametrize("path", ["me", "problems", f"problems/{ABSENT}", "actions", "shared"])
def test_nobody_is_answered_who_has_not_signed_in(db: None, path: str) -> None:
    answer = Client().get(f"/api/{path}")

    assert answer.status_code == 401
    assert answer.json() == {"error": "Sign in first."}


def test_it_says_who_is_asking(people: Partnership) -> None:
    told = signed_in(people.asha).get("/api/me").json()

    assert told == {
        "name": "Asha Penrose",
        "agency": people.council.name,
        "roles": ["csm"],
        "purpose": "partnership_working",
        "force_wide": False,
        "districts": [HERE],
    }


def test_problems_are_those_that_the_page_lists_and_the_look_is_recorded(
    people: Partnership,
) -> None:
    uid = open_problem(people.asha)
    before = AuditEvent.objects.count()

    assert [each["uid"] for each in signed_in(people.asha).get("/api/problems").json()] == [
        str(uid)
    ]
    assert AuditEvent.objects.count() == before + 1
    assert signed_in(people.carer).get("/api/problems").json() == []
    assert signed_in(people.asha).get("/api/problems?status=closed").json() == []


def test_one_problem_comes_with_its_story(people: Partnership) -> None:
    uid = open_problem(people.asha, agencies=[people.care])

    told = signed_in(people.asha).get(f"/api/problems/{uid}").json()

    assert told["problem"]["place"] == "6 Tern Court"
    assert told["partners"] == [people.care.name]
    assert told["timeline"][0]["title"] == "Problem opened"


def test_hidden_and_missing_are_the_same_bytes(people: Partnership) -> None:
    uid = open_problem(people.asha)
    hidden = signed_in(people.neighbour).get(f"/api/problems/{uid}")
    missing = signed_in(people.neighbour).get(f"/api/problems/{uuid4()}")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content == b'{"error": "There is nothing here."}'
    assert AuditEvent.objects.filter(act="access.not_found").count() == 2


@pytest.mark.parametrize(
    "path", ["problems", "actions", "shared", "figures?area=D1&first=2025-01&last=2025-02"]
)
def test_whoever_has_no_grants_is_refused_with_a_reason_and_it_is_recorded(
    people: Partnership, path: str
) -> None:
    answer = signed_in(people.newcomer).get(f"/api/{path}")

    assert answer.status_code == 403
    assert answer.json()["error"].endswith(".")
    assert AuditEvent.objects.filter(act="access.refused").count() == 1


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("problems?status=lost", "status"),
        ("problems/not-one", ""),
        ("figures?area=E07999101&first=2025-01", "last"),
    ],
)
def test_what_cannot_be_understood_is_said(people: Partnership, path: str, named: str) -> None:
    answer = signed_in(people.asha).get(f"/api/{path}")

    assert answer.status_code == (422 if named else 404)
    assert named in answer.json()["error"]


def test_nothing_is_changed_through_it(people: Partnership) -> None:
    uid = open_problem(people.asha)

    for path in ("problems", f"problems/{uid}", "actions", "me"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(signed_in(people.asha), method)(f"/api/{path}").status_code == 405


def test_actions_are_those_that_the_page_lists(people: Partnership) -> None:
    made = plans.add_action(
        verb="Change",
        text="the locks",
        four_p="protect",
        owner_agency=people.council.id,
        due_on=NOW.date(),
        area=HERE,
        by=as_actor(people.asha),
        at=NOW,
    )

    told = signed_in(people.asha).get("/api/actions").json()

    assert [each["uid"] for each in told["actions"]] == [str(made)]
    assert told["next"] == ""
    assert "locks" in told["actions"][0]["words"]
    nothing = {"actions": [], "next": ""}
    assert signed_in(people.neighbour).get("/api/actions").json() == nothing
    assert signed_in(people.asha).get("/api/actions?four_p=pursue").json() == nothing


def test_questions_to_the_database_do_not_grow_with_rows(people: Partnership) -> None:
    client = signed_in(people.asha)
    counts = []
    for more in (1, 9):
        for number in range(more):
            open_problem(people.asha, title=f"Court {more} {number}")
        client.get("/api/problems")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/api/problems")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_figures_equal_those_of_the_command(people: Partnership, home: Path) -> None:
    analyst = make_person(people.police, Role.ANALYST, force_wide=True)
    client = signed_in(analyst)

    told = client.get(f"/api/figures?area={DISTRICT}&first=2025-04&last=2025-09").json()

    assert told["origin"] == "synthetic"
    assert told["rows"]
    assert {each["district"] for each in told["rows"]} == {DISTRICT}
    assert sum(each["count"] for each in told["rows"]) > 0
    assert "is_new" not in str(told)

    unknown = client.get("/api/figures?area=E07000000&first=2025-04&last=2025-09")
    assert unknown.status_code == 422
    assert "E07000000" in unknown.json()["error"]
    small = client.get(f"/api/figures?area={DISTRICT}&first=2025-04&last=2025-09&by=lsoa")
    assert small.status_code == 422
