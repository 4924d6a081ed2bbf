"""The catalogue: every row can be read, and what is derived of it says so."""

import pytest

from frankpledge.powers.catalogue import SHIPPED, holders, limbs_of, power, powers
from frankpledge.powers.sheets import (
    checklist_of,
    help_beside,
    letters_of,
    sheets,
    steps_of,
)
from frankpledge.problems.api import reference_rows


def test_there_are_as_many_powers_as_rows_and_each_names_known_holders():
    assert len(powers()) == 145
    assert len({each.code for each in powers()}) == 145
    known = holders()
    for each in powers():
        assert each.holders, each.code
        assert set(each.holders) <= set(known), each.code
        assert each.limbs, each.code
        assert each.targets, each.code
        assert each.provenance, each.code


def test_what_the_rows_lack_is_derived_and_marked_so():
    rows = reference_rows("power_targets.csv", shipped=SHIPPED)

    assert {row["power"] for row in rows} == {each.code for each in powers()}
    assert {row["provenance"] for row in rows} == {"derived"}


def test_the_version_changes_with_any_word(settings, tmp_path):
    before = power("PW001").version
    settings.FRANKPLEDGE_HOME = tmp_path
    own = tmp_path / "reference"
    own.mkdir()
    shipped = (SHIPPED / "powers.csv").read_text(encoding="utf-8")
    (own / "powers.csv").write_text(shipped.replace("Closure notice", "Notice of closure", 1))

    assert power("PW001").name == "Notice of closure"
    assert power("PW001").version != before
    assert power("PW002").version == next(each.version for each in powers() if each.code == "PW002")


@pytest.mark.parametrize(
    ("test", "limbs"),
    [
        ("One thing", ("One thing",)),
        ("One thing, AND another", ("One thing", "Another")),
        ("One thing. Another thing.", ("One thing", "Another thing")),
        ("One and the same thing", ("One and the same thing",)),
        ("", ()),
    ],
)
def test_a_test_is_taken_apart_only_where_it_says_so(test, limbs):
    assert limbs_of(test) == limbs


def test_no_word_of_a_test_is_lost():
    rows = {row["id"]: row["test"] for row in reference_rows("powers.csv", shipped=SHIPPED)}
    for each in powers():
        said = rows[each.code].replace(" AND ", " ").casefold()
        for limb in each.limbs:
            assert limb.casefold().strip(" .;,") in said or " and " in limb.casefold(), each.code


def test_ten_play_sheets_begin_with_what_helps_and_name_known_powers():
    assert len(sheets()) == 10
    for each in sheets():
        steps = steps_of(each.code, bodies=(), officers={})
        assert [step.number for step in steps] == list(range(1, len(steps) + 1)), each.code
        assert len(steps) >= 4, each.code
        assert each.risk
    helps = {
        each.code for each in sheets() if steps_of(each.code, bodies=(), officers={})[0].is_service
    }
    assert {"cuckooed-home", "county-line", "labour-exploitation", "exploitation-hotspot"} <= helps


def test_each_sheet_has_a_checklist_and_letters_to_copy_that_name_nobody():
    for each in sheets():
        assert len(checklist_of(each.code)) >= 4, each.code
        letters = letters_of(each.code)
        assert [letter.number for letter in letters] == [1, 2], each.code
        for letter in letters:
            assert letter.text.startswith("[Your agency]"), letter.title
            assert letter.text.count("[") == letter.text.count("]"), letter.title
            assert "recommend" not in letter.text.casefold()


def test_services_stand_beside_powers_each_once():
    found = help_beside({"PW001"})

    assert "Change the locks, or move the tenant to somewhere safe" in {one.words for one in found}
    assert len({one.words for one in found}) == len(found)
    assert help_beside(set()) == ()
