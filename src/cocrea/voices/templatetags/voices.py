"""``{% load voices %}``: names in the reader's language."""

from django import template

from cocrea.voices.words import local

register = template.Library()


@register.filter
def theme_name(theme: object) -> str:
    """Name of a theme; Spanish where nobody gave it in the reader's language."""
    return local(theme, "name_es", "name_en")
