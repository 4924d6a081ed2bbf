"""Asking to call though nothing was found, so often that a call says nothing.

If only those were asked to call where something is going on, being asked to call would say that
something is. So a part of those who could simply go ahead are asked to call too. Which of them is
decided by the request's identity and a secret of the site, so that nobody can choose or foresee
it, and asking twice about the same request gives the same.
"""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from frankpledge.asking import rules
from frankpledge.asking.models import Safety, Verdict

WHOLE = 2**64


def part_of(uid: UUID) -> float:
    """Where a request falls between 0 and 1: evenly, and known only with the site's secret."""
    key = hashlib.sha256(f"frankpledge call share {settings.SECRET_KEY}".encode()).digest()
    return int.from_bytes(hmac.new(key, uid.bytes, hashlib.sha256).digest()[:8], "big") / WHOLE


def shown_for(verdict: Verdict, uid: UUID) -> Verdict:
    """What the asker reads for a verdict: the verdict itself, or CALL in place of PROCEED."""
    if verdict == Verdict.PROCEED and part_of(uid) < rules.number("call_share"):
        return Verdict.CALL
    return verdict


def safety_shown(shown: Verdict, safety: Safety) -> Safety:
    """How staff are told to go. With CALL it is always the most careful, until they have called.

    Otherwise a call with a mild word beside it could be told from a call with a grave one.
    """
    return Safety.POLICE if shown == Verdict.CALL else safety
