"""Tables of notices. Ids only: addresses are in the vault, texts are made when they are sent."""

from django.db import models

from cocrea.kernel.ids import uuid7


class Subscription(models.Model):
    """Somebody asked to be told about a process (``subject_kind`` "") or one thing of it.

    contact       uuid of a contact in the vault
    owned         the contact was given for notices alone: it is erased when the last one stops
    confirm_hash  hex SHA-256 of the token in the mail that asks whether it was really them
    stop_hash     of the token by which one click ends it
    turn          how often it was asked for; tokens of earlier turns are void
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    contact = models.UUIDField(db_index=True)
    owned = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="es")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    confirm_hash = models.CharField(max_length=64, blank=True)
    stop_hash = models.CharField(max_length=64)
    turn = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process_slug", "subject_kind", "subject_id", "contact"],
                name="subscription_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["process_slug", "subject_kind", "subject_id", "confirmed_at"],
                name="subscription_about",
            )
        ]

    @property
    def state(self) -> str:
        if self.stopped_at:
            return "stopped"
        return "live" if self.confirmed_at else "asked"


class Outbox(models.Model):
    """One notice to one recipient, and what became of it.

    event_key    names the event: ``<log>/<position>`` of an entry, or what the caller gave; with
                 the recipient it is unique, so that nobody is told twice
    recipient    ``c:<contact uuid>`` or ``u:<account uuid>``
    position     of the entry that is told, where there is one
    proof        ``message_id`` and ``body_digest`` (hex SHA-256 of subject, blank line, body)
    error        class of the last failure; never its text, which may quote the address
    """

    PENDING, SENT, FAILED, STOPPED = "pending", "sent", "failed", "stopped"
    STATES = [(s, s) for s in (PENDING, SENT, FAILED, STOPPED)]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.CharField(max_length=60)
    event = models.CharField(max_length=80)
    event_key = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=120, blank=True)
    log = models.ForeignKey("ledger.Log", on_delete=models.PROTECT, null=True, related_name="+")
    position = models.BigIntegerField(null=True)
    recipient = models.CharField(max_length=40)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    language = models.CharField(max_length=2)
    template = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=STATES, default=PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=200, blank=True)
    body_digest = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process_slug", "event_key", "recipient"], name="outbox_once"
            )
        ]
        indexes = [
            models.Index(fields=["process_slug", "state", "next_try_at"], name="outbox_due"),
            models.Index(fields=["process_slug", "event", "state"], name="outbox_counts"),
        ]


class Sweep(models.Model):
    """Up to which entry the record of a process was read; ``position`` is the next one."""

    log = models.OneToOneField("ledger.Log", on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField(default=0)
