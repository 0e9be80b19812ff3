"""An account is a key and nothing else: no name, no e-mail, no user name.

What identifies the person lives in the vault (``people.vault``); what they do in public lives in
PublicFunction.
"""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from cocrea.kernel.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """There is no superuser: every write passes through the permits of a room."""

    def create_user(self, password: str | None = None, **fields: Any) -> "User":
        user = self.model(**fields)
        user.set_password(password)  # None: an unusable one; people enter by a code
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A uuid, a password hash, flags."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_active = models.BooleanField(default=True)
    invented = models.BooleanField(default=False)  # a figure of a demonstration
    erased_at = models.DateTimeField(null=True, blank=True)

    # When somebody last came is nobody's business; without the field Django does not write it.
    last_login = None  # type: ignore[assignment]
    is_staff = False
    is_superuser = False

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return str(self.pk)

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's permissions are not used; see ``rules/permits.py`` of each room."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class RoleGrant(models.Model):
    """A role that somebody holds in one process, for a time."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    process_slug = models.SlugField(max_length=60)
    role = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    basis = models.CharField(max_length=300)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_grant_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "process_slug", "role"],
                condition=Q(until__isnull=True),
                name="people_grant_one_open",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["process_slug", "role"])]

    def __str__(self) -> str:
        return f"{self.role} @ {self.process_slug}"
