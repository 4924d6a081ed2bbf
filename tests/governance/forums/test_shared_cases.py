"""Shared cases without names: what a run keeps, lets go, refuses, and could still give away."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta
from itertools import product
from math import exp
from random import Random

import pytest
from hypothesis import given, strategies as st

from frankpledge.access.api import NotFound, NotPermitted
from frankpledge.governance.forums import overlap_safety, shared_cases
from frankpledge.governance.forums.overlap_safety import PRIVACY, count_pairs, made_safe
from frankpledge.governance.forums.shared_cases import TooSoon, UnusableFile, UnusableRun
from frankpledge.governance.models import Run, RunCount, RunHash
from tests.governance.forums.conftest import BOARD, County, Write
from tests.makers import NOW, as_actor, later

KEY, CODE = b"k" * 32, "MAP-1"


def hashed(text: str, key: bytes = KEY) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


CHECK = hashed(f"check|{CODE}")


def file_of(people, *, places=(), run: str = CODE, check: str = CHECK) -> str:
    return "\n".join(
        [
            "frankpledge shared cases 1",
            f"run {run}",
            f"check {check}",
            *(f"person {hashed(f'person|{each}')}" for each in people),
            *(f"place {hashed(f'place|{each}')}" for each in places),
        ]
    )


def opened(county: County, *, by=None, at=NOW, code: str = CODE, check: str = CHECK) -> int:
    return shared_cases.open_run(
        assessment="DPIA-7",
        code=code,
        check_value=check,
        by=as_actor(by or county.ivor, at=at),
        at=at,
    )


def given_by(county: County, run: int, entry, text: str, *, by=None, at=NOW) -> int:
    return shared_cases.give_hashes(
        number=run, entry_id=entry, text=text, by=as_actor(by or county.asha, at=at), at=at
    )


def counted(county: County, run: int, *, by=None, at=NOW) -> int:
    return shared_cases.count_run(
        number=run, chance=Random(7), by=as_actor(by or county.ivor, at=at), at=at
    )


def test_a_run_counts_pairs_and_lets_every_hash_go(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD)
    run = opened(county)
    assert given_by(county, run, panel, file_of(range(40), places=range(30))) == 70
    given_by(county, run, board, file_of(range(10, 60), places=range(25, 60)))
    assert RunHash.objects.count() == 155

    assert counted(county, run) == 2
    assert RunHash.objects.count() == 0
    (line,) = shared_cases.runs(by=as_actor(county.helena), at=NOW)
    assert not line.is_open
    (people, places) = sorted(line.counts, key=lambda each: each[2], reverse=True)
    assert people[:3] == ("Adults board", "Wantsum panel", "People")
    assert abs(people[3] - 30) <= 15
    assert people[3] % 5 == 0
    assert places[3] is None or places[3] <= 15


def test_counts_are_of_pairs_that_a_reader_may_see(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD, share_with=[])
    run = opened(county)
    given_by(county, run, panel, file_of(range(40)))
    given_by(county, run, board, file_of(range(40)))
    counted(county, run)

    (mine,) = shared_cases.runs(by=as_actor(county.asha), at=NOW)
    (theirs,) = shared_cases.runs(by=as_actor(county.max), at=NOW)
    assert (len(mine.counts), mine.given_by) == (1, ("Adults board", "Wantsum panel"))
    assert (theirs.counts, theirs.given_by) == ((), ("Wantsum panel",))


def test_who_may_open_give_and_count(county: County, write: Write) -> None:
    panel = write()
    for person in (county.gwen, county.asha, county.helena, county.joan):
        with pytest.raises(NotPermitted, match="information governance"):
            opened(county, by=person)
    run = opened(county)
    with pytest.raises(NotPermitted):
        given_by(county, run, panel, file_of(range(40)), by=county.gwen)
    with pytest.raises(NotFound):
        given_by(county, run, panel, file_of(range(40)), by=county.joan)
    with pytest.raises(NotFound):
        given_by(county, 999, panel, file_of(range(40)))
    for person in (county.gwen, county.asha):
        with pytest.raises(NotPermitted):
            counted(county, run, by=person)
        with pytest.raises(NotPermitted):
            shared_cases.empty_run(number=run, by=as_actor(person), at=NOW)
    with pytest.raises(NotPermitted):
        shared_cases.runs(by=as_actor(county.joan), at=NOW)


def test_one_run_at_a_time_and_none_soon_after_another(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD)
    run = opened(county)
    with pytest.raises(TooSoon, match="A run is open"):
        opened(county, code="MAP-2")
    given_by(county, run, panel, file_of(range(40)))
    with pytest.raises(UnusableRun, match="Fewer than two"):
        counted(county, run)
    given_by(county, run, board, file_of(range(40)))
    counted(county, run)

    with pytest.raises(TooSoon, match="180 days"):
        opened(county, code="MAP-2", at=later(days=179))
    assert opened(county, code="MAP-2", at=later(days=181))
    for argument, wrong in (("code", "A"), ("check", "short")):
        with pytest.raises(UnusableRun):
            opened(county, at=later(days=400), **{argument: wrong})


def test_hashes_go_when_the_runs_time_ends_whoever_looks(county: County, write: Write) -> None:
    panel = write()
    run = opened(county)
    given_by(county, run, panel, file_of(range(40)))
    after = later(days=14)

    (line,) = shared_cases.runs(by=as_actor(county.sam, at=after), at=after)
    assert not line.is_open
    assert RunHash.objects.count() == 0
    with pytest.raises(NotPermitted, match="has ended"):
        given_by(county, run, panel, file_of(range(40)), at=after)
    with pytest.raises(NotPermitted, match="are gone"):
        counted(county, run, at=after)


def test_a_run_can_be_let_go_uncounted(county: County, write: Write) -> None:
    panel = write()
    run = opened(county)
    given_by(county, run, panel, file_of(range(40)))
    shared_cases.empty_run(number=run, by=as_actor(county.ivor), at=NOW)

    assert RunHash.objects.count() == RunCount.objects.count() == 0
    with pytest.raises(NotPermitted, match="are gone"):
        shared_cases.empty_run(number=run, by=as_actor(county.ivor), at=NOW)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "offline page made"),
        ("Colin Marsh,1968-01-01", "offline page made"),
        (file_of(range(40), run="MAP-9"), "another run"),
        (file_of(range(40), check="0" * 64), "another key"),
        (file_of(range(40)) + "\nColin Marsh", "something else than hashes"),
        (file_of(range(40)) + "\nperson " + "Z" * 64, "something else than hashes"),
        (file_of(range(19)), "question about people"),
        (file_of([1] * 40), "question about people"),
        (file_of(range(40), places=range(3)), "question about people"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnusableFile, match=says):
        shared_cases.read_file(text, run=CODE, check_value=CHECK)


def test_a_forum_gives_once_so_that_nobody_asks_by_changing_a_list(
    county: County, write: Write
) -> None:
    panel = write()
    run = opened(county)
    given_by(county, run, panel, file_of(range(40)))

    with pytest.raises(UnusableFile, match="already"):
        given_by(county, run, panel, file_of(range(41)))


def test_what_forums_say_themselves_is_a_band_never_a_number(county: County, write: Write) -> None:
    panel, board = write(), write(BOARD)

    def say(band: str, other=board, by=None) -> None:
        shared_cases.estimate_overlap(
            entry_id=panel, other_id=other, band=band, by=as_actor(by or county.asha), at=NOW
        )

    say("under_5")
    say("5_to_9")
    for wrong in ("7", ""):
        with pytest.raises(UnusableRun):
            say(wrong)
    with pytest.raises(UnusableRun):
        say("none", other=panel)
    with pytest.raises(NotPermitted):
        say("none", by=county.gwen)
    assert shared_cases.estimates([panel, board]) == {(panel, board): "5_to_9"}


# --- what could still be learned ---------------------------------------------------------------


def test_the_key_holder_with_the_hashes_finds_people_by_a_dictionary_attack() -> None:
    """The page says so: with the key, hashing everybody one can think of finds who is there."""
    held = {hashed(f"person|C450|C450|{day}|M") for day in ("1968-03-01", "1971-11-30")}
    everybody = (
        f"person|C450|C450|{date(1960, 1, 1) + timedelta(days=number)}|M" for number in range(7000)
    )

    found = {text for text in everybody if hashed(text) in held}
    assert found == {"person|C450|C450|1968-03-01|M", "person|C450|C450|1971-11-30|M"}


def test_without_the_key_the_same_attack_finds_nobody() -> None:
    held = {hashed("person|C450|C450|1968-03-01|M")}
    guesses = (b"", b"frankpledge", b"MAP-1", CODE.encode(), b"k" * 31, bytes(32))

    for key, day in product(guesses, range(400)):
        text = f"person|C450|C450|{date(1968, 1, 1) + timedelta(days=day)}|M"
        assert hashed(text, key or b"\x00") not in held


def chances(count: int) -> dict[int | None, float]:
    """How likely each shown value is for a true count, worked out from the formula of the noise."""
    fall = exp(-PRIVACY)
    found: dict[int | None, float] = {}
    for moved in range(count - 80, count + 81):
        likely = (1 - fall) / (1 + fall) * fall ** abs(moved - count)
        shown = None if moved < 5 else 5 * ((moved + 2) // 5)
        found[shown] = found.get(shown, 0) + likely
    return found


@given(st.integers(min_value=0, max_value=120))
def test_one_person_more_changes_no_shown_value_by_more_than_the_loss(count: int) -> None:
    one, other = chances(count), chances(count + 1)
    for shown in set(one) & set(other):
        if min(one[shown], other[shown]) > 1e-9:
            assert exp(-PRIVACY) - 1e-6 <= one[shown] / other[shown] <= exp(PRIVACY) + 1e-6


def test_the_noise_that_is_drawn_is_the_noise_of_the_formula() -> None:
    chance, many, fall = Random(3), 20_000, exp(-PRIVACY)
    drawn = [overlap_safety.noise(chance) for _ in range(many)]
    for size in range(-4, 5):
        expected = (1 - fall) / (1 + fall) * fall ** abs(size)
        assert drawn.count(size) / many == pytest.approx(expected, abs=0.012)


def test_the_attack_by_difference_gains_little() -> None:
    """Somebody pads a list with people who they know are there, adds one more, and reads the count.

    With plain rounding they would always know. With chance, at their best threshold, they are right
    less than two times in three.
    """
    for known in range(5, 30):
        with_them, without = chances(known + 1), chances(known)
        advantage = sum(
            max(0.0, with_them.get(shown, 0) - without.get(shown, 0))
            for shown in {*with_them, *without}
        )
        assert 0.5 + advantage / 2 < 2 / 3


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)), st.integers())
def test_nothing_under_five_is_ever_shown(one: set[int], other: set[int], seed: int) -> None:
    sides = {"one": {str(n) for n in one}, "other": {str(n) for n in other}}
    (shown,) = count_pairs(sides, Random(seed)).values()
    assert shown is None or (shown >= 5 and shown % 5 == 0)
    assert made_safe(0, Random(seed)) in (None, *range(5, 200, 5))


def test_no_page_or_function_takes_one_name_or_hash(county: County) -> None:
    """Never a look-up: hashes come in as whole files and never leave; nothing asks for one."""
    import inspect

    for name, function in inspect.getmembers(shared_cases, inspect.isfunction):
        if function.__module__ == shared_cases.__name__ and not name.startswith("_"):
            asked = set(inspect.signature(function).parameters)
            assert not asked & {"name", "hash", "value", "born", "uprn", "person"}, name
    assert Run.objects.count() == 0
