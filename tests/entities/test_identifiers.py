"""What is typed is read in one form, and found again though it was typed with an error."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from benchmarks.register.index import held_as
from benchmarks.register.people import all_names, chunk, submissions
from frankpledge.entities import keys
from frankpledge.entities.identifiers import (
    NotAnIdentifier,
    What,
    born_from_age,
    identifier,
    readable,
)
from frankpledge.entities.likeness import (
    TELLING,
    WEIGHTS,
    Sign,
    compared_with,
    form_of,
    likeness,
    sentences,
)
from frankpledge.entities.names import sound
from frankpledge.entities.taking_in import read_of

READ = [
    (What.NAME, "Dr Zoë O’Łuksza", "zoe|oluksza"),
    (What.NAME, "PENROSE-Smith, Ana Maria", "ana maria|penrose smith"),
    (What.NAME, "Иван Петров", "ivan|petrov"),
    (What.NAME, "Ali bin Hassan", "ali|hassan"),
    (What.BORN, "12/03/1980", "1980-03-12"),
    (What.BORN, "1980-03-12", "1980-03-12"),
    (What.BORN, "12th March 1980", "1980-03-12"),
    (What.BORN, "March 1980", "1980-03"),
    (What.BORN, "about 1980", "~1980"),
    (What.BORN, "1980", "1980"),
    (What.BORN, "25/12/79", "1979-12-25"),
    (What.POSTCODE, "ct1 2ab", "CT12AB"),
    (What.MARK, "gk19 tvz", "GK19TVZ"),
    (What.MARK, "GK19 ???", "GK19???"),
    (What.PHONE, "07700 900123", "+447700900123"),
    (What.PHONE, "+44 (0)7700 900123", "+447700900123"),
    (What.PHONE, "020 7946 0123", "+442079460123"),
    (What.PHONE, "+353 1 234 5678", "+35312345678"),
    (What.ACCOUNT, "20-00-00 12345678", "20000012345678"),
    (What.ACCOUNT, "GB29 NWBK 6016 1331 9268 19", "60161331926819"),
    (What.UPRN, "000100012345", "100012345"),
    (What.EMAIL, " Someone@Example.COM ", "someone@example.com"),
    (What.HANDLE, "https://social.example/@Some.One", "some.one"),
    (What.FIRM, "The Harbour Vapes Ltd.", "harbour vapes"),
    (What.COMPANY, "123456", "00123456"),
    (What.ADDRESS, "6 Tern Ct., CT1 2AB", "6 tern court"),
]


@pytest.mark.parametrize(("what", "typed", "value"), READ, ids=lambda each: str(each))
def test_what_is_typed_is_read_in_one_form(what, typed, value):
    assert identifier(what, typed).value == value
    assert identifier(what, typed).typed == typed


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        (What.BORN, "31/02/1980"),
        (What.BORN, "13/25/1980"),
        (What.BORN, "soon"),
        (What.POSTCODE, "CT1"),
        (What.PHONE, "12"),
        (What.MARK, "????"),
        (What.ACCOUNT, "GB00 NWBK 6016 1331 9268 19"),
        (What.UPRN, "1234567890123"),
        (What.EMAIL, "someone"),
        (What.COMPANY, "123456789"),
        (What.NAME, "!!!"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_is_wanted(what, typed):
    with pytest.raises(NotAnIdentifier, match="Enter "):
        identifier(what, typed)
    assert readable(what, typed) is None


@given(typed=st.text(max_size=40), what=st.sampled_from(What))
def test_nothing_that_is_typed_breaks_the_reading_or_the_keys(typed, what):
    read = readable(what, typed)
    if read is not None:
        values = [(read.what, read.value)]
        assert read.value
        keys.kept(values)
        keys.sought(values)
        likeness(form_of(values), form_of(values))


@given(typed=st.text(min_size=1, max_size=40), what=st.sampled_from(What))
def test_reading_what_was_read_changes_nothing_for_whole_numbers_and_marks(typed, what):
    read = readable(what, typed)
    if read is not None and what in (What.POSTCODE, What.MARK, What.UPRN, What.COMPANY, What.EMAIL):
        assert identifier(what, read.value).value == read.value


def test_an_age_is_about_a_year():
    assert born_from_age(45, on=date(2026, 4, 15)) == "~1981"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("steven", "stephen"),
        ("catherine", "katherine"),
        ("smith", "smyth"),
        ("philips", "fillipps"),
        ("macdonald", "mcdonald"),
        ("clark", "clarke"),
    ],
)
def test_what_sounds_alike_is_filed_alike(one, other):
    assert sound(one) == sound(other)


ALIKE = [
    ({What.NAME: "Colin Mallory"}, {What.NAME: "MALLORY Colin"}, Sign.SWAPPED),
    ({What.NAME: "Elizabeth Penrose"}, {What.NAME: "Liz Penrose"}, Sign.GIVEN_SHORT),
    ({What.NAME: "Ana Penrose-Lima"}, {What.NAME: "Ana Penrose"}, Sign.FAMILY_PART),
    ({What.NAME: "Colin Mallory"}, {What.NAME: "Colin Malory"}, Sign.FAMILY_SOUND),
    (
        {What.NAME: "Colin Mallory", What.BORN: "12/3/1968"},
        {What.NAME: "Colin Mallory", What.BORN: "3/12/1968"},
        Sign.BORN_SWAPPED,
    ),
    (
        {What.NAME: "Colin Mallory", What.BORN: "12/3/1968"},
        {What.NAME: "Colin Mallory", What.BORN: "12/8/1968"},
        Sign.BORN_DIGIT,
    ),
    (
        {What.NAME: "Colin Mallory", What.BORN: "12/3/1968"},
        {What.NAME: "Colin Mallory", What.BORN: "about 1967"},
        Sign.BORN_ABOUT,
    ),
    ({What.PHONE: "07700 900123"}, {What.PHONE: "07700 900132"}, Sign.PHONE_NEAR),
    ({What.PHONE: "07700 900123"}, {What.PHONE: "07709 000123"}, Sign.PHONE_NEAR),
    ({What.MARK: "GK19 OVZ"}, {What.MARK: "GK19 0VZ"}, Sign.MARK_ALIKE),
    ({What.MARK: "GK19 TVZ"}, {What.MARK: "GK19 TVY"}, Sign.MARK_NEAR),
    ({What.MARK: "GK19 TVZ"}, {What.MARK: "GK19"}, Sign.MARK_PART),
    ({What.ACCOUNT: "20-00-00 12345678"}, {What.ACCOUNT: "20-00-01 12345678"}, Sign.ACCOUNT_NUMBER),
    ({What.ADDRESS: "6 Tern Court"}, {What.ADDRESS: "6 Tern Ct"}, Sign.ADDRESS_SAME),
    ({What.FIRM: "Harbour Vapes Ltd"}, {What.FIRM: "Harbour Vapes & Phones"}, Sign.FIRM_NEAR),
]


def values(typed):
    return [(what, identifier(what, words).value) for what, words in typed.items()]


@pytest.mark.parametrize(("one", "other", "sign"), ALIKE, ids=lambda each: str(each))
def test_an_error_that_people_make_is_found_and_explained(one, other, sign):
    ours, theirs = values(one), values(other)
    there = likeness(form_of(ours), form_of(theirs))
    back = likeness(form_of(theirs), form_of(ours))

    assert sign in there.signs
    assert there == back
    assert keys.sought(ours) & keys.kept(theirs)
    assert keys.sought(theirs) & keys.kept(ours)
    assert WEIGHTS[sign].words in sentences(there.signs)


def test_a_common_name_alone_is_not_told_and_an_uncommon_one_is():
    common, rare = (form_of(values({What.NAME: name})) for name in ("John Smith", "Colin Mallory"))

    assert likeness(common, common).points < TELLING <= likeness(rare, rare).points


def test_every_sign_has_words_of_its_own():
    assert set(WEIGHTS) == set(Sign)
    assert len({weight.words for weight in WEIGHTS.values()}) == len(Sign)


LEAST_FOUND = 0.99


def test_invented_errors_are_found_again_among_many():
    register = {one.number: one for one in chunk(all_names(), 0)}
    index: dict[str, list[int]] = {}
    forms = {}
    for one in register.values():
        for place, held in held_as(one):
            forms[place] = form_of(held)
            for key in keys.kept(held):
                index.setdefault(key, []).append(place)
    wanted = found = 0
    for sent in submissions(register, 250):
        for mention, true in zip(sent.mentions, sent.truly, strict=True):
            if true is None:
                continue
            read = [(each.what, each.value) for each in read_of(mention)]
            compare = compared_with(form_of(read))
            near = {place for key in keys.sought(read) for place in index.get(key, ())}
            first = sorted(near, key=lambda place: (-compare(forms[place]).points, place))[:20]
            wanted += 1
            found += true[1] * 3 + {"person": 1, "phone": 2, "vehicle": 3}[true[0]] in first

    assert wanted > 500
    assert found / wanted >= LEAST_FOUND


def test_the_generator_gives_the_same_people_each_time():
    assert list(chunk(all_names(), 3))[:50] == list(chunk(all_names(), 3))[:50]
