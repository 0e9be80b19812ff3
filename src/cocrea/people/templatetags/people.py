"""Filters that turn this room's codes into the reader's words. ``{% load people %}``"""

from django import template

from cocrea.people import messages
from cocrea.people.bodies_read import name_of, purpose_of
from cocrea.people.models import Body

register = template.Library()


@register.filter
def sector_name(code: str) -> str:
    return str(messages.SECTOR_NAMES.get(code, code))


@register.filter
def status_name(code: str) -> str:
    return str(messages.STATUS_NAMES.get(code, code))


@register.filter
def branch_name(code: str) -> str:
    return str(messages.BRANCH_NAMES.get(code, code))


@register.filter
def kind_name(code: str) -> str:
    return str(messages.KIND_NAMES.get(code, code))


@register.filter
def given_by_name(code: str) -> str:
    return str(messages.GIVEN_BY_NAMES.get(code, code))


@register.filter
def ended_text(reason: str) -> str:
    """Why a mandate ended: a known code in words, or the reason as it was written."""
    return str(messages.ENDED_NAMES.get(reason, reason))


@register.filter
def role_name(code: str) -> str:
    return str(messages.role_name(code))


@register.filter
def body_name(body: Body) -> str:
    """The body's name in the reader's language."""
    return name_of(body)


@register.filter
def body_purpose(body: Body) -> str:
    return purpose_of(body)
