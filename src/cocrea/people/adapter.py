"""How allauth works with accounts that hold neither name nor e-mail.

The address a person signs up with goes to allauth's own table, which the vault lists; the account
row stays a key.
"""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.forms import BaseForm
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Signing up by e-mail code, without a password and without a name."""

    def save_user(
        self,
        request: HttpRequest,
        user: AbstractBaseUser,
        form: BaseForm,
        commit: bool = True,
    ) -> AbstractBaseUser:
        """Keeps nothing of the form in the account: allauth stores the address by itself."""
        password = form.cleaned_data.get("password1") or form.cleaned_data.get("password")
        user.set_password(password or None)
        if commit:
            user.save()
        return user


def _cipher() -> Fernet:
    key = hashlib.sha256(b"cocrea.people.mfa" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class MfaAdapter(DefaultMFAAdapter):
    """Second factor by an authenticator application."""

    def encrypt(self, text: str) -> str:
        """The authenticator's key is not readable in a copy of the database alone."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """A short number instead of the address: the label stays in a stranger's telephone."""
        return str(user.pk)[-8:]
