"""What is kept of vulnerabilities, counts, and the register."""

from frankpledge.groups.models.owned import (
    Closed,
    CountLine,
    CountSheet,
    Nature,
    Origin,
    Standing,
    Vulnerability,
    VulnerabilityEvent,
)
from frankpledge.groups.models.people import (
    AgeBand,
    CutNote,
    Ethnicity,
    FairnessReport,
    GroupLink,
    Subject,
    WayOut,
)
from frankpledge.groups.models.register import (
    Assessment,
    ErrorRecord,
    Group,
    Move,
    Reconciliation,
    Review,
    Switch,
)

__all__ = [
    "AgeBand",
    "Assessment",
    "Closed",
    "CountLine",
    "CountSheet",
    "CutNote",
    "ErrorRecord",
    "Ethnicity",
    "FairnessReport",
    "Group",
    "GroupLink",
    "Move",
    "Nature",
    "Origin",
    "Reconciliation",
    "Review",
    "Standing",
    "Subject",
    "Switch",
    "Vulnerability",
    "VulnerabilityEvent",
    "WayOut",
]
