"""What a service raises when it will not do what was asked. Nothing was saved when it raises.

``ui.middleware`` turns these into a page (or JSON) in the reader's language.
"""

from collections.abc import Iterable

from cocrea.kernel.findings import Finding


class DomainError(Exception):
    """Base of every refusal; carries findings that explain it. HTTP 422."""

    status = 422

    def __init__(self, findings: Finding | Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = (
            (findings,) if isinstance(findings, Finding) else tuple(findings)
        )
        super().__init__(", ".join(f.code for f in self.findings))


class Refused(DomainError):
    """The rules of the process do not allow this act. HTTP 422."""


class NotPermitted(DomainError):
    """The permits of this role and state do not allow this act. HTTP 403."""

    status = 403


class NotThere(DomainError):
    """No such thing, or none that this reader may know of. HTTP 404."""

    status = 404


class Conflict(DomainError):
    """Somebody else changed it first, or it was already done differently. HTTP 409."""

    status = 409


class OutOfOrder(DomainError):
    """Something that the portal itself needs is missing or cannot be read. HTTP 503."""

    status = 503


class TooMany(DomainError):
    """Slow down: a limit by form, code or similarity was reached. HTTP 429."""

    status = 429
