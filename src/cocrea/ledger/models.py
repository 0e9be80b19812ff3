"""Tables of the record. Entries are append-only in the database too (see ``triggers.py``)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cocrea.kernel.ids import uuid7

HASH_BYTES = 32


class Log(models.Model):
    """One append-only log and its head.

    origin  names the log for ever, in each entry and checkpoint; ``/demo/`` in it marks a demo
    series  the name that a log shares with the logs that succeed it after a restore
    edge    the compact range: 32-byte roots of the perfect subtrees, largest first
    vkey    the public key that signs its checkpoints
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80, unique=True)
    series = models.CharField(max_length=80, db_index=True)
    origin = models.CharField(max_length=200, unique=True)
    predecessor = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    vkey = models.CharField(max_length=300)
    size = models.BigIntegerField(default=0)
    root = models.CharField(max_length=64)
    edge = models.BinaryField(default=bytes)
    last_recorded_at = models.DateTimeField(null=True, blank=True)
    simulated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registro")
        verbose_name_plural = _("registros")
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=0), name="ledger_log_size"),
            models.CheckConstraint(
                condition=Q(simulated_at__isnull=True) | Q(origin__contains="/demo/"),
                name="ledger_log_simulated_only_in_demo",
            ),
        ]

    def __str__(self) -> str:
        return self.origin

    @property
    def is_demo(self) -> bool:
        return "/demo/" in self.origin


class SentForm(models.Model):
    """A form that was acted on, by the hash of its token and its words; forgotten after days."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="sent_forms")
    key = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One act. ``raw`` is what is hashed; the other columns repeat it for look-up."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    position = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    occurred_at = models.DateTimeField(null=True, blank=True)
    raw = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("asientos")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["log", "position"], name="ledger_entry_position"),
            models.CheckConstraint(condition=Q(position__gte=0), name="ledger_entry_from_zero"),
        ]
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id", "log", "position"], name="ledger_entry_about"
            ),
            models.Index(fields=["log", "kind", "position"], name="ledger_entry_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind}"


class Node(models.Model):
    """The root of one perfect subtree of at least two leaves (leaves are in ``Entry``)."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="nodes")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=HASH_BYTES)

    class Meta:
        verbose_name = _("nodo")
        verbose_name_plural = _("nodos")
        constraints = [
            models.UniqueConstraint(fields=["log", "level", "index"], name="ledger_node_place"),
            models.CheckConstraint(condition=Q(level__gte=1), name="ledger_node_above_leaves"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed note on a head of the log."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="checkpoints")
    size = models.BigIntegerField()
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("punto de control")
        verbose_name_plural = _("puntos de control")
        ordering = [F("size").desc()]
        constraints = [
            models.UniqueConstraint(fields=["log", "size"], name="ledger_checkpoint_size")
        ]

    def __str__(self) -> str:
        return f"{self.log_id} @ {self.size}"
