"""OGP's review: opened on a version, suggestion by suggestion, each answered with a reason."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from cocrea.kernel.errors import Conflict, NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.plan.models import Review, Suggestion, Version
from cocrea.plan.rules import answers
from cocrea.plan.rules.content import commitment_of
from cocrea.plan.rules.permits import PERMITS
from cocrea.plan.services.shared import latest_needed, review_locked


def review_open(
    *,
    actor: Actor,
    version: Version,
    label: str = "",
    received_at: datetime | None = None,
) -> Review:
    """Open the review of the latest version.

    label        from whom it comes; the actor's public function when empty
    received_at  aware instant at which it arrived, now when absent; not in the future
    Raises Conflict(plan.review_exists), Refused(plan.version_superseded, plan.label_missing,
    plan.day_in_future).
    """
    with ledger.act(version.process, actor=actor) as act:
        role = PERMITS.require(actor, "review.open", now=act.now)
        if latest_needed(version.process).pk != version.pk:
            raise Refused(Finding("plan.version_superseded", where="version"))
        if received_at is not None and received_at > act.now:
            raise Refused(Finding("plan.day_in_future", where="received_at"))
        who = clean(label or actor.label, max_length=200, where="label", lines=False)
        if not who:
            raise Refused(Finding("plan.label_missing", where="label"))
        try:
            with transaction.atomic():
                review = Review.objects.create(
                    process=version.process,
                    version=version,
                    label=who,
                    received_at=received_at or act.now,
                )
        except IntegrityError as error:
            raise Conflict(Finding("plan.review_exists")) from error
        act.record(
            "plan.review_opened",
            subject=version.ref,
            body={"review": str(review.public_id), "number": version.number},
            role=role,
            occurred_at=received_at,
        )
    return review


def suggestion_add(
    *, actor: Actor, review: Review, text: str, commitment: int | str | None = None
) -> Suggestion:
    """One suggestion. commitment: its number or public id in the version under review; None when
    it is about the whole plan. Raises NotThere(plan.no_commitment), Refused(plan.text_missing)."""
    with ledger.act(review.process, actor=actor) as act:
        found = review_locked(review)
        role = PERMITS.require(actor, "suggestion.add", now=act.now, state=found.state)
        words = clean(text, max_length=answers.MAX_TEXT, where="text")
        if not words:
            raise Refused(Finding("plan.text_missing", where="text"))
        about = _about(found.version, commitment)
        top = found.suggestions.aggregate(top=Max("number"))["top"] or 0
        promise = ledger.commit_text(words)
        made = Suggestion.objects.create(
            review=found,
            number=top + 1,
            text=words,
            salt=promise.salt,
            digest=promise.digest,
            given_at=act.now,
            **about,
        )
        body = {"number": made.number, "text": made.digest, "commitment": made.commitment_id}
        body["version"] = found.version.number
        act.record("plan.suggestion_given", subject=_ref(made), body=body, role=role)
    return made


def _about(version: Version, commitment: int | str | None) -> dict[str, object]:
    if commitment is None or commitment == "":
        return {}
    rows = version.content["commitments"]
    found = commitment_of(version.content, commitment) if isinstance(commitment, int) else None
    if isinstance(commitment, str):
        found = next((c for c in rows if c["public_id"] == commitment), None)
    if found is None:
        raise NotThere(Finding("plan.no_commitment", where="commitment"))
    return {
        "commitment_id": found["public_id"],
        "commitment_number": found["number"],
        "commitment_label": f"{found['number']}. {found['title']}"[:420],
    }


def suggestion_answer(
    *, actor: Actor, suggestion: Suggestion, answer: str, reason: str
) -> Suggestion:
    """Answer it once: accepted, partly or not_accepted, always with a reason, published at once.

    Raises Conflict(plan.already_answered), Refused(plan.answer_unknown, plan.reason_short).
    """
    with ledger.act(suggestion.review.process, actor=actor) as act:
        review = review_locked(suggestion.review)
        role = PERMITS.require(actor, "suggestion.answer", now=act.now, state=review.state)
        found = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
        if found.answer:
            raise Conflict(Finding("plan.already_answered"))
        why = clean(reason, max_length=answers.MAX_REASON, where="reason")
        findings = answers.check(answer, why)
        if findings:
            raise Refused(findings)
        promise = ledger.commit_text(why)
        found.answer, found.reason = answer, why
        found.reason_salt, found.reason_digest = promise.salt, promise.digest
        found.answered_at, found.answered_by = act.now, role
        found.answered_label = actor.label[:200]
        found.save()
        body = {"number": found.number, "answer": answer, "reason": found.reason_digest}
        act.record("plan.suggestion_answered", subject=_ref(found), body=body, role=role)
    return found


def review_close(*, actor: Actor, review: Review) -> Review:
    """Close it, once every suggestion has its answer. Raises Refused(plan.suggestions_open)."""
    with ledger.act(review.process, actor=actor) as act:
        found = review_locked(review)
        role = PERMITS.require(actor, "review.close", now=act.now, state=found.state)
        missing = found.suggestions.filter(answer="").count()
        if missing:
            raise Refused(Finding("plan.suggestions_open", params={"count": missing}))
        found.closed_at = act.now
        found.save()
        body = {"review": str(found.public_id), "suggestions": found.suggestions.count()}
        act.record("plan.review_closed", subject=found.version.ref, body=body, role=role)
    return found


def _ref(suggestion: Suggestion) -> SubjectRef:
    return SubjectRef(
        "suggestion", str(suggestion.public_id), suggestion.digest, suggestion.text[:200]
    )
