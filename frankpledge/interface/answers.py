"""What the interface answers with: frozen facts, each field named here and none besides."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema


class Refusal(Schema):
    """Why there is no answer, in a sentence."""

    error: str


class Me(Schema):
    """Who is asking, with what authority, and why."""

    name: str
    agency: str
    roles: list[str]
    purpose: str
    force_wide: bool
    districts: list[str] = Field(description="Codes of the districts that the post is for.")


class Problem(Schema):
    """A problem in a list."""

    uid: UUID
    reference: str
    title: str
    place: str
    place_kind: str
    area_code: str
    area: str
    status: str
    owner: str
    lead: str
    label: str = Field(description="A label such as organised crime, or empty.")
    forum: str
    opened_on: date


class Happened(Schema):
    """One thing that was done or said at a problem."""

    at: datetime
    title: str
    by: str
    text: str


class ProblemPage(Schema):
    """A problem with who works on it and what has happened, newest first."""

    problem: Problem
    partners: list[str]
    timeline: list[Happened]
    still_safe: str = Field(description="The answer at 28 days, or empty where there is none yet.")


class Action(Schema):
    """An action in a list."""

    uid: UUID
    reference: str
    words: str
    four_p: str
    owner: str
    owner_agency: str
    due_on: date
    status: str
    is_late: bool
    area: str
    outcome: str


class Actions(Schema):
    """Some actions of a list, and where the next ones begin."""

    actions: list[Action]
    next: str = Field(description="What to ask for after these, or empty at the end.")


class Shared(Schema):
    """What the intelligence unit lets a partner read, without its words."""

    uid: UUID
    reference: str
    place: str
    district: str
    released_on: date
    stage: str
    is_new: bool


class Count(Schema):
    """One count of recorded crime, exact, from published files."""

    district: str | None = None
    district_name: str | None = None
    type: str | None = None
    month: str | None = None
    count: int
    population: int | None = Field(description="Residents at the census; null where not held.")
    rate_per_1000: float | None


class Counts(Schema):
    """Counts of recorded crime with where they come from and how they may be misread."""

    area: str
    area_name: str
    origin: str = Field(description="Open data, or synthetic.")
    rows: list[Count]
    unplaced: dict[str, int] = Field(description="Rows without a place, by type.")
    outside: dict[str, int] = Field(description="Rows outside the area of the force, by type.")
    months_held: list[str]
    months_missing: list[str]
    caveats: list[str]
    attribution: str
