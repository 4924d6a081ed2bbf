"""Pages of mentions: who may open which, what they show, and what they never show."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse

from frankpledge.access.api import AuditEvent
from frankpledge.entities import api as entities, judging
from frankpledge.entities.api import Mentioned, Sort, What
from tests.entities.makers import COLIN, PHONE, keep_restricted, person, take_in, thing

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def text(answer):
    return TOKEN.sub(b"", answer.content).decode()


def two_alike(made):
    (left,) = take_in(made, person(*COLIN))
    (right,) = take_in(made, person((What.NAME, "Collin Mallory"), (What.BORN, "3/12/1968")))
    entities.match_waiting(at=made.now)
    return left, right


def pair_address(left, right):
    return reverse("entities:pair", args=sorted([left, right], key=lambda uid: uid.hex))


def test_a_reviewer_finds_the_pair_and_why_it_scored_so(made, browse):
    left, right = two_alike(made)
    shown = text(browse("imogen").get(reverse("entities:review")))

    assert (
        "Colin Mallory and Collin Mallory" in shown or "Collin Mallory and Colin Mallory" in shown
    )
    assert "Same date of birth with day and month swapped" in shown
    assert pair_address(left, right) in shown


def test_one_click_judges_a_pair_and_takes_it_out_of_the_queue(made, browse):
    left, right = two_alike(made)
    client = browse("imogen")
    page = text(client.get(pair_address(left, right)))
    assert "Same family name" in page

    done = client.post(pair_address(left, right), {"verdict": "same", "reason": "I know him"})

    assert done.status_code == 302
    assert "No pair waits for you." in text(client.get(reverse("entities:review")))
    assert "No pair waits for you." in text(browse("ivo").get(reverse("entities:review")))
    subject = text(client.get(reverse("entities:subject", args=[right])))
    assert "Collin Mallory" in subject
    assert "Colin Mallory" in subject
    assert "I know him" in subject


def test_a_pair_somebody_could_not_tell_waits_for_others(made, browse):
    left, right = two_alike(made)
    browse("imogen").post(pair_address(left, right), {"verdict": "unsure", "reason": "No photo"})

    assert "No pair waits for you." in text(browse("imogen").get(reverse("entities:review")))
    assert pair_address(left, right) in text(browse("ivo").get(reverse("entities:review")))


def test_a_judgement_without_a_reason_is_sent_back_with_words(made, browse):
    left, right = two_alike(made)
    answer = browse("imogen").post(pair_address(left, right), {"verdict": "same", "reason": " "})

    assert answer.status_code == 422
    assert "Say why" in text(answer)
    assert judging.standing(left, right) is None


def test_a_judgement_is_withdrawn_on_its_page(made, browse):
    left, right = two_alike(made)
    client = browse("imogen")
    client.post(pair_address(left, right), {"verdict": "same", "reason": "I know him"})
    address = pair_address(left, right) + "withdraw/"
    assert "Withdraw the judgement" in text(client.get(address))

    done = client.post(address, {"reason": "Two cousins"})

    assert done.status_code == 302
    assert pair_address(left, right) in text(client.get(reverse("entities:review")))
    shown = text(client.get(pair_address(left, right)))
    assert "Two cousins" in shown
    assert "I know him" in shown


def test_skipping_leads_to_the_next_pair(made, browse):
    two_alike(made)
    take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))
    take_in(made, thing(Sort.PHONE, What.PHONE, "+44 7700 900123"))
    entities.match_waiting(at=made.now)
    client = browse("imogen")
    queue = text(client.get(reverse("entities:review")))
    addresses = re.findall(r'href="(/entities/pairs/[^"]+)"', queue)
    assert len(addresses) == 2

    assert addresses[1] in text(client.get(addresses[0]))
    assert addresses[0] in text(client.get(addresses[1]))


@pytest.mark.parametrize("name", ["dev", "nia"])
def test_those_whose_post_has_nothing_to_do_with_mentions_are_told_so(made, browse, name):
    left, right = two_alike(made)
    client = browse(name)

    for place in ("index", "notices", "review"):
        answer = client.get(reverse(f"entities:{place}"))
        assert answer.status_code == 403
        assert "Your post does not let you" in text(answer)
    assert client.get(reverse("entities:subject", args=[left])).status_code == 404
    # The refusal is the same for a pair that was never there.
    absent = reverse("entities:pair", args=[made.people["dev"].id, made.people["nia"].id])
    assert text(client.get(pair_address(left, right))) == text(client.get(absent))


def test_a_mention_out_of_sight_is_as_one_that_never_was(made, browse):
    (held,) = keep_restricted(made, person(*COLIN))
    (seen,) = take_in(made, person(*COLIN))
    entities.match_waiting(at=made.now)
    client = browse("imogen")
    absent = made.people["dev"].id

    for name, of in (
        ("subject", lambda uid: [uid]),
        ("pair", lambda uid: [uid, seen]),
        ("withdraw", lambda uid: [uid, seen]),
    ):
        hidden = client.get(reverse(f"entities:{name}", args=of(held)))
        missing = client.get(reverse(f"entities:{name}", args=of(absent)))
        assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_looking_up_finds_however_it_was_typed_and_is_recorded(made, browse):
    (held,) = take_in(made, thing(Sort.PHONE, What.PHONE, PHONE))
    before = AuditEvent.objects.filter(act="entities.look_up").count()

    found = browse("imogen").post(
        reverse("entities:index"), {"what": "phone", "typed": "0044 7700 900 123"}
    )

    assert reverse("entities:subject", args=[held]) in text(found)
    assert AuditEvent.objects.filter(act="entities.look_up").count() == before + 1


def test_looking_up_a_name_finds_it_the_other_way_round(made, browse):
    (held,) = take_in(made, person((What.NAME, "MALLORY, Colin")))

    found = browse("imogen").post(
        reverse("entities:index"), {"what": "name", "typed": "mallory colin"}
    )

    assert reverse("entities:subject", args=[held]) in text(found)


def test_looking_up_finds_nothing_near_and_nothing_hidden(made, browse):
    keep_restricted(made, thing(Sort.PHONE, What.PHONE, PHONE))
    client = browse("imogen")
    hidden = client.post(reverse("entities:index"), {"what": "phone", "typed": PHONE})
    absent = client.post(reverse("entities:index"), {"what": "phone", "typed": "07700 900999"})

    assert "That is not clearance" in text(hidden)
    assert text(hidden).replace(PHONE, "") == text(absent).replace("07700 900999", "")


def test_what_cannot_be_read_is_sent_back(made, browse):
    answer = browse("imogen").post(
        reverse("entities:index"), {"what": "postcode", "typed": "nowhere"}
    )

    assert answer.status_code == 422
    assert "Enter a whole postcode" in text(answer)


def test_the_subject_page_looks_back_to_a_day(made, browse):
    left, right = two_alike(made)
    judging.judge(
        left_id=left,
        right_id=right,
        verdict="same",
        reason="Same man",
        by=made.actor("imogen"),
        at=made.now,
    )
    client = browse("imogen")
    address = reverse("entities:subject", args=[right])

    assert "Same man" in text(client.get(address))
    before = text(client.get(address + "?on_day=1&on_month=1&on_year=2026"))
    assert "Same man" not in before
    assert "1 January 2026" in before


QUERIES_OF = ("review", "notices")


@pytest.mark.parametrize("place", QUERIES_OF)
def test_more_rows_cost_no_more_questions(made, browse, place, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = browse("imogen")

    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(f"entities:{place}")).status_code == 200
        return len(asked)

    two_alike(made)
    count()
    few = count()
    for number in range(6):
        phone = f"07700 90030{number}"
        take_in(made, thing(Sort.PHONE, What.PHONE, phone))
        take_in(made, thing(Sort.PHONE, What.PHONE, phone))
    entities.match_waiting(at=made.now)

    assert count() == few


def test_a_longer_chain_of_judgements_costs_no_more_questions(made, browse):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    chain = [take_in(made, person(*COLIN))[0] for _ in range(7)]

    def join(one, other):
        judging.judge(
            left_id=one,
            right_id=other,
            verdict="same",
            reason="Same",
            by=made.actor("imogen"),
            at=made.now,
        )

    def count():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("entities:subject", args=[chain[0]]))
        return len(asked), text(page).count("Same")

    client = browse("imogen")
    join(chain[0], chain[1])
    count()
    few, shown = count()
    for one, other in pairwise(chain[1:]):
        join(one, other)
    many, shown_then = count()

    assert shown_then > shown
    assert many == few


def test_what_could_not_be_read_is_kept_as_it_was_typed(made, browse):
    (uid,) = take_in(
        made,
        Mentioned(
            sort=Sort.VEHICLE, typed="a grey van, plate ????", identifiers=((What.MARK, "????"),)
        ),
    )

    assert "a grey van, plate ????" in text(
        browse("imogen").get(reverse("entities:subject", args=[uid]))
    )
