"""Entering a demonstration as any role: invented figures, only where everything is invented."""

import uuid
from typing import Protocol

from django.utils import translation

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import CITIZEN, Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.ledger import services as ledger
from cocrea.people.messages import role_name
from cocrea.people.models import Organization, PublicFunction, RoleGrant, User
from cocrea.people.rules.permits import PERMITS
from cocrea.people.rules.roles import BY_CODE, ROLE_OF_BODY
from cocrea.people.services.lookup import stamp

SPACE = uuid.UUID("6f1f5d0e-5a0c-5c53-9a8e-6a1d1f0c7b11")
SOCIETY = {"delegate_society", "observer"}
NAME = "Persona inventada"
BASIS = "Figura inventada de la demostración"


class HasDemo(Protocol):
    log_id: int
    slug: str

    @property
    def is_demo(self) -> bool: ...


def demo_figure_add(*, actor: Actor, process: HasDemo) -> User:
    """A fresh account for somebody invented, without any role. Raises NotPermitted for a real
    process."""
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(
            actor, "demo.enter", now=act.now, state="demo" if process.is_demo else "real"
        )
        return User.objects.create(invented=True)


def demo_user_for(process: HasDemo, role: str, *, actor: Actor = CITIZEN) -> User:
    """The invented account that holds ``role`` in a demonstration; made when there is none yet.

    Somebody invented who already holds the role (by grant or mandate) comes first, so that a
    visitor continues what the replay began. Raises NotPermitted for a real process,
    Refused(people.role_unknown, people.role_not_granted).
    """
    with ledger.act(process, actor=actor) as act:
        PERMITS.require(
            actor, "demo.enter", now=act.now, state="demo" if process.is_demo else "real"
        )
        known = BY_CODE.get(role)
        if known is None or role == "clock":
            raise Refused(Finding("people.role_unknown", params={"role": role}, where="role"))
        found = _granted(process, role, act) or _seated(process, role, act)
        if found is not None:
            return found
        user, _ = User.objects.get_or_create(
            pk=uuid.uuid5(SPACE, f"{process.slug}/{role}"), defaults={"invented": True}
        )
        if role != "citizen":
            _enter(process, role, user, act, actor)
    return user


def _granted(process: HasDemo, role: str, act: ledger.Act) -> User | None:
    rows = RoleGrant.objects.filter(
        process_slug=process.slug,
        role=role,
        since__lte=act.now,
        user__invented=True,
        user__is_active=True,
    ).exclude(until__lte=act.now)
    grant = rows.select_related("user").order_by("since", "pk").first()
    return grant.user if grant else None


def _seated(process: HasDemo, role: str, act: ledger.Act) -> User | None:
    kinds = [kind for kind, carried in ROLE_OF_BODY.items() if carried == role]
    return (
        User.objects.filter(
            invented=True,
            is_active=True,
            functions__mandates__seat__body__process_slug=process.slug,
            functions__mandates__seat__body__kind__in=kinds,
            functions__mandates__since__lte=act.now,
        )
        .exclude(functions__mandates__until__lte=act.now)
        .order_by("pk")
        .first()
    )


def _enter(process: HasDemo, role: str, user: User, act: ledger.Act, actor: Actor) -> None:
    """Makes the figure whole: an invented function and a grant that the record shows."""
    office = user.functions.first()
    if BY_CODE[role].function and office is None:
        commitment = ledger.commit_text(role)
        office = PublicFunction.objects.create(
            user=user,
            public_name=NAME,
            post=_post(role),
            organization=_organization(role),
            basis=BASIS,
            since=act.now,
            invented=True,
            salt=commitment.salt,
        )
    grant = RoleGrant.objects.create(
        user=user, process_slug=process.slug, role=role, since=act.now, basis=BASIS
    )
    act.record(
        "people.role_granted",
        subject=SubjectRef("role_grant", str(grant.public_id), label=role),
        body={
            "role": role,
            "since": stamp(act.now),
            "invented": True,
            "office": str(office.public_id) if office else "",
        },
        role="citizen",
    )


def _post(role: str) -> str:
    with translation.override("es"):  # stored text: the language of the record, not the visitor's
        return str(role_name(role))


def _organization(role: str) -> Organization:
    society = role in SOCIETY
    found, _ = Organization.objects.get_or_create(
        slug="organizacion-inventada" if society else "institucion-inventada",
        defaults={
            "name": "Organización inventada" if society else "Institución inventada",
            "name_key": "organizacion inventada" if society else "institucion inventada",
            "sector": "civil_society" if society else "public",
            "is_public_body": not society,
            "branch": "none" if society else "executive",
            "invented": True,
            "source": BASIS,
        },
    )
    return found
