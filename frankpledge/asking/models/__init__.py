"""What is kept of asking: requests, requirements and alerts."""

from frankpledge.asking.models.alerts import Alert, AlertReader, Marking
from frankpledge.asking.models.requests import (
    BeforeActing,
    CallTold,
    ContactPoint,
    Goer,
    Information,
    Onward,
    Request,
    RequestStep,
    Response,
    Safety,
    Sort,
    Stage,
    Verdict,
)
from frankpledge.asking.models.requirements import OPENING, Level, Requirement, Standing, Target

__all__ = [
    "OPENING",
    "Alert",
    "AlertReader",
    "BeforeActing",
    "CallTold",
    "ContactPoint",
    "Goer",
    "Information",
    "Level",
    "Marking",
    "Onward",
    "Request",
    "RequestStep",
    "Requirement",
    "Response",
    "Safety",
    "Sort",
    "Stage",
    "Standing",
    "Target",
    "Verdict",
]
