"""Tables of outreach. Nothing here knows who saw, heard or followed anything."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef
from cocrea.outreach.rules.aims import DRAFT, PUBLIC, STATES
from cocrea.outreach.rules.texts import MAX_TEXT, MAX_TITLE


def _english() -> bool:
    return (get_language() or "").startswith("en")


class Campaign(models.Model):
    """An effort to reach somebody: whom, where, in which languages, by which channels, until when.

    sectors, areas  codes; an empty list means everybody, everywhere
    languages       ISO 639-3; channels: rules.aims.CHANNELS; target: where its links lead
    digest, salt    commitment over ``words()``, made when it is published
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="campaigns"
    )
    phase = models.PositiveSmallIntegerField(null=True, blank=True)
    title_es = models.CharField(max_length=MAX_TITLE)
    title_en = models.CharField(max_length=MAX_TITLE, blank=True)
    goal_es = models.TextField(max_length=MAX_TEXT)
    goal_en = models.TextField(max_length=MAX_TEXT, blank=True)
    sectors = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    target = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, default=DRAFT)
    salt = models.BinaryField(max_length=16, default=bytes)
    digest = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="campaign_state_known"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state=DRAFT) | Q(published_at__isnull=False),
                name="campaign_public_has_day",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["process", "state"], name="campaign_by_state")]

    def __str__(self) -> str:
        return self.title_en if _english() and self.title_en else self.title_es

    @property
    def language(self) -> str:
        """In which of the two its title is said to this reader."""
        return "en" if _english() and self.title_en else "es"

    @property
    def goal_language(self) -> str:
        return "en" if _english() and self.goal_en else "es"

    @property
    def goal(self) -> str:
        return self.goal_en if _english() and self.goal_en else self.goal_es

    @property
    def public(self) -> bool:
        return self.state in PUBLIC

    def words(self) -> str:
        """The text that its entry commits to."""
        return "\n".join((self.title_es, self.title_en, self.goal_es, self.goal_en))

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("campaign", str(self.public_id), self.digest, self.title_es)


class Link(models.Model):
    """A short link of one campaign in one channel. Public like the poster it stands on."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="links")
    channel = models.CharField(max_length=10)
    code = models.CharField(max_length=16, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["campaign", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "channel"], name="link_once_per_channel")
        ]

    def __str__(self) -> str:
        return self.code


class VisitDay(models.Model):
    """How often a link was followed on one local day. That is all that is kept of a visit."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "day"], name="visits_once_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.count}"


class Material(models.Model):
    """A version of something to share: a text, or a file kept by ``documents``.

    A row never changes: a new version is a new row that says which one it supersedes and why.

    language      ISO 639-3
    items         the calendar things that the text names (rules.items.CalendarItem.as_json)
    digest, salt  commitment over ``words()``
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="materials")
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=3)
    title = models.CharField(max_length=MAX_TITLE)
    text = models.TextField(max_length=MAX_TEXT, blank=True)
    items = models.JSONField(default=list)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    salt = models.BinaryField(max_length=16, default=bytes)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=2_000, blank=True)

    class Meta:
        ordering: ClassVar = ["-published_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(document__isnull=False), name="material_says_something"
            ),
            models.UniqueConstraint(
                fields=["campaign", "channel", "language", "title"],
                condition=Q(superseded_at__isnull=True),
                name="material_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "superseded_at"], name="material_current")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        return "superseded" if self.superseded_at else "current"

    def words(self) -> str:
        return "\n".join((self.title, self.text))

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("material", str(self.public_id), self.digest, self.title)


class Proof(models.Model):
    """Evidence that a channel was really used on a day: an address, or a file of ``documents``.

    The address is shown as a link and never fetched. digest, salt: commitment over ``note``.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="proofs")
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    done_on = models.DateField()
    link = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=500)
    salt = models.BinaryField(max_length=16, default=bytes)
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-done_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(link="") | Q(document__isnull=False), name="proof_shows_something"
            ),
            models.UniqueConstraint(
                fields=["campaign", "channel", "link", "done_on"],
                condition=~Q(link=""),
                name="proof_link_once",
            ),
        ]

    def __str__(self) -> str:
        return self.note

    @property
    def ref(self) -> SubjectRef:
        return SubjectRef("proof", str(self.public_id), self.digest, self.note[:200])
