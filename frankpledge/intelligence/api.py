"""Intelligence's front door: what other modules may use."""

from frankpledge.intelligence.approval import approve, send_back
from frankpledge.intelligence.cards import Scanned, make_card, scanned
from frankpledge.intelligence.desk import (
    AnswerBack,
    DeskSummary,
    SharedProduct,
    answers_for,
    desk_summary,
    feedback_owed,
    products_shared_with,
)
from frankpledge.intelligence.dissemination import acknowledge, open_product, recall, share
from frankpledge.intelligence.exits import WayOut, offer, times_offered
from frankpledge.intelligence.feedback import Owed, answer
from frankpledge.intelligence.grading import Given, evaluate, hand_over, regrade
from frankpledge.intelligence.models import Exit
from frankpledge.intelligence.sanitisation import CHECKLIST, sanitise
from frankpledge.intelligence.sealing import make_source_keys
from frankpledge.intelligence.submission import Proof, Told, submit
from frankpledge.intelligence.thread import Caption, caption_of, url_of
from frankpledge.intelligence.triage import Waiting, open_submission, queue, triage
from frankpledge.intelligence.units import service_actor, set_up_unit

__all__ = [
    "CHECKLIST",
    "AnswerBack",
    "Caption",
    "DeskSummary",
    "Exit",
    "Given",
    "Owed",
    "Proof",
    "Scanned",
    "SharedProduct",
    "Told",
    "Waiting",
    "WayOut",
    "acknowledge",
    "answer",
    "answers_for",
    "approve",
    "caption_of",
    "desk_summary",
    "evaluate",
    "feedback_owed",
    "hand_over",
    "make_card",
    "make_source_keys",
    "offer",
    "open_product",
    "open_submission",
    "products_shared_with",
    "queue",
    "recall",
    "regrade",
    "sanitise",
    "scanned",
    "send_back",
    "service_actor",
    "set_up_unit",
    "share",
    "submit",
    "times_offered",
    "triage",
    "url_of",
]
