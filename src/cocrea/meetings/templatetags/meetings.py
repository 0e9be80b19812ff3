"""Filters that turn this room's codes into the reader's words. ``{% load meetings %}``"""

from django import template

from cocrea.meetings import messages, selectors
from cocrea.meetings.models import Meeting

register = template.Library()

TONES = {"announced": "info", "held": "warn", "minuted": "good", "cancelled": "bad"}


@register.filter
def meeting_title(meeting: Meeting) -> str:
    return selectors.title_of(meeting)


@register.filter
def meeting_kind(code: str) -> str:
    return str(messages.KIND_NAMES.get(code, code))


@register.filter
def meeting_state(code: str) -> str:
    return str(messages.STATE_NAMES.get(code, code))


@register.filter
def meeting_tone(code: str) -> str:
    return TONES.get(code, "neutral")


@register.filter
def thing_name(code: str) -> str:
    return str(messages.THING_NAMES.get(code, code))


@register.filter
def gender_name(code: str) -> str:
    return str(messages.GENDER_NAMES.get(code, code))
