"""Jobs in which people notice things, and eight signs to look for in each."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.intelligence import reference_files

SIGNS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job, and what those who do it may notice without looking for it."""

    code: str
    name: str
    signs: tuple[str, ...]


def jobs() -> tuple[Job, ...]:
    """Every job that a card can be made for, by name."""
    signs: dict[str, list[str]] = {}
    for row in reference_files.rows("job_signs.csv"):
        signs.setdefault(row["job"], []).append(row["sign"])
    found = [
        Job(code=row["job"], name=row["name"], signs=tuple(signs.get(row["job"], [])[:SIGNS]))
        for row in reference_files.rows("jobs.csv")
    ]
    return tuple(sorted(found, key=lambda job: job.name))


def job(code: str) -> Job | None:
    """The job with this code, if there is one."""
    return next((each for each in jobs() if each.code == code), None)
