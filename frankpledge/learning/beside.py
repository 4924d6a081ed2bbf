"""What a problem's page says of learning: case studies of places and powers like it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from frankpledge.access.api import Actor, Kind, Ref, record
from frankpledge.learning import reading, tables
from frankpledge.learning.likeness import Situation
from frankpledge.learning.policies import Act, may_list_cases, may_write_case
from frankpledge.powers import api as powers
from frankpledge.problems import api as problems
from frankpledge.ui.api import Link


def parts_about(problem_id: UUID, by: Actor, at: datetime) -> Sequence[problems.Part]:
    """Cleared case studies that are like a problem, for whoever reads those. The look is noted."""
    line = problems.among([problem_id], by).get(problem_id)
    if line is None or not may_list_cases(by):
        return ()
    used = powers.powers_used_at(problem_id, by)
    wanted = Situation(
        threats=_threats(line.label),
        powers=frozenset(used),
        place_kinds=frozenset({line.place_kind}),
        areas=frozenset({line.area_code}),
    )
    alike = reading.cases_like(wanted, by)
    if alike:
        shown = [Ref(kind=Kind.CASE_STUDY, uid=each.line.uid) for each in alike]
        record(Act.LIST_CASES, shown, by=by, at=at)
    write = f"{reverse('learning:write-case')}?from=problem:{problem_id}"
    return [
        problems.Part(
            title="Case studies like this",
            table=tables.alike(alike),
            empty="No case study to read is about a threat, power or sort of place like this one.",
            words="Each says how far it is evidence. Most only illustrate." if alike else "",
            link=Link(text="Write a case study of this problem", href=write)
            if may_write_case(by)
            else None,
        )
    ]


def _threats(label: str) -> frozenset[str]:
    """The threats that a problem's own label names, where it does."""
    words = label.lower()
    return frozenset(
        code for code, name in reading.threat_names().items() if words and name.lower() in words
    )
