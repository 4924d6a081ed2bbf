"""Proving by a one-time code to a work address that somebody belongs to an agency.

The address is used to send one message and is kept nowhere. What proves itself is the browser
that asked: it gets a pass to the agency's way in, for an hour, and the pass names nobody.
"""

from __future__ import annotations

import hmac
import logging
import secrets
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from frankpledge.access.api import Actor, Agency, count_try, record, require
from frankpledge.intelligence.hashing import keyed
from frankpledge.intelligence.models import Card, OneTimeCode, WorkDomain
from frankpledge.intelligence.policies import Act, may_set_domains
from frankpledge.kernel import DomainError

log = logging.getLogger("frankpledge.giving")

STANDS_FOR = timedelta(minutes=15)
PASS_STANDS_FOR = timedelta(hours=1)
MOST_TRIES = 5
MOST_SENT = 3
DIGITS = 6
_SALT = "frankpledge.intelligence.pass"


class NotAWorkAddress(DomainError):
    """The address is not at any domain that the agency uses for work."""


class CannotSend(DomainError):
    """The message with the code could not be sent. Nothing was kept."""


class WrongCode(DomainError):
    """The code is not the one that was sent, or it was used, spoilt or is too old."""


@transaction.atomic
def set_domains(*, agency_id: UUID, domains: list[str], by: Actor, at: datetime) -> None:
    """Say which domains an agency uses for work, in place of those it had. Raises `NotPermitted`
    and `NotAWorkAddress` for what is no domain."""
    require(may_set_domains(by))
    agency = Agency.objects.get(id=agency_id)
    wanted = sorted({each.strip().lower().lstrip("@") for each in domains if each.strip()})
    for domain in wanted:
        if "." not in domain or any(not (c.isalnum() or c in ".-") for c in domain):
            raise NotAWorkAddress(f"“{domain}” is not a domain", argument="domains")
    WorkDomain.objects.filter(agency=agency).delete()
    WorkDomain.objects.bulk_create(WorkDomain(agency=agency, domain=each) for each in wanted)
    record(Act.SET_DOMAINS, None, by=by, at=at, recipients=[agency.id], fields=["domain"])


def domains_of(agency_id: UUID) -> list[str]:
    """The domains that an agency uses for work."""
    rows = WorkDomain.objects.filter(agency_id=agency_id).order_by("domain")
    return list(rows.values_list("domain", flat=True))


def send_code(address: str, *, card: str, now: datetime) -> str:
    """Send a code to a work address, and give the challenge that the browser has to keep.

    Raises `NotAWorkAddress`, `TooManyTries`, and `CannotSend`.
    """
    way = Card.objects.select_related("agency").get(code=card)
    name, _, domain = address.strip().lower().rpartition("@")
    if not name or domain not in domains_of(way.agency_id):
        raise NotAWorkAddress(
            f"Enter your work address at {way.agency.name}. We know no other", argument="address"
        )
    count_try("work address", address.strip().lower(), most=MOST_SENT, within=STANDS_FOR, now=now)
    challenge = secrets.token_urlsafe(24)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with transaction.atomic():
        OneTimeCode.objects.filter(ends_at__lte=now).delete()
        OneTimeCode.objects.create(
            challenge=keyed("challenge", challenge),
            code=keyed("one-time code", f"{challenge}|{code}"),
            card=way,
            ends_at=now + STANDS_FOR,
        )
        _post(address.strip(), code)
    return challenge


def _post(address: str, code: str) -> None:
    minutes = int(STANDS_FOR.total_seconds() // 60)
    message = EmailMessage(
        subject="Your code",
        body=f"Your code is {code}. It works once, within {minutes} minutes, in the window in "
        "which you asked for it.\n\nIf you did not ask for a code, do nothing. We keep no record "
        "of this address.\n",
        to=[address],
    )
    try:
        message.send()
    except (OSError, SMTPException) as fault:
        # The fault's own words may hold the address, so only its sort is written down.
        log.error("a one-time code could not be sent: %s", type(fault).__name__)
        raise CannotSend(
            "The code cannot be sent at the moment. Use a code from a card, or call 101"
        ) from None


def prove(challenge: str, code: str, *, now: datetime) -> str:
    """A pass for whoever gives the right code, once. Raises `WrongCode`.

    A wrong code counts as a try, and after five the code is spoilt.
    """
    key = keyed("challenge", challenge)
    with transaction.atomic():
        OneTimeCode.objects.filter(challenge=key).update(tries=F("tries") + 1)
        row = OneTimeCode.objects.select_related("card").filter(challenge=key).first()
        if row is not None and (row.ends_at <= now or row.tries > MOST_TRIES):
            row.delete()
            row = None
        typed = "".join(letter for letter in code if letter.isdigit())
        given = keyed("one-time code", f"{challenge}|{typed}")
        is_right = row is not None and hmac.compare_digest(row.code, given)
        # Two servers may hold the same right code: the one that removes it has used it.
        if row is not None and is_right and OneTimeCode.objects.filter(pk=key).delete()[0]:
            return pass_for(row.card.code, now=now)
    raise WrongCode("That is not the code, or it is too old. Ask for another", argument="code")


def pass_for(card: str, *, now: datetime) -> str:
    """A pass to one way in, which names nobody and ends in an hour."""
    until = int((now + PASS_STANDS_FOR).timestamp())
    return signing.dumps([card, until, secrets.token_hex(4)], salt=_SALT)


def passes(given: str, card: str, *, now: datetime) -> bool:
    """Whether *given* is a pass to this way in that has not ended."""
    try:
        whose, until, _ = signing.loads(given, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(whose == card and isinstance(until, int) and now.timestamp() < until)
