"""The stop page: who to call, made once as plain bytes, so that it needs no database and no login.

`STOP_PAGE` is the whole page with its styles inside it; `STOP_HEADERS` allow exactly those styles
and nothing else. A WSGI application or a middleware in front of everything answers `/stop/` with
both, whatever else has failed.
"""

import base64
import functools
import hashlib
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

STOP_PATH = "/stop/"


@functools.cache
def _styles() -> str:
    return (Path(__file__).parent / "jinja2" / "ui" / "stop.css").read_text(encoding="utf-8")


def stop_page() -> bytes:
    """The page, the same for everybody and at every moment."""
    environment = Environment(
        loader=PackageLoader("frankpledge.ui", "jinja2"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("ui/stop.html").render(styles=_styles()).encode()


def stop_headers(page: bytes) -> list[tuple[str, str]]:
    """Headers for the page: its own styles by their hash, no script, nothing fetched."""
    allowed = base64.b64encode(hashlib.sha256(_styles().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "public, max-age=3600"),
    ]


@login_not_required
@transaction.non_atomic_requests
def stop(request: HttpRequest) -> HttpResponse:
    """The same page from inside Django, for where nothing stands in front of it."""
    return HttpResponse(STOP_PAGE, headers=dict(STOP_HEADERS))


STOP_PAGE = stop_page()
STOP_HEADERS = stop_headers(STOP_PAGE)
