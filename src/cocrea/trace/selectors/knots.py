"""Rows as knots, in the reader's language; what may not be read is said to be hidden."""

import functools
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cocrea.commitments import messages as commitment_words
from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.selectors import title_of
from cocrea.followup import messages as progress_words
from cocrea.followup.models import Report
from cocrea.kernel.refs import Told
from cocrea.kernel.text import language_of_label
from cocrea.meetings import messages as meeting_words
from cocrea.sensemaking import words as proposal_words
from cocrea.sensemaking.models import Proposal
from cocrea.trace import messages
from cocrea.trace.rules.values import Key, Node, Note, excerpt
from cocrea.trace.selectors.find import FOCI, Reach
from cocrea.trace.selectors.rows import Rows
from cocrea.ui.words import day_text
from cocrea.voices import words as voice_words
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE

NOBODY = "00000000-0000-0000-0000-000000000000"


def english() -> bool:
    return (get_language() or "es").startswith("en")


def here(text: object) -> Told:
    """Words of the house, in the reader's language."""
    return Told(str(text), get_language() or "es")


def page_of(name: str, *args: Any) -> str:
    """Address of a page, "" where the house has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class Knots:
    """Makes the knots of one thread."""

    def __init__(self, reach: Reach, rows: Rows) -> None:
        self.reach, self.rows = reach, rows
        self.slug = reach.scope.process.slug
        self.zone = ZoneInfo(reach.scope.process.zone)
        self.answers = {a.point_id: a for a in rows.answers}
        self.page_of = functools.cache(page_of)  # many reports are of one milestone
        self.thread_page = page_of("trace:thread", self.slug, "kind", NOBODY)

    def local(self, at: datetime | None) -> datetime | None:
        return at.astimezone(self.zone) if at else None

    def node(self, kind: str, public_id: Any, **fields: Any) -> Node:
        key = str(public_id)
        own = ""
        if kind in FOCI:  # asked of the router once, not for each of a hundred knots
            own = self.thread_page.replace("/kind/", f"/{kind}/").replace(NOBODY, key)
        return Node(kind=kind, id=key, **{"column": kind, "thread_url": own, **fields})

    def all(self) -> Iterator[Node]:
        rows = self.rows
        yield from (self._voice(row) for row in rows.voices.values())
        yield from (self._point(row, index) for index, row in enumerate(rows.points))
        yield from (self._proposal(row) for row in rows.proposals.values())
        yield from (self._commitment(row) for row in rows.commitments.values())
        yield from (self._milestone(row) for row in rows.milestones.values())
        yield from (self._report(row) for row in rows.reports)
        yield from (self._place(*each) for each in rows.places.items())
        if self.reach.plan is not None:
            version = self.reach.plan
            yield self.node(
                "plan",
                version.public_id,
                name=_("Versión %(number)s") % {"number": version.number},
                label=version.title,
                language="es",
                url=self.page_of("plan:version", self.slug, version.number),
                at=self.local(version.frozen_at),
            )

    def _hidden(self, voice: Voice) -> str:
        """Why its words are not shown; "" when they are."""
        if voice.erased_at is not None:
            return str(messages.HIDDEN["law" if voice.erasure_basis == "law" else "author"])
        if voice.text_public:
            return ""
        waiting = voice.state in AWAITING_TRIAGE
        return str(messages.HIDDEN["waiting" if waiting else "reserved"])

    def _voice(self, row: Voice) -> Node:
        hidden = self._hidden(row)
        notes = []
        if row.refusal:
            notes.append(Note(_("No se admitió"), row.refusal, self.local(row.refused_at), "bad"))
        about = row.about
        if about is not None and about.label:
            label = Told(about.label, language_of_label(about.label))
            notes.append(Note(_("Es sobre"), label, url=self._resolve(about.kind, about)))
        return self.node(
            "voice",
            row.public_id,
            name=row.folio,
            label=hidden or excerpt(row.text),
            url=self.page_of("voices:voice", self.slug, row.folio),
            state=row.state,
            tone="info",
            state_label=str(voice_words.STATES[row.state]),
            at=self.local(row.received_at),
            order=f"{row.received_at.isoformat()} {row.pk:012d}",
            language="" if hidden else proposal_words.web_language(row.language),
            notes=tuple(notes),
        )

    def _resolve(self, kind: str, ref: Any) -> str:
        return self.page_of("site:resolve", kind, ref.public_id)

    def _point(self, row: Point, index: int) -> Node:
        voice = self.rows.speakers[row.voice_id]
        hidden = self._hidden(voice)
        answer = self.answers.get(row.pk)
        label = answer.kind if answer else ""
        tone = voice_words.TONES.get(label, "neutral") if answer else "warn"
        waiting = "" if hidden else _("sin respuesta todavía")
        page = self.page_of("voices:voice", self.slug, voice.folio)
        return self.node(
            "point",
            row.public_id,
            name=_("Punto %(number)s de %(folio)s") % {"number": row.number, "folio": voice.folio},
            label=hidden or excerpt(row.text),
            url=f"{page}#punto-{row.number}" if page and not hidden else page,
            state=label or ("" if hidden else "unanswered"),
            tone="neutral" if hidden else tone,
            state_label=str(voice_words.DISPOSITIONS[label]) if answer else waiting,
            at=self.local(row.coded_at),
            order=f"{index:09d}",
            language="" if hidden else proposal_words.web_language(voice.language),
            notes=(self._answer(answer),) if answer else (),
        )

    def _answer(self, row: Disposition) -> Note:
        target = row.target
        return Note(
            text=str(voice_words.DISPOSITIONS[row.kind]),
            reason=row.reason,
            at=self.local(row.published_at),
            tone=voice_words.TONES.get(row.kind, "neutral"),
            url=self._resolve(target.kind, target) if target else "",
            target=(target.kind, target.public_id) if target else None,
        )

    def _proposal(self, row: Proposal) -> Node:
        notes = []
        theme = proposal_words.theme_name(row.theme)
        if theme:
            notes.append(Note(_("Tema"), here(theme)))
        ended = self.rows.withdrawn.get(row.pk)
        if ended is not None:
            notes.append(Note(_("Se retiró"), ended.reason, self.local(ended.at), "warn"))
        return self.node(
            "proposal",
            row.public_id,
            name=_("Propuesta %(number)s") % {"number": row.number},
            label=excerpt(row.title),
            url=self.page_of("sensemaking:proposal", self.slug, row.public_id),
            state=row.state,
            tone=proposal_words.TONES[row.state],
            state_label=str(proposal_words.STATES[row.state]),
            at=self.local(row.published_at),
            order=f"{row.number:09d}",
            language="es",
            notes=tuple(notes),
        )

    def _commitment(self, row: Commitment) -> Node:
        notes = [self._step(step) for step in self.rows.steps.get(row.pk, ())]
        key = str(row.public_id)
        for version in self.rows.versions.get(key, ()):
            notes.append(
                Note(
                    _("En la versión %(number)s del plan") % {"number": version.number},
                    at=self.local(version.frozen_at),
                    url=self.page_of("trace:thread", self.slug, "plan", version.public_id),
                    target=("plan", str(version.public_id)),
                )
            )
        notes += [self._suggestion(each) for each in self.rows.suggestions.get(key, ())]
        if row.responsible is not None:
            notes.insert(0, Note(_("Responde"), row.responsible.name))
        title = title_of(row)
        return self.node(
            "commitment",
            row.public_id,
            name=_("Compromiso %(number)s") % {"number": row.number},
            label=excerpt(title),
            url=self.page_of("commitments:detail", self.slug, row.public_id),
            state=row.state,
            tone=commitment_words.TONES[row.state],
            state_label=str(commitment_words.STATES[row.state]),
            at=self.local(row.adopted_at or row.state_since),
            order=f"{row.number:09d}",
            language=title.language,
            notes=tuple(notes),
        )

    def _step(self, step: Any) -> Note:
        decided = step.decision_label
        page = self.page_of("site:resolve", step.decision_kind, step.decision_id)
        return Note(
            text=str(messages.STEPS[step.act]),
            reason=step.reason or decided,
            at=self.local(step.at),
            tone="good" if step.act == "adopt" else "warn",
            url=page if decided else "",
        )

    def _suggestion(self, each: Any) -> Note:
        answer = each.reason or _("sin respuesta todavía")
        return Note(
            _("Sugerencia %(number)s de la revisión") % {"number": each.number},
            f"{excerpt(each.text)} → {answer}",
            self.local(each.answered_at or each.given_at),
            "info" if each.reason else "warn",
            self.page_of("site:resolve", "suggestion", each.public_id),
            ("suggestion", str(each.public_id)),
        )

    def _milestone(self, row: Milestone) -> Node:
        parent = row.commitment
        notes = (Note(_("Termina"), here(day_text(row.end))),) if row.end else ()
        page = self.page_of("followup:milestone", self.slug, row.public_id)
        if parent.state != "adopted" and not any(
            r.milestone_id == row.pk for r in self.rows.reports
        ):
            page = self.page_of("commitments:detail", self.slug, parent.public_id)
            page = f"{page}#hito-{row.number}" if page else ""
        return self.node(
            "milestone",
            row.public_id,
            name=_("Hito %(commitment)s.%(number)s")
            % {"commitment": parent.number, "number": row.number},
            label=excerpt(row.text),
            url=page,
            order=f"{parent.number:09d} {row.number:05d}",
            language="es",
            notes=notes,
        )

    def _report(self, row: Report) -> Node:
        proofs = [
            Note(_("Se verifica en"), row.means) if row.means else None,
            Note(_("Evidencia"), row.url, url=row.url) if row.url else None,
            Note(_("Documento"), row.document_label) if row.document_label else None,
        ]
        looked = [
            Note(
                text=str(progress_words.VERDICTS[each.finding]),
                reason=": ".join(filter(None, (each.label, each.text))),
                at=self.local(each.at),
                tone=progress_words.VERDICT_TONES[each.finding],
            )
            for each in row.verifications.all()
        ]
        page = self.page_of("followup:milestone", self.slug, self.milestone_id(row))
        return self.node(
            "progress",
            row.public_id,
            name=str(progress_words.SIDES[row.side]),
            label=excerpt(row.text),
            language="es",
            url=f"{page}#informe-{row.public_id}" if page else "",
            state=row.completion,
            tone=progress_words.TONES[row.completion],
            state_label=str(progress_words.COMPLETION[row.completion]),
            at=self.local(row.at),
            order=f"{row.at.isoformat()} {row.pk:012d}",
            notes=tuple(note for note in (*proofs, *looked) if note),
        )

    def milestone_id(self, row: Report) -> Any:
        return self.rows.milestones[row.milestone_id].public_id

    def _place(self, key: Key, row: Any) -> Node:
        """A public meeting or a consultation."""
        meeting = key[0] == "meeting"
        start = row.starts_at if meeting else row.opens_at
        page = (
            self.page_of("meetings:meeting", self.slug, row.public_id)
            if meeting
            else self.page_of("consultations:window", self.slug, row.slug)
        )
        return self.node(
            key[0],
            key[1],
            column="source",
            name=str(messages.KINDS[key[0]]),
            label=excerpt((english() and row.title_en) or row.title_es),
            url=page,
            state=row.state if meeting else "",
            state_label=str(meeting_words.STATE_NAMES.get(row.state, "")) if meeting else "",
            at=self.local(start),
            order=start.isoformat(),
            language="en" if english() and row.title_en else "es",
        )
