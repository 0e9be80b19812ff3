"""Private personal data is in the vault's tables and nowhere else; erased, it is nowhere at all."""

import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.urls import reverse
from tests.security import canaries

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.permits import Actor, Grant
from cocrea.people import services as people
from cocrea.people import vault
from cocrea.people.models import Contact, Organization, PublicFunction, User

NOW = datetime(2018, 3, 1, tzinfo=UTC)
ADDRESS = "canaria.quetzal@ejemplo.org.gt"
TEAM = Actor(grants=(Grant("secretary"),))


@pytest.fixture(autouse=True)
def _land_anywhere(settings):
    settings.LOGIN_REDIRECT_URL = "/"


def sign_up(client):
    client.post(reverse("account_signup"), {"email": ADDRESS})
    code = re.findall(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", mail.outbox[-1].body, re.M)[0]
    client.post(reverse("account_email_verification_sent"), {"code": code})
    return User.objects.get(emailaddress__email=ADDRESS)


def test_the_vault_names_tables_that_exist(db):
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    # Confirmations are signed, not stored, when codes are used; the table is there all the same.
    assert set(vault.VAULT_TABLES) <= tables


def test_every_table_of_allauth_is_in_the_vault():
    third = {
        model._meta.db_table
        for label in ("account", "mfa", "sessions")
        for model in apps.get_app_config(label).get_models()
    }
    assert third <= set(vault.VAULT_TABLES)


def test_canaries_stay_in_the_vault(client, db, process):
    planted = canaries.plant(sign_up(client))
    client.get("/organizaciones/")
    found = canaries.tables_with()
    assert {"people_identity", "people_contact", "account_emailaddress"} <= set(found)
    assert set(found) <= set(vault.VAULT_TABLES), found
    assert vault.identity_of(planted.user.pk).document == "3141-59265-3589"
    assert vault.contact_value(planted.contacts[0]) == ADDRESS


def test_nothing_of_it_reaches_logs_or_representations(db, caplog, client):
    planted = canaries.plant(sign_up(client))
    shown = [
        repr(planted.user),
        str(Contact.objects.first()),
        repr(vault.identity_of(planted.user.pk)),
        repr(vault.contact(planted.contacts[0])),
    ]
    with pytest.raises(Refused) as caught:
        vault.contact_store("phone", "canaria.quetzal no es un teléfono")
    shown += [str(caught.value), str(caught.value.findings), caplog.text]
    assert not any(n.casefold() in s.casefold() for n in canaries.NEEDLES for s in shown)


def test_erasing_one_contact_leaves_the_others(db):
    planted = canaries.plant()
    assert vault.contact_erase(planted.contacts[0])
    assert not vault.contact_erase(planted.contacts[0])
    assert vault.contact_value(planted.contacts[0]) is None
    assert vault.contacts_of(planted.user.pk) == planted.contacts[1:]


@pytest.mark.django_db(transaction=True)
def test_erased_is_nowhere_not_even_in_the_files(client):
    if connection.vendor != "sqlite":
        pytest.skip("the bytes of PostgreSQL are its vacuum's matter (docs/operations.md)")
    planted = canaries.plant(sign_up(client))
    assert canaries.bytes_with(), "the scan must find what is there before it may say it is gone"
    gone = vault.person_erase(planted.user.pk, now=NOW)
    assert gone >= 5
    assert canaries.tables_with() == {}
    assert canaries.bytes_with() == []
    assert Session.objects.count() == 0


def test_who_was_erased_cannot_come_back(client, db):
    user = sign_up(client)
    vault.person_erase(user.pk, now=NOW)
    user.refresh_from_db()
    assert not user.is_active
    assert user.erased_at == NOW
    assert not client.get("/organizaciones/").wsgi_request.user.is_authenticated
    with pytest.raises(NotThere):
        vault.identity_store(user_id=user.pk, full_name="Canaria Quetzalteca")


def test_a_public_function_stays_where_it_must(client, process):
    """The other half of the law: what somebody does in public is published and stays."""
    Organization.objects.create(slug="minfin", name="MINFIN", name_key="minfin", sector="public")
    user = User.objects.create_user()
    function = people.function_publish(
        actor=TEAM,
        process=process,
        public_name="Pública Funcionaria",
        post="Directora",
        organization="minfin",
        basis="Acuerdo 5-2018",
        office_contact="PBX 2222-1111",
        user=user.pk,
    )
    vault.person_erase(user.pk, now=NOW)
    kept = PublicFunction.objects.get(pk=function.pk)
    assert (kept.public_name, kept.user_id) == ("Pública Funcionaria", None)
    assert set(canaries.tables_with(["Pública Funcionaria"])) == {"people_publicfunction"}
    page = client.get("/organizaciones/minfin/").content.decode()
    assert "Pública Funcionaria" in page
    assert "PBX 2222-1111" in page
    assert str(user.pk) not in page
