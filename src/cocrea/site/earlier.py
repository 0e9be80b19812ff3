"""Earlier plans: what sources say of them, and which meetings count for what they promised."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cocrea.meetings import selectors as meetings
from cocrea.process import selectors, words
from cocrea.process.http import public_page
from cocrea.process.models import EarlierCommitment, EarlierPlan, Process
from cocrea.process.rules.permits import PERMITS

KIND = "earlier_commitment"


@public_page
def earlier_plans(request: HttpRequest, process: Process) -> HttpResponse:
    """Each fact with its source and how well it is known; what nobody says is said to lack."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    roles = request.actor.roles(request.now) if signed_in else frozenset({"citizen"})
    evidence = meetings.evidence_for(process, KIND)
    context = {
        "process": process,
        "plans": [_plan(plan, evidence) for plan in selectors.earlier_plans(process)],
        "may_record": PERMITS.may(roles, "earlier.record"),
    }
    return render(request, "site/earlier_plans.html", context)


def _plan(plan: EarlierPlan, evidence: dict[str, list[Any]]) -> dict[str, Any]:
    facts = (
        (_("Años"), plan.period, "period"),
        (_("Estado"), plan.state and words.EARLIER_PLAN_STATES[plan.state], "state"),
        (_("Compromisos"), plan.commitments_count, "commitments"),
    )
    return {
        "plan": plan,
        "facts": [(term, value, plan.grounds.get(name)) for term, value, name in facts],
        "commitments": [_commitment(each, evidence) for each in plan.commitments.all()],
    }


def _commitment(each: EarlierCommitment, evidence: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "commitment": each,
        "title": words.said(each, "title"),
        "state": words.EARLIER_COMMITMENT_STATES[each.state],
        "trust": words.TRUST_NAMES.get(each.trust, each.trust),
        "evidence": evidence.get(str(each.public_id), []),
    }
