"""What things and acts of higher rooms are called. Asked when a text is made, of what composition
lists: this room keeps ids and codes, and a thing that is not public has no name here."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cocrea.notices.messages import EVENT_TEXTS, FOLLOWED_TEXTS, OTHER_EVENT, SUBJECT_TEXTS
from cocrea.notices.rules.concerns import Ref


def _composition() -> Any:
    return import_module(settings.COMPOSITION)


def names_of(refs: Iterable[Ref]) -> dict[Ref, str]:
    """Thing -> its public name in the language of the moment. One query for each kind."""
    wanted: dict[str, set[str]] = {}
    for kind, thing in refs:
        wanted.setdefault(kind, set()).add(thing)
    found: dict[Ref, str] = {}
    for labels in _composition().LABELS:
        for kind in wanted.keys() & labels.keys():
            said = labels[kind](wanted[kind])
            found |= {(kind, thing): str(name) for thing, name in said.items()}
    return found


def event_text(code: str) -> str:
    """What happened, in the words of the room that did it."""
    if code in EVENT_TEXTS:
        return str(EVENT_TEXTS[code])
    said = (acts[code] for acts in _composition().ACTS if code in acts)
    return str(next(said, OTHER_EVENT))


def thing_text(kind: str) -> str:
    """What people call such a thing; "" is the whole process."""
    said = (things[kind] for things in _composition().THINGS if kind in things)
    return str(next(said, SUBJECT_TEXTS[""] if not kind else kind))


def has_page(kind: str) -> bool:
    """Have things of this kind a page at ``/r/<kind>/<id>``?"""
    return any(kind in links for links in _composition().LINKS)


def followed_name(ref: Ref, names: dict[Ref, str]) -> str:
    """What somebody follows, in a sentence: ``el tema «Salud»``; without a name, ``este tema``."""
    kind, name = ref[0], names.get(ref, "")
    if name and kind in FOLLOWED_TEXTS:
        return str(FOLLOWED_TEXTS[kind]) % {"name": name}
    return str(SUBJECT_TEXTS.get(kind, SUBJECT_TEXTS[""]))


def headline(title: str, name: str) -> str:
    """What happened and to what: ``Cambió una reunión: Mesa 3``."""
    return _("%(title)s: %(name)s") % {"title": title, "name": name} if name else title
