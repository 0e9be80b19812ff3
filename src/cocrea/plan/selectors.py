"""Doors of the plan for reading. Each makes a constant number of queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.kernel.dates import local_day
from cocrea.kernel.desk import DeskItem
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding, Severity
from cocrea.kernel.ids import parse_uuid
from cocrea.kernel.permits import Actor
from cocrea.languages import selectors as languages
from cocrea.languages.rules.translations import Coverage
from cocrea.ledger import services as ledger
from cocrea.plan.models import Approval, Review, Submission, Suggestion, Version
from cocrea.plan.rules import lifecycle
from cocrea.plan.rules.content import Original, canonical, originals
from cocrea.plan.rules.permits import PERMITS
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.ui.doors import doors_of
from cocrea.voices import selectors as voices

KINDS = ("process", "commitment", "milestone")


def versions(process: Process) -> QuerySet[Version]:
    """Without their content, oldest first."""
    found = Version.objects.filter(process=process).defer("content")
    return found.select_related("approval", "submission").order_by("number")


def version_get(process: Process, number: int | None = None) -> Version:
    """A version with its content; the latest when no number is given. NotThere(plan.no_version,
    plan.no_version_yet)."""
    rows = Version.objects.filter(process=process).select_related(
        "process__log", "approval", "submission"
    )
    found = (rows if number is None else rows.filter(number=number)).order_by("-number").first()
    if found is None:
        raise NotThere(Finding("plan.no_version_yet" if number is None else "plan.no_version"))
    return found


def version_by_id(process: Process, public_id: UUID | str) -> Version:
    key = parse_uuid(str(public_id))
    found = Version.objects.filter(process=process, public_id=key).first() if key else None
    if found is None:
        raise NotThere(Finding("plan.no_version"))
    return found


def latest_number(process: Process) -> int | None:
    """Number of the latest version, None without one."""
    rows = Version.objects.filter(process=process).order_by("-number")
    return rows.values_list("number", flat=True).first()


def approval_of(process: Process) -> Approval | None:
    return Approval.objects.filter(version__process=process).select_related("version").first()


def submission_of(process: Process) -> Submission | None:
    return Submission.objects.filter(process=process).select_related("version").first()


def reviews(process: Process) -> QuerySet[Review]:
    """With their version, suggestions and answers, newest first."""
    rows = Review.objects.filter(process=process).select_related("version")
    return rows.defer("version__content").prefetch_related("suggestions").order_by("-pk")


def review_current(process: Process) -> Review | None:
    """The open review, if there is one."""
    rows = Review.objects.filter(process=process, closed_at__isnull=True)
    return rows.select_related("process__log", "version").first()


def suggestion_get(process: Process, public_id: UUID | str) -> Suggestion:
    """Raises NotThere(plan.no_suggestion)."""
    key = parse_uuid(str(public_id))
    rows = Suggestion.objects.filter(review__process=process, public_id=key)
    found = rows.select_related("review__process__log", "review__version").first() if key else None
    if found is None:
        raise NotThere(Finding("plan.no_suggestion"))
    return found


def suggestions_about(process: Process, commitment_id: str) -> QuerySet[Suggestion]:
    rows = Suggestion.objects.filter(review__process=process, commitment_id=commitment_id)
    return rows.select_related("review").order_by("pk")


def suggestions_before(version: Version) -> QuerySet[Suggestion]:
    """Suggestions on the versions before this one, by review and number."""
    rows = Suggestion.objects.filter(
        review__process=version.process, review__version__number__lt=version.number
    )
    return rows.order_by("review__received_at", "review_id", "number")


def plan_fact(process: Process, *, commenting: bool = False) -> lifecycle.PlanFact:
    """What was done so far. Four queries."""
    latest = Version.objects.filter(process=process).order_by("-number")
    counts = Review.objects.filter(process=process).aggregate(
        all=Count("pk"), open=Count("pk", filter=Q(closed_at__isnull=True))
    )
    return lifecycle.PlanFact(
        latest=latest.values_list("kind", flat=True).first() or "",
        reviews=counts["all"],
        open_reviews=counts["open"],
        unanswered=_unanswered(process).count(),
        approved=Approval.objects.filter(version__process=process).exists(),
        submitted=Submission.objects.filter(process=process).exists(),
        commenting=commenting,
    )


def being_decided(process: Process) -> bool:
    """A session about the latest version is declared, open, or adopted it: its text stands still.
    Three queries."""
    latest = Version.objects.filter(process=process).order_by("-number").first()
    if latest is None:
        return False
    about = agreement.sessions_about(process, latest.ref.kind, latest.ref.public_id)
    running = about.filter(state__in=["declared", "open"]).exists()
    return running or agreement.adopted(process, latest.ref.kind, latest.ref.public_id)


def _unanswered(process: Process) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(review__process=process, answer="")


@dataclass(frozen=True, slots=True)
class Window:
    """Whether comments are taken now, and until when (the last planned day, local).

    A phase stays open until an act closes it: once its last planned day passed, ``until`` is None
    and ``overrun`` says so.
    """

    open: bool
    until: date | None
    overrun: bool = False
    phase: int | None = None


def comment_window(process: Process) -> Window:
    phase = processes.phase_admitting(process, "comment")
    if phase is None:
        return Window(open=False, until=None)
    interval = processes.phase_interval(process, phase.number)
    until = interval.end if interval else None
    today = local_day(processes.process_now(process), process.zone)
    overrun = until is not None and until < today
    return Window(True, None if overrun else until, overrun, phase=phase.number)


# --- comments: voices about a commitment, with what became of them


def comments(process: Process, commitment_id: str) -> QuerySet[Any]:
    """Voices about a commitment, oldest first; ask ``text_public`` before showing a text."""
    published = voices.voices_about(process, "commitment", commitment_id)
    return published.prefetch_related("points__dispositions")


def comment_counts(process: Process) -> dict[str, tuple[int, int]]:
    """{commitment id: (comments, of them answered)}. One query."""
    rows = voices.voices(process, voices.VoiceFilter(about_kind="commitment")).order_by()
    done = Q(state__in=("answered", "followed"))
    found = rows.values_list("about_id").annotate(n=Count("pk"), d=Count("pk", filter=done))
    return {key: (count, answered) for key, count, answered in found}


# --- translation


@dataclass(frozen=True, slots=True)
class Line:
    """A text of a version beside its translation (None: there is none yet)."""

    original: Original
    translation: languages.Translated | None

    @property
    def state(self) -> str:
        """given, missing, stale, draft or reviewed."""
        if self.translation is None:
            return "given" if self.original.given else "missing"
        return "stale" if self.translation.stale else self.translation.state


def lines(version: Version, language: str = "en", *, working: bool = False) -> list[Line]:
    """Every text of a version with its translation, in the order of the document. 3 queries.

    working  the newest translation, for who writes; otherwise the one that stands
    """
    texts = originals(version.content)
    found: dict[tuple[str, str, str], languages.Translated] = {}
    for kind in KINDS:
        mine = [each for each in texts if each.kind == kind]
        digests = {(each.subject_id, each.field): each.digest for each in mine}
        ids = {each.subject_id for each in mine}
        rows = languages.translations(
            version.process, kind, ids, language, digests, working=working
        )
        found |= {(kind, *key): row for key, row in rows.items()}
    return [Line(each, found.get(each.key)) for each in texts]


def coverage_of(rows: list[Line]) -> Coverage:
    """Counts of what is translated; a title that came with its English needs no translation."""
    states = [row.state for row in rows if row.state != "given"]
    return Coverage(
        total=len(states),
        reviewed=states.count("reviewed"),
        draft=states.count("draft"),
        stale=states.count("stale"),
        missing=states.count("missing"),
    )


def english_coverage(version: Version) -> Coverage:
    return coverage_of(lines(version, "en"))


# --- gates, desks, counts, texts of the record


def gate_facts(process: Process, now: datetime) -> dict[str, int]:
    """Counts; see README."""
    kinds = _kind_counts(process)
    fact = plan_fact(process)
    return {
        "plan.frozen_versions": sum(kinds.values()),
        "plan.first_frozen": kinds.get(lifecycle.FIRST, 0),
        "plan.final_frozen": kinds.get(lifecycle.FINAL, 0),
        "plan.reviews": fact.reviews,
        "plan.reviews_open": fact.open_reviews,
        "plan.suggestions_unanswered": fact.unanswered,
        "plan.approved": int(fact.approved),
        "plan.submitted": int(fact.submitted),
    }


def _kind_counts(process: Process) -> dict[str, int]:
    rows = Version.objects.filter(process=process).order_by().values_list("kind")
    return dict(rows.annotate(n=Count("pk")))


def suggestion_counts(process: Process) -> dict[str, int]:
    """``asked`` and, of these, ``answered``. One query."""
    rows = Suggestion.objects.filter(review__process=process)
    return rows.aggregate(asked=Count("pk"), answered=Count("pk", filter=~Q(answer="")))


def published_texts(process: Process) -> Iterator[ledger.PublishedText]:
    """Texts of the record that are public: contents, suggestions, reasons, notes."""
    for version in Version.objects.filter(process=process).iterator():
        yield ledger.PublishedText(version.digest, bytes(version.salt), canonical(version.content))
    for each in Suggestion.objects.filter(review__process=process).iterator():
        yield ledger.PublishedText(each.digest, bytes(each.salt), each.text)
        if each.answer:
            yield ledger.PublishedText(each.reason_digest, bytes(each.reason_salt), each.reason)
    for sent in Submission.objects.filter(process=process).exclude(note_digest=""):
        yield ledger.PublishedText(sent.note_digest, bytes(sent.note_salt), sent.note)


def desk_items(actor: Actor, process: Process, now: datetime) -> list[DeskItem]:
    """What waits for this actor, oldest first."""
    roles = actor.roles(now)
    latest = versions(process).order_by("-number").first()
    if latest is None:
        return []
    fact = plan_fact(process)
    asked = _unanswered(process).aggregate(n=Count("pk"), since=Min("given_at"))
    found: list[DeskItem] = []
    if asked["n"] and (held := roles & {"point_of_contact", "secretary"}):
        label = _("Responder sugerencias de la revisión: %(count)s") % {"count": asked["n"]}
        found.append(DeskItem(label, _url(process, "review"), asked["since"], min(held)))
    found += [
        DeskItem(label, _url(process, page), _since(latest, page), role)
        for role, label, page, hit in _steps(lifecycle.stage(fact), fact)
        if hit and role in roles and (page != "approve" or _decided(latest))
    ]
    return sorted(found, key=lambda item: item.since)


def _approvals(version: Version) -> QuerySet[Any]:
    about = agreement.sessions_about(version.process, "plan", str(version.public_id))
    return about.filter(state="closed", result=ADOPTED)


def _decided(version: Version) -> bool:
    """Has a session approved this version? Before it there is nothing to record."""
    return _approvals(version).exists()


def _since(version: Version, page: str) -> datetime:
    """Since when a step waits: since the decision, since the approval, else since the freeze."""
    found = None
    if page == "approve":
        found = _approvals(version).order_by("closed_at").values_list("closed_at", flat=True).last()
    elif page == "submit":
        found = Approval.objects.filter(version=version).values_list("at", flat=True).first()
    return found or version.frozen_at


def _steps(stage: str, fact: lifecycle.PlanFact) -> list[tuple[str, str, str, bool]]:
    published = stage in (lifecycle.COMMENTS, lifecycle.PUBLISHED)
    return [
        ("ogp_support", _("Revisar la versión publicada del plan"), "review_open", published),
        (
            "ogp_support",
            _("Seguir con la revisión del plan"),
            "suggest",
            stage == lifecycle.IN_REVIEW,
        ),
        (
            "publisher",
            _("Congelar la versión final del plan"),
            "freeze",
            stage == lifecycle.REVIEWED,
        ),
        (
            "secretary",
            _("Registrar la aprobación del plan"),
            "approve",
            stage == lifecycle.FINAL_FROZEN,
        ),
        (
            "point_of_contact",
            _("Enviar a OGP el plan aprobado"),
            "submit",
            stage == lifecycle.APPROVED,
        ),
    ]


def _url(process: Process, name: str) -> str:
    return reverse(f"plan:{name}", kwargs={"slug": process.slug})


def findings_of(version: Version) -> list[Finding]:
    """What the freeze found, as findings that can be worded."""
    return [_finding(each) for each in version.findings]


def _finding(data: Mapping[str, Any]) -> Finding:
    severity = Severity(data["severity"])
    return Finding(data["code"], severity, data["params"], data["where"], data["basis"])


def doors(actor: Actor, process: Process, now: datetime) -> list[tuple[str, str]]:
    """(label, address) of what the actor may begin in this room."""
    rows = (
        ("version.freeze", "*", _("Congelar y publicar una versión del plan"), "plan:freeze"),
        ("suggestion.add", "open", _("Revisar el plan y sugerir"), "plan:review"),
        ("text.translate", "*", _("Traducir el plan"), "plan:translation"),
    )
    shown = rows if versions(process).exists() else rows[:1]
    return doors_of(PERMITS.may, actor.roles(now), process.slug, shown)
