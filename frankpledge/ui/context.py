"""What the furniture of every page shows: who is signed in, where we are, and whether it is real.

Settings: add `frankpledge.ui.context.furniture` to the template context processors, and
`FRANKPLEDGE_DEMO` (bool) says whether this installation is a demonstration.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from frankpledge.ui import navigation


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """Who the header says is here."""

    name: str
    post: str
    agency: str
    purpose: str


def furniture(request: HttpRequest) -> dict[str, object]:
    """Names for `ui/page.html`, each worked out only if the page asks for it."""
    return {
        "is_demonstration": is_demonstration(),
        "signed_in": SimpleLazyObject(lambda: _signed_in(request)),
        "navigation": SimpleLazyObject(lambda: navigation.items(request)),
        "moment": SimpleLazyObject(lambda: _moment(request)),
    }


def is_demonstration() -> bool:
    """Whether everything here but open data is invented."""
    return bool(getattr(settings, "FRANKPLEDGE_DEMO", False))


def file_name(name: str) -> str:
    """What a file to save is called where nothing in it can say that it is a demonstration's."""
    return f"synthetic-{name}" if is_demonstration() else name


def _signed_in(request: HttpRequest) -> SignedIn | None:
    actor = getattr(request, "actor", None)
    if not actor:
        return None
    return SignedIn(
        name=actor.name,
        post=actor.post_title,
        agency=actor.agency_name,
        purpose=str(actor.purpose).replace("_", " "),
    )


def _moment(request: HttpRequest) -> datetime:
    return getattr(request, "now", None) or timezone.now()
