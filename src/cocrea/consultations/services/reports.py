"""Handing the report of a consultation to those who work with it."""

from cocrea.consultations import documents
from cocrea.consultations.models import Delivery, Window
from cocrea.consultations.refs import consultation_ref
from cocrea.consultations.rules.permits import PERMITS
from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.ledger import services as ledger
from cocrea.process import selectors as process_selectors


def report_deliver(*, actor: Actor, window: Window, phase: int) -> Delivery:
    """Record that the report is handed to a later phase; the same again changes nothing.

    Raises NotThere (consultations.not_counted), Refused (consultations.phase_not_later).
    """
    with ledger.act(window.process, actor=actor) as act:
        locked = (
            Window.objects.select_for_update(no_key=True, of=("self",))
            .select_related("process__log")
            .get(pk=window.pk)
        )
        role = PERMITS.require(actor, "report.deliver", now=act.now, state=locked.state(act.now))
        old = locked.deliveries.filter(phase=phase).first()
        if old is not None:
            return old
        law = process_selectors.methodology(locked.process)
        if law.phase(phase) is None or phase <= locked.phase:
            raise Refused(Finding("consultations.phase_not_later", where="phase"))
        digest = documents.report_digest(locked.process, locked)
        delivery = Delivery.objects.create(
            window=locked, phase=phase, digest=digest, delivered_at=act.now
        )
        act.record(
            "consultation.reported",
            subject=consultation_ref(locked),
            body={"phase": phase, "report": digest},
            role=role,
        )
    return delivery
