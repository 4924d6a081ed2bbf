"""Powers's front door: what other modules may use."""

from frankpledge.powers.delegations import delegate
from frankpledge.powers.policies import may_look_up, may_review
from frankpledge.powers.reviews import review, waiting

__all__ = ["delegate", "may_look_up", "may_review", "review", "waiting"]
