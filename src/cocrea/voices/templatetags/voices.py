"""``{% load voices %}``: names in the reader's language."""

from django import template

from cocrea.voices.words import local, term_text

register = template.Library()


@register.filter
def theme_name(theme: object) -> str:
    """Name of a theme; Spanish where nobody gave it in the reader's language."""
    return local(theme, "name_es", "name_en")


@register.filter
def term(rule: object) -> str:
    """ "15 días hábiles": the days of a rule for answers, and which days it counts."""
    return term_text(rule.days, working=rule.counting == "working")  # type: ignore[attr-defined]
