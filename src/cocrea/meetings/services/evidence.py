"""A meeting may count as evidence for something promised elsewhere, such as an earlier plan."""

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.meetings.models import Evidence, Meeting
from cocrea.meetings.rules.permits import PERMITS
from cocrea.meetings.services.lookup import meeting_locked, required
from cocrea.process.selectors import earlier_commitment
from cocrea.process.services import commitment_ref

KNOWN = "earlier_commitment"


def evidence_declare(*, actor: Actor, meeting: Meeting, subject: SubjectRef, note: str) -> Evidence:
    """Say, in public, that a meeting which took place counts towards something.

    subject  a commitment of an earlier plan (kind ``earlier_commitment``) of the same process
    note     what was done there that counts
    The same again gives the same back. Raises NotPermitted, NotThere(meetings.not_there),
    Refused(meetings.bad_evidence, meetings.text_missing).
    """
    with ledger.act(meeting.process, actor=actor) as act:
        meeting = meeting_locked(meeting)
        role = PERMITS.require(actor, "evidence.declare", now=act.now, state=meeting.state)
        words = required(note, max_length=1_000, where="note")
        if subject.kind != KNOWN:
            raise Refused(Finding("meetings.bad_evidence", where="subject"))
        found = earlier_commitment(meeting.process, subject.public_id)
        if found is None:
            raise NotThere(Finding("meetings.not_there", where="subject"))
        named = commitment_ref(found)
        kept = meeting.evidence.filter(subject_kind=named.kind, subject_id=named.public_id).first()
        if kept is not None:
            return kept
        promise = ledger.commit_text(words)
        made = Evidence.objects.create(
            meeting=meeting,
            subject_kind=named.kind,
            subject_id=named.public_id,
            subject_label=named.label,
            note=words,
            salt=promise.salt,
            digest=promise.digest,
            declared_at=act.now,
        )
        act.record(
            "evidence.declared",
            subject=meeting.ref,
            body={"counts_for": named.as_json(), "note": promise.digest},
            role=role,
        )
    return made
