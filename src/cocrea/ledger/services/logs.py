"""Opening a log, and opening the one that succeeds it after a restore."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from cocrea.ledger import keys
from cocrea.ledger.models import Log
from cocrea.ledger.rules.merkle import EMPTY_ROOT

_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,79}$")
FALLBACK_HOST = "cocrea.example"  # a name that nobody owns, where the portal has none of its own


def log_create(*, name: str, demo: bool) -> Log:
    """A new, empty log. name: lower-case slug; demo: its origin says so, its clock may be set.

    Raises ValueError for a malformed name, IntegrityError when it exists.
    """
    if not _NAME.match(name):
        raise ValueError(f"a log's name is a slug, not {name!r}")
    return open_log(name=name, series=name, demo=demo)


def open_log(*, name: str, series: str, demo: bool, predecessor: Log | None = None) -> Log:
    origin = f"{origin_host()}/{'demo/' if demo else ''}{name}"
    with transaction.atomic():
        return Log.objects.create(
            name=name,
            series=series,
            origin=origin,
            root=EMPTY_ROOT.hex(),
            vkey=str(keys.verifier_key(origin, demo=demo)),
            predecessor=predecessor,
        )


def origin_host() -> str:
    """The portal's public name, from BASE_URL; a reserved name on a machine without one."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if "." in host else FALLBACK_HOST
    return FALLBACK_HOST
