"""Pages of those who propose, accept, give opinions and decide."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.agreement import selectors as agreement
from cocrea.agreement.rules.techniques import ADOPTED
from cocrea.commitments import services
from cocrea.commitments.acts.page import data_of, opened, page
from cocrea.commitments.forms import (
    AcceptForm,
    AdoptForm,
    ConfirmForm,
    OpinionForm,
    ReasonForm,
    SignForm,
)
from cocrea.commitments.models import Commitment
from cocrea.commitments.rules import letters
from cocrea.kernel.errors import Conflict, NotThere
from cocrea.kernel.findings import Finding
from cocrea.kernel.refs import SubjectRef
from cocrea.process.http import process_view

LIST_LIMIT = 500


@process_view
def letter(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "letter.sign")
    own = found.letters.filter(organization__slug=request.actor.organization).first()
    if own is None:
        raise NotThere(Finding("commitments.no_letter", where="organization"))
    if own.state != letters.DRAFTED:
        raise Conflict(Finding("commitments.letter_settled", where="organization"))
    form = SignForm(data_of(request))

    def do() -> Commitment:
        services.letter_sign(
            actor=request.actor,
            commitment=found,
            organization=request.actor.organization,
            signatory=form.cleaned_data["signatory"],
        )
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Firmar la carta de entendimiento"),
        lead=own.role_text,
        read=True,
        submit=_("Firmar"),
        done=_("La carta quedó firmada."),
    )


@process_view
def letter_withdraw(request: Any, process: Any, public_id: Any, organization: str) -> HttpResponse:
    found = opened(request, process, public_id, "letter.withdraw")
    named = found.letters.filter(organization__slug=organization).select_related("organization")
    letter = named.first()
    if letter is None:
        raise NotThere(Finding("commitments.no_letter", where="organization"))
    form = ReasonForm(data_of(request))

    def do() -> Commitment:
        services.letter_withdraw(
            actor=request.actor,
            commitment=found,
            organization=organization,
            reason=form.cleaned_data["reason"],
        )
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Retirar a una organización corresponsable"),
        lead=letter.organization.name,
        submit=_("Retirar"),
        done=_("La organización ya no figura como corresponsable."),
    )


@process_view
def propose(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.propose")
    form = ConfirmForm(data_of(request), initial={"expected": found.version})
    return page(
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
        read=True,
    )


@process_view
def accept(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.accept")
    form = AcceptForm(data_of(request), initial={"expected": found.version})

    def do() -> Commitment:
        data = form.cleaned_data
        return services.commitment_accept(
            actor=request.actor,
            commitment=found,
            expected=data["expected"],
            signatory=data["signatory"],
            condition=data["condition"],
        )

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Aceptar la responsabilidad"),
        lead=_("Solo la autoridad de la entidad responsable acepta, y acepta estas palabras."),
        submit=_("Aceptar"),
        done=_("La aceptación quedó en el registro público."),
        read=True,
        otherwise=(
            _("¿No puede aceptarlo así? Devuélvalo a las mesas con su motivo."),
            reverse("commitments:return", args=[process.slug, found.public_id]),
        ),
    )


def _reasoned(
    request: Any,
    process: Any,
    found: Commitment,
    do: Callable[..., Commitment],
    words: tuple[str, str],
) -> HttpResponse:
    form = ReasonForm(data_of(request))
    title, done = words
    return page(
        request,
        process,
        form,
        lambda: do(actor=request.actor, commitment=found, reason=form.cleaned_data["reason"]),
        commitment=found,
        title=title,
        submit=title,
        done=done,
        tone="danger",
        read=True,
    )


@process_view
def give_back(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.return")
    words = (_("Devolver a las mesas"), _("El compromiso volvió a las mesas con su motivo."))
    return _reasoned(request, process, found, services.commitment_return, words)


@process_view
def not_adopt(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.not_adopt")
    words = (_("Registrar que no se adoptó"), _("Quedó registrado que no se adoptó, y por qué."))
    return _reasoned(request, process, found, services.commitment_not_adopt, words)


@process_view
def withdraw(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.withdraw")
    words = (_("Retirar el compromiso"), _("El compromiso quedó retirado, con su motivo."))
    return _reasoned(request, process, found, services.commitment_withdraw, words)


@process_view
def opinion(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "opinion.record")
    form = OpinionForm(data_of(request), initial={"expected": found.version})

    def do() -> Commitment:
        services.opinion_record(actor=request.actor, commitment=found, **form.cleaned_data)
        return found

    return page(
        request,
        process,
        form,
        do,
        commitment=found,
        title=_("Registrar un dictamen"),
        lead=_("Con firma y fecha. El anterior, si lo hay, se conserva a la vista."),
        submit=_("Registrar"),
        done=_("El dictamen quedó registrado."),
        read=True,
    )


def _sessions(process: Any, commitment: Commitment) -> dict[str, SubjectRef]:
    """Decisions of the process that adopted something, those about this commitment first."""
    own = str(commitment.public_id)
    rows = list(agreement.sessions(process, state="closed", result=ADOPTED)[:LIST_LIMIT])
    rows.sort(key=lambda row: row.subject_id != own)
    return {
        str(row.public_id): SubjectRef("session", str(row.public_id), label=row.title)
        for row in rows
    }


@process_view
def adopt(request: Any, process: Any, public_id: Any) -> HttpResponse:
    found = opened(request, process, public_id, "commitment.adopt")
    sessions = _sessions(process, found)
    form = AdoptForm(data_of(request), sessions=[(k, ref.label) for k, ref in sessions.items()])

    def do() -> Commitment:
        data = form.cleaned_data
        return services.commitment_adopt(
            actor=request.actor,
            commitment=found,
            decision=sessions.get(data["decision"]),
            reason=data["reason"],
        )

    return page(
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
