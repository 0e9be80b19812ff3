"""Tables of notices. Ids only: addresses are in the vault, texts are made when they are sent."""

from django.db import models

from cocrea.kernel.ids import uuid7
from cocrea.notices.rules.paces import EACH


class Subscription(models.Model):
    """Somebody asked to be told about a process (``subject_kind`` "") or one thing of it.

    contact       uuid of a contact in the vault
    owned         the contact was given for notices alone: it is erased when the last one stops
    confirm_hash  hex SHA-256 of the token in the mail that asks whether it was really them
    stop_hash     of the token by which one click ends it
    turn          how often it was asked for; tokens of earlier turns are void
    pace          rules.paces: each notice at once, or a digest
    since_*       the first entry of the record that is told: where the record ended when they
                  confirmed (rows from before this was kept go by ``confirmed_at``)
    gathered_until  up to this instant of the record its digests were made
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process_slug = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=120, blank=True)
    contact = models.UUIDField(db_index=True)
    owned = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="es")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    confirm_hash = models.CharField(max_length=64, blank=True)
    stop_hash = models.CharField(max_length=64)
    turn = models.PositiveSmallIntegerField(default=1)
    pace = models.CharField(max_length=8, default=EACH)
    since_log = models.ForeignKey(
        "ledger.Log", on_delete=models.PROTECT, null=True, related_name="+"
    )
    since_position = models.BigIntegerField(default=0)
    gathered_until = models.DateTimeField(null=True, blank=True)

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
            ),
            models.Index(
                fields=["process_slug", "pace", "gathered_until"], name="subscription_digest"
            ),
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
    doubtful     how often a sending never came back: the mail may have left all the same
    state        held: waits for the digest of its ``pace``; ``bundle`` is that digest's row once it
                 is made, and its proof is this one's too
    happened_at  when the entry was recorded
    """

    PENDING, HELD, SENT, FAILED, STOPPED = "pending", "held", "sent", "failed", "stopped"
    STATES = [(s, s) for s in (PENDING, HELD, SENT, FAILED, STOPPED)]
    WAITING = (PENDING, HELD)

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
    doubtful = models.PositiveSmallIntegerField(default=0)
    pace = models.CharField(max_length=8, default=EACH)
    happened_at = models.DateTimeField(null=True, blank=True)
    bundle = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="gathered")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process_slug", "event_key", "recipient"], name="outbox_once"
            )
        ]
        indexes = [
            models.Index(fields=["process_slug", "state", "next_try_at"], name="outbox_due"),
            models.Index(fields=["process_slug", "event", "state"], name="outbox_counts"),
            models.Index(
                fields=["process_slug", "state", "pace", "happened_at"], name="outbox_held"
            ),
        ]


class Sweep(models.Model):
    """Up to which entry a record was read. Both are the position of the next one.

    position  what lies below was told; learned: what lies below is in ``Tie`` and ``News``
    """

    log = models.OneToOneField("ledger.Log", on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField(default=0)
    learned = models.BigIntegerField(default=0)


class Tie(models.Model):
    """A thing is about another, as the entries say: who follows the other hears of the thing."""

    process_slug = models.CharField(max_length=60)
    kind = models.CharField(max_length=30)
    thing = models.CharField(max_length=120)
    parent_kind = models.CharField(max_length=30)
    parent = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process_slug", "kind", "thing", "parent_kind", "parent"], name="tie_once"
            )
        ]


class News(models.Model):
    """An entry is news of a thing (of the whole process: kind ""). What feeds and digests read;
    derived from the record, to be made anew from it by setting ``Sweep.learned`` to 0."""

    process_slug = models.CharField(max_length=60)
    log = models.ForeignKey("ledger.Log", on_delete=models.PROTECT, related_name="+")
    position = models.BigIntegerField()
    event = models.CharField(max_length=80)
    counted = models.BooleanField(default=False)
    thing_kind = models.CharField(max_length=30, blank=True)
    thing = models.CharField(max_length=120, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log", "position", "thing_kind", "thing"], name="news_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["process_slug", "thing_kind", "thing", "counted", "happened_at"],
                name="news_of",
            )
        ]
