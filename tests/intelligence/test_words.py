"""Words that mean danger, markings that may not be kept, and what gives a source away."""

import pytest
from hypothesis import example, given, strategies as st

from frankpledge.intelligence.desk.similar import alikeness, likeness
from frankpledge.intelligence.giving.danger import normalised, words_found, words_of_danger
from frankpledge.intelligence.quarantine.markings import (
    MarkedTooHigh,
    is_marked_secret,
    refuse_secret,
)
from frankpledge.intelligence.sharing.giveaways import giveaways_in


@pytest.mark.parametrize(
    "text",
    [
        "he's got a knife now",
        "He’s GOT A KNIFE",
        "hes  got-a-knife",
        "It is happening right now",
        "she is bleeding",
        "I think he is suicidal",
        "they want to kill themselves",
        "he won’t let her leave",
        "she was threatened: going to kill",
        "ﬁre? no: someone set ﬁre to the bin",
        "got a\u200b knife",
    ],
)
def test_words_that_mean_danger_are_found_however_they_are_typed(text):
    assert words_of_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "Strangers answer the door and the tenant has not been seen for weeks.",
        "There is a kitchen knife shop on Quay Street",
        "The right nowadays to park there",
        "A man was nice to his nephew",
        "",
    ],
)
def test_ordinary_words_are_let_by(text):
    assert words_of_danger(text) == ()


def test_an_area_may_use_its_own_list(settings, tmp_path):
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference" / "danger_words.csv"
    own.parent.mkdir()
    own.write_text("pattern,danger\nbanana*,test\n")

    assert words_of_danger("two Bananas") == ("bananas",)
    assert words_of_danger("he's got a knife now") == ()


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_a_word_of_danger_is_found_whatever_stands_around_it(before, after):
    assert words_found(f"{before} right now {after}", ("right now",))


@example(text="0 _0")
@given(text=st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    "text",
    [
        "SECRET",
        "UK SECRET\nThe men come at night",
        "TOP SECRET: source says",
        "From: desk\nSecret\nThe men",
        "This was marked secret by the force",
        "The paper says SECRET on each page",
        "SECRET//UK EYES ONLY",
    ],
)
def test_what_is_marked_secret_or_above_is_refused(text):
    assert is_marked_secret(text)
    with pytest.raises(MarkedTooHigh):
        refuse_secret("harmless", text)


@pytest.mark.parametrize(
    "text",
    [
        "They keep it a secret from the neighbours",
        "a secretary at the surgery",
        "OFFICIAL-SENSITIVE",
        "HE KEEPS A SECRET STASH AND EVERYBODY KNOWS IT IS THERE",
    ],
)
def test_the_word_in_a_sentence_is_no_marking(text):
    assert not is_marked_secret(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seen at 16:40", "16:40"),
        ("about 4pm", "4pm"),
        ("at 4 o'clock", "4 o'clock"),
        ("at 1640hrs", "1640hrs"),
        ("on 14 April", "14 April"),
        ("on April 14th", "April 14th"),
        ("on 14/04/2026", "14/04/2026"),
        ("at Flat 6", "Flat 6"),
        ("6 Tern Court", "6 Tern Court"),
        ("at number 6", "number 6"),
        ("near CT9 1XX", "CT9 1XX"),
        ("Saltmarsh Homes told us", "Saltmarsh Homes"),
        ("as Nia Person said", "Nia Person"),
        ("I am the housing officer", "i am the"),
        ("our tenant let them in", "our tenant"),
    ],
)
def test_what_gives_a_source_away_is_found(text, found):
    named = giveaways_in(text, agencies=["Saltmarsh Homes"], people=["Nia Person"])

    assert found in [each.found for each in named]


@pytest.mark.parametrize(
    "text",
    [
        "For some weeks several men have controlled who enters a home in Tern Court.",
        "Three or four men; it may be connected with the 2 cars seen there.",
        "2 men live at the house on the hill",
    ],
)
def test_what_gives_nothing_away_is_let_by(text):
    assert giveaways_in(text, agencies=["Saltmarsh Homes"], people=["Nia Person"]) == []


def test_texts_of_one_place_or_many_common_words_are_alike():
    assert alikeness("6 Tern Court", "men", "6, TERN court", "other words entirely")
    assert alikeness("A", "strangers answer the door there", "B", "strangers answer the door")
    assert not alikeness("A", "strangers answer the door", "B", "vans unload boxes at night")
    assert likeness("", "anything") == 0.0
