"""Tokens in mails. They are derived when a mail is made, so no row needs to keep one.

The hash that the row keeps makes old links work after the secret of the installation changed.
"""

import hashlib
import hmac

from django.utils.crypto import salted_hmac

from cocrea.notices.models import Subscription

CONFIRM, STOP = "confirm", "stop"


def token_of(subscription: Subscription, purpose: str) -> str:
    """64 hexadecimal digits; another turn of the subscription has others."""
    value = f"{subscription.public_id}:{subscription.turn}"
    return salted_hmac(f"cocrea.notices.{purpose}", value, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def matches(subscription: Subscription, purpose: str, token: str) -> bool:
    """Is this the token of that mail?"""
    kept = subscription.confirm_hash if purpose == CONFIRM else subscription.stop_hash
    given = hash_of(token)
    derived = hash_of(token_of(subscription, purpose))
    return any(hmac.compare_digest(given, known) for known in (kept, derived) if known)
