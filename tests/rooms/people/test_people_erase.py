"""Somebody takes everything back: by their own page, or by the operator's command."""

import io
import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.urls import reverse

from cocrea.config import cli
from cocrea.people import vault
from cocrea.people.models import Contact, Identity, Organization, PublicFunction, User

pytestmark = pytest.mark.django_db
really = pytest.mark.django_db(transaction=True)  # what erasing leaves to its commit is done too

ADDRESS = "Ana.Canario@ejemplo.org.gt"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE, ERASE = "/mi-cuenta/", "/mi-cuenta/borrar/"


@pytest.fixture
def ana():
    user = User.objects.create_user()
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    vault.identity_store(user_id=user.pk, full_name="Ana Canario")
    vault.contact_store("phone", "+502 5555 0000", owner=user.pk)
    return user


@pytest.fixture
def signed_in(client, ana):
    client.force_login(ana, BACKEND)
    return client


def left_of(user):
    user.refresh_from_db()
    found = (
        EmailAddress.objects.count(),
        Identity.objects.count(),
        Contact.objects.count(),
        Session.objects.count(),
    )
    return user.is_active, user.erased_at is not None, found


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_account_page_is_the_persons_alone(signed_in, prefix):
    answer = signed_in.get(prefix + PAGE)
    page = answer.content.decode()
    assert ADDRESS in page and "Ana Canario" not in page
    assert "no-store" in answer["Cache-Control"]
    assert reverse("people:account_erase") in page
    signed_in.logout()
    for path in (PAGE, ERASE):
        away = signed_in.get(prefix + path)
        assert away.status_code == 302 and "/cuenta/login/" in away.url
        assert signed_in.post(prefix + path, {"address": ADDRESS}).status_code in (302, 405)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"address": ADDRESS},
        {"agree": "on"},
        {"address": "otra@ejemplo.org.gt", "agree": "on"},
        {"address": "x" * 100_000, "agree": "on"},
        {"address": "a\x00@ejemplo.org.gt", "agree": "on"},
    ],
)
def test_an_open_session_alone_is_not_enough(signed_in, ana, given):
    answer = signed_in.post(ERASE, given)
    assert answer.status_code == 422
    typed = given.get("address") == ADDRESS  # only who typed it meets it again
    assert (ADDRESS in answer.content.decode()) is typed
    active, erased, found = left_of(ana)
    assert active and not erased and found == (1, 1, 1, 1)


@really
def test_the_person_erases_their_account(signed_in, ana):
    answer = signed_in.post(ERASE, {"address": ADDRESS.lower(), "agree": "on"})
    assert (answer.status_code, answer.url) == (302, "/mi-cuenta/borrada/")
    page = signed_in.get(answer.url).content.decode()
    assert "Su cuenta se borró" in page
    assert left_of(ana) == (False, True, (0, 0, 0, 0))
    assert signed_in.get(PAGE).status_code == 302


@really
def test_what_was_public_stays_without_the_person(signed_in, ana):
    body = Organization.objects.create(slug="x", name="Entidad X", name_key="x", sector="public")
    function = PublicFunction.objects.create(
        user=ana,
        public_name="Ana C.",
        post="Delegada",
        organization=body,
        basis="x",
        salt=b"0" * 16,
        since="2018-01-01T00:00:00Z",
    )
    assert "Delegada" in signed_in.get(ERASE).content.decode(), "told before, not after"
    signed_in.post(ERASE, {"address": ADDRESS, "agree": "on"})
    function.refresh_from_db()
    assert (function.user, function.public_name) == (None, "Ana C.")


def test_a_figure_of_the_demonstration_is_nobody(client):
    user = User.objects.create_user(invented=True)
    client.force_login(user, BACKEND)
    assert "figura inventada" in client.get(PAGE).content.decode()
    assert client.get(ERASE).status_code == 403
    assert client.post(ERASE, {"address": "x", "agree": "on"}).status_code == 403
    assert User.objects.get(pk=user.pk).is_active


@pytest.fixture
def command(monkeypatch, capsys):
    def call(*line, said=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(said))
        capsys.readouterr()
        return cli.main(["people", "erase", *line]), capsys.readouterr().out

    return call


@really
def test_the_operator_erases_by_address_read_from_standard_input(command, ana):
    status, out = command("--format", "json", "--yes", said=f"{ADDRESS.upper()}\n")
    assert (status, json.loads(out)) == (0, {"account": str(ana.pk), "erased": 3})
    assert left_of(ana) == (False, True, (0, 0, 0, 0))
    assert ADDRESS not in out


@really
def test_the_command_asks_twice_and_says_when_there_is_nobody(command, ana):
    status, out = command("--id", str(ana.pk), said="no\n")
    assert status == 1 and "nothing was erased" in out
    assert left_of(ana)[0]
    status, _out = command("--yes", said="nadie@ejemplo.org.gt\n")
    assert status != 0
    status, _out = command("--id", "0192f0c1-0000-7000-8000-000000000000", "--yes")
    assert status != 0
    assert command("--id", str(ana.pk), said="ERASE\n")[0] == 0
    assert left_of(ana)[1]
    assert command("--yes", said=f"{ADDRESS}\n")[0] != 0, "nothing left to find"
