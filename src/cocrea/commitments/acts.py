"""Pages of acts: one form each, refused with the reason beside the field, then a redirect."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.commitments import reading, selectors, services
from cocrea.commitments.forms import (
    AcceptForm,
    AdoptForm,
    AlignmentForm,
    CommitmentForm,
    ConfirmForm,
    LetterForm,
    MilestoneForm,
    OpinionForm,
    ReasonForm,
    SignForm,
    SourceForm,
    attach,
)
from cocrea.commitments.models import Commitment, Milestone
from cocrea.commitments.rules import lifecycle
from cocrea.commitments.rules.permits import PERMITS
from cocrea.commitments.views import crumbs
from cocrea.kernel.errors import DomainError, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.people import selectors as people
from cocrea.process import selectors as processes
from cocrea.process.http import process_view
from cocrea.sensemaking import selectors as sensemaking

LIST_LIMIT = 500


def _open(request: Any, process: Any, public_id: Any, action: str) -> Commitment:
    """The commitment for this act: 404 for a draft one may not see, 403 for an act one may not."""
    found = selectors.commitment_get(process, public_id, roles=request.actor.roles(request.now))
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


def _page(
    request: HttpRequest,
    process: Any,
    form: forms.Form,
    do: Callable[[], Commitment],
    *,
    title: str,
    submit: str,
    done: str,
    lead: str = "",
    commitment: Commitment | None = None,
    tone: str = "primary",
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = do()
            except DomainError as error:
                attach(form, error)
                status = error.status
            else:
                flash.success(request, done)
                return redirect("commitments:detail", process.slug, saved.public_id)
    context = {
        "process": process,
        "crumbs": crumbs(process, (title, "")),
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "commitment": commitment,
        "tone": tone,
    }
    return render(request, "commitments/act.html", context, status=status)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _bodies(*, public: bool | None = True) -> list[tuple[str, str]]:
    return list(people.organizations(public=public).values_list("slug", "name"))


def _themes(process: Any) -> list[tuple[str, str]]:
    return [(each.slug, reading.theme_name(each)) for each in processes.themes(process)]


def _explain(commitment: Commitment) -> bool:
    return commitment.state in lifecycle.AFTER_ACCEPTANCE


@process_view
def draft(request: Any, process: Any) -> HttpResponse:
    PERMITS.require(request.actor, "commitment.draft", now=request.now)
    code = processes.methodology(process).identity.template
    form = CommitmentForm(_data(request), code=code, themes=_themes(process), bodies=_bodies())
    return _page(
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
    found = _open(request, process, public_id, "commitment.save")
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
        _data(request),
        initial=initial,
        code=found.template,
        themes=_themes(process),
        bodies=_bodies(),
        explain=_explain(found),
        expected=True,
    )
    return _page(
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
    found = _open(request, process, public_id, "milestone.add")
    form = MilestoneForm(
        _data(request),
        initial={"expected": found.version},
        bodies=_bodies(public=None),
        explain=_explain(found),
    )

    def do() -> Commitment:
        services.milestone_add(actor=request.actor, commitment=found, **form.values())
        return found

    return _page(
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
    found = _open(request, process, public_id, "milestone.save")
    kept = _milestone(found, milestone)
    names = ("text", "responsible", "status", "start", "end", "indicator", "baseline", "means")
    initial = {name: getattr(kept, name) for name in names}
    initial["organization"] = kept.organization.slug if kept.organization else ""
    form = MilestoneForm(
        _data(request),
        initial=initial | {"expected": found.version},
        bodies=_bodies(public=None),
        explain=_explain(found),
    )

    def do() -> Commitment:
        services.milestone_save(actor=request.actor, milestone=kept, **form.values())
        return found

    return _page(
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
    found = _open(request, process, public_id, "milestone.remove")
    kept = _milestone(found, milestone)
    form = ConfirmForm(_data(request), initial={"expected": found.version})

    def do() -> Commitment:
        expected = form.cleaned_data["expected"]
        services.milestone_remove(actor=request.actor, milestone=kept, expected=expected)
        return found

    return _page(
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
    found = _open(request, process, public_id, "source.link")
    proposals = sensemaking.proposals(process)[:LIST_LIMIT]
    form = SourceForm(
        _data(request),
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

    return _page(
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
    found = _open(request, process, public_id, "alignment.set")
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
    form = AlignmentForm(_data(request), initial={"codes": held}, choices=choices)

    def do() -> Commitment:
        pairs = [tuple(code.split(":", 1)) for code in form.cleaned_data["codes"]]
        services.alignment_set(
            actor=request.actor, commitment=found, items=[(frame, code) for frame, code in pairs]
        )
        return found

    return _page(
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
    found = _open(request, process, public_id, "letter.draft")
    form = LetterForm(_data(request), organizations=_bodies(public=None))

    def do() -> Commitment:
        services.letter_draft(actor=request.actor, commitment=found, **form.cleaned_data)
        return found

    return _page(
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


@process_view
def letter(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "letter.sign")
    form = SignForm(_data(request))

    def do() -> Commitment:
        services.letter_sign(
            actor=request.actor,
            commitment=found,
            organization=request.actor.organization,
            signatory=form.cleaned_data["signatory"],
        )
        return found

    return _page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Firmar la carta de entendimiento"),
        submit=_("Firmar"),
        done=_("La carta quedó firmada."),
    )


@process_view
def propose(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.propose")
    form = ConfirmForm(_data(request), initial={"expected": found.version})
    return _page(
        request,
        process,
        form,
        lambda: services.commitment_propose(
            actor=request.actor, commitment=found, **form.cleaned_data
        ),
        commitment=found,
        title=_("Proponer el compromiso"),
        lead=_("Se hace público y pasa a la entidad responsable para que lo acepte o lo devuelva."),
        submit=_("Proponer"),
        done=_("El compromiso quedó propuesto y es público."),
    )


@process_view
def accept(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.accept")
    form = AcceptForm(_data(request), initial={"expected": found.version})

    def do() -> Commitment:
        data = form.cleaned_data
        return services.commitment_accept(
            actor=request.actor,
            commitment=found,
            expected=data["expected"],
            signatory=data["signatory"],
            condition=data["condition"],
        )

    return _page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Aceptar la responsabilidad"),
        lead=_("Solo la autoridad de la entidad responsable acepta, y acepta estas palabras."),
        submit=_("Aceptar"),
        done=_("La aceptación quedó en el registro público."),
    )


def _reasoned(
    request: Any,
    process: Any,
    found: Commitment,
    do: Callable[..., Commitment],
    words: tuple[str, str],
) -> HttpResponse:
    form = ReasonForm(_data(request))
    title, done = words
    return _page(
        request,
        process,
        form,
        lambda: do(actor=request.actor, commitment=found, reason=form.cleaned_data["reason"]),
        commitment=found,
        title=title,
        submit=title,
        done=done,
        tone="danger",
    )


@process_view
def give_back(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.return")
    words = (_("Devolver a las mesas"), _("El compromiso volvió a las mesas con su motivo."))
    return _reasoned(request, process, found, services.commitment_return, words)


@process_view
def not_adopt(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.not_adopt")
    words = (_("Registrar que no se adoptó"), _("Quedó registrado que no se adoptó, y por qué."))
    return _reasoned(request, process, found, services.commitment_not_adopt, words)


@process_view
def withdraw(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.withdraw")
    words = (_("Retirar el compromiso"), _("El compromiso quedó retirado, con su motivo."))
    return _reasoned(request, process, found, services.commitment_withdraw, words)


@process_view
def opinion(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "opinion.record")
    form = OpinionForm(_data(request), initial={"expected": found.version})

    def do() -> Commitment:
        services.opinion_record(actor=request.actor, commitment=found, **form.cleaned_data)
        return found

    return _page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Registrar un dictamen"),
        lead=_("Con firma y fecha. El anterior, si lo hay, se conserva a la vista."),
        submit=_("Registrar"),
        done=_("El dictamen quedó registrado."),
    )


def _sessions(process: Any, commitment: Commitment) -> dict[str, SubjectRef]:
    """Closed decisions of the process, those about this commitment first."""
    own = str(commitment.public_id)
    rows = list(agreement.sessions(process, state="closed")[:LIST_LIMIT])
    rows.sort(key=lambda row: row.subject_id != own)
    return {
        str(row.public_id): SubjectRef("session", str(row.public_id), label=row.title)
        for row in rows
    }


@process_view
def adopt(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = _open(request, process, public_id, "commitment.adopt")
    sessions = _sessions(process, found)
    form = AdoptForm(_data(request), sessions=[(k, ref.label) for k, ref in sessions.items()])

    def do() -> Commitment:
        data = form.cleaned_data
        return services.commitment_adopt(
            actor=request.actor,
            commitment=found,
            decision=sessions.get(data["decision"]),
            reason=data["reason"],
        )

    return _page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Registrar la adopción"),
        lead=_("Hace falta que la entidad acepte y que lo jurídico y lo financiero sean viables."),
        submit=_("Registrar la adopción"),
        done=_("El compromiso quedó adoptado."),
    )
