"""What is found in a text as typed, what an e-mail leaves, and when a text is two reports."""

import pytest
from hypothesis import given, strategies as st

from frankpledge.intelligence.giving.pasted import QUOTED, taken_from
from frankpledge.intelligence.giving.recognition import MOST, found_in
from frankpledge.intelligence.giving.splitting import MOST_PARTS, suggested_parts


def found(text):
    return [(each.kind, each.text, each.value) for each in found_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a white van AB12 CDE outside", ("vehicle", "AB12 CDE", "AB12CDE")),
        ("a van, ab12cde, outside", ("vehicle", "ab12cde", "AB12CDE")),
        ("an old Rover A123 BCD", ("vehicle", "A123 BCD", "A123BCD")),
        ("a Morris ABC 123D", ("vehicle", "ABC 123D", "ABC123D")),
        ("call 07700 900123", ("phone", "07700 900123", "+447700900123")),
        ("call +44 7700 900456 now", ("phone", "+44 7700 900456", "+447700900456")),
        ("on (01632) 960 983", ("phone", "(01632) 960 983", "+441632960983")),
        ("at ZE1 0AA", ("postcode", "ZE1 0AA", "ZE10AA")),
        ("at ze1 0aa", ("postcode", "ze1 0aa", "ZE10AA")),
        ("write to bob@boats.example", ("email", "bob@boats.example", "bob@boats.example")),
        ("he is @big_dave there", ("handle", "@big_dave", "big_dave")),
        ("snap: dave_99", ("handle", "dave_99", "dave_99")),
        ("instagram.com/big.dave", ("handle", "instagram.com/big.dave", "instagram.com/big.dave")),
        ("sort code 20-11-22", ("sort_code", "20-11-22", "201122")),
        ("account number 12345678", ("account", "12345678", "12345678")),
        ("paid to 20-11-22 12345678", ("account", "12345678", "12345678")),
        ("dob 1/2/1990", ("born", "1/2/1990", "1990-02-01")),
        ("born on 3rd March 1985", ("born", "3rd March 1985", "1985-03-03")),
        ("D.O.B: 03-03-85", ("born", "03-03-85", "1985-03-03")),
    ],
)
def test_what_can_be_looked_for_is_found_as_typed(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Strangers answer the door and the tenant has not been seen for weeks.",
        "seen at 16:40 on 14/04/2026, and again on 15 April",
        "crime number 46/12345/26",
        "he had £20 000 in 12345678 notes",
        "reference K7FQ-2M9X",
        "dob 31/2/1990",
        "PC 1234 came, and REF 1234",
        "see1 4abc, or me12ab written small",
        "",
    ],
)
def test_what_only_looks_alike_is_let_by(text):
    assert found(text) == []


def test_each_thing_is_given_once_in_the_order_of_the_words():
    text = "AB12 CDE, then 07700 900123, then ab12cde again, and +447700900123"

    assert [each.kind for each in found_in(text)] == ["vehicle", "phone"]


def test_of_two_that_overlap_one_stays():
    kinds = [each.kind for each in found_in("mail dave@ab12cde.example or 20-11-22 12345678")]

    assert kinds == ["email", "sort_code", "account"]


def test_a_list_too_long_to_tick_is_cut():
    text = ", ".join(f"AB{number:02} CDE" for number in range(10, 99))

    assert len(found_in(text)) == MOST


@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_every_span_is_where_its_words_stand(before, after):
    text = f"{before} AB12 CDE 07700 900123 {after}"

    for each in found_in(text):
        assert text[each.start : each.end] == each.text


MATTERS = (
    "I saw two men at 6 Tern Court. On another matter, the shop at 14 Quay Street sells knives."
)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (MATTERS, "something new with “on another matter”"),
        ("1. Men stay at the flat all night\n2. A van unloads at the quay", "a list"),
        ("Men stay at 6 Tern Court. Others sell at 14 Quay Street.", "more than one address"),
        ("I saw men at the flat. A neighbour told me they stay.", "more than one way"),
        ("On CCTV a van comes nightly. Our records show a tenant there.", "more than one way"),
    ],
)
def test_a_text_that_seems_to_be_two_reports_is_split_with_a_reason(text, why):
    suggestion = suggested_parts(text)

    assert suggestion is not None
    assert len(suggestion.parts) == 2
    assert why in " ".join(suggestion.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Strangers answer the door and the tenant has not been seen for weeks.",
        "I saw men at 6 Tern Court. I saw them again at 6 Tern Court on Monday.",
        "I saw a van. It was white. It left at noon.",
        "Something else",
        "- one thing",
        "",
    ],
)
def test_a_text_of_one_matter_is_left_whole(text):
    assert suggested_parts(text) is None


@given(text=st.text(alphabet=st.sampled_from("Iaw sold me.\n1-A6TernCourt QuyS"), max_size=300))
def test_splitting_loses_no_word(text):
    suggestion = suggested_parts(text)
    if suggestion is not None:
        kept = "".join("".join(suggestion.parts).split())
        letters = [letter for letter in text if letter.isalpha()]
        assert [letter for letter in kept if letter.isalpha()] == letters
        assert 2 <= len(suggestion.parts) <= MOST_PARTS


MAIL = """From: Nia Person <nia@saltmarsh.example>
Sent: 14 April 2026 16:40
To: Safety Desk
Subject: Tern Court

Hello,
Two men were at the flat.

Kind regards
Nia Person
Housing Officer

-----Original Message-----
From: Joe Person
Sent: 13 April
To: Nia

I saw a van there.
> and a car
"""


def test_of_an_email_the_words_are_left_and_the_names_are_not():
    taken = taken_from(MAIL)

    assert (
        taken.text
        == f"Hello,\nTwo men were at the flat.\n\n{QUOTED}\nI saw a van there.\nand a car"
    )
    for name in ("Nia", "Joe", "saltmarsh", "16:40", "Housing Officer", "Tern Court"):
        assert name not in taken.text
    assert len(taken.taken_out) == 3


@pytest.mark.parametrize(
    ("mail", "left"),
    [
        ("Two men were at the flat.", "Two men were at the flat."),
        ("Subject: I mean the man at the door.", "Subject: I mean the man at the door."),
        (
            "Seen.\n\nOn Tue, 14 Apr 2026, Joe <j@x.example> wrote:\n> A van.",
            f"Seen.\n\n{QUOTED}\nA van.",
        ),
        ("Seen.\n-- \nNia, Housing", "Seen."),
        ("Seen.\nThis email and any attachments are private.", "Seen."),
        ("> A van was there", f"{QUOTED}\nA van was there"),
        ("From: a\r\nTo: b\r\n\r\nSeen.", "Seen."),
        ("From: a\nTo: b\n  c\nSubject: d\n\nSeen.", "Seen."),
        ("From: a\nTo: b\n", ""),
    ],
)
def test_each_sort_of_email_is_read(mail, left):
    assert taken_from(mail).text == left


@given(text=st.text(max_size=300))
def test_no_text_breaks_the_reading_of_an_email(text):
    taken_from(text)
