"""The law of the agreement to comply: a named rule set in versions, signed one by one.

Everybody signs a version. A new version asks for new signatures; the old ones stay, as of the old
version. A signature is withdrawn with a public reason. While somebody who sits has not signed,
every phase after the call says so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cocrea.kernel.findings import Finding, Report, Severity

ORGANIZATION, BODY = "organization", "body"
# The record that a methodology asks of the phase whose result is this agreement (phases.proof).
PROOF = "compliance_agreement"

CURRENT, OLDER, WITHDRAWN, NEVER = "current", "older", "withdrawn", "never"
STANDINGS = (CURRENT, OLDER, WITHDRAWN, NEVER)

Party = tuple[str, str]  # ORGANIZATION or BODY; slug


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature as the rules see it. version: number of the rule set that was signed."""

    party: Party
    version: int
    withdrawn: bool = False


def text_check(name: str, text: str, reason: str, *, first: bool) -> Iterator[Finding]:
    """agreement.text_missing: name and text; what changed, from the second version on."""
    for where, value, needed in (
        ("name_es", name, True),
        ("text_es", text, True),
        ("reason", reason, not first),
    ):
        if needed and not value:
            yield Finding("agreement.text_missing", where=where)


def standing_of(party: Party, signatures: Iterable[Signed], version: int) -> str:
    """Where a party stands towards the version in force.

    current: signed it · older: signed an earlier one, and this one not · withdrawn: took back the
    newest that it signed · never
    """
    mine = [s for s in signatures if s.party == party]
    if any(s.version == version and not s.withdrawn for s in mine):
        return CURRENT
    if not mine:
        return NEVER
    newest = max(s.version for s in mine)
    stands = any(s.version == newest and not s.withdrawn for s in mine)
    return OLDER if stands else WITHDRAWN


def standings(
    parties: Iterable[Party], signatures: Iterable[Signed], version: int
) -> dict[Party, str]:
    """Standing of every party, in their order."""
    known = list(signatures)
    return {party: standing_of(party, known, version) for party in parties}


def missing(found: Mapping[Party, str]) -> list[Party]:
    """Who has not signed the version in force, or took it back."""
    return [party for party, standing in found.items() if standing != CURRENT]


def flags(
    phase: int, call: int | None, *, version: int | None, unsigned: int, total: int
) -> Report:
    """What a phase says of the agreement; a warning, since real processes went on without it.

    call     number of the phase that calls and signs; None: nobody asks for an agreement
    version  number in force; None: no rule set was published
    Findings: agreement.compact_absent, agreement.compact_unsigned.
    """
    if call is None or phase <= call:
        return Report()
    if version is None:
        return Report((Finding("agreement.compact_absent", Severity.WARNING),))
    if unsigned:
        params = {"missing": unsigned, "total": total, "version": version}
        return Report((Finding("agreement.compact_unsigned", Severity.WARNING, params),))
    return Report()
