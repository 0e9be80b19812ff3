"""The law of invitations to the call: who was invited, when, how, and what proves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cocrea.kernel.findings import Finding

CHANNELS = ("letter", "email", "telephone", "in_person", "notice", "radio", "portal", "other")
MOST = 300  # in one act


@dataclass(frozen=True, slots=True)
class Sent:
    """What is common to those who were invited together. proof: there is a link or a document."""

    day: date
    channel: str
    count: int
    proof: bool
    note: str = ""


def sent_check(sent: Sent, *, today: date) -> Iterator[Finding]:
    """process.invitation_nobody, invitation_too_many, invitation_future,
    invitation_channel_unknown, invitation_proof_missing.

    An invitation without a link or a document needs at least words on how it can be known.
    """
    if not sent.count:
        yield Finding("process.invitation_nobody", where="organizations")
    if sent.count > MOST:
        params = {"most": MOST}
        yield Finding("process.invitation_too_many", params=params, where="organizations")
    if sent.day > today:
        yield Finding("process.invitation_future", where="invited_on")
    if sent.channel not in CHANNELS:
        yield Finding("process.invitation_channel_unknown", where="channel")
    if not (sent.proof or sent.note):
        yield Finding("process.invitation_proof_missing", where="proof_link")
