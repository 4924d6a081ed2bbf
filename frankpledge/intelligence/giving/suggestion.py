"""What plain answers suggest of a grade. Only the desk sees it, and a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from frankpledge.intelligence.models import (
    ActionCode,
    Certainty,
    Code,
    HowKnown,
    IntelligenceGrade,
    Knowers,
    SanitisationCode,
    SourceGrade,
    Submission,
)

BY_HOW_KNOWN = {
    HowKnown.SAW: IntelligenceGrade.DIRECT,
    HowKnown.MACHINE: IntelligenceGrade.DIRECT,
    HowKnown.RECORD: IntelligenceGrade.INDIRECT,
    HowKnown.RECORD_UNKNOWN: IntelligenceGrade.UNKNOWN,
    HowKnown.TOLD: IntelligenceGrade.INDIRECT,
    HowKnown.TOLD_UNKNOWN: IntelligenceGrade.UNKNOWN,
    HowKnown.OPEN_SOURCE: IntelligenceGrade.UNKNOWN,
    HowKnown.RUMOUR: IntelligenceGrade.UNKNOWN,
    HowKnown.OTHER: IntelligenceGrade.UNKNOWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedGrade:
    """A 3x5x2 grade to begin from, and why each part of it is suggested."""

    source: int
    intelligence: str
    code: str
    action: str
    sanitisation: str
    why: tuple[str, ...]


def suggested_grade(submission: Submission) -> SuggestedGrade:
    """What the answers of whoever told it suggest. The source begins as untested."""
    how = HowKnown(submission.how_known)
    known = BY_HOW_KNOWN[how]
    why = [f"How it is known: “{how.label}”"]
    if submission.corroborated == Certainty.YES and known != IntelligenceGrade.DIRECT:
        known = IntelligenceGrade.CORROBORATED
        why.append("Somebody else is said to say the same. Check that they know it independently")
    if submission.doubt == Certainty.YES:
        known = IntelligenceGrade.SUSPECT
        why.append("Whoever told it has reason to doubt it")
    risks = _risks(submission)
    return SuggestedGrade(
        source=SourceGrade.UNTESTED,
        intelligence=known,
        code=Code.CONDITIONS if risks else Code.PERMITTED,
        action=ActionCode.OVERT_USE if risks else "",
        sanitisation=SanitisationCode.CONSULT if risks else "",
        why=(*why, *risks),
    )


def _risks(submission: Submission) -> tuple[str, ...]:
    """Why acting on it might tell who told it."""
    found = []
    if submission.knowers in (Knowers.ONE, Knowers.FEW):
        found.append("Few people could know it")
    if submission.could_guess == Certainty.YES:
        found.append("Those it is about could guess who told it")
    if submission.risk_if_acted == Certainty.YES:
        found.append("Somebody may be at risk if it is acted on")
    return tuple(found)
