"""Bodies as first-class things: what they are, by which rules, who sits and who left."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from cocrea.kernel.ids import uuid7
from cocrea.people.models.organizations import Organization, PublicFunction


class Body(models.Model):
    """A forum, its high-level table, a technical or systematizing committee."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.SlugField(max_length=60)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30)  # rules.bodies.KINDS
    name_es = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160, blank=True)
    purpose_es = models.CharField(max_length=500, blank=True)
    purpose_en = models.CharField(max_length=500, blank=True)
    legal_basis = models.CharField(max_length=300)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process_slug", "slug"], name="people_body_slug")
        ]

    def __str__(self) -> str:
        return self.name_es


class BodyRules(models.Model):
    """One version of a body's rules. Versions are added, never changed."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    salt = models.BinaryField(max_length=16)  # of the digest in the ledger; erased with the text
    meets_every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    published_at = models.DateTimeField()
    in_force_since = models.DateTimeField()

    class Meta:
        ordering = ("body_id", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="people_body_rules_number")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} v{self.number}"


class BodyRulesAgreement(models.Model):
    """Who agreed to a version: an organization, and by whom when somebody signed for it."""

    rules = models.ForeignKey(BodyRules, on_delete=models.PROTECT, related_name="agreements")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    function = models.ForeignKey(
        PublicFunction, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rules", "organization"], name="people_body_rules_agreed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rules_id} {self.organization_id}"


class Seat(models.Model):
    """A place in a body, given by sector, by branch of the State or by law."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    given_by = models.CharField(max_length=20)  # rules.bodies.GIVEN_BY
    sector = models.CharField(max_length=20)  # rules.sectors.SECTORS
    branch = models.CharField(max_length=20, default="none")  # rules.sectors.BRANCHES
    basis = models.CharField(max_length=300)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    status = models.CharField(max_length=20, default="member")  # rules.sectors.STATUSES
    voting = models.BooleanField(default=True)

    class Meta:
        ordering = ("body_id", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "number"], name="people_seat_number")
        ]

    def __str__(self) -> str:
        return self.title


class Mandate(models.Model):
    """Somebody sits in a seat, as titular or alternate, from one day to another."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="mandates")
    function = models.ForeignKey(PublicFunction, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=10)  # rules.mandates.MANDATE_KINDS
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)
    handover_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_from"
    )
    handover_note = models.TextField(blank=True)  # what was left pending, in public
    salt = models.BinaryField(max_length=16, default=bytes)  # of reason and note in the ledger

    class Meta:
        ordering = ("seat_id", "since", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_mandate_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["seat", "kind"],
                condition=Q(until__isnull=True),
                name="people_mandate_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.kind}"


class BodySession(models.Model):
    """A body sat. What happened there belongs to a higher room, which tells this one."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sessions")
    held_at = models.DateTimeField()
    subject_kind = models.CharField(max_length=40)  # kernel.refs.SubjectRef of what was held
    subject_id = models.CharField(max_length=80)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-held_at", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "subject_kind", "subject_id"], name="people_session_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.held_at:%Y-%m-%d}"

    @property
    def path(self) -> str:
        return f"/r/{self.subject_kind}/{self.subject_id}"


class BodyExit(models.Model):
    """An organization left a body, with its public reason, and may have come back."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="exits")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="exits")
    left_at = models.DateTimeField()
    reason = models.TextField()
    salt = models.BinaryField(max_length=16)
    returned_at = models.DateTimeField(null=True, blank=True)
    return_note = models.TextField(blank=True)
    return_salt = models.BinaryField(max_length=16, default=bytes)

    class Meta:
        ordering = ("left_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["body", "organization"],
                condition=Q(returned_at__isnull=True),
                name="people_exit_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} left {self.body_id}"
