from collections.abc import Mapping

from django import template

register = template.Library()


@register.simple_tag
def kind_name(kind: str, names: Mapping[str, str]) -> str:
    """What a hit is, in words; the code itself for a kind that nobody named."""
    return names.get(kind, kind)
