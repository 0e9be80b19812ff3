"""Which things an entry of the record is about, besides its subject: read from its body alone.

Who writes an entry names them there, and whoever reads the public record can see who had to hear
of it: ``theme`` (a slug), ``themes``, ``tables`` (each with its theme); ``about``, ``meeting``,
``source``, ``target``, ``commitment``, ``supersedes`` ({"kind", "id"}); ``inputs`` and ``outputs``
of a merge or a split of proposals.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cocrea.notices.rules.events import SUBJECTS

Ref = tuple[str, str]  # kind, public id

NAMED = ("about", "meeting", "source", "target", "commitment", "supersedes")
# A commitment is of its theme, and so is what is about the commitment; who follows a document
# follows its next versions. Not so a voice from a hall where twelve themes are discussed.
PASSES_ON = frozenset({"milestone", "commitment", "proposal", "document"})


def named_theme(process: str, body: Mapping[str, Any]) -> set[Ref] | None:
    """The one theme that the thing has now; None when the entry does not say."""
    return {("theme", f"{process}-{body['theme']}")} if _texts([body.get("theme")]) else None


def named_themes(process: str, body: Mapping[str, Any]) -> set[Ref]:
    """Themes among those that the thing has: of a meeting and its tables, of a voice's points."""
    slugs = _texts(body.get("themes"))
    tables = body.get("tables")
    if isinstance(tables, list):
        slugs += [s for t in tables if isinstance(t, Mapping) for s in _texts([t.get("theme")])]
    return {("theme", f"{process}-{slug}") for slug in slugs}


def _texts(values: Any) -> list[str]:
    """Numbers of themes, which older entries carry, name nothing here."""
    return [v for v in values if isinstance(v, str) and v] if isinstance(values, list) else []


def named_things(body: Mapping[str, Any]) -> set[Ref]:
    """Things that the entry names and that somebody may follow."""
    found = (body.get(key) for key in NAMED)
    refs = ((v.get("kind"), v.get("id")) for v in found if isinstance(v, Mapping))
    return {(str(kind), str(key)[:120]) for kind, key in refs if kind in SUBJECTS and key}


def handed_on(body: Mapping[str, Any]) -> dict[Ref, set[Ref]]:
    """Proposals that came out of others -> those others; who followed these follows them on."""
    inputs, outputs = (
        {("proposal", key) for key in _ids(body.get(k))} for k in ("inputs", "outputs")
    )
    return {output: inputs - {output} for output in outputs if inputs - {output}}


def _ids(values: Any) -> list[str]:
    """Ids of a list of ids, or of things with an ``id``."""
    if not isinstance(values, list):
        return []
    found = [v.get("id") if isinstance(v, Mapping) else v for v in values]
    return [key[:120] for key in found if isinstance(key, str) and key]


def concerned(subject: Ref, parents_of: Callable[[Ref], Iterable[Ref]]) -> set[Ref]:
    """The thing, what it is about, and so on through commitments, milestones and proposals."""
    found, edge, passing = {subject}, {subject}, {subject}
    while edge:
        edge = {parent for ref in passing for parent in parents_of(ref)} - found
        found |= edge
        passing = {ref for ref in edge if ref[0] in PASSES_ON}
    return found
