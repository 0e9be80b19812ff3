"""Signing up and in by e-mail code: no name, no password, and nobody learns who has an account."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from cocrea.people.adapter import MfaAdapter
from cocrea.people.models import User

ADDRESS = "ana.canario@ejemplo.org.gt"


def code_in(message):
    found = re.findall(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", message.body, re.M)
    assert found, message.body
    return found[0]


@pytest.fixture(autouse=True)
def _land_anywhere(settings):
    settings.LOGIN_REDIRECT_URL = "/"  # the desk belongs to a higher room


@pytest.fixture
def signed_up(client, db):
    response = client.post(reverse("account_signup"), {"email": ADDRESS})
    assert response.status_code == 302, response.content
    code = code_in(mail.outbox[-1])
    response = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert response.status_code == 302, response.content
    return User.objects.get()


def test_sign_up_and_log_in_by_code(client, signed_up):
    assert EmailAddress.objects.get().verified
    assert not signed_up.has_usable_password()
    client.logout()
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    code = code_in(mail.outbox[-1])
    assert mail.outbox[-1].to == [ADDRESS]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(signed_up.pk)


def test_a_wrong_code_lets_nobody_in(client, signed_up):
    client.logout()
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.post(reverse("account_confirm_login_code"), {"code": "AAAAAA"})
    assert "_auth_user_id" not in client.session


def test_the_account_row_holds_no_address(signed_up):
    columns = {field.column for field in User._meta.get_fields() if hasattr(field, "column")}
    assert columns == {"id", "password", "is_active", "invented", "erased_at"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_user")
        assert "canario" not in str(cursor.fetchall())


def test_nobody_learns_who_has_an_account(client, signed_up):
    client.logout()
    cache.clear()
    known = client.post(reverse("account_signup"), {"email": ADDRESS})
    client.logout()
    cache.clear()
    unknown = client.post(reverse("account_signup"), {"email": "otra@ejemplo.org.gt"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    client.logout()
    cache.clear()
    one = client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.logout()
    cache.clear()
    two = client.post(reverse("account_request_login_code"), {"email": "nadie@ejemplo.org.gt"})
    assert (one.status_code, one.url) == (two.status_code, two.url)


def test_the_label_of_the_second_factor_is_no_address(signed_up):
    label = MfaAdapter().get_totp_label(signed_up)
    assert "@" not in label
    assert label


def test_nobody_is_staff(signed_up):
    assert not signed_up.is_staff
    assert not signed_up.is_superuser
    assert not signed_up.has_perm("people.delete_user")


def test_a_second_factor_can_be_added_and_its_key_is_not_in_clear(client, signed_up):
    url = reverse("mfa_activate_totp")
    page = client.get(url)
    assert page.status_code == 200
    secret = page.context["form"].secret
    now = int(time.time()) // totp.app_settings.TOTP_PERIOD
    code = totp.format_hotp_value(totp.hotp_value(secret, now))
    client.post(url, {"code": code})
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data)
    assert MfaAdapter().decrypt(stored.data["secret"]) == secret
    client.logout()
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": ADDRESS})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1])})
    assert "_auth_user_id" not in client.session
