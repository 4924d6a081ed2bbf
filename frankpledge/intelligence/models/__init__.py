"""What somebody told, what was made of it and what others may read. Nothing here says who told."""

from frankpledge.intelligence.models.giving import (
    Card,
    Exit,
    ExitOffered,
    HowKnown,
    Receipt,
    Risk,
    Seen,
    SourceIdentity,
    Submission,
    Unit,
)
from frankpledge.intelligence.models.products import (
    Basis,
    Dissemination,
    Product,
)
from frankpledge.intelligence.models.reports import (
    ActionCode,
    Code,
    Grade,
    IntelligenceGrade,
    Origin,
    Outcome,
    Report,
    SanitisationCode,
    SourceGrade,
)

__all__ = [
    "ActionCode",
    "Basis",
    "Card",
    "Code",
    "Dissemination",
    "Exit",
    "ExitOffered",
    "Grade",
    "HowKnown",
    "IntelligenceGrade",
    "Origin",
    "Outcome",
    "Product",
    "Receipt",
    "Report",
    "Risk",
    "SanitisationCode",
    "Seen",
    "SourceGrade",
    "SourceIdentity",
    "Submission",
    "Unit",
]
