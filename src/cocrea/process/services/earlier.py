"""Light records of earlier plans and of what is known of their commitments."""

from collections.abc import Mapping
from typing import Any

from cocrea.kernel.errors import NotThere, Refused
from cocrea.kernel.findings import Finding
from cocrea.kernel.permits import Actor
from cocrea.kernel.refs import SubjectRef
from cocrea.kernel.text import clean
from cocrea.ledger import services as ledger
from cocrea.process.models import EarlierCommitment, EarlierPlan, Process
from cocrea.process.rules import earlier as rules
from cocrea.process.rules.earlier import Ground
from cocrea.process.rules.permits import PERMITS


def earlier_plan_record(
    *,
    actor: Actor,
    process: Process,
    number: int,
    name_es: str,
    name_en: str = "",
    period: str = "",
    state: str = "",
    commitments: int | None = None,
    grounds: Mapping[str, Ground] | None = None,
    note: str = "",
) -> EarlierPlan:
    """Record what is known of an earlier plan, or correct it; the record keeps what was said.

    commitments  how many it had; None: no source says so
    grounds      fact -> source and trust, for each of period, state, commitments that is given
    The same again changes nothing. Raises NotPermitted, Refused(rules.earlier.plan_check).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "earlier.record", now=act.now)
        tidy = rules.Plan(
            number=number,
            name=_line(name_es, 200, "name_es"),
            period=_line(period, 20, "period"),
            state=state,
            commitments=commitments,
            grounds={fact: _ground(g) for fact, g in (grounds or {}).items()},
        )
        refused = list(rules.plan_check(tidy))
        if refused:
            raise Refused(refused)
        kept = process.earlier_plans.select_for_update().filter(number=number).first()
        facts = [f for f in rules.FACTS if getattr(tidy, f) not in ("", None)]
        columns: dict[str, Any] = {
            "name_es": tidy.name,
            "name_en": _line(name_en, 200, "name_en"),
            "period": tidy.period,
            "state": tidy.state,
            "commitments_count": tidy.commitments,
            "grounds": {f: _as_json(tidy.grounds[f]) for f in facts},
            "note": clean(note, max_length=2_000, where="note"),
        }
        found = kept or EarlierPlan(process=process, number=number)
        if kept is not None and _same(kept, columns):
            return kept
        _write(found, columns, act.now)
        body = {"number": number, **columns}
        act.record("earlier_plan.recorded", subject=plan_ref(found), body=body, role=role)
    return found


def earlier_commitment_record(
    *,
    actor: Actor,
    process: Process,
    plan: int,
    ground: Ground,
    number: int | None = None,
    code: str = "",
    title_es: str = "",
    title_en: str = "",
    state: str = "",
    achievement: str = "",
    link: str = "",
) -> EarlierCommitment:
    """Record a commitment of an earlier plan (``plan``: its number), or correct it.

    number, code  what it is known by: its number in that plan, OGP's identifier, or both
    The same again changes nothing. Raises NotPermitted, NotThere(process.unknown_earlier_plan),
    Refused(rules.earlier.commitment_check, process.link_invalid).
    """
    with ledger.act(process, actor=actor) as act:
        role = PERMITS.require(actor, "earlier.record", now=act.now)
        owner = process.earlier_plans.select_for_update().filter(number=plan).first()
        if owner is None:
            params = {"number": plan}
            raise NotThere(Finding("process.unknown_earlier_plan", params=params, where="plan"))
        tidy = rules.Commitment(number, _line(code, 40, "code"), state, _ground(ground))
        address = _line(link, 500, "link")
        refused = list(rules.commitment_check(tidy))
        if address and not address.lower().startswith(("https://", "http://")):
            refused.append(Finding("process.link_invalid", where="link"))
        if refused:
            raise Refused(refused)
        columns: dict[str, Any] = {
            "number": number,
            "code": tidy.code,
            "title_es": _line(title_es, 400, "title_es"),
            "title_en": _line(title_en, 400, "title_en"),
            "state": tidy.state,
            "achievement": clean(achievement, max_length=2_000, where="achievement"),
            "source": tidy.ground.source,
            "trust": tidy.ground.trust,
            "link": address,
        }
        by = {"number": number} if number is not None else {"code": tidy.code}
        kept = owner.commitments.filter(**by).first()
        found = kept or EarlierCommitment(plan=owner)
        if kept is not None and _same(kept, columns):
            return kept
        _write(found, columns, act.now)
        act.record(
            "earlier_commitment.recorded",
            subject=commitment_ref(found),
            body={"plan": plan, **columns},
            role=role,
        )
    return found


def plan_ref(plan: EarlierPlan) -> SubjectRef:
    return SubjectRef("earlier_plan", str(plan.public_id), label=plan.name_es)


def commitment_ref(commitment: EarlierCommitment) -> SubjectRef:
    """How a meeting names it, when it counts as evidence."""
    named = f"{commitment.plan.name_es}, {commitment.number or commitment.code}"
    return SubjectRef("earlier_commitment", str(commitment.public_id), label=named[:300])


def _line(value: str, most: int, where: str) -> str:
    return clean(value, max_length=most, where=where, lines=False)


def _ground(ground: Ground) -> Ground:
    return Ground(_line(ground.source, 300, "source"), ground.trust)


def _as_json(ground: Ground) -> dict[str, str]:
    return {"source": ground.source, "trust": ground.trust}


def _same(row: EarlierPlan | EarlierCommitment, columns: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _write(row: EarlierPlan | EarlierCommitment, columns: Mapping[str, Any], now: Any) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    row.recorded_at = now
    row.save()
