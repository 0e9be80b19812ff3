"""What a version is frozen from: reads of lower rooms, a constant number of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q

from cocrea.agreement import selectors as agreement
from cocrea.commitments import selectors as commitments
from cocrea.commitments.rules.caps import competent
from cocrea.commitments.selectors import COMPETENT_KINDS, FreezeRow
from cocrea.kernel.ids import parse_uuid
from cocrea.plan.rules.lifecycle import OPEN_VOICES, OpenVoices
from cocrea.process import selectors as processes
from cocrea.process.models import Process
from cocrea.voices import selectors as voices


def about_process(process: Process) -> dict[str, Any]:
    law = processes.methodology(process)
    version = processes.version_at(process)
    return {
        "slug": process.slug,
        "title": law.identity.title,
        "title_en": law.identity.title_en,
        "period": law.identity.period,
        "country": law.identity.country_name,
        "demo": process.is_demo,
        "methodology": {"version": version.number, "digest": version.digest},
    }


def record_head(process: Process) -> dict[str, Any]:
    """The head of the public record as it stands in this transaction."""
    log = processes.process_get(process.slug).log
    return {"origin": log.origin, "size": log.size, "root": log.root}


def frozen_rows(process: Process, rows: list[FreezeRow]) -> list[dict[str, Any]]:
    """The rows of ``commitments.freeze_set`` with opinions, decisions, dissent and counts."""
    ids = [row.public_id for row in rows]
    found = {
        str(each.public_id): each
        for each in commitments.commitments(process)
        .filter(public_id__in=ids)
        .prefetch_related("opinions", "steps", "sources__proposal")
    }
    sessions = _sessions(process, found)
    dissents = _dissents(process, sessions)
    said = _said(process, found, rows)
    return [
        {
            **row.data,
            "version": row.version,
            "digest": row.digest,
            "opinions": _opinions(found[row.public_id]),
            "decisions": _decisions(found[row.public_id], sessions),
            "dissents": _dissents_of(row.public_id, found[row.public_id], sessions, dissents),
            "said": said[row.public_id],
        }
        for row in rows
    ]


def _opinions(commitment: Any) -> list[dict[str, Any]]:
    return [
        {
            "kind": each.kind,
            "opinion": each.opinion,
            "signatory": each.signatory,
            "organization": each.organization,
            "condition": each.condition,
            "version": each.version,
            "on": each.on.isoformat(),
        }
        for each in commitment.opinions.all()
        if each.current
    ]


def _sessions(process: Process, found: Mapping[str, Any]) -> dict[str, Any]:
    """Closed decisions about these commitments, or that their steps rest on, by public id."""
    named = [step.decision_id for each in found.values() for step in each.steps.all()]
    keys = [key for key in map(parse_uuid, filter(None, named)) if key]
    rows = agreement.sessions(process, state="closed").filter(
        Q(subject_kind="commitment", subject_id__in=list(found)) | Q(public_id__in=keys)
    )
    return {str(row.public_id): row for row in rows.order_by("closed_at", "pk")}


def _decisions(commitment: Any, sessions: Mapping[str, Any]) -> list[dict[str, Any]]:
    steps = [step for step in commitment.steps.all() if step.decision_id]
    rested = {step.decision_id for step in steps}
    about = [
        row
        for key, row in sessions.items()
        if row.subject_id == str(commitment.public_id) and key not in rested
    ]
    return [
        *(_decision(sessions.get(s.decision_id), s.decision_label, s.decision_id) for s in steps),
        *(_decision(row, row.title, str(row.public_id)) for row in about),
    ]


def _decision(session: Any, label: str, key: str) -> dict[str, Any]:
    """balance: the label that agreement computed, None where no such session was kept."""
    return {
        "id": key,
        "label": label,
        "body": session.body.name_es if session and session.body else "",
        "body_en": session.body.name_en if session and session.body else "",
        "result": session.result if session else "",
        "at": session.closed_at.isoformat() if session else "",
        "balance": session.label if session else None,
    }


def _dissents(process: Process, sessions: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    keys = [row.pk for row in sessions.values()]
    for each in agreement.dissents(process).filter(session__in=keys):
        found.setdefault(str(each.session.public_id), []).append(
            {
                "who": each.label,
                "sector": each.sector,
                "stance": each.stance,
                "text": each.text,
            }
        )
    return found


def _dissents_of(
    key: str, commitment: Any, sessions: Mapping[str, Any], dissents: Mapping[str, Any]
) -> list[dict[str, str]]:
    rested = {step.decision_id for step in commitment.steps.all()}
    mine = [k for k, row in sessions.items() if k in rested or row.subject_id == key]
    return [each for k in mine for each in dissents.get(k, ())]


def _said(
    process: Process, found: Mapping[str, Any], rows: Iterable[FreezeRow]
) -> dict[str, dict[str, Any]]:
    """What people said that led to each commitment, and about it: counts, never a text."""
    owner = _targets(found, rows)
    answers: dict[str, Counter[str]] = {key: Counter() for key in found}
    points = voices.points(process).filter(dispositions__current=True).order_by()
    columns = ("dispositions__target_kind", "dispositions__target_id", "dispositions__kind")
    for kind, target, name, count in points.values_list(*columns).annotate(n=Count("pk")):
        for key in owner.get((kind, target), ()):
            answers[key][name] += count
    comments: dict[str, Counter[str]] = {key: Counter() for key in found}
    about = voices.voices(process, voices.VoiceFilter(about_kind="commitment")).order_by()
    for target, state, count in about.values_list("about_id", "state").annotate(n=Count("pk")):
        if target in comments:
            comments[target][state] += count
    return {
        key: {
            "points": sum(answers[key].values()),
            "by_kind": dict(sorted(answers[key].items())),
            "comments": sum(comments[key].values()),
            "comments_by_state": dict(sorted(comments[key].items())),
        }
        for key in found
    }


def _targets(
    found: Mapping[str, Any], rows: Iterable[FreezeRow]
) -> dict[tuple[str, str], set[str]]:
    """{(kind, id) that an answer may name: commitments that it stands for}."""
    owner: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        owner.setdefault(("commitment", row.public_id), set()).add(row.public_id)
        for step in row.data["milestones"]:
            owner.setdefault(("milestone", step["public_id"]), set()).add(row.public_id)
        for source in found[row.public_id].sources.all():
            if source.proposal is not None:
                pair = ("proposal", str(source.proposal.public_id))
                owner.setdefault(pair, set()).add(row.public_id)
    return owner


def voice_counts(process: Process) -> dict[str, Any]:
    found = voices.coverage(process)
    return {
        "total": found.total,
        "open": found.open,
        "points": found.points,
        "answered": found.answered,
        "by_kind": dict(sorted(found.by_kind.items())),
        "by_state": dict(sorted(found.by_state.items())),
    }


def competent_names(process: Process) -> list[str]:
    bodies = [b for b in processes.methodology(process).bodies if b.kind in COMPETENT_KINDS]
    return [name for body in bodies for name in (body.name, body.acronym, body.name_en)]


def open_voices(process: Process) -> OpenVoices:
    """Voices without an answer, and the latest published exception that lets them wait."""
    count = voices.open_voices(process).count()
    found = processes.exception_for(process, OPEN_VOICES, subject_kind="process")
    if found is None:
        return OpenVoices(count)
    return OpenVoices(
        count=count,
        exception=str(found.public_id),
        body=found.body_name,
        reason=found.reason,
        quantity=found.quantity,
        competent=competent(found.body_name, competent_names(process)),
    )


def approving_bodies(process: Process) -> frozenset[str]:
    """Slugs (and, where the text assigns nobody, kinds) of the bodies that may approve the plan."""
    law = processes.methodology(process)
    slugs = {each.body for c in law.clauses for each in c.assigns if each.act == "plan.approve"}
    if not slugs:
        return frozenset(COMPETENT_KINDS)
    # Our bodies may bear another slug than the text's: their kind says which one is meant.
    kinds = {body.kind for body in law.bodies if body.slug in slugs}
    return frozenset(slugs | (kinds & set(COMPETENT_KINDS)))
