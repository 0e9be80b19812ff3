"""Folios and check codes: what a citizen takes home.

A folio is human-readable and shows only what is public. The check code is unguessable, is
stored as a hash and never travels in a URL.
"""

import hashlib
import hmac
import re
import secrets

# Crockford's base 32: no I, L, O, U; people read these aloud and write them by hand.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSABLE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_FOLIO = re.compile(rf"^([A-Z][A-Z0-9]{{1,7}})-([{ALPHABET}]{{6}})-([{ALPHABET}])$")
CODE_LENGTH = 10  # 50 bits; tries are rate-limited


def _check_character(prefix: str, body: str) -> str:
    """One character over prefix and body: finds any single slip and any neighbour swap but one."""
    total = 0
    for position, char in enumerate(prefix + body, start=1):
        total += position * int(char, 36)
    return ALPHABET[total % 31]


def make_folio(prefix: str) -> str:
    """A new folio such as ``GT4-7K3M9Q-X``. prefix: 2-8 characters A-Z 0-9, starting A-Z."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(6))
    return f"{prefix}-{body}-{_check_character(prefix, body)}"


def parse_folio(text: str) -> str | None:
    """The folio in canonical spelling, or None when it cannot be one (forgives case, O/0, I/1)."""
    compact = re.sub(r"[\s‐-―−_]+", "-", text.strip().upper())[:40]
    parts = compact.split("-")
    if len(parts) != 3:
        return None
    prefix, body, check = parts[0], parts[1].translate(_CONFUSABLE), parts[2].translate(_CONFUSABLE)
    folio = f"{prefix}-{body}-{check}"
    if not _FOLIO.match(folio) or _check_character(prefix, body) != check:
        return None
    return folio


def make_code() -> str:
    """A new check code, 10 characters, shown once: ``K7Q2M-9XT4B``."""
    raw = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{raw[:5]}-{raw[5:]}"


def normal_code(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.strip().upper()[:40]).translate(_CONFUSABLE)


def code_hash(folio: str, code: str) -> str:
    """Hex SHA-256 bound to the folio. 50 random bits need no slow hash; tries are limited."""
    return hashlib.sha256(f"{folio}|{normal_code(code)}".encode()).hexdigest()


def code_matches(folio: str, code: str, stored_hash: str) -> bool:
    return hmac.compare_digest(code_hash(folio, code), stored_hash)
