"""Names of codes of the public call and of earlier plans. ``{% load call %}``"""

from django import template

from cocrea.process import words

register = template.Library()


@register.filter
def channel_name(code: str) -> str:
    """By which means somebody was invited."""
    return str(words.CHANNEL_NAMES.get(code, code))


@register.filter
def trust_word(code: str) -> str:
    """How well a fact of an earlier plan is known."""
    return str(words.TRUST_NAMES.get(code, code))
