"""Hashes that mean nothing without the site's own secret."""

import hashlib
import hmac

from django.conf import settings


def key_for(use: str) -> bytes:
    """The site's own key for one use: what is hashed for one means nothing for another."""
    return hashlib.sha256(f"frankpledge {use} {settings.SECRET_KEY}".encode()).digest()


def keyed(use: str, text: str) -> str:
    """The hash of *text* for one use, in 64 hexadecimal digits."""
    return hmac.new(key_for(use), text.encode(), hashlib.sha256).hexdigest()
