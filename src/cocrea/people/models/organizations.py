"""Organizations, and the public functions that people hold in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cocrea.kernel.ids import uuid7
from cocrea.people.models.accounts import User


class Organization(models.Model):
    """A body with a name: public institution, civil society, firm, university, cooperation."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)  # kernel.text.fold(name), for look-up and order
    acronym = models.CharField(max_length=20, blank=True)
    sector = models.CharField(max_length=20)  # rules.sectors.SECTORS
    group = models.CharField(max_length=100, blank=True)  # as the source classifies it
    branch = models.CharField(max_length=20, default="none")  # rules.sectors.BRANCHES
    is_public_body = models.BooleanField(default=False)
    invented = models.BooleanField(default=False)  # exists in a demonstration only
    source = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name_key",)
        indexes: ClassVar = [models.Index(fields=["sector", "name_key"])]

    def __str__(self) -> str:
        return self.name


class PublicFunction(models.Model):
    """Name, post and office contact of somebody who acts in public, published with its basis.

    This is the only place outside the vault where a person's name may stand. It stays in the
    record of their acts when they leave; the link to the account may be cut.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="functions"
    )
    public_name = models.CharField(max_length=160)
    post = models.CharField(max_length=160)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="functions"
    )
    office_contact = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=300)
    salt = models.BinaryField(max_length=16)  # of name and post in the ledger
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ("-since", "-id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_function_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.public_name}, {self.post}"
