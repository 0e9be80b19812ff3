"""Making, wording, publishing and withdrawing one proposal."""

from collections.abc import Sequence

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.process.models import Process, Theme
from cocrea.sensemaking import keeping
from cocrea.sensemaking.models import Membership, Proposal
from cocrea.sensemaking.rules.permits import PERMITS
from cocrea.voices.models import Point


def proposal_create(
    *,
    actor: Actor,
    process: Process,
    points: Sequence[Point],
    title: str,
    reason: str,
    text: str = "",
    theme: Theme | None = None,
    area: str = "",
) -> Proposal:
    """Group points into a new draft. reason: why these belong together; it becomes public.

    Raises Refused: sensemaking.no_points, points_not_admitted, title_missing, reason_missing.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "proposal.create", now=act.now)
        words, reason = keeping.words_of(title, text, theme, area), keeping.reason_of(reason)
        keeping.refuse_bad_points(process, points)
        proposal = keeping.proposal_add(process, words, role, act.now)
        operation = keeping.operation_add(
            process, "group", actor=actor, role=role, now=act.now, reason=reason
        )
        keeping.outputs_set(operation, [proposal])
        members = {p.pk for p in points}
        keeping.members_add(proposal, members, operation, act.now, reason)
        act.record(
            "proposal.created",
            subject=proposal.ref,
            body={
                "number": proposal.number,
                "text": proposal.text_digest,
                "theme": theme.slug if theme else "",
                "points": keeping.point_ids(members),
                "reason": reason,
            },
            role=role,
        )
    return proposal


def proposal_retitle(
    *,
    actor: Actor,
    proposal: Proposal,
    title: str,
    reason: str,
    text: str = "",
    theme: Theme | None = None,
    area: str = "",
) -> Proposal:
    """Word it anew (title, text, theme); who grouped what stays as it was."""
    with ledger.act(proposal.process, actor=actor) as act:
        (proposal,) = keeping.locked([proposal])
        role = PERMITS.require(actor, "proposal.retitle", now=act.now, state=proposal.state)
        words, reason = keeping.words_of(title, text, theme, area), keeping.reason_of(reason)
        detail = {"old": proposal.text_digest}
        fields = keeping.word_fields(words) | {"theme": words.theme, "area": words.area}
        for name, value in fields.items():
            setattr(proposal, name, value)
        proposal.save(update_fields=list(fields))
        operation = keeping.operation_add(
            proposal.process,
            "retitle",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=[proposal],
            detail=detail,
        )
        keeping.outputs_set(operation, [proposal])
        body = {
            **detail,
            "text": proposal.text_digest,
            "theme": theme.slug if theme else "",
            "reason": reason,
        }
        act.record("proposal.retitled", subject=proposal.ref, body=body, role=role)
    return proposal


def proposal_publish(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Make a draft readable by everybody, for ever. Raises Refused(sensemaking.no_points)."""
    with ledger.act(proposal.process, actor=actor) as act:
        (proposal,) = keeping.locked([proposal])
        role = PERMITS.require(actor, "proposal.publish", now=act.now, state=proposal.state)
        members = keeping.state_of([proposal])[proposal.pk]
        if not members:
            raise Refused(Finding("sensemaking.no_points"))
        proposal.state, proposal.published_at = Proposal.PUBLISHED, act.now
        proposal.save(update_fields=["state", "published_at"])
        act.record(
            "proposal.published",
            subject=proposal.ref,
            body={
                "number": proposal.number,
                "title": proposal.title,
                "text": proposal.text_digest,
                "points": len(members),
            },
            role=role,
        )
    return proposal


def proposal_withdraw(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Take it back with a public reason; its points wait for another proposal."""
    with ledger.act(proposal.process, actor=actor) as act:
        (proposal,) = keeping.locked([proposal])
        role = PERMITS.require(actor, "proposal.withdraw", now=act.now, state=proposal.state)
        reason = keeping.reason_of(reason)
        operation = keeping.operation_add(
            proposal.process,
            "withdraw",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=[proposal],
        )
        keeping.members_end([proposal], operation, act.now)
        proposal.state = Proposal.WITHDRAWN
        proposal.save(update_fields=["state"])
        act.record("proposal.withdrawn", subject=proposal.ref, body={"reason": reason}, role=role)
    return proposal


def point_add(
    *, actor: Actor, proposal: Proposal, points: Sequence[Point], reason: str
) -> Proposal:
    """Let more points support a proposal; those that already do are left as they are."""
    with ledger.act(proposal.process, actor=actor) as act:
        (proposal,) = keeping.locked([proposal])
        role = PERMITS.require(actor, "point.add", now=act.now, state=proposal.state)
        reason = keeping.reason_of(reason)
        keeping.refuse_bad_points(proposal.process, points)
        held = set(
            Membership.objects.filter(proposal=proposal, until__isnull=True).values_list(
                "point_id", flat=True
            )
        )
        added = {p.pk for p in points} - held
        if not added:
            return proposal
        operation = keeping.operation_add(
            proposal.process,
            "add",
            actor=actor,
            role=role,
            now=act.now,
            reason=reason,
            inputs=[proposal],
        )
        keeping.outputs_set(operation, [proposal])
        keeping.members_add(proposal, added, operation, act.now, reason)
        body = {"points": keeping.point_ids(added), "reason": reason}
        act.record("proposal.points_added", subject=proposal.ref, body=body, role=role)
    return proposal
