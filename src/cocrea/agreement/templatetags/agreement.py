"""Filters that turn this room's codes into the reader's words. ``{% load agreement %}``"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cocrea.agreement import messages
from cocrea.agreement.rules.techniques import ADOPTED, NOT_ADOPTED
from cocrea.kernel.findings import Finding, Severity
from cocrea.people.messages import SECTOR_NAMES
from cocrea.ui.messages import text_of
from cocrea.ui.words import share_text

register = template.Library()

TONES = {"adopted": "good", "not_adopted": "warn", "no_decision": "bad", "tied": "warn"}


@register.filter
def technique_name(code: str) -> str:
    return str(messages.TECHNIQUE_NAMES.get(code, code))


@register.filter
def stance_name(code: str) -> str:
    return str(messages.STANCE_NAMES.get(code, code))


@register.filter
def tie_name(code: str) -> str:
    return str(messages.TIE_NAMES.get(code, code))


@register.filter
def session_state(code: str) -> str:
    return str(messages.STATE_NAMES.get(code, code))


@register.filter
def result_name(code: str) -> str:
    return str(messages.RESULT_NAMES.get(code, code))


@register.filter
def result_tone(code: str) -> str:
    return TONES.get(code, "neutral")


@register.filter
def sector_of(code: str) -> str:
    return str(SECTOR_NAMES.get(code, code))


@register.filter
def who(row: Any) -> str:
    """Public name of who took a position; a number for somebody without organization."""
    if row.label:
        return str(row.label)
    return _("Participante %(number)s") % {"number": row.participant.rpartition("-")[2]}


@register.filter
def label_text(label: Mapping[str, Any], result: str = ADOPTED) -> str:
    """The balance label of a session, which nobody typed. What was not decided was not taken."""
    code = label["code"] if result in (ADOPTED, NOT_ADOPTED) else f"{label['code']}_undecided"
    code = f"{code}_outside" if label.get("outside") else code
    return text_of(Finding(code, Severity.NOTE, params=label["params"]))


@register.filter
def step_text(step: Mapping[str, Any]) -> str:
    """One step of an outcome; a share as a percent, and as it is stored ("2/3") where no whole
    percent says it."""
    params = {k: _share(v) if isinstance(v, str) else v for k, v in step["params"].items()}
    if step["code"] == "agreement.step_approvals":
        params["option"] = int(step["params"]["option"]) + 1
    return text_of(Finding(step["code"], Severity.NOTE, params=params))


def _share(value: str) -> str:
    try:
        share = Fraction(value)
    except ValueError:
        return value
    percent = share_text(share.numerator, share.denominator)
    return percent if (share * 100).denominator == 1 else f"{value} ({percent})"


STANDING_TONES = {"current": "good", "older": "warn", "withdrawn": "bad", "never": "warn"}


@register.filter
def standing_name(code: str) -> str:
    return str(messages.STANDING_NAMES.get(code, code))


@register.filter
def standing_tone(code: str) -> str:
    return STANDING_TONES.get(code, "neutral")
