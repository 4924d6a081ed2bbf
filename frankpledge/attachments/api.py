"""The front door of attachments: what other modules may use."""

from frankpledge.attachments.arriving import RefuseTooLarge
from frankpledge.attachments.forms import AttachmentField, GivenFile
from frankpledge.attachments.holding import (
    Handed,
    Held,
    Reach,
    attach,
    counted,
    dispose,
    dispose_beside,
    held_beside,
    object_to,
    open_attachment,
    preview_of,
    share_beside,
    sweep,
)
from frankpledge.attachments.own_files import OwnFile, OwnFileLine
from frankpledge.attachments.scanner import NOT_SCANNED, Infected, ScannerAway
from frankpledge.attachments.sorts import TAKEN, Sort, Unacceptable
from frankpledge.attachments.standing import Standing, offer_beside
from frankpledge.attachments.verdicts import Verdict, look_at

__all__ = [
    "NOT_SCANNED",
    "TAKEN",
    "AttachmentField",
    "GivenFile",
    "Handed",
    "Held",
    "Infected",
    "OwnFile",
    "OwnFileLine",
    "Reach",
    "RefuseTooLarge",
    "ScannerAway",
    "Sort",
    "Standing",
    "Unacceptable",
    "Verdict",
    "attach",
    "counted",
    "dispose",
    "dispose_beside",
    "held_beside",
    "look_at",
    "object_to",
    "offer_beside",
    "open_attachment",
    "preview_of",
    "share_beside",
    "sweep",
]
