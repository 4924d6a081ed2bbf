"""What is kept of people who need help, of whom to ring, of services and of agreed pathways."""

from frankpledge.referrals.models.boards import Frozen, FrozenCount
from frankpledge.referrals.models.cases import (
    Agreement,
    Exploitation,
    Form,
    Need,
    NeedOutcome,
    NrmAnswers,
    NrmExploitation,
    Referral,
    Standing,
    StandingKind,
    State,
    Step,
)
from frankpledge.referrals.models.directory import JointStep, Service, ServiceArea, ServiceCount
from frankpledge.referrals.models.places import Concern, Door, DutyLine, Thought

__all__ = [
    "Agreement",
    "Concern",
    "Door",
    "DutyLine",
    "Exploitation",
    "Form",
    "Frozen",
    "FrozenCount",
    "JointStep",
    "Need",
    "NeedOutcome",
    "NrmAnswers",
    "NrmExploitation",
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
