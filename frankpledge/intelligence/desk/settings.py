"""How each intelligence unit works: where it grades. Kept as a list, one line a unit."""

from __future__ import annotations

from enum import StrEnum

from frankpledge.intelligence import reference_files

FILE = "desk_settings.csv"
EVERY_UNIT = "*"


class Grading(StrEnum):
    """Where a unit gives its grades."""

    FORCE = "force"
    HERE = "here"


class UnusableSettings(ValueError):
    """The list of settings names one that is not known, or gives it a value that it cannot have."""


def grading_of(unit_code: str) -> Grading:
    """Where the unit with this code grades: in the force's own system unless it says otherwise.

    Raises `UnusableSettings`.
    """
    found = {EVERY_UNIT: Grading.FORCE}
    for row in reference_files.rows(FILE):
        if row["setting"] != "grading" or row["value"] not in {str(each) for each in Grading}:
            raise UnusableSettings(f"{FILE}: “{row['setting']}” cannot be “{row['value']}”")
        found[row["unit"]] = Grading(row["value"])
    return found.get(unit_code, found[EVERY_UNIT])
