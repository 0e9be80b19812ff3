"""Sheets to be finished later, without an account.

The sheet is sealed with a key made from a code that only its author has: whoever holds the
database, its backups and the secret of the installation cannot read what nobody has sent yet.
"""

import hashlib
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Count, Q, QuerySet

from cocrea.consultations.models import Draft, Window
from cocrea.consultations.rules import drafts as rules
from cocrea.consultations.rules.permits import PERMITS
from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import ALPHABET, normal_code
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.process.models import Process

GROUPS, GROUP = 3, 5  # 75 random bits: nobody guesses one, so tries need not be counted
NONCE = 12


def draft_save(
    *,
    actor: Actor,
    window: Window,
    data: Mapping[str, Sequence[str]],
    code: str = "",
    form: str = "",
) -> str:
    """Keep the fields of a sheet; the code to find it again: ``7K3M9-QX2BT-04WPH``.

    code   of an earlier save, which this one replaces; an unknown one gets a new code
    form   seed of the form (``seed_make``): what it saves twice, because the answer to the first
           time was lost, is one draft with one code; and it keeps few different ones
    Raises Refused (consultations.draft_too_big, drafts_full, drafts_busy, form_unknown).
    """
    with ledger.act(window.process, actor=actor) as act:
        PERMITS.require(actor, "draft.save", now=act.now)
        spelled = zlib.compress(json.dumps(data, ensure_ascii=False).encode())
        held = Draft.objects.filter(window=window)
        known = held.filter(handle=_handle(window, code)).exists()
        report = rules.check_draft(len(spelled), *((0, 0) if known else _crowd(held, act.now)))
        if not report.ok:
            raise Refused(report.blockers)
        if not known:
            return _place(window, form or seed_make(), data, spelled, act.now)
        handle, fields = _sealed(window, code, spelled, act.now)
        Draft.objects.update_or_create(handle=handle, defaults=fields)
    return code


def _sealed(
    window: Window, code: str, spelled: bytes, now: datetime
) -> tuple[str, dict[str, object]]:
    """Where a draft with this code stands, and its columns."""
    handle, nonce = _handle(window, code), secrets.token_bytes(NONCE)
    sealed = nonce + AESGCM(_key(window, code)).encrypt(nonce, spelled, handle.encode())
    return handle, {"window": window, "sealed": sealed, "saved_at": now}


def draft_open(*, window: Window, code: str) -> dict[str, list[str]]:
    """The fields that were saved. Raises NotThere(consultations.draft_unknown)."""
    found = Draft.objects.filter(window=window, handle=_handle(window, code)).first()
    if found is None:
        raise NotThere(Finding("consultations.draft_unknown", where="code"))
    return _opened(found, window, code)


def _opened(found: Draft, window: Window, code: str) -> dict[str, list[str]]:
    sealed = bytes(found.sealed)
    try:
        spelled = AESGCM(_key(window, code)).decrypt(
            sealed[:NONCE], sealed[NONCE:], found.handle.encode()
        )
    except InvalidTag as error:
        raise NotThere(Finding("consultations.draft_unknown", where="code")) from error
    # Drafts were not always packed; no JSON begins as a packed one does.
    packed = spelled[:1] == zlib.compress(b"")[:1]
    data: dict[str, list[str]] = json.loads(zlib.decompress(spelled) if packed else spelled)
    return data


def draft_drop(window: Window, code: str) -> None:
    """Forget a draft: its sheet was sent. Call it inside the act that keeps the sheet."""
    if code:
        Draft.objects.filter(window=window, handle=_handle(window, code)).delete()


def drafts_forget(*, actor: Actor, process: Process, now: datetime) -> int:
    """Drop drafts of windows that closed long ago; ``tick`` calls it. How many."""
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(actor, "draft.forget", now=act.now)
        limit = rules.forgotten_before(now)
        old = Draft.objects.filter(window__process=process, window__closes_at__lt=limit)
        return old.delete()[0]


def _crowd(held: QuerySet[Draft], now: datetime) -> tuple[int, int]:
    """How many drafts a window keeps, and how many of them were saved of late."""
    lately = Count("pk", filter=Q(saved_at__gt=now - rules.SPAN))
    found = held.aggregate(all=Count("pk"), lately=lately)
    return found["all"], found["lately"]


def _place(
    window: Window, seed: str, data: Mapping[str, Sequence[str]], spelled: bytes, now: datetime
) -> str:
    """Keep it by the first code of its form that is free or that already keeps this very sheet.

    The database says whether it was free: of two sheets of one instant each gets its own.
    """
    for code in _codes(seed):
        handle, fields = _sealed(window, code, spelled, now)
        found, made = Draft.objects.get_or_create(handle=handle, defaults=fields)
        if made:
            return code
        if _opened(found, window, code) == data:
            Draft.objects.filter(pk=found.pk).update(saved_at=now)
            return code
    raise Refused(Finding("consultations.form_unknown"))


def seed_make() -> str:
    """What a form brings to be saved with; the portal signs it and keeps nothing of it."""
    return secrets.token_urlsafe(16)


def _codes(seed: str) -> Iterator[str]:
    """As random as the seed, 75 bits of it."""
    for number in range(rules.MOST_PER_FORM):
        drawn = hashlib.sha256(f"consultations.draft.code|{seed}|{number}".encode()).digest()
        letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn[: GROUPS * GROUP])
        yield "-".join(letters[n : n + GROUP] for n in range(0, len(letters), GROUP))


def _digest(purpose: str, window: Window, code: str) -> "hashlib._Hash":
    text = f"consultations.draft.{purpose}|{window.public_id}|{normal_code(code)}"
    return hashlib.sha256(text.encode())


def _handle(window: Window, code: str) -> str:
    return _digest("handle", window, code).hexdigest()


def _key(window: Window, code: str) -> bytes:
    """256 bits. The code is random, so that a plain hash is enough to stretch it."""
    return _digest("key", window, code).digest()
