"""An exception as tests need one: asked for, decided by a body, published by another hand."""

from cocrea.kernel.refs import SubjectRef
from cocrea.people import services as people
from cocrea.people.selectors import bodies
from cocrea.process import services
from cocrea.process.rules.exceptions import Decided
from tests.conftest import make_actor

# slug: (kind, name) of the bodies that the small methodology names
BODIES = {"forum": ("forum", "Mesa municipal"), "high-level": ("high_level", "Concejo municipal")}


def body_of(process, slug="forum"):
    """A body of the process, made when it is not there."""
    kind, name = BODIES.get(slug, ("other", "Mi oficina"))
    found = bodies(process.slug).filter(slug=slug).first()
    return found or people.body_create(
        actor=make_actor("point_of_contact"),
        process=process,
        slug=slug,
        kind=kind,
        name_es=name,
        legal_basis="Acuerdo municipal 4-2026",
    )


def decided(exception, **changes):
    """The value that ``site`` reads in ``agreement``: this exception, adopted by its body."""
    given = {
        "ref": SubjectRef("session", f"s-{exception.pk}", label="Decisión de prueba"),
        "process": exception.process.slug,
        "body": exception.body_slug,
        "about": services.exception_ref(exception),
        "closed": True,
        "adopted": True,
    }
    return Decided(**given | changes)


def asked(process, rule, *, body="forum", reason="El Concejo lo acordó en público.", **more):
    body_of(process, body)
    return services.exception_propose(
        actor=make_actor("point_of_contact"),
        process=process,
        rule=rule,
        reason=reason,
        body=body,
        **more,
    )


def granted(process, rule, **more):
    """An exception that is in force."""
    found = asked(process, rule, **more)
    return services.exception_publish(
        actor=make_actor("publisher"), process=process, exception=found, decision=decided(found)
    )
