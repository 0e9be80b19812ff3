"""Private personal data. Only ``people.vault`` reads or writes these tables.

Other rooms keep the ``public_id`` of a contact and nothing else. These rows count real time even
where a process lives on a simulated clock: how long a thing may be kept is the law's matter.
"""

from django.db import models

from cocrea.kernel.ids import uuid7
from cocrea.people.models.accounts import User


class Identity(models.Model):
    """Who an account is, when somebody had a lawful reason to ask."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    full_name = models.CharField(max_length=160)
    document = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"identity {self.pk}"  # never the name: this may reach a log


class Contact(models.Model):
    """Where somebody wants to be told; with or without an account."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=20)  # rules.contacts.KINDS
    value = models.CharField(max_length=254)
    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField(max_length=60)
    consent = models.CharField(max_length=60)  # key of the text that the person agreed to
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"contact {self.public_id}"  # never the value
