"""Exceptions on the decisions of ``agreement``: read here, judged by ``process``, which lies below.

The act is exclusive: no decision is annulled between being read and being relied on.
"""

from cocrea.agreement import selectors as agreement
from cocrea.agreement.models import Session
from cocrea.agreement.rules.techniques import ADOPTED, NOT_ADOPTED
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.process import services
from cocrea.process.models import Process, PublishedException
from cocrea.process.rules.exceptions import KIND, Decided


def decided(session: Session) -> Decided:
    """A decision as the rules of ``process`` take it."""
    return Decided(
        ref=SubjectRef("session", str(session.public_id), label=session.title),
        process=session.process.slug,
        body=session.body.slug if session.body else "",
        about=session.subject,
        closed=session.state == Session.CLOSED,
        adopted=session.result == ADOPTED,
        declined=session.result == NOT_ADOPTED,
    )


def exception_publish(
    *, actor: Actor, process: Process, exception: PublishedException, session: Session | None
) -> PublishedException:
    """Publish an exception on the decision of the body that was asked. Raises what
    ``process.services.exception_publish`` raises."""
    with ledger.act(process, actor=actor, exclusive=True):
        return services.exception_publish(
            actor=actor, process=process, exception=exception, decision=_now(session)
        )


def exception_decline(
    *, actor: Actor, process: Process, exception: PublishedException, session: Session | None
) -> PublishedException:
    """Close it on a decision of the body that was asked, which did not adopt it."""
    with ledger.act(process, actor=actor, exclusive=True):
        return services.exception_decline(
            actor=actor, process=process, exception=exception, decision=_now(session)
        )


def _now(session: Session | None) -> Decided | None:
    """As it stands inside this act; None where the caller names none."""
    if session is None:
        return None
    return decided(Session.objects.select_related("process", "body").get(pk=session.pk))


def decisions_on(process: Process, exception: PublishedException) -> list[Session]:
    """Sessions declared about this exception, newest first. One query."""
    return list(agreement.sessions_about(process, KIND, str(exception.public_id)))
