"""Decisions as ``agreement`` keeps them, for rooms above it that rely on one."""

from cocrea.agreement.models import Session
from cocrea.kernel.refs import SubjectRef
from cocrea.people.models import Body
from cocrea.process.selectors import process_now


def session_of(process, about, *, title, kind="high_level", result="adopted", state="closed"):
    """A session about something (kind, id), as a reference. kind: of the body that decided."""
    now = process_now(process)
    body, _ = Body.objects.get_or_create(
        process_slug=process.slug,
        slug=f"cuerpo-{kind}",
        defaults={
            "kind": kind,
            "name_es": "Concejo municipal",
            "legal_basis": "Acuerdo de ejemplo",
            "created_at": now,
        },
    )
    session = Session.objects.create(
        process=process,
        body=body,
        title=title,
        salt=b"0" * 16,
        state=state,
        subject_kind=about[0],
        subject_id=about[1],
        technique="consensus",
        quorum_share=50,
        threshold=60,
        tie_rule="return",
        declared_at=now,
        opened_at=now,
        closed_at=now if state == "closed" else None,
        roll={"seats": 4, "present": {}},
        outcome={"result": result},
        result=result,
        label={
            "code": "agreement.balance_label",
            "params": {"percent": 50, "officials": 2, "total": 4},
            "counts": {"public": 2, "civil_society": 2},
            "outside": False,
            "findings": [],
        },
    )
    return SubjectRef("session", str(session.public_id), label=session.title)
