"""Published exceptions, and themes re-examined."""

from collections.abc import Mapping

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process.keeping import required, theme_ref
from cocrea.process.models import Process, PublishedException, Theme
from cocrea.process.rules.permits import PERMITS


def exception_publish(
    *,
    actor: Actor,
    process: Process,
    rule: str,
    reason: str,
    body_name: str,
    subject: SubjectRef | None = None,
    quantity: int | None = None,
) -> PublishedException:
    """Let a subject (or all) past one rule, in public. ``rule``: code of the finding it lifts."""
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "exception.publish", now=act.now)
        texts = required(rule=(rule, 60), reason=(reason, 2000), body_name=(body_name, 200))
        done = PublishedException.objects.create(
            process=process,
            subject_kind=clean(subject.kind, max_length=30, where="subject") if subject else "",
            subject_id=clean(subject.public_id, max_length=64, where="subject") if subject else "",
            quantity=quantity,
            published_at=act.now,
            **texts,
        )
        act.record(
            "exception.published",
            subject=subject or SubjectRef("exception", str(done.public_id)),
            body={
                "exception": str(done.public_id),
                "rule": done.rule,
                "reason": done.reason,
                "body": done.body_name,
                "quantity": quantity,
            },
            role=role,
        )
    return done


def theme_set(
    *, actor: Actor, process: Process, states: Mapping[str, str], reason: str
) -> list[Theme]:
    """Re-examine the themes: slug -> candidate, prioritised or dropped, with a public reason.

    Every theme named is recorded, also one that stays what it was: that it was examined counts.
    Returns those that changed.
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "theme.set", now=act.now)
        found = {theme.slug: theme for theme in process.themes.select_for_update()}
        _check_states(found, states)
        reason = required(reason=(reason, 2000))["reason"]
        changed = []
        for slug, state in states.items():
            theme = found[slug]
            body = {"theme": slug, "old": theme.state, "new": state, "reason": reason}
            act.record("theme.set", subject=theme_ref(theme), body=body, role=role)
            if theme.state != state:
                theme.state = state
                changed.append(theme)
        Theme.objects.bulk_update(changed, ["state"])
    return changed


def _check_states(found: Mapping[str, Theme], states: Mapping[str, str]) -> None:
    unknown = sorted(set(states) - set(found))
    if unknown:
        raise NotThere([Finding("process.unknown_theme", params={"slug": s}) for s in unknown])
    for slug, state in states.items():
        if (state, state) not in Theme.STATES:
            params = {"slug": slug, "state": state[:30]}
            raise Refused(Finding("process.unknown_state", params=params, where=slug))
