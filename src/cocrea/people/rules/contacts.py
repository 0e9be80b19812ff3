"""What a contact may be. The value itself is never quoted in a finding: findings reach logs."""

import re

from cocrea.kernel.findings import Finding

KINDS: tuple[str, ...] = ("email", "phone", "messaging")

_EMAIL = re.compile(r"^[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+$")
_PHONE = re.compile(r"^\+?[0-9][0-9 ().-]{6,24}$")


def contact_check(kind: str, value: str) -> tuple[Finding, ...]:
    """Findings: people.code_unknown, people.email_invalid, people.contact_invalid."""
    if kind not in KINDS:
        return (Finding("people.code_unknown", params={"value": kind[:40]}, where="kind"),)
    pattern = _EMAIL if kind == "email" else _PHONE
    if kind == "messaging":
        good = bool(value)
    else:
        good = bool(pattern.match(value))
    code = "people.email_invalid" if kind == "email" else "people.contact_invalid"
    return () if good else (Finding(code, where="value"),)
