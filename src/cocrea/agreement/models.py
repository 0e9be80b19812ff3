"""Sessions with their rule, positions with their history, objections, interests and recusals."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from cocrea.kernel.ids import uuid7
from cocrea.kernel.refs import SubjectRef


class Session(models.Model):
    """One thing to decide, by a rule that was declared before it opened.

    floor    list of {"sector", "at_least", "at_most"}; [] says that none was declared, out loud
    roll     {"seats": n, "present": {sector: {status: n}}}, given by whoever held the hall
    conflicts what the declared interests of those who sit there said when it opened
    outcome  rules.techniques.Outcome.as_json(); label: its balance, computed and never typed
    """

    DECLARED, OPEN, CLOSED, ANNULLED = "declared", "open", "closed", "annulled"
    STATES: ClassVar = [(s, s) for s in (DECLARED, OPEN, CLOSED, ANNULLED)]

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="decision_sessions"
    )
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, related_name="decision_sessions"
    )
    title = models.CharField(max_length=300)
    salt = models.BinaryField(max_length=16)  # of the title in the ledger
    state = models.CharField(max_length=10, choices=STATES, default=DECLARED)

    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_digest = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField(max_length=300, blank=True)
    organizations = models.JSONField(default=list, help_text="slugs that the subject concerns")
    themes = models.JSONField(default=list, help_text="slugs of its themes")
    meeting_kind = models.CharField(max_length=30, blank=True)
    meeting_id = models.CharField(max_length=64, blank=True)
    meeting_label = models.CharField(max_length=300, blank=True)

    technique = models.CharField(max_length=20)
    quorum_share = models.PositiveSmallIntegerField()
    quorum_sectors = models.PositiveSmallIntegerField(default=0)
    threshold = models.PositiveSmallIntegerField(null=True)
    tie_rule = models.CharField(max_length=20)
    tie_text = models.CharField(max_length=500, blank=True)
    floor = models.JSONField(default=list)
    floor_refuse = models.BooleanField(default=False)
    options = models.JSONField(default=list, help_text="approval: names of the options, in order")
    winners = models.PositiveSmallIntegerField(default=1)
    clause = models.CharField(max_length=40, blank=True)

    declared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    roll = models.JSONField(null=True)
    conflicts = models.JSONField(
        default=list, help_text="findings on declared interests, at opening"
    )
    outcome = models.JSONField(null=True)
    result = models.CharField(max_length=15, blank=True)
    label = models.JSONField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annul_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-declared_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["process", "state", "declared_at"], name="agreement_state"),
            models.Index(fields=["subject_kind", "subject_id"], name="agreement_subject"),
            models.Index(fields=["meeting_kind", "meeting_id"], name="agreement_meeting"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(technique="") & ~Q(tie_rule=""), name="agreement_rule_declared"
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(outcome__isnull=False) & ~Q(result="")),
                name="agreement_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(roll__isnull=False), name="agreement_open_with_roll"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> SubjectRef:
        return SubjectRef(
            self.subject_kind, self.subject_id, self.subject_digest, self.subject_label
        )

    @property
    def meeting(self) -> SubjectRef:
        return SubjectRef(self.meeting_kind, self.meeting_id, label=self.meeting_label)


class Position(models.Model):
    """What one participant answered. A change adds a row; the last one counts.

    participant  key: ``seat-4``, ``office-<uuid>``, ``org-<slug>`` or ``person-12``
    label        public name and post, or name of the organization; "" without either
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="positions")
    participant = models.CharField(max_length=100)
    number = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    label = models.CharField(max_length=330, blank=True)
    office = models.CharField(max_length=36, blank=True)
    organization = models.CharField(max_length=80, blank=True)
    sector = models.CharField(max_length=20)
    stance = models.CharField(max_length=25)
    choices = models.JSONField(default=list, help_text="approval: positions of the options")
    text = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["session_id", "participant", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "participant", "number"], name="agreement_position_number"
            ),
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=Q(current=True),
                name="agreement_position_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.stance}"


class Objection(models.Model):
    """A reason against, verbatim, with the reply of whoever proposes. It never disappears."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="objections")
    participant = models.CharField(max_length=100)
    label = models.CharField(max_length=330, blank=True)
    sector = models.CharField(max_length=20)
    text = models.TextField()
    salt = models.BinaryField(max_length=16)
    at = models.DateTimeField()
    reply = models.TextField(blank=True)
    reply_salt = models.BinaryField(max_length=16, default=bytes)
    reply_by = models.CharField(max_length=330, blank=True)
    replied_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolution = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.participant}"


class InterestDeclaration(models.Model):
    """What somebody who acts in public declares: versions are added when their role changes."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="interest_declarations"
    )
    function = models.ForeignKey(
        "people.PublicFunction", on_delete=models.PROTECT, related_name="interest_declarations"
    )
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)
    none = models.BooleanField(help_text="declares that there is none")
    organizations = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    text = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    renewal_reason = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["function_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["process", "function", "version"], name="agreement_interest_version"
            ),
            models.UniqueConstraint(
                fields=["process", "function"],
                condition=Q(current=True),
                name="agreement_interest_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function_id} v{self.version}"


class Recusal(models.Model):
    """Somebody steps aside in one session: on their own word, or by a declared interest."""

    OWN, MATCH = "own", "match"

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="recusals")
    function = models.ForeignKey(
        "people.PublicFunction", on_delete=models.PROTECT, related_name="recusals"
    )
    origin = models.CharField(max_length=5, choices=[(OWN, OWN), (MATCH, MATCH)])
    reason = models.TextField(blank=True)
    salt = models.BinaryField(max_length=16)
    match = models.JSONField(default=list, help_text="slugs that matched")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "function"], name="agreement_recusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.function_id}"


class Compact(models.Model):
    """One version of the rules that everybody agrees to comply with. Versions are added."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    process = models.ForeignKey(
        "process.Process", on_delete=models.PROTECT, related_name="compacts"
    )
    number = models.PositiveSmallIntegerField()
    name_es = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    text_es = models.TextField()
    text_en = models.TextField(blank=True)
    basis = models.CharField(max_length=200, blank=True, help_text="what asks for it")
    reason = models.TextField(blank=True, help_text="what changed since the version before")
    salt = models.BinaryField(max_length=16)
    digest = models.CharField(max_length=64)  # of name and text in Spanish, salted
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["process_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["process", "number"], name="agreement_compact_number")
        ]

    def __str__(self) -> str:
        return f"{self.name_es} ({self.number})"

    @property
    def whole(self) -> str:
        """What its digest is of."""
        return f"{self.name_es}\n\n{self.text_es}"


class CompactSignature(models.Model):
    """An organization or a body signed a version. Withdrawn ones stay, with their public reason."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    compact = models.ForeignKey(Compact, on_delete=models.PROTECT, related_name="signatures")
    organization = models.ForeignKey(
        "people.Organization", on_delete=models.PROTECT, null=True, related_name="compacts"
    )
    body = models.ForeignKey(
        "people.Body", on_delete=models.PROTECT, null=True, related_name="compacts"
    )
    function = models.ForeignKey(
        "people.PublicFunction", on_delete=models.PROTECT, related_name="compact_signatures"
    )
    on_paper = models.BooleanField(default=False, help_text="the secretary wrote it down")
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(blank=True)
    withdraw_salt = models.BinaryField(max_length=16, default=bytes)
    withdraw_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar = ["compact_id", "signed_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, body__isnull=True)
                | Q(organization__isnull=True, body__isnull=False),
                name="agreement_signature_of_one",
            ),
            models.UniqueConstraint(
                fields=["compact", "organization"],
                condition=Q(withdrawn_at__isnull=True, organization__isnull=False),
                name="agreement_signed_once",
            ),
            models.UniqueConstraint(
                fields=["compact", "body"],
                condition=Q(withdrawn_at__isnull=True, body__isnull=False),
                name="agreement_body_signed_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdraw_reason=""),
                name="agreement_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compact_id} {self.organization_id or self.body_id}"

    @property
    def who(self) -> str:
        """Name of the organization or of the body. Expects them loaded."""
        return str(self.organization or self.body)
