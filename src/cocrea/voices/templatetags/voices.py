"""``{% load voices %}``: names in the reader's language."""

from django import template

from cocrea.kernel.text import language_of_label
from cocrea.languages.rules.translations import tag
from cocrea.voices.words import local, term_text

register = template.Library()


@register.filter
def theme_name(theme: object) -> str:
    """Name of a theme; Spanish where nobody gave it in the reader's language."""
    return local(theme, "name_es", "name_en")


@register.filter
def web_language(code: str) -> str:
    """Of a voice, as pages write it: es, en, quc."""
    return tag(code)


register.filter("label_language", language_of_label)


@register.filter
def term(rule: object) -> str:
    """ "15 días hábiles": the days of a rule for answers, and which days it counts."""
    return term_text(rule.days, working=rule.counting == "working")  # type: ignore[attr-defined]
