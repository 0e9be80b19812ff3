"""Pages of the acts: who takes part, in which role, in which body, by which rules; who leaves."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.kernel.permits import Actor
from cocrea.people import forms, selectors, services
from cocrea.people import staff_read as read
from cocrea.people.bodies_read import name_of
from cocrea.people.forms import end_of, instant_of, uuid_of
from cocrea.people.messages import role_name
from cocrea.people.models import Body
from cocrea.people.rules.permits import PERMITS, TEAM
from cocrea.people.views import process_of
from cocrea.ui.acts import act_page

Do = Callable[[dict[str, Any]], object]


def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who holds a role of this process, and where each act begins."""
    process = _entered(request, "role.grant", "running")
    context = {
        "process": process,
        "crumbs": [(_("Órganos"), reverse("people:bodies", args=[slug])), (_("Personas"), "")],
        "grants": read.grants(slug, _now(request)),
        "functions": read.functions_running(_now(request)),
        "begin": [
            (label, reverse(f"people:{name}", args=[slug]))
            for label, name in (
                (_("Inscribir a una persona"), "function_publish"),
                (_("Dar una función"), "role_grant"),
                (_("Inscribir a una organización"), "organization_create"),
                (_("Formar un órgano"), "body_create"),
            )
        ],
    }
    response = render(request, "people/staff.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def organization_create(request: HttpRequest, slug: str) -> HttpResponse:
    process = _entered(request, "organization.create", "running")
    return _act(
        request,
        process,
        forms.OrganizationForm,
        lambda data: services.organization_create(
            actor=_actor(request), process=process, invented=process.is_demo, **data
        ),
        title=_("Inscribir a una organización"),
        lead=_("Para que alguien pueda hablar por ella, ocupar un asiento o acordar reglas."),
        submit=_("Inscribirla"),
        done=_("La organización quedó inscrita."),
    )


def function_publish(request: HttpRequest, slug: str) -> HttpResponse:
    process = _entered(request, "function.publish", "running")
    return _act(
        request,
        process,
        forms.FunctionForm,
        lambda data: services.function_publish(
            actor=_actor(request), process=process, invented=process.is_demo, **data
        ),
        title=_("Inscribir a una persona"),
        lead=_("Quien actúa en público consta con su nombre y su cargo, y con lo que lo dispone."),
        submit=_("Publicar su cargo"),
        done=_("La persona quedó inscrita. Ahora puede darle una función o un asiento."),
    )


def function_end(request: HttpRequest, slug: str, function: UUID) -> HttpResponse:
    process = _entered(request, "function.end", "running")
    found = read.function_get(function)
    return _act(
        request,
        process,
        Form,
        lambda _data: services.function_end(
            actor=_actor(request), process=process, function=function
        ),
        title=_("Terminar un cargo"),
        lead=_("%(person)s deja de hablar por su organización. Lo que hizo sigue en el registro.")
        % {"person": str(found)},
        submit=_("Terminar el cargo"),
        done=_("El cargo quedó terminado."),
    )


def role_grant(request: HttpRequest, slug: str) -> HttpResponse:
    process = _entered(request, "role.grant", "running")
    people = {
        str(row.public_id): row for row in read.functions_running(_now(request), entering=True)
    }

    def do(data: dict[str, Any]) -> object:
        return services.role_grant(
            actor=_actor(request),
            process=process,
            user=people[data["function"]].user_id,
            role=data["role"],
            basis=data["basis"],
            until=end_of(data["until"], process.zone),
        )

    return _act(
        request,
        process,
        partial(forms.GrantForm, list(people.values())),
        do,
        title=_("Dar una función"),
        lead=_("Nadie se la da a sí mismo, y quien decide no publica."),
        submit=_("Dar la función"),
        done=_("La función quedó dada y consta en el registro."),
    )


def role_end(request: HttpRequest, slug: str, grant: UUID) -> HttpResponse:
    process = _entered(request, "role.end", "running")
    found = read.grant_get(slug, grant)
    return _act(
        request,
        process,
        forms.ReasonForm,
        lambda data: services.role_end(actor=_actor(request), process=process, grant=grant, **data),
        title=_("Terminar una función"),
        lead=str(role_name(found.role)),
        submit=_("Terminar la función"),
        done=_("La función terminó."),
    )


def body_create(request: HttpRequest, slug: str) -> HttpResponse:
    process = _entered(request, "body.create")

    def do(data: dict[str, Any]) -> Body:
        return services.body_create(
            actor=_actor(request), process=process, slug=data["name_es"], **data
        )

    return _act(
        request,
        process,
        partial(forms.BodyForm, list(selectors.bodies(slug))),
        do,
        title=_("Formar un órgano"),
        lead=_(
            "Después se definen sus asientos, se publican sus reglas y se nombra a quienes lo "
            "integran."
        ),
        submit=_("Formar el órgano"),
        done=_("El órgano quedó formado."),
    )


# --- acts of one body


def body_rules(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    process = _entered(request, "body.rules_publish")
    signers, organizations = read.may_agree(slug, body, _now(request))
    made: list[forms.RulesForm] = []

    def form(*args: Any, **kwargs: Any) -> forms.RulesForm:
        made.append(forms.RulesForm(signers, organizations, *args, **kwargs))
        return made[-1]

    def do(data: dict[str, Any]) -> object:
        return services.body_rules_publish(
            actor=_actor(request),
            process=process,
            body=body,
            text=data["text"],
            in_force_since=instant_of(data["since"], process.zone, _now(request)),
            meets_every_days=data["meets_every_days"],
            **made[-1].agreement(),
        )

    return _body_act(
        request,
        process,
        body,
        form,
        do,
        title=_("Publicar las reglas del órgano"),
        lead=_("La versión anterior no se borra: queda con la fecha hasta la que rigió."),
        submit=_("Publicar las reglas"),
        done=_("Las reglas quedaron publicadas."),
    )


def seat_define(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    process = _entered(request, "seat.define")
    return _body_act(
        request,
        process,
        body,
        forms.SeatForm,
        lambda data: services.seat_define(
            actor=_actor(request), process=process, body=body, **data
        ),
        title=_("Definir un asiento"),
        lead=_(
            "Quién puede ocuparlo y si vota. El balance por sector se ve en la página del órgano."
        ),
        submit=_("Definir el asiento"),
        done=_("El asiento quedó definido."),
    )


def mandate_start(request: HttpRequest, slug: str, body: str, seat: UUID) -> HttpResponse:
    process = _entered(request, "mandate.start")
    found = read.seat_get(slug, body, seat)
    people = read.candidates(found, _now(request))

    def do(data: dict[str, Any]) -> object:
        return services.mandate_start(
            actor=_actor(request),
            process=process,
            seat=seat,
            function=UUID(data["function"]),
            kind=data["kind"],
            since=instant_of(data["since"], process.zone, _now(request)),
        )

    return _body_act(
        request,
        process,
        body,
        partial(forms.MandateForm, people),
        do,
        title=_("Nombrar en un asiento"),
        lead=found.title,
        lead_language="es",
        initial={"kind": request.GET.get("calidad", "")[:10]},
        submit=_("Nombrar a esta persona"),
        done=_("El nombramiento consta desde ahora."),
    )


def mandate_end(request: HttpRequest, slug: str, body: str, mandate: UUID) -> HttpResponse:
    process = _entered(request, "mandate.end", "running")
    found = read.mandate_get(slug, body, mandate)
    people = [
        row for row in read.candidates(found.seat, _now(request)) if row.pk != found.function_id
    ]

    def do(data: dict[str, Any]) -> object:
        return services.mandate_end(
            actor=_actor(request),
            process=process,
            mandate=mandate,
            reason=data["reason"],
            until=instant_of(data["until"], process.zone, _now(request)),
            handover_to=uuid_of(data["handover_to"]),
            note=data["note"],
        )

    return _body_act(
        request,
        process,
        body,
        partial(forms.MandateEndForm, people),
        do,
        title=_("Cerrar un mandato"),
        lead=str(found.function),
        lead_language="es",
        submit=_("Cerrar el mandato"),
        done=_("El mandato quedó cerrado."),
    )


def organization_exit(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    process = _entered(request, "organization.exit")
    here = _speakable(request, read.seated_in(slug, body))
    return _body_act(
        request,
        process,
        body,
        partial(forms.ExitForm, here),
        lambda data: services.organization_exit(
            actor=_actor(request), process=process, body=body, **data
        ),
        title=_("Retirarse del órgano"),
        lead=_("La razón se publica ese mismo día, y los mandatos de la organización terminan."),
        submit=_("Hacer constar la salida"),
        done=_("La salida y su razón quedaron publicadas."),
    )


def organization_return(request: HttpRequest, slug: str, body: str) -> HttpResponse:
    process = _entered(request, "organization.return")
    away = _speakable(request, read.away_from(slug, body))
    return _body_act(
        request,
        process,
        body,
        partial(forms.ReturnForm, away),
        lambda data: services.organization_return(
            actor=_actor(request), process=process, body=body, **data
        ),
        title=_("Regresar al órgano"),
        lead=_("Después se nombra de nuevo a quienes ocupan sus asientos."),
        submit=_("Hacer constar el regreso"),
        done=_("El regreso quedó publicado."),
    )


# --- what they share


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _now(request: HttpRequest) -> Any:
    return request.now  # type: ignore[attr-defined]


def _entered(request: HttpRequest, action: str, state: str = "*") -> Any:
    """The process, once the reader may do this in it."""
    process = process_of(request)
    PERMITS.require(_actor(request), action, now=_now(request), state=state)
    return process


def _speakable(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """The team may choose any of them; somebody else their own organization only."""
    actor = _actor(request)
    if actor.roles(_now(request)) & set(TEAM):
        return rows
    return [row for row in rows if row.slug == actor.organization]


def _act(
    request: HttpRequest, process: Any, form: Callable[..., Form], do: Do, **words: Any
) -> HttpResponse:
    back = reverse("people:staff", args=[process.slug])

    def done(data: dict[str, Any]) -> str:
        made = do(data)
        if isinstance(made, Body):
            return reverse("people:body", args=[process.slug, made.slug])
        return back

    crumbs = [(_("Personas"), back), (words["title"], "")]
    words = {"eyebrow": "", "lead_language": "", **words}
    return _private(
        act_page(
            request, process, form=form, do=done, template="people/act.html", crumbs=crumbs, **words
        )
    )


def _body_act(
    request: HttpRequest, process: Any, body: str, form: Callable[..., Form], do: Do, **words: Any
) -> HttpResponse:
    found = read.body_get(process.slug, body)
    back = reverse("people:body", args=[process.slug, body])

    def done(data: dict[str, Any]) -> str:
        do(data)
        return back

    crumbs = [(name_of(found), back), (words["title"], "")]
    words = {"eyebrow": name_of(found), "lead_language": "", **words}
    return _private(
        act_page(
            request,
            process,
            form=form,
            do=done,
            template="people/act.html",
            crumbs=crumbs,
            **words,
        )
    )


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
