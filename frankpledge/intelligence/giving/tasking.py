"""Questions that may be put to whoever told us something, and words that would task them. Pure."""

from __future__ import annotations

from frankpledge.intelligence import reference_files
from frankpledge.intelligence.giving.danger import words_found
from frankpledge.kernel import DomainError

LONGEST = 300


class UnknownQuestion(DomainError):
    """Questions are put in fixed words, and this is none of them."""


class WouldTask(DomainError):
    """The words ask somebody to go and find out, which would make a source of them."""


def questions() -> list[tuple[str, str]]:
    """The codes and words of every question that may be put. None asks anybody to do anything."""
    return [(row["code"], row["words"]) for row in reference_files.rows("questions.csv")]


def question_words(code: str) -> str:
    """The words of a question. Raises `UnknownQuestion`."""
    for each, words in questions():
        if each == code:
            return words
    raise UnknownQuestion("Choose one of the questions on the list", argument="question")


def words_that_task(text: str) -> tuple[str, ...]:
    """Words in *text* that ask somebody to look, to watch, to go, to ask or to obtain."""
    patterns = tuple(row["pattern"] for row in reference_files.rows("tasking_words.csv"))
    return words_found(text, patterns)


def refuse_tasking(text: str) -> None:
    """Raise `WouldTask` where *text* asks for more than what somebody knows already.

    Whoever is asked again and again to obtain something becomes a source whom the law wants
    authorised. The words are read by rule, so that nobody has to judge at the desk at night.
    """
    if found := words_that_task(text):
        raise WouldTask(
            f"“{found[0]}” asks them to go and find out. Ask only what they know already",
            argument="about",
        )
    if len(text) > LONGEST:
        raise WouldTask(f"Write at most {LONGEST} characters", argument="about")
