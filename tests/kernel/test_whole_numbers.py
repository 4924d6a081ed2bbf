"""What counts as a whole number that somebody typed, and that nothing typed breaks a reader."""

import pytest
from django.core.exceptions import ValidationError

from frankpledge.kernel import MOST, whole_number
from frankpledge.plans.returns.sent_back import UnusableWorkbook, as_whole
from frankpledge.ui.api import GovDateField

NO_NUMBERS = ["", " ", "-1", "+1", "1.0", "1e3", "1_000", "²", "٣", "½", "one", "0x1", "9" * 5_000]


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("007", 7), (" 12 ", 12), (str(MOST), MOST), ("0" * 9_000, 0)]
)
def test_figures_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [*NO_NUMBERS, str(MOST + 1)])
def test_anything_else_is_none(text):
    assert whole_number(text) is None


def test_nothing_over_the_most_is_a_number():
    assert whole_number("12", most=12) == 12
    assert whole_number("13", most=12) is None
    assert whole_number("0", most=-1) is None


@pytest.mark.parametrize("text", [each for each in NO_NUMBERS if each.strip()])
@pytest.mark.parametrize("box", [0, 1, 2])
def test_no_box_of_a_date_breaks_on_it(text, box):
    boxes = ["1", "4", "2026"]
    boxes[box] = text
    with pytest.raises(ValidationError, match="must be a real date"):
        GovDateField(what="the date").clean(boxes)


@pytest.mark.parametrize("value", [*(each for each in NO_NUMBERS if each.strip()), float("inf")])
def test_no_cell_of_a_workbook_breaks_on_it(value):
    with pytest.raises(UnusableWorkbook, match="must be a whole number"):
        as_whole(value, "A1", "Row 3")
