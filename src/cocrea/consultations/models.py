"""Tables of a window: what was asked, word by word, and what was answered."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from cocrea.consultations.rules import windows
from cocrea.consultations.rules.answers import STANCES
from cocrea.kernel.ids import uuid7
from cocrea.process.rules.questionnaires import Question as QuestionRule


class Window(models.Model):
    """A time in which people are heard on a text and on questions. Its state is time alone."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="consultations"
    )
    slug = models.SlugField(max_length=80)
    phase = models.PositiveSmallIntegerField()
    title_es = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_digest = models.CharField(max_length=64, blank=True)
    about_label = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    published_at = models.DateTimeField()
    close_recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="window_slug_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="window_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.title_es

    def state(self, now: datetime) -> str:
        return windows.state_of(self.opens_at, self.closes_at, now)


class Extension(models.Model):
    """A published change of the closing time, with its reason; the old one stays visible."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="extensions")
    old_closes_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    reason = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["published_at", "pk"]


class Item(models.Model):
    """One clause as it read when the window opened."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    clause_id = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["window", "number"], name="window_item_once")
        ]

    def __str__(self) -> str:
        """Its title, or its id in the document (its number where it has none) and how it begins."""
        if self.title:
            return f"{self.number}. {self.title}"
        start = self.text if len(self.text) <= 70 else f"{self.text[:69].rstrip()}…"
        return f"{self.clause_id or self.number}. {start}"


class Question(models.Model):
    """A question as the window asked it. ``options``, ``rows``: lists of {value, text, text_en}.

    only_if  {question, any_of}: for those who answered an earlier one so; None: for everybody
    """

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    slug = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    options = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    only_if = models.JSONField(null=True)
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["window", "slug"], name="window_question_once")
        ]

    def __str__(self) -> str:
        return self.text_es

    def rule(self) -> QuestionRule:
        """The question as the rules see it."""
        return QuestionRule.model_validate(
            {
                "slug": self.slug,
                "kind": self.kind,
                "text": self.text_es,
                "text_en": self.text_en,
                "options": tuple(self.options),
                "rows": tuple(self.rows),
                "only_if": self.only_if,
                "required": self.required,
            }
        )


class Response(models.Model):
    """One sheet that arrived. Nothing in it says who sent it; sector and area are optional.

    key     made by the form: what arrives twice is kept once
    sheet   hex SHA-256 of the whole sheet, to tell a replay from another sheet under one key
    answers hex digest that the public record carries, over ``salt`` and the closed answers
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="responses")
    key = models.UUIDField(unique=True)
    sheet = models.CharField(max_length=64)
    answers = models.CharField(max_length=64)
    salt = models.BinaryField(max_length=16)
    received_at = models.DateTimeField()
    sector = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["window", "sector"], name="response_by_sector"),
            models.Index(fields=["window", "area"], name="response_by_area"),
        ]


class Choice(models.Model):
    """One value chosen in a closed question; ``multiple`` has a line for each.

    row  of a ``matrix`` its row, of a ``rank`` the place ("1" is best); "" for the other kinds
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="choices")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="choices")
    row = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question", "row", "value"], name="choice_value_once"
            )
        ]
        indexes = [models.Index(fields=["question", "value"], name="choice_by_value")]


class Stance(models.Model):
    """Whether somebody agrees with one clause."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="stances")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="stances")
    value = models.CharField(max_length=10, choices=[(s, s) for s in STANCES])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="stance_item_once")
        ]
        indexes = [models.Index(fields=["item", "value"], name="stance_by_value")]


class OpenText(models.Model):
    """An open answer or a comment became this voice; the folio leads to its thread."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="texts")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, related_name="texts"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="texts")
    folio = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=True, item__isnull=False)
                | Q(question__isnull=False, item__isnull=True),
                name="open_text_of_one_thing",
            )
        ]


class Draft(models.Model):
    """A sheet that somebody will finish later. Only who holds its code can read it.

    handle  hex digest of the code, to find it; sealed: encrypted with a key made from the code.
    """

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="drafts")
    handle = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["window", "saved_at"], name="draft_by_window")]


class Delivery(models.Model):
    """The report was handed to those who work in a later phase. digest: of the Spanish report."""

    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="deliveries")
    phase = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    delivered_at = models.DateTimeField()

    class Meta:
        ordering = ["phase", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["window", "phase"], name="report_delivered_once")
        ]
