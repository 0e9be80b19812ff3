"""Public functions: the one place where a name is published, always with its basis."""

import uuid
from datetime import datetime

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import Mandate, PublicFunction, User
from cocrea.people.rules.permits import PERMITS
from cocrea.people.services.accounts import account_open
from cocrea.people.services.lookup import (
    HasProcess,
    function_locked,
    missing,
    organization_of,
    ref,
    refuse_if,
    stamp,
    team_state,
)


def function_publish(
    *,
    actor: Actor,
    process: HasProcess,
    public_name: str,
    post: str,
    organization: str,
    basis: str,
    office_contact: str = "",
    since: datetime | None = None,
    user: uuid.UUID | None = None,
    email: str = "",
    invented: bool = False,
) -> PublicFunction:
    """Publishes name, post and office contact of somebody who will act in public.

    organization    slug
    office_contact  of the office, never private
    user            account through which they act, when they have one
    email           or the address with which they enter: their account, opened where there is none
    Raises NotPermitted, NotThere, Refused(people.name_missing, people.basis_missing,
    people.email_invalid).
    """
    texts = {
        "public_name": clean(public_name, max_length=160, where="public_name", lines=False),
        "post": clean(post, max_length=160, where="post", lines=False),
        "basis": clean(basis, max_length=300, where="basis", lines=False),
        "office_contact": clean(
            office_contact, max_length=200, where="office_contact", lines=False
        ),
    }
    with ledger.act(process, actor=actor) as act:
        state = team_state(process, act.now)
        role = PERMITS.require(actor, "function.publish", now=act.now, state=state)
        refuse_if(_function_findings(texts))
        if user and not User.objects.filter(pk=user, erased_at__isnull=True).exists():
            raise missing("user")
        if email and not user:
            user = account_open(actor=actor, process=process, email=email).pk
        commitment = ledger.commit_text(f"{texts['public_name']}\n{texts['post']}")
        made = PublicFunction.objects.create(
            **texts,
            user_id=user,
            organization=organization_of(organization),
            since=since or act.now,
            invented=invented,
            salt=commitment.salt,
        )
        act.record(
            "people.function_published",
            subject=ref("function", made, texts["public_name"]),
            body={
                "organization": organization,
                "since": stamp(made.since),
                "text": commitment.digest,
            },
            role=role,
        )
    return made


def _function_findings(texts: dict[str, str]) -> list[Finding]:
    codes = {
        "public_name": "people.name_missing",
        "post": "people.name_missing",
        "basis": "people.basis_missing",
    }
    return [Finding(code, where=field) for field, code in codes.items() if not texts[field]]


def function_end(
    *,
    actor: Actor,
    process: HasProcess,
    function: uuid.UUID,
    until: datetime | None = None,
) -> PublicFunction:
    """Somebody leaves their post; the published name stays in the record of their acts.

    Raises NotPermitted, NotThere, Refused(people.function_sits: end the mandates first).
    """
    with ledger.act(process, actor=actor) as act:
        row = function_locked(function)
        state = "ended" if row.until else "running"
        role = PERMITS.require(actor, "function.end", now=act.now, state=state)
        if Mandate.objects.filter(function=row, until__isnull=True).exists():
            raise Refused(Finding("people.function_sits", where="function"))
        row.until = until or act.now
        if row.until < row.since:
            raise Refused(Finding("people.ends_before_it_starts", where="until"))
        row.save(update_fields=["until"])
        act.record(
            "people.function_ended",
            subject=ref("function", row, row.public_name),
            body={"until": stamp(row.until)},
            role=role,
        )
    return row
