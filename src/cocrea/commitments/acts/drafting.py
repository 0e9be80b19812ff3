"""Pages of those who draft: the text, its milestones, where it comes from."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cocrea.commitments import reading, services
from cocrea.commitments.acts.page import bodies, data_of, explains, opened, page, themes
from cocrea.commitments.forms import (
    AlignmentForm,
    CommitmentForm,
    ConfirmForm,
    LetterForm,
    MilestoneForm,
    SourceForm,
)
from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules.permits import PERMITS
from cocrea.kernel.errors import NotThere
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as processes
from cocrea.process.http import process_view
from cocrea.sensemaking import selectors as sensemaking

LIST_LIMIT = 500


@process_view
def draft(request: Any, process: Any) -> HttpResponse:
    PERMITS.require(request.actor, "commitment.draft", now=request.now)
    code = processes.methodology(process).identity.template
    form = CommitmentForm(
        data_of(request), code=code, themes=themes(process), bodies=bodies(process)
    )
    return page(
        request,
        process,
        form,
        lambda: services.commitment_draft(actor=request.actor, process=process, **form.values()),
        title=_("Nuevo borrador de compromiso"),
        lead=_("Lo ven quienes redactan en las mesas hasta que se propone."),
        submit=_("Guardar el borrador"),
        done=_("El borrador se guardó."),
    )


@process_view
def edit(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.save")
    initial = {
        "title": found.title_es,
        "title_en": found.title_en,
        "theme": found.theme.slug,
        "responsible": found.responsible.slug if found.responsible else "",
        "start": found.start,
        "end": found.end,
        "expected": found.version,
        **found.fields,
    }
    form = CommitmentForm(
        data_of(request),
        initial=initial,
        code=found.template,
        themes=themes(process),
        bodies=bodies(process),
        explain=explains(found),
        expected=True,
    )
    return page(
        request,
        process,
        form,
        lambda: services.commitment_save(actor=request.actor, commitment=found, **form.values()),
        commitment=found,
        title=_("Editar el compromiso"),
        submit=_("Guardar una versión"),
        done=_("Se guardó una nueva versión."),
    )


@process_view
def milestone_new(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "milestone.add")
    form = MilestoneForm(
        data_of(request),
        initial={"expected": found.version},
        bodies=bodies(process, public=None),
        explain=explains(found),
    )

    def do() -> Commitment:
        services.milestone_add(actor=request.actor, commitment=found, **form.values())
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Agregar un hito"),
        submit=_("Agregar el hito"),
        done=_("El hito se agregó."),
    )


def _milestone(commitment: Commitment, public_id: Any) -> Milestone:
    rows = commitment.milestones.select_related("organization", "commitment__process__log")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotThere(Finding("commitments.no_milestone"))
    return found


@process_view
def milestone_edit(request: Any, process: Any, public_id: Any, milestone: Any) -> HttpResponse:
    found = opened(request, process, public_id, "milestone.save")
    kept = _milestone(found, milestone)
    names = ("text", "responsible", "status", "start", "end", "indicator", "baseline", "means")
    initial = {name: getattr(kept, name) for name in names}
    initial["organization"] = kept.organization.slug if kept.organization else ""
    form = MilestoneForm(
        data_of(request),
        initial=initial | {"expected": found.version},
        bodies=bodies(process, public=None),
        explain=explains(found),
    )

    def do() -> Commitment:
        services.milestone_save(actor=request.actor, milestone=kept, **form.values())
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Editar el hito %(number)s") % {"number": kept.number},
        submit=_("Guardar el hito"),
        done=_("El hito se guardó."),
    )


@process_view
def milestone_remove(request: Any, process: Any, public_id: Any, milestone: Any) -> HttpResponse:
    found = opened(request, process, public_id, "milestone.remove")
    kept = _milestone(found, milestone)
    form = ConfirmForm(data_of(request), initial={"expected": found.version})

    def do() -> Commitment:
        expected = form.cleaned_data["expected"]
        services.milestone_remove(actor=request.actor, milestone=kept, expected=expected)
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Quitar el hito %(number)s") % {"number": kept.number},
        lead=kept.text,
        submit=_("Quitar el hito"),
        done=_("El hito se quitó; las versiones anteriores lo conservan."),
        tone="danger",
    )


@process_view
def source(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "source.link")
    proposals = sensemaking.proposals(process)[:LIST_LIMIT]
    form = SourceForm(
        data_of(request),
        proposals=[(str(p.public_id), f"{p.number}. {p.title}") for p in proposals],
        milestones=[(str(m.public_id), str(m)[:120]) for m in found.milestones.all()],
    )

    def do() -> Commitment:
        data = form.cleaned_data
        services.source_link(
            actor=request.actor,
            commitment=found,
            proposal=sensemaking.proposal_get(process, data["proposal"]),
            milestone=_milestone(found, data["milestone"]) if data["milestone"] else None,
            note=data["note"],
        )
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("De dónde viene"),
        lead=_("Así se ve el hilo entre lo que dijo la gente y lo que se promete."),
        submit=_("Enlazar"),
        done=_("La procedencia quedó enlazada."),
    )


@process_view
def alignment(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "alignment.set")
    choices = [
        (
            (reading.english() and frame.name_en) or frame.name,
            [
                (
                    f"{frame.slug}:{i.code}",
                    f"{i.code} {(reading.english() and i.name_en) or i.name}",
                )
                for i in frame.items
            ],
        )
        for frame in processes.methodology(process).frames
    ]
    held = [f"{each.frame}:{each.code}" for each in found.alignments.all()]
    form = AlignmentForm(data_of(request), initial={"codes": held}, choices=choices)

    def do() -> Commitment:
        pairs = [tuple(code.split(":", 1)) for code in form.cleaned_data["codes"]]
        services.alignment_set(
            actor=request.actor, commitment=found, items=[(frame, code) for frame, code in pairs]
        )
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Alinear con marcos"),
        submit=_("Guardar la alineación"),
        done=_("La alineación se guardó."),
    )


@process_view
def letter_draft(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "letter.draft")
    form = LetterForm(data_of(request), organizations=bodies(process, public=None))

    def do() -> Commitment:
        services.letter_draft(actor=request.actor, commitment=found, **form.cleaned_data)
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Nombrar una organización corresponsable"),
        lead=_("Si no es una entidad pública, tendrá que firmar una carta de entendimiento."),
        submit=_("Nombrar"),
        done=_("La organización quedó nombrada."),
    )
