"""Powers's front door: what other modules may use."""

from frankpledge.powers.authorising import authorise_use, note_asked, reject_use
from frankpledge.powers.awaiting import Awaiting, Sort, awaiting
from frankpledge.powers.catalogue import power_names
from frankpledge.powers.checking import add_evidence, finish_check, note_evidence, tick_limb
from frankpledge.powers.consulting import (
    answer_consultation,
    ask_consultee,
    finish_consultation,
    note_consultee,
)
from frankpledge.powers.counting import UsedFact, uses_in
from frankpledge.powers.delegations import delegate
from frankpledge.powers.gate import answer_gate, override_stop
from frankpledge.powers.lifecycle import STAGE_WORDS, Stage
from frankpledge.powers.living import (
    answer_breach,
    bring_in_force,
    decide_appeal,
    end_use,
    note_appeal,
    note_breach,
    note_hearing,
    review_use,
)
from frankpledge.powers.models import EndedHow
from frankpledge.powers.overriders import name_overrider
from frankpledge.powers.policies import may_list_uses, may_look_up, may_review
from frankpledge.powers.reading import UseFacts, UseLine, page, powers_used_at
from frankpledge.powers.references import caption_of, url_of
from frankpledge.powers.reviews import review, waiting
from frankpledge.powers.setting_aside import park_use, share_use, take_up_use, withdraw_use
from frankpledge.powers.starting import start_use

__all__ = [
    "STAGE_WORDS",
    "Awaiting",
    "EndedHow",
    "Sort",
    "Stage",
    "UseFacts",
    "UseLine",
    "UsedFact",
    "add_evidence",
    "answer_breach",
    "answer_consultation",
    "answer_gate",
    "ask_consultee",
    "authorise_use",
    "awaiting",
    "bring_in_force",
    "caption_of",
    "decide_appeal",
    "delegate",
    "end_use",
    "finish_check",
    "finish_consultation",
    "may_list_uses",
    "may_look_up",
    "may_review",
    "name_overrider",
    "note_appeal",
    "note_asked",
    "note_breach",
    "note_consultee",
    "note_evidence",
    "note_hearing",
    "override_stop",
    "page",
    "park_use",
    "power_names",
    "powers_used_at",
    "reject_use",
    "review",
    "review_use",
    "share_use",
    "start_use",
    "take_up_use",
    "tick_limb",
    "url_of",
    "uses_in",
    "waiting",
    "withdraw_use",
]
