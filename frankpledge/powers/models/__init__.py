"""What is kept of powers: lawyers' reviews and delegations, and each use with all that belongs."""

from frankpledge.powers.models.changes import CatalogueChange
from frankpledge.powers.models.law import Delegation, Overrider, Review, Verdict
from frankpledge.powers.models.parts import (
    Breach,
    Consultee,
    Evidence,
    GateAnswer,
    GateCheck,
    LaterLook,
    Limb,
    Said,
    Turned,
    UseEvent,
    What,
)
from frankpledge.powers.models.uses import AppealResult, CourtSaid, EndedHow, PowerUse, Subject

__all__ = [
    "AppealResult",
    "Breach",
    "CatalogueChange",
    "Consultee",
    "CourtSaid",
    "Delegation",
    "EndedHow",
    "Evidence",
    "GateAnswer",
    "GateCheck",
    "LaterLook",
    "Limb",
    "Overrider",
    "PowerUse",
    "Review",
    "Said",
    "Subject",
    "Turned",
    "UseEvent",
    "Verdict",
    "What",
]
