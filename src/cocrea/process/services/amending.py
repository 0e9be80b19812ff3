"""Amending the methodology while it binds: in public, never backwards."""

from collections.abc import Iterable
from datetime import datetime

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.folios import parse_folio
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process.keeping import required, tasks_count, themes_add, version_add
from cocrea.process.models import Amendment, MethodologyVersion, Process
from cocrea.process.rules import amend as amend_rules
from cocrea.process.rules.lint import lint
from cocrea.process.rules.permits import PERMITS
from cocrea.process.rules.schema import Amendment as AmendmentText
from cocrea.process.rules.schema import Methodology
from cocrea.process.selectors import versions_forget


def amendment_publish(
    *,
    actor: Actor,
    process: Process,
    text: AmendmentText,
    in_force_from: datetime | None,
    answers: Iterable[str] = (),
) -> Amendment:
    """Amend the methodology: the new version binds from ``in_force_from``, never backwards.

    in_force_from  aware; None: from this very act on
    answers        folios of the opinions that the amendment answers
    Raises Refused with what ``rules.amend`` finds, with the linter's blockers, or with
    process.amendment_backwards, process.amendment_before_last, process.folio_invalid.
    """
    with ledger.act(process, actor=actor, exclusive=True) as act:
        role = PERMITS.require(actor, "amendment.publish", now=act.now)
        at = act.now if in_force_from is None else in_force_from
        latest = process.versions.order_by("-number")[:1].get()
        _check_moment(at, act.now, latest)
        text, folios = _cleaned(text), _folios(answers)
        changed = _changed(latest, text)
        version = version_add(process, changed, at)
        versions_forget(process)
        themes_add(process, changed)
        tasks_count(process, changed)
        done = Amendment.objects.create(
            process=process,
            version=version,
            clause=text.clause,
            old=text.old,
            new=text.new,
            reason=text.reason,
            body_name=next((b.name for b in changed.bodies if b.slug == text.body), text.body),
            answers=folios,
            published_at=act.now,
            in_force_from=at,
        )
        act.record(
            "amendment.published",
            subject=SubjectRef("amendment", str(done.public_id)),
            body={
                "amendment": text.model_dump(mode="json"),
                "methodology": version.digest,
                "in_force_from": at.isoformat(),
                "answers": folios,
            },
            role=role,
        )
    return done


def _check_moment(at: datetime, now: datetime, latest: MethodologyVersion) -> None:
    if at < now:
        raise Refused(Finding("process.amendment_backwards", where="in_force_from"))
    if at < latest.in_force_from:
        raise Refused(Finding("process.amendment_before_last", where="in_force_from"))


def _cleaned(text: AmendmentText) -> AmendmentText:
    return text.model_copy(
        update={
            "new": clean(text.new, max_length=6000, where="new"),
            "section": clean(text.section, max_length=120, where="section", lines=False),
            "values": tuple(
                v.model_copy(update={k: amend_rules.plain(getattr(v, k)) for k in ("old", "new")})
                for v in text.values
            ),
            **required(reason=(text.reason, 2000)),
        }
    )


def _folios(answers: Iterable[str]) -> list[str]:
    found = []
    for given in answers:
        folio = parse_folio(given)
        if folio is None:
            params = {"folio": given[:40]}
            raise Refused(Finding("process.folio_invalid", params=params, where="answers"))
        found.append(folio)
    return list(dict.fromkeys(found))


def _changed(latest: MethodologyVersion, text: AmendmentText) -> Methodology:
    """The amended methodology, judged like the first."""
    changed = amend_rules.amend(Methodology.model_validate(latest.data), text)
    report = lint(changed)
    if not report.ok:
        raise Refused(report.blockers)
    return changed
