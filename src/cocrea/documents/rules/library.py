"""The law of the library of references: what a card must say of an instrument.

A file is kept only under a licence that allows it; otherwise the card says where the thing is and
why it is not here. What nobody has read for this portal says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cocrea.kernel.findings import Finding

INSTRUMENTS = (
    "standard",
    "manual",
    "convention",
    "law",
    "plan",
    "methodology",
    "report",
    "other",
)
READ, BACKGROUND = "read", "background"
TRUSTS = (READ, BACKGROUND)
YEARS = range(1800, 2201)
CITED_MAX = 30


@dataclass(frozen=True, slots=True)
class Card:
    """What the library says of a reference.

    instrument  one of INSTRUMENTS
    trust       read: somebody read it for this portal; background: known, to be checked
    year        of the instrument; None when it is not known
    licence     under which the file may be kept and given out
    why_absent  why the file is not here
    cited       ids of the clauses of the methodology that name it
    """

    instrument: str
    trust: str
    year: int | None = None
    licence: str = ""
    why_absent: str = ""
    cited: tuple[str, ...] = ()


def card_check(card: Card, *, has_file: bool) -> Iterator[Finding]:
    """documents.library_instrument_unknown, library_trust_unknown, library_year_invalid,
    library_licence_missing, library_why_missing."""
    if card.instrument not in INSTRUMENTS:
        yield Finding("documents.library_instrument_unknown", where="instrument")
    if card.trust not in TRUSTS:
        yield Finding("documents.library_trust_unknown", where="trust")
    if card.year is not None and card.year not in YEARS:
        yield Finding("documents.library_year_invalid", where="year")
    if has_file and not card.licence:
        yield Finding("documents.library_licence_missing", where="licence")
    if not has_file and not card.why_absent:
        yield Finding("documents.library_why_missing", where="why_absent")
