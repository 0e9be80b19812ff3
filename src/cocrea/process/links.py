"""Where a thing of this room is read, and its label. Ids are those of the record's subjects."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.ids import parse_uuid, parse_uuids
from cocrea.kernel.refs import Told, in_order
from cocrea.process import selectors, words
from cocrea.process.models import (
    Amendment,
    ComplementaryActivity,
    EarlierCommitment,
    EarlierPlan,
    MethodologyVersion,
    PreparationTask,
    Process,
    PublishedException,
    Theme,
)
from cocrea.process.rules.schema import Methodology


def _page(name: str, slug: str, anchor: object = "") -> str:
    url = reverse(name, args=[slug])
    return f"{url}#{anchor}" if anchor else url


def _text(public_id: UUID | str) -> str:
    """An id as a stranger gave it. PostgreSQL takes no NUL, and no id has one."""
    return str(public_id)[:130].replace("\x00", "")


def process_url(public_id: UUID | str) -> str | None:
    slug = _text(public_id)[:60]
    known = Process.objects.filter(slug=slug).exists()
    return _page("site:process", slug) if known else None


def _numbered(public_id: UUID | str) -> tuple[str, int] | None:
    """``<slug>-<n>`` of a process that exists."""
    slug, _dash, number = _text(public_id)[:70].rpartition("-")
    if not number.isdecimal() or not Process.objects.filter(slug=slug).exists():
        return None
    return slug, int(number)


def phase_url(public_id: UUID | str) -> str | None:
    found = _numbered(public_id)
    return reverse("site:phase", args=found) if found else None


def row_url(public_id: UUID | str) -> str | None:
    found = _numbered(public_id)
    return _page("process:calendar", found[0], f"fila-{found[1]}") if found else None


def methodology_url(public_id: UUID | str) -> str | None:
    """``<slug of the process>-<number of the version>``."""
    found = _numbered(public_id)
    if found is None or not _versions([f"{found[0]}-{found[1]}"]):
        return None
    return f"{_page('process:methodology', found[0])}?version={found[1]}"


def _versions(ids: Collection[str]) -> dict[str, int]:
    rows = MethodologyVersion.objects.annotate(key=_joined("number")).filter(key__in=ids)
    return dict(rows.values_list("key", "number"))


def theme_url(public_id: UUID | str) -> str | None:
    """``<slug of the process>-<slug of the theme>``, both of which may hold dashes."""
    parts = _text(public_id).split("-")
    pairs = [("-".join(parts[:n]), "-".join(parts[n:])) for n in range(1, len(parts))]
    for slug, theme in pairs:
        if Theme.objects.filter(process__slug=slug, slug=theme).exists():
            return reverse("process:theme", args=[slug, theme])
    return None


def task_url(public_id: UUID | str) -> str | None:
    slug, _dash, key = _text(public_id).partition("-")
    while key:
        if PreparationTask.objects.filter(process__slug=slug, key=key).exists():
            return _page("process:calendar", slug, "tareas")
        head, _dash, key = key.partition("-")
        slug = f"{slug}-{head}"
    return None


def amendment_url(public_id: UUID | str) -> str | None:
    rows = Amendment.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "version__number").first()
    return _page("process:amendments", row[0], f"version-{row[1]}") if row else None


def exception_url(public_id: UUID | str) -> str | None:
    key = parse_uuid(str(public_id))
    row = PublishedException.objects.filter(public_id=key).values_list("process__slug").first()
    return _page("process:exceptions", row[0], f"e-{key}") if row else None


def activity_url(public_id: UUID | str) -> str | None:
    key = parse_uuid(str(public_id))
    row = ComplementaryActivity.objects.filter(public_id=key).values_list("process__slug").first()
    return _page("process:calendar", row[0], f"a-{key}") if row else None


def process_labels(slugs: Collection[str]) -> dict[str, str]:
    return {row.slug: str(row) for row in Process.objects.filter(slug__in=slugs)}


def _laws(ids: Collection[str]) -> dict[str, Methodology]:
    """Process slug -> its methodology now. Two queries for each process, of which a log has one."""
    slugs = {each.rpartition("-")[0] for each in ids}
    return {row.slug: selectors.methodology(row) for row in Process.objects.filter(slug__in=slugs)}


def methodology_labels(ids: Collection[str]) -> dict[str, str]:
    said = _("Metodología, versión %(number)s")
    return {key: said % {"number": number} for key, number in _versions(ids).items()}


def phase_labels(ids: Collection[str]) -> dict[str, str]:
    found = {}
    for slug, law in _laws(ids).items():
        for phase in law.phases:
            title, language = words.said(phase, "title")
            found[f"{slug}-{phase.number}"] = Told(f"{phase.number}. {title}", language)
    return {key: found[key] for key in ids if key in found}


def row_labels(ids: Collection[str]) -> dict[str, str]:
    found = {}
    for slug, law in _laws(ids).items():
        for row in law.rows:
            text, language = words.said(row, "activity")
            found[f"{slug}-{row.number}"] = Told(words.short(text), language)
    return {key: found[key] for key in ids if key in found}


def _joined(name: str) -> Concat:
    return Concat(F("process__slug"), Value("-"), F(name), output_field=CharField())


def theme_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Theme.objects.annotate(key=_joined("slug")).filter(key__in=ids)
    return {row.key: Told(*words.said(row, "name")) for row in rows}


def task_labels(ids: Collection[str]) -> dict[str, str]:
    rows = PreparationTask.objects.annotate(name=_joined("key")).filter(name__in=ids)
    return {row.name: Told(words.short(row.text)) for row in rows}


def theme_choices(process: Process) -> dict[str, str]:
    """Labels of the themes of a process, in their order. Two queries."""
    slugs = process.themes.order_by("number").values_list("slug", flat=True)
    keys = [f"{process.slug}-{slug}" for slug in slugs]
    return in_order(keys, theme_labels(keys))


def amendment_choices(process: Process) -> dict[str, str]:
    rows = Amendment.objects.filter(process=process).order_by("pk")
    keys = [str(key) for key in rows.values_list("public_id", flat=True)]
    return in_order(keys, amendment_labels(keys))


def amendment_labels(ids: Collection[str]) -> dict[str, str]:
    rows = Amendment.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "clause")
    return {str(key): _("Cláusula %(clause)s") % {"clause": clause} for key, clause in found}


def exception_labels(ids: Collection[str]) -> dict[str, str]:
    rows = PublishedException.objects.filter(public_id__in=parse_uuids(ids))
    found = rows.values_list("public_id", "rule")
    return {str(key): str(words.LIFTABLE.get(rule, rule)) for key, rule in found}


def activity_labels(ids: Collection[str]) -> dict[str, str]:
    rows = ComplementaryActivity.objects.filter(public_id__in=parse_uuids(ids))
    return {str(key): Told(title) for key, title in rows.values_list("public_id", "title")}


def earlier_plan_url(public_id: UUID | str) -> str | None:
    rows = EarlierPlan.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("process__slug", "number").first()
    return _page("site:earlier_plans", row[0], f"plan-{row[1]}") if row else None


def earlier_commitment_url(public_id: UUID | str) -> str | None:
    rows = EarlierCommitment.objects.filter(public_id=parse_uuid(str(public_id)))
    row = rows.values_list("plan__process__slug", "public_id").first()
    return _page("site:earlier_plans", row[0], f"c-{row[1]}") if row else None


def earlier_plan_labels(ids: Collection[str]) -> dict[str, str]:
    rows = EarlierPlan.objects.filter(public_id__in=parse_uuids(ids))
    return {str(row.public_id): str(row) for row in rows}


def earlier_commitment_labels(ids: Collection[str]) -> dict[str, str]:
    rows = EarlierCommitment.objects.filter(public_id__in=parse_uuids(ids)).select_related("plan")
    return {str(row.public_id): f"{row.plan}: {row.number or row.code}" for row in rows}


LINKS = {
    "process": process_url,
    "methodology": methodology_url,
    "phase": phase_url,
    "row": row_url,
    "theme": theme_url,
    "task": task_url,
    "amendment": amendment_url,
    "exception": exception_url,
    "activity": activity_url,
    "earlier_plan": earlier_plan_url,
    "earlier_commitment": earlier_commitment_url,
}
LABELS = {
    "process": process_labels,
    "methodology": methodology_labels,
    "phase": phase_labels,
    "row": row_labels,
    "theme": theme_labels,
    "task": task_labels,
    "amendment": amendment_labels,
    "exception": exception_labels,
    "activity": activity_labels,
    "earlier_plan": earlier_plan_labels,
    "earlier_commitment": earlier_commitment_labels,
}
CHOICES = {"theme": theme_choices, "amendment": amendment_choices}
