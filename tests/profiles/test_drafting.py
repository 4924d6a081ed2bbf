"""Drafts, findings and consultation: who may, who may not and why, what changes, the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frankpledge.access.api import Kind, NotFound, NotPermitted, Person, Ref, Role, links_of
from frankpledge.intelligence.api import make_source_keys
from frankpledge.plans import api as plans
from frankpledge.profiles import (
    consultation,
    drafting,
    findings,
    policies,
    reading,
    releasing,
)
from frankpledge.profiles.api import caption_of, figures_of, latest, url_of
from frankpledge.profiles.blocks import Content
from frankpledge.profiles.consultation import NobodyToAsk
from frankpledge.profiles.drafting import CannotBuild
from frankpledge.profiles.findings import (
    HalfAJudgement,
    RestsOnNothing,
    UnknownFigure,
    UnsafeWords,
)
from frankpledge.profiles.models import Finding, Profile, Stage
from tests.intelligence.makers import make_county, release, share
from tests.makers import NOW, as_actor, later, make_agency, make_person
from tests.profiles.conftest import (
    DISTRICT,
    FORCE,
    NEXT_DISTRICT,
    NOW_FIRST,
    NOW_LAST,
    THEN_FIRST,
    THEN_LAST,
    Partnership,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
PERIODS = {
    "first": NOW_FIRST,
    "last": NOW_LAST,
    "compare_first": THEN_FIRST,
    "compare_last": THEN_LAST,
}


@pytest.fixture(scope="module")
def kept_contents() -> dict[str, Content]:
    """Contents that were built once, since what is kept of them is what these tests are about."""
    return {}


@pytest.fixture(autouse=True)
def built_once(monkeypatch: pytest.MonkeyPatch, kept_contents: dict[str, Content]) -> None:
    build = drafting.context.build

    def from_memory(store, *, area: str, **asked: str) -> Content:
        key = f"{area} {sorted(asked.items())}"
        if key not in kept_contents:
            kept_contents[key] = build(store, area=area, **asked)
        return kept_contents[key]

    monkeypatch.setattr(drafting.context, "build", from_memory)


@pytest.fixture
def draft(partnership: Partnership) -> UUID:
    return drafting.draft_profile(
        area=DISTRICT, **PERIODS, by=as_actor(partnership.analyst), at=NOW
    )


@pytest.fixture
def shared(partnership: Partnership, draft: UUID) -> UUID:
    consultation.share_profile(
        profile_id=draft,
        agencies=[partnership.council.id],
        by=as_actor(partnership.analyst),
        at=later(hours=1),
    )
    return draft


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def first_finding(profile_id: UUID, person: Person) -> findings.FindingFacts:
    return findings.findings_of(profile_id, as_actor(person))[0]


# Building


def test_a_draft_keeps_its_figures_and_the_findings_that_rules_draw(
    partnership: Partnership, draft: UUID
) -> None:
    facts = reading.page(profile_id=draft, by=as_actor(partnership.analyst), at=NOW)

    assert (facts.line.area_name, facts.line.stage) == ("Wantsum", Stage.DRAFT)
    assert facts.line.origin == "synthetic"
    assert [each.text for each in facts.findings] == [each.text for each in facts.content.findings]
    assert not any(each.is_by_a_person or each.judgement for each in facts.findings)
    assert facts.content.figure("count.drugs") in figures_of(draft, as_actor(partnership.analyst))


def test_a_second_draft_says_whether_its_figures_are_the_same(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    signed_in(client, partnership.analyst)
    asked = {"area": DISTRICT, **PERIODS}
    again = client.post(reverse("profiles:draft"), asked, follow=True).content.decode()
    assert "Built again from the same files: every figure is the same." in again
    Profile.open_to(as_actor(partnership.analyst)).update(figures_digest="0" * 64)
    other = client.post(reverse("profiles:draft"), asked, follow=True).content.decode()

    assert "Built again from the same files, and figures differ" in other


def test_only_an_analyst_builds_profiles(partnership: Partnership) -> None:
    with pytest.raises(NotPermitted, match="does not build profiles"):
        drafting.draft_profile(area=DISTRICT, **PERIODS, by=as_actor(partnership.manager), at=NOW)


def test_an_analyst_of_one_district_builds_no_profile_of_another(partnership: Partnership) -> None:
    local = make_person(partnership.police, Role.ANALYST, districts=[NEXT_DISTRICT])

    with pytest.raises(NotPermitted):
        drafting.draft_profile(area=DISTRICT, **PERIODS, by=as_actor(local), at=NOW)
    assert not Profile.open_to(as_actor(partnership.analyst)).exists()


def test_what_is_not_held_cannot_be_built(partnership: Partnership) -> None:
    with pytest.raises(CannotBuild, match="No month from 2019-01"):
        drafting.draft_profile(
            area=DISTRICT,
            first="2019-01",
            last="2019-02",
            by=as_actor(partnership.analyst),
            at=NOW,
        )


def test_an_area_that_is_not_known_is_said_at_its_field(partnership: Partnership) -> None:
    with pytest.raises(CannotBuild) as refused:
        drafting.draft_profile(
            area="E07000000", **PERIODS, by=as_actor(partnership.analyst), at=NOW
        )
    assert refused.value.argument == "area"


def test_every_district_of_the_force_is_built_in_one_act(
    partnership: Partnership, monkeypatch: pytest.MonkeyPatch, kept_contents: dict[str, Content]
) -> None:
    one = drafting.context.build(
        drafting._store(), area=DISTRICT, **PERIODS
    )  # the same figures will do for each: how they are counted is tested elsewhere
    monkeypatch.setattr(
        drafting.context,
        "build",
        lambda store, *, area, **asked: one,
    )
    made = drafting.draft_all(force=FORCE, **PERIODS, by=as_actor(partnership.analyst), at=NOW)

    store = drafting._store()
    assert len(made) == len(store.districts_of(store.area(FORCE))) + 1 == 14


def test_the_newest_profile_of_an_area_is_the_latest(partnership: Partnership, draft: UUID) -> None:
    again = drafting.draft_profile(
        area=DISTRICT, **PERIODS, by=as_actor(partnership.analyst), at=later(days=1)
    )
    found = latest(DISTRICT, as_actor(partnership.analyst))

    assert found is not None
    assert found.uid == again != draft
    assert latest(NEXT_DISTRICT, as_actor(partnership.analyst)) is None


# Who sees it


def test_a_draft_is_seen_by_its_own_agency_alone(partnership: Partnership, draft: UUID) -> None:
    for person in (partnership.manager, partnership.neighbour, partnership.nobody):
        with pytest.raises(NotFound):
            reading.page(profile_id=draft, by=as_actor(person), at=NOW)
        assert findings.findings_of(draft, as_actor(person)) == ()
        assert figures_of(draft, as_actor(person)) == ()


def test_a_shared_profile_is_read_with_its_findings(partnership: Partnership, shared: UUID) -> None:
    facts = reading.page(profile_id=shared, by=as_actor(partnership.manager), at=NOW)

    assert facts.line.stage == Stage.CONSULTING
    assert len(facts.findings) == len(facts.content.findings) > 0
    assert not facts.may_add_finding
    assert not facts.findings[0].may_edit
    assert facts.may_comment
    assert facts.silent == ("Council Agency",)


def test_a_shared_profile_of_one_district_is_not_there_for_the_next(
    partnership: Partnership, draft: UUID
) -> None:
    consultation.share_profile(profile_id=draft, by=as_actor(partnership.analyst), at=NOW)

    with pytest.raises(NotFound):
        reading.page(profile_id=draft, by=as_actor(partnership.neighbour), at=NOW)
    assert reading.listed(by=as_actor(partnership.neighbour), at=NOW) == ()


def test_sharing_with_nobody_is_refused(partnership: Partnership, draft: UUID) -> None:
    with pytest.raises(NobodyToAsk):
        consultation.share_profile(
            profile_id=draft,
            agencies=[partnership.police.id],
            by=as_actor(partnership.analyst),
            at=NOW,
        )


def test_a_partner_cannot_share_what_was_shared_with_them(
    partnership: Partnership, shared: UUID
) -> None:
    other = make_agency("fourth")

    with pytest.raises(NotPermitted):
        consultation.share_profile(
            profile_id=shared, agencies=[other.id], by=as_actor(partnership.manager), at=NOW
        )


# Findings


def test_a_finding_is_added_on_figures_with_a_judgement(
    partnership: Partnership, shared: UUID
) -> None:
    findings.add_finding(
        profile_id=shared,
        text="Homes of adults who live alone are being taken over in two estates.",
        figures=["count.drugs"],
        yardstick="likely",
        confidence="low",
        by=as_actor(partnership.analyst),
        at=NOW,
    )
    seen = findings.findings_of(shared, as_actor(partnership.manager))[-1]

    assert seen.judgement == "Likely (55% to 75%); confidence in this: low"
    assert seen.rests_on == (("count", "count.drugs"),)
    assert seen.is_by_a_person


def test_a_finding_on_a_figure_that_is_not_there_is_refused(
    partnership: Partnership, draft: UUID
) -> None:
    with pytest.raises(UnknownFigure):
        findings.add_finding(
            profile_id=draft,
            text="So it is.",
            figures=["count.piracy"],
            by=as_actor(partnership.analyst),
            at=NOW,
        )


def test_a_finding_that_rests_on_nothing_is_refused(partnership: Partnership, draft: UUID) -> None:
    with pytest.raises(RestsOnNothing, match="Say what it rests on") as refused:
        findings.add_finding(
            profile_id=draft,
            text="Home takeover will rise.",
            yardstick="likely",
            confidence="low",
            by=as_actor(partnership.analyst),
            at=NOW,
        )
    assert refused.value.argument == "figures"


@pytest.mark.parametrize(
    ("judged", "refusal", "field"),
    [
        ({"yardstick": "likely"}, HalfAJudgement, "confidence"),
        ({"confidence": "low"}, HalfAJudgement, "yardstick"),
        ({"text": "It may rise.", "yardstick": "likely", "confidence": "low"}, UnsafeWords, "text"),
    ],
)
def test_half_a_judgement_and_vague_words_are_refused(
    partnership: Partnership,
    draft: UUID,
    judged: dict[str, str],
    refusal: type[Exception],
    field: str,
) -> None:
    with pytest.raises(refusal) as refused:
        findings.add_finding(
            profile_id=draft,
            **{"text": "It will rise.", **judged},
            by=as_actor(partnership.analyst),
            at=NOW,
        )
    assert refused.value.argument == field


def test_editing_keeps_what_the_rule_drafted(partnership: Partnership, draft: UUID) -> None:
    drafted = first_finding(draft, partnership.analyst)
    findings.edit_finding(
        finding_id=drafted.uid,
        text="Recorded crime hardly moved.",
        by=as_actor(partnership.analyst),
        at=NOW,
    )
    edited = first_finding(draft, partnership.analyst)

    assert edited.text == "Recorded crime hardly moved."
    assert edited.drafted == drafted.text
    assert edited.is_by_a_person


def test_a_partner_neither_adds_nor_edits_findings(partnership: Partnership, shared: UUID) -> None:
    finding = first_finding(shared, partnership.manager)

    with pytest.raises(NotPermitted):
        findings.edit_finding(
            finding_id=finding.uid, text="No.", by=as_actor(partnership.manager), at=NOW
        )
    with pytest.raises(NotPermitted):
        findings.add_finding(
            profile_id=shared, text="No.", by=as_actor(partnership.manager), at=NOW
        )


def test_an_action_that_arose_from_a_finding_stands_beside_it(
    partnership: Partnership, shared: UUID, client: Client
) -> None:
    finding = first_finding(shared, partnership.manager)
    page = signed_in(client, partnership.manager).get(reverse("profiles:profile", args=[shared]))

    assert f"{reverse('plans:add')}?from=finding:{finding.uid}" in page.content.decode()
    assert plans.may_add_action(as_actor(partnership.manager))


def test_a_finding_says_what_intelligence_it_rests_on_to_whoever_may_read_that(
    partnership: Partnership, shared: UUID, settings: Any, tmp_path: Path
) -> None:
    settings.SOURCE_PUBLIC_KEY = tmp_path / "home" / "keys" / "source.pub"
    settings.CUSTODY_FOLDER = tmp_path / "custody"
    make_source_keys()
    county = make_county(NOW)
    county.agencies |= {"police": partnership.police.id}
    product = release(county)
    share(county, product, "police")
    analyst, manager = as_actor(partnership.analyst), as_actor(partnership.manager)

    with pytest.raises(NotFound):
        findings.add_finding(profile_id=shared, text="So.", products=[uuid4()], by=analyst, at=NOW)
    uid = findings.add_finding(
        profile_id=shared, text="Homes are taken over.", products=[product], by=analyst, at=NOW
    )

    [seen] = findings.findings_of(shared, analyst)[-1].informed_by
    assert seen.href.endswith(f"/products/{product}/")
    assert not findings.findings_of(shared, manager)[-1].informed_by
    assert findings.findings_of(shared, manager)[-1].uid == uid
    assert links_of(uid, manager) == []


# Comments and release


def test_a_comment_is_read_by_all_who_were_asked(partnership: Partnership, shared: UUID) -> None:
    consultation.comment_on_profile(
        profile_id=shared,
        text="The bus station was closed all summer.",
        block="places",
        by=as_actor(partnership.manager),
        at=later(hours=2),
    )
    facts = reading.page(profile_id=shared, by=as_actor(partnership.analyst), at=NOW)

    assert [comment.text for comment in facts.comments] == [
        "The bus station was closed all summer."
    ]
    assert facts.silent == ()


def test_nobody_comments_on_a_draft(partnership: Partnership, draft: UUID) -> None:
    with pytest.raises(NotPermitted, match="not out for comment"):
        consultation.comment_on_profile(
            profile_id=draft, text="Well.", by=as_actor(partnership.analyst), at=NOW
        )


def test_a_draft_is_not_released_before_anybody_was_asked(
    partnership: Partnership, draft: UUID
) -> None:
    with pytest.raises(NotPermitted, match="has been out for comment"):
        releasing.release_version(
            profile_id=draft, audience="partner", by=as_actor(partnership.analyst), at=NOW
        )


def test_after_release_findings_stand_and_comments_end(
    partnership: Partnership, shared: UUID
) -> None:
    analyst = as_actor(partnership.analyst)
    row = Profile.open_to(analyst).get(pk=shared)
    row.stage = Stage.RELEASED_INTERNALLY
    row.save(update_fields=["stage"])
    finding = Finding.open_to(analyst).filter(profile=row).select_related("profile").first()

    assert finding is not None
    for decision in (
        policies.may_add_finding(analyst, row),
        policies.may_edit_finding(analyst, finding),
        policies.may_share_profile(analyst, row),
        policies.may_write_profile(analyst, row),
        policies.may_comment_on_profile(as_actor(partnership.manager), row),
    ):
        assert not decision
        assert decision.reason.endswith(".")
    assert policies.may_read_profile(as_actor(partnership.manager), row)


# Names elsewhere


def test_a_profile_and_a_finding_have_a_caption_and_an_address(
    partnership: Partnership, shared: UUID
) -> None:
    manager = as_actor(partnership.manager)
    finding = first_finding(shared, partnership.manager)
    of_profile = Ref(kind=Kind.PROFILE, uid=shared)
    of_finding = Ref(kind=Kind.FINDING, uid=finding.uid)

    assert caption_of(of_profile, manager) == "Profile of Wantsum, April to September 2025"
    assert (caption_of(of_finding, manager) or "").startswith("Finding: Recorded crime")
    assert url_of(of_finding, manager) == f"{url_of(of_profile, manager)}#finding-{finding.uid}"
    for ref in (of_profile, of_finding):
        assert caption_of(ref, as_actor(partnership.neighbour)) is None
        assert url_of(ref, as_actor(partnership.neighbour)) is None
    assert caption_of(Ref(kind=Kind.PROBLEM, uid=shared), manager) is None


# Pages


def test_the_page_says_first_what_it_is_and_that_it_is_synthetic(
    partnership: Partnership, shared: UUID, client: Client
) -> None:
    page = signed_in(client, partnership.manager).get(reverse("profiles:profile", args=[shared]))
    text = page.content.decode()

    assert page.status_code == 200
    assert text.index("Key judgements") < text.index('id="section-P05"')
    assert text.index('id="section-P05"') < text.index("Recorded crime is context")
    assert text.index("Recorded crime is context") < text.index('id="counts"')
    assert "OFFICIAL" in text
    assert "synthetic" in text
    assert "Comment on the profile" in text
    assert "Add a finding" not in text


def test_every_figure_of_the_page_is_on_a_page_with_its_notes(
    partnership: Partnership, shared: UUID, client: Client
) -> None:
    page = signed_in(client, partnership.manager).get(reverse("profiles:figures", args=[shared]))
    text = page.content.decode()

    for figure in figures_of(shared, as_actor(partnership.manager)):
        assert f'id="figure-{figure.id}"' in text
    assert "exact Poisson" in text


def test_what_is_hidden_and_what_is_missing_look_the_same(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    visitor = signed_in(client, partnership.manager)
    hidden = visitor.get(reverse("profiles:profile", args=[draft]))
    missing = visitor.get(reverse("profiles:profile", args=[UUID(int=9)]))

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


@pytest.mark.parametrize("page", ["profile", "figures", "add-finding", "share", "comment"])
def test_somebody_with_no_grants_finds_nothing(
    partnership: Partnership, shared: UUID, client: Client, page: str
) -> None:
    address = reverse(f"profiles:{page}", args=[shared])

    assert signed_in(client, partnership.nobody).get(address).status_code == 404


def test_somebody_with_no_grants_sees_neither_list_nor_form(
    partnership: Partnership, client: Client
) -> None:
    visitor = signed_in(client, partnership.nobody)

    assert visitor.get(reverse("profiles:index")).status_code == 403
    assert visitor.get(reverse("profiles:draft")).status_code == 403


def test_an_analyst_builds_through_the_form(partnership: Partnership, client: Client) -> None:
    visitor = signed_in(client, partnership.analyst)
    offered = visitor.get(reverse("profiles:draft")).content.decode()
    assert "Every district of Fallowshire" in offered

    answer = visitor.post(reverse("profiles:draft"), {"area": DISTRICT, **PERIODS})

    found = latest(DISTRICT, as_actor(partnership.analyst, at=later(days=3000)))
    assert found is not None
    assert answer.headers["Location"] == reverse("profiles:profile", args=[found.uid])


def test_a_form_that_goes_wrong_says_so_and_builds_nothing(
    partnership: Partnership, client: Client
) -> None:
    visitor = signed_in(client, partnership.analyst)
    overlapping = {**PERIODS, "compare_first": "2025-04", "compare_last": "2025-09"}
    answer = visitor.post(reverse("profiles:draft"), {"area": DISTRICT, **overlapping})

    assert answer.status_code == 422
    assert "overlap" in answer.content.decode()
    assert visitor.post(reverse("profiles:draft"), {"area": ""}).status_code == 422
    assert reading.listed(by=as_actor(partnership.analyst), at=NOW) == ()


def test_the_pages_that_ask_take_answers(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    visitor = signed_in(client, partnership.analyst)
    home = reverse("profiles:profile", args=[draft])
    finding = first_finding(draft, partnership.analyst)
    for name, key, answers in (
        ("add-finding", draft, {"text": "One more.", "figures": ["change.drugs"]}),
        ("edit-finding", finding.uid, {"text": "Otherwise."}),
        ("share", draft, {"agencies": [str(partnership.council.id)]}),
    ):
        address = reverse(f"profiles:{name}", args=[key])
        assert visitor.get(address).status_code == 200
        assert visitor.post(address, {"text": ""}).status_code == 422
        assert visitor.post(address, answers).headers["Location"] == home
    client.force_login(partnership.manager)
    address = reverse("profiles:comment", args=[draft])
    assert client.get(address).status_code == 200
    said = {"says": "comment", "text": "Yes.", "block": "map"}
    assert client.post(address, said).headers["Location"] == home
    client.force_login(partnership.analyst)
    asked = reverse("profiles:release-version", args=[draft, "partner"])
    assert client.post(asked).headers["Location"] == reverse(
        "profiles:version", args=[draft, "partner"]
    )
    assert "On “On the map”" in client.get(home).content.decode()


def test_the_list_asks_as_much_for_many_profiles_as_for_one(
    partnership: Partnership, draft: UUID, client: Client
) -> None:
    visitor = signed_in(client, partnership.analyst)
    visitor.get(reverse("profiles:index"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        visitor.get(reverse("profiles:index"))
    for day in (1, 2, 3):
        drafting.draft_profile(
            area=DISTRICT, **PERIODS, by=as_actor(partnership.analyst), at=later(days=day)
        )
    with CaptureQueriesContext(connection) as four:
        visitor.get(reverse("profiles:index"))

    assert len(four) == len(one)
