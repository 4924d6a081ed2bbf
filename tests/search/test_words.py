"""Text becomes the same words whoever wrote it, and closeness depends on nothing else."""

import pytest
from hypothesis import given, strategies as st

from frankpledge.search.words import (
    LONGEST_QUESTION,
    MOST_WORDS,
    SNIPPET,
    NothingToLookFor,
    asked_for,
    closeness,
    snippet,
    words_of,
)

some_words = st.lists(st.sampled_from(["vape", "shop", "harbour", "knife", "van"]), min_size=1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harbour Vapes, 6 Tern Court", ["harbour", "vapes", "6", "tern", "court"]),
        ("Café ÉLAN", ["cafe", "elan"]),
        ("O’Neill's under_score", ["o", "neill", "s", "under", "score"]),
        ("‮ \x00 !?", []),
    ],
)
def test_case_accents_and_punctuation_make_no_difference(text, words):
    assert words_of(text) == words


@given(st.text())
def test_words_are_words_of_themselves(text):
    words = words_of(text)

    assert words_of(" ".join(words)) == words


@pytest.mark.parametrize("question", ["", "  ", "!!", "*", "_"])
def test_a_question_without_a_word_is_refused_at_its_field(question):
    with pytest.raises(NothingToLookFor) as refused:
        asked_for(question)
    assert refused.value.argument == "words"


def test_only_the_beginning_of_a_very_long_question_is_looked_at():
    assert asked_for("ab " * 5000) == ["ab"]
    assert len(asked_for(" ".join(f"w{n}" for n in range(100)))) == MOST_WORDS
    assert len("".join(asked_for("x" * 10_000))) <= LONGEST_QUESTION


@given(st.lists(some_words, min_size=1, max_size=6), some_words)
def test_the_order_of_texts_makes_no_difference_to_how_close_each_is(texts, wanted):
    joined = [" ".join(words) for words in texts]
    forwards = closeness(wanted, joined)
    backwards = closeness(wanted, joined[::-1])

    assert forwards == pytest.approx(backwards[::-1])


def test_a_text_with_the_words_side_by_side_is_closer():
    beside, apart = closeness(["vape", "shop"], ["a vape shop here", "vape a shop here"])

    assert beside > apart


@given(st.text(max_size=2000), some_words)
def test_a_snippet_is_short_and_flat(text, wanted):
    cut = snippet(text, wanted)

    assert len(cut) <= SNIPPET + 2
    assert "\n" not in cut


def test_a_snippet_shows_the_word_that_was_looked_for():
    text = "word " * 200 + "the knife was seen " + "word " * 200

    assert "knife" in snippet(text, ["knife"])
