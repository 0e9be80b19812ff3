"""Letters of understanding: how an organization that is no public body becomes co-responsible."""

from cocrea.kernel.findings import Finding

DRAFTED, SIGNED, NOT_NEEDED = "drafted", "signed", "not_needed"
STATES = (DRAFTED, SIGNED, NOT_NEEDED)
BASIS = "4.b.6"


def first_state(*, is_public_body: bool) -> str:
    """A public body answers by its office; anybody else by a letter (methodology 4.b.6)."""
    return NOT_NEEDED if is_public_body else DRAFTED


def draft_check(*, organization: str, responsible: str, already: bool) -> tuple[Finding, ...]:
    """An organization helps once, and not itself."""
    if organization == responsible:
        return (Finding("commitments.letter_to_itself", where="organization", basis=BASIS),)
    if already:
        return (Finding("commitments.letter_twice", where="organization", basis=BASIS),)
    return ()
