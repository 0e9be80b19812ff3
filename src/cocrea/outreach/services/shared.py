"""What every service of outreach does: load and lock, refuse with findings, ask the process."""

from collections.abc import Iterable
from typing import BinaryIO, Protocol
from uuid import UUID

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.text import clean
from cocrea.outreach.models import Campaign
from cocrea.outreach.rules.aims import Known
from cocrea.people.rules.sectors import SECTORS
from cocrea.process import selectors as process_selectors
from cocrea.process.models import Process

# Documents name languages by two letters where there are two.
SHORT = {"spa": "es", "eng": "en"}


class Upload(Protocol):
    """A file as a form brings it."""

    name: str

    def read(self, size: int = ..., /) -> bytes: ...


Readable = Upload | BinaryIO


def campaign_locked(process: Process, campaign: Campaign | UUID | str) -> Campaign:
    """The row as it is now, locked. Raises NotThere(outreach.not_there)."""
    key = campaign.public_id if isinstance(campaign, Campaign) else parse_uuid(str(campaign))
    rows = Campaign.objects.select_for_update(of=("self",))
    found = rows.filter(process_id=process.pk, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("outreach.not_there", where="campaign"))
    found.process = process
    return found


def refuse_if(findings: Iterable[Finding]) -> None:
    blockers = [f for f in findings if f.severity is Severity.BLOCKER]
    if blockers:
        raise Refused(blockers)


def line(value: str, most: int, where: str) -> str:
    return clean(value, max_length=most, where=where, lines=False)


def known_of(process: Process) -> Known:
    """Codes that a campaign of this process may name."""
    law = process_selectors.methodology(process)
    return Known(
        areas=frozenset(area.code for area in process_selectors.territory(process).areas),
        languages=frozenset({*process_selectors.languages(process), "eng"}),
        sectors=frozenset(SECTORS),
        phases=frozenset(phase.number for phase in law.phases),
    )
