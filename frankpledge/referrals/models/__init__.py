"""What is kept of people who need help, of whom to ring, of services and of agreed pathways."""

from frankpledge.referrals.models.boards import Frozen, FrozenCount
from frankpledge.referrals.models.cases import (
    Agreement,
    Form,
    Need,
    NeedOutcome,
    NrmAnswers,
    Referral,
    Standing,
    StandingKind,
    State,
    Step,
)
from frankpledge.referrals.models.directory import JointStep, Service, ServiceArea, ServiceCount
from frankpledge.referrals.models.places import Door, DutyLine, Thought

__all__ = [
    "Agreement",
    "Door",
    "DutyLine",
    "Form",
    "Frozen",
    "FrozenCount",
    "JointStep",
    "Need",
    "NeedOutcome",
    "NrmAnswers",
    "Referral",
    "Service",
    "ServiceArea",
    "ServiceCount",
    "Standing",
    "StandingKind",
    "State",
    "Step",
    "Thought",
]
