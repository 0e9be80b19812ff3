"""Does a text seem to say how to find somebody? Only a hint for the person who moderates.

What is published stays public, and people write their own or others' telephone without thinking
of it. The patterns are those of Guatemala: eight digits, addresses by street and zone.
"""

import re
from collections.abc import Iterable

from cocrea.kernel.findings import Finding, Severity

_PHONE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\(?\+?502\)?[ .-]?)?([2-7]\d{3})[ .-]?(\d{4})(?!\d|[.,]\d)"
)
# Guatemala's identity number (DPI, CUI): four, five and four digits, or all together.
_IDENTITY = re.compile(r"(?<!\d)\d{4}[ -]?\d{5}[ -]?\d{4}(?!\d)")
# Telephones of elsewhere: a plus and a country, or ten digits in a row.
_ABROAD = re.compile(r"(?<!\d)(?:\+\d{1,3}(?:[ .-]?\d{1,4}){2,4}|\d{10})(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_HOUSE = re.compile(
    r"\b\d{1,3}-\d{1,3}\b[^.\n]{0,30}?\bzona\s+\d"
    r"|\b(?:calle|avenida|av\.|callejón|diagonal|calzada)[^\n]{0,30}?\s\d{1,3}[A-Z]?-\d{1,3}\b"
    r"|\b(?:casa|lote|apartamento|apto\.)\s+(?:n[oú](?:mero|\.)?\s*|#\s*)?\d{1,4}\b",
    re.IGNORECASE,
)


def personal_hints(text: str) -> Iterable[Finding]:
    """Warnings: voices.seems_identity, voices.seems_phone, voices.seems_email,
    voices.seems_address. Never blockers."""
    if _IDENTITY.search(text):
        yield Finding("voices.seems_identity", Severity.WARNING, where="text")
    if any(_is_phone(found) for found in _PHONE.finditer(text)) or _ABROAD.search(text):
        yield Finding("voices.seems_phone", Severity.WARNING, where="text")
    if _EMAIL.search(text):
        yield Finding("voices.seems_email", Severity.WARNING, where="text")
    if _HOUSE.search(text):
        yield Finding("voices.seems_address", Severity.WARNING, where="text")


def _is_phone(found: re.Match[str]) -> bool:
    """«2019-2023» is a span of years."""
    return not all(_YEAR.fullmatch(half) for half in found.groups())
