"""What the entries of the record say that things are about, kept so that followers can be found."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from cocrea.notices.models import Tie
from cocrea.notices.rules.concerns import (
    Ref,
    concerned,
    handed_on,
    named_theme,
    named_themes,
    named_things,
)
from cocrea.notices.rules.events import SUBJECTS

# Things of entries that have parents worth keeping; a session is about a meeting and a commitment.
LEARNT = frozenset((*SUBJECTS, "session", "suggestion")) - {"theme"}
AT_ONCE = 150  # pairs in one look-up: SQLite takes a limited depth of OR


class Ties:
    """Child -> parents of one process, as known at the entry that is being read.

    Entries are learnt in the order of the record, whatever the size of a batch, so a sweep that is
    repeated finds the same.
    """

    def __init__(self, process_slug: str) -> None:
        self.slug = process_slug
        self._known: dict[Ref, set[Ref]] = {}
        self._changed: set[Ref] = set()

    def load(self, refs: Iterable[Ref]) -> None:
        """Read what is kept of these, and of what they are about."""
        wanted = {ref for ref in refs if ref not in self._known}
        while wanted:
            found: dict[Ref, set[Ref]] = {ref: set() for ref in wanted}
            pairs = sorted(wanted)
            for start in range(0, len(pairs), AT_ONCE):
                for row in self._rows(pairs[start : start + AT_ONCE]):
                    found[(row.kind, row.thing)].add((row.parent_kind, row.parent))
            self._known |= found
            wanted = {p for parents in found.values() for p in parents} - set(self._known)

    def _rows(self, refs: list[Ref]) -> Iterable[Tie]:
        about = Q()
        for kind, thing in refs:
            about |= Q(kind=kind, thing=thing)
        return Tie.objects.filter(about, process_slug=self.slug)

    def parents_of(self, ref: Ref) -> set[Ref]:
        if ref not in self._known:
            self.load([ref])
        return self._known[ref]

    def of(self, subject: Ref) -> set[Ref]:
        """The thing and what it is about."""
        return concerned(subject, self.parents_of)

    def learn(self, subject: Ref, body: Mapping[str, Any]) -> None:
        """What an entry names is added to what was known; the one theme of a thing is replaced."""
        if subject[0] in LEARNT:
            known = self.parents_of(subject)
            theme = named_theme(self.slug, body)
            if theme is not None:
                known = {ref for ref in known if ref[0] != "theme"} | theme
            self._set(subject, known | named_themes(self.slug, body) | named_things(body))
        for output, inputs in handed_on(body).items():
            self._set(output, self.parents_of(output) | inputs)

    def _set(self, ref: Ref, parents: set[Ref]) -> None:
        parents = parents - {ref}
        if parents != self.parents_of(ref):
            self._known[ref] = parents
            self._changed.add(ref)

    def save(self) -> None:
        """Keep what changed; part of the sweep's transaction."""
        changed = sorted(self._changed)
        for start in range(0, len(changed), AT_ONCE):
            some = changed[start : start + AT_ONCE]
            self._rows(some).delete()  # type: ignore[attr-defined]
            Tie.objects.bulk_create(
                Tie(process_slug=self.slug, kind=k, thing=t, parent_kind=pk, parent=p)
                for k, t in some
                for pk, p in sorted(self._known[(k, t)])
            )
        self._changed.clear()
