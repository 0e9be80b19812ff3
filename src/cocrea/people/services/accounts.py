"""Accounts that others open: the first point of contact's by the operator, the rest by the team."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.people.models import User
from cocrea.people.rules.permits import PERMITS
from cocrea.people.services.lookup import HasProcess, team_state


def account_open(*, actor: Actor, process: HasProcess, email: str) -> User:
    """The account of this address, made when there is none; its holder signs in by a code.

    The address goes to the vault; no entry tells of it. Once the process has a point of
    contact the team opens them, and nobody else. Raises NotPermitted,
    Refused(people.email_invalid).
    """
    address = clean(email, max_length=254, where="email", lines=False).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(Finding("people.email_invalid", where="email")) from None
    with ledger.act(process, actor=actor) as act:
        state = team_state(process, act.now)
        PERMITS.require(actor, "account.open", now=act.now, state=state)
        known = EmailAddress.objects.select_related("user").filter(email=address).first()
        if known is not None:
            return known.user
        user = User.objects.create_user()
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        return user
