"""Check codes: given with the receipt, presented later. Wrong tries are counted per folio.

The code is derived from the idempotency key, the folio and the secret of the installation, so that
the same request, sent again over a bad line, shows the same receipt. Of the key only a hash is
stored: with the database and the secret together the code still cannot be derived.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from cocrea.kernel.errors import NotThere, Refused, TooMany
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import ALPHABET, CODE_LENGTH, code_matches, parse_folio
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.voices.models import CodeTry, Voice
from cocrea.voices.rules.limits import CODE_WINDOW, code_finding
from cocrea.voices.rules.permits import PERMITS


def key_hash(key: str) -> str:
    return hashlib.sha256(f"voices.key|{key.strip().lower()}".encode()).hexdigest()


def code_of(key: str, folio: str) -> str:
    """The check code of the receipt that this key brought: ``K7Q2M-9XT4B``."""
    message = f"voices.code|{key.strip().lower()}|{folio}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    raw = "".join(ALPHABET[number >> 5 * i & 31] for i in range(CODE_LENGTH))
    return f"{raw[:5]}-{raw[5:]}"


def code_present(*, actor: Actor, folio: str, code: str) -> Voice:
    """The voice of this folio for somebody who holds its check code.

    Call it outside an act: a wrong try is counted even though it is refused. Raises
    NotThere(voices.unknown_folio), Refused(voices.wrong_code), TooMany(voices.code_locked).
    """
    voice = Voice.objects.select_related("process__log").filter(folio=parse_folio(folio)).first()
    if voice is None:
        raise NotThere(Finding("voices.unknown_folio", where="folio"))
    now = ledger.now_of(voice.process.log)
    PERMITS.require(actor, "code.present", now=now)
    with transaction.atomic():
        tries, _ = CodeTry.objects.select_for_update().get_or_create(
            voice=voice, defaults={"since": now}
        )
        if now - tries.since >= CODE_WINDOW:
            tries.since, tries.count = now, 0
        left = max(CODE_WINDOW - (now - tries.since), timedelta(seconds=1))
        locked = code_finding(tries.count, int(left.total_seconds()))
        right = locked is None and code_matches(
            folio=voice.folio, code=code, stored_hash=voice.code_hash
        )
        if locked is None and not right:
            tries.count += 1
            tries.save()
    if locked is not None:
        raise TooMany(locked)
    if not right:
        raise Refused(Finding("voices.wrong_code", where="code"))
    return voice
