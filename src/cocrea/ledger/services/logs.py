"""Opening a log, and opening the one that succeeds it after a restore."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from cocrea.kernel.errors import Conflict
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import keys
from cocrea.ledger.models import Log
from cocrea.ledger.rules import notes
from cocrea.ledger.rules.merkle import EMPTY_ROOT
from cocrea.ledger.rules.permits import PERMITS
from cocrea.ledger.services import acts
from cocrea.ledger.services.clock import clock_of

_NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,79}$")
FALLBACK_HOST = "cocrea.example"  # a name that nobody owns, where the portal has none of its own


def log_create(*, name: str, demo: bool) -> Log:
    """A new, empty log. name: lower-case slug; demo: its origin says so, its clock may be set.

    Safe to repeat: a log of this name that never got an entry is given back. Raises ValueError for
    a malformed name, IntegrityError when the name is taken.
    """
    if not _NAME.match(name):
        raise ValueError(f"a log's name is a slug, not {name!r}")
    unused = Log.objects.filter(name=name, size=0, predecessor=None, successor=None).first()
    if unused is not None and unused.is_demo == demo:
        return unused
    return open_log(name=name, series=name, demo=demo)


def log_succeed(actor: Actor, *, log: Log, reason: str, known_note: str = "") -> Log:
    """A new log that continues another, for instance after a restore; the old takes no more acts.

    Its first entry, ``ledger.succeeded``, cites origin, size, root and key of the old one.
    reason      a word: ``restore``, ``key_lost``, ``moved``
    known_note  the newest checkpoint of the old log that anybody kept: if it covers more entries
                than were restored, the entry says how many were lost
    The caller points the process to the new log, in its own act on it.
    Raises NotPermitted, Conflict(ledger.succeeded) when it already has a successor, ValueError for
    a malformed reason or a note that the old log did not sign.
    """
    if not _NAME.match(reason.replace("_", "-")):
        raise ValueError(f"a reason is one word, not {reason!r}")
    with transaction.atomic(durable=True):
        acts.lock_process(log.pk, exclusive=True)
        old = Log.objects.select_for_update(no_key=True).get(pk=log.pk)
        now = clock_of(old)
        role = PERMITS.require(actor, "log.succeed", now=now)
        if Log.objects.filter(predecessor=old).exists():
            raise Conflict(Finding("ledger.succeeded", params={"origin": old.origin}))
        number = Log.objects.filter(series=old.series).count() + 1
        new = open_log(
            name=f"{old.series}-{number}", series=old.series, demo=old.is_demo, predecessor=old
        )
        if old.simulated_at:
            Log.objects.filter(pk=new.pk).update(simulated_at=now)
        opened = acts.Transaction(new.pk, exclusive=True, now=now)
        acts.Act(opened, actor).record(
            "ledger.succeeded",
            subject=SubjectRef("log", str(new.public_id)),
            role=role,
            body={"reason": reason, "predecessor": _citation(old, known_note)},
        )
        acts.append(new.pk, opened.pending, now)
    new.refresh_from_db()
    return new


def _citation(old: Log, known_note: str) -> dict[str, str | int]:
    cited: dict[str, str | int] = {
        "origin": old.origin,
        "size": old.size,
        "root": old.root,
        "vkey": old.vkey,
    }
    if known_note:
        key = notes.vkey_read(old.vkey)
        head = notes.note_verify(known_note, key, keys.signature_holds)
        cited["lost"] = max(head.size - old.size, 0)
    return cited


def open_log(*, name: str, series: str, demo: bool, predecessor: Log | None = None) -> Log:
    """A new, empty log; ``demo`` stands in its origin for ever."""
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
