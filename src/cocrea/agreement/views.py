"""Public pages of decisions and declared interests, and one page per act."""

import functools
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cocrea.agreement import forms, selectors
from cocrea.agreement import services as agreement
from cocrea.agreement.models import InterestDeclaration, Position, Session
from cocrea.agreement.rules.balance import balance, bounds_of
from cocrea.agreement.rules.permits import HALL, PERMITS
from cocrea.agreement.services.sessions import roll_of
from cocrea.kernel.refs import Told
from cocrea.people.models import Mandate
from cocrea.people.selectors import bodies, organizations
from cocrea.process.http import process_view, public_page
from cocrea.process.models import Process
from cocrea.process.selectors import organizations as organizations_of
from cocrea.process.selectors import themes
from cocrea.ui.acts import act_page, roles_of
from cocrea.ui.paging import page_of

ACTIONS = (
    ("session.open", "open"),
    ("position.record", "position"),
    ("objection.raise", "objection"),
    ("recusal.record", "recusal"),
    ("session.close", "close"),
    ("session.annul", "annul"),
)


@public_page
def sessions(request: HttpRequest, process: Process) -> HttpResponse:
    """Decisions, newest first, each with its result and balance label."""
    state = request.GET.get("estado", "")
    state = state if state in dict(Session.STATES) else ""
    page = page_of(request, selectors.sessions(process, state=state))
    context = {
        "process": process,
        "page": page,
        "states": [code for code, _name in Session.STATES],
        "state": state,
        "may_declare": PERMITS.may(roles_of(request), "session.declare"),
        "crumbs": [(_("Proceso"), "../"), (_("Decisiones"), "")],
    }
    return render(request, "agreement/sessions.html", context)


@public_page
def session(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    """One decision: its rule first, then who was there, what they said and what came of it."""
    found = selectors.session_get(process, session_id)
    roles = roles_of(request)
    hall = None
    if found.roll:
        hall = balance(roll_of(found).by_sector(), bounds_of(found.floor))
    context = {
        "process": process,
        "session": found,
        "hall": hall,
        "options": list(enumerate(found.options, start=1)),
        "chosen": [found.options[int(n)] for n in (found.outcome or {}).get("chosen", [])],
        "acts": [
            (name, reverse(f"agreement:{name}", args=[process.slug, found.public_id]))
            for action, name in ACTIONS
            if PERMITS.may(roles, action, found.state)
        ],
        "spoken": found.state == Session.OPEN and _has_spoken(request, found),
        "may_answer": PERMITS.may(roles, "objection.answer", found.state),
        "may_resolve": PERMITS.may(roles, "objection.resolve", found.state),
        "crumbs": [(_("Proceso"), "../../"), (_("Decisiones"), "../"), (Told(found.title), "")],
        **selectors.session_page(found),
    }
    return render(request, "agreement/session.html", context)


def _has_spoken(request: HttpRequest, found: Session) -> bool:
    """Somebody signed in who took a position here already."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return selectors.position_of(found, request.actor.office) is not None


def _act(
    request: HttpRequest, process: Process, found: Session, title: str, submit: str, **more: Any
) -> HttpResponse:
    url = reverse("agreement:session", args=[process.slug, found.public_id])
    do = more.pop("do")

    def done(data: dict[str, Any]) -> str:
        do(data)
        return url

    context = {
        "template": "agreement/act.html",
        "title": title,
        "submit": submit,
        "lead": "",
        "session": found,
        "crumbs": [(_("Decisiones"), "../../"), (Told(found.title), url), (title, "")],
    }
    return act_page(request, process, do=done, **{**context, **more})


def _checked(request: HttpRequest, process: Process, session_id: UUID, action: str) -> Session:
    """The session, where this reader may do this now; otherwise a refusal with its reason."""
    found = selectors.session_get(process, session_id)
    PERMITS.require(request.actor, action, now=request.now, state=found.state)
    return found


@process_view
def declare(request: HttpRequest, process: Process) -> HttpResponse:
    actor = request.actor
    PERMITS.require(actor, "session.declare", now=request.now)
    rows = {body.slug: body for body in bodies(process.slug)}
    names = [(slug, body.name_es) for slug, body in rows.items()]
    made: list[forms.DeclareForm] = []

    def build(data: Any, **kwargs: Any) -> forms.DeclareForm:
        made.append(forms.DeclareForm(data, bodies=names, **kwargs))
        return made[-1]

    def do(data: dict[str, Any]) -> str:
        form = made[-1]
        declared = agreement.session_declare(
            actor=actor,
            process=process,
            title=data["title"],
            body=rows.get(data["body"]),
            subject=form.subject(),
            meeting=form.meeting(),
            rule=form.declaration(),
        )
        return reverse("agreement:session", args=[process.slug, declared.public_id])

    return act_page(
        request,
        process,
        form=build,
        do=do,
        template="agreement/act.html",
        initial={name: request.GET.get(name, "")[:300] for name in forms.DeclareForm.base_fields},
        title=_("Declarar una decisión"),
        lead=_("La regla se declara antes de abrir y después ya no cambia."),
        submit=_("Declarar"),
        crumbs=[(_("Decisiones"), "../"), (_("Declarar"), "")],
    )


@process_view
def open_session(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "session.open")
    asks = found.body_id is None and found.quorum_share > 0
    made: list[forms.RollForm] = []

    def build(data: Any, **kwargs: Any) -> forms.RollForm:
        made.append(forms.RollForm(data, seats=asks, **kwargs))
        return made[-1]

    def do(data: dict[str, Any]) -> None:
        agreement.session_open(
            actor=request.actor,
            session=found,
            present=made[-1].present(),
            seats=data.get("seats"),
        )

    title = _("Abrir la sesión con quienes están presentes")
    more = {"form": build, "do": do, "template": "agreement/open.html"}
    return _act(request, process, found, title, _("Abrir la sesión"), **more)


def _who(request: HttpRequest, found: Session) -> dict[str, Any]:
    """Options of forms in which the hall says whose words these are."""
    if not request.actor.roles(request.now) & set(HALL):
        return {}
    seats = Mandate.objects.filter(
        seat__body_id=found.body_id, seat__voting=True, until=None
    ).select_related("function", "seat")
    offices = [
        (str(m.function.public_id), f"{m.function.public_name}, {m.function.post}")
        for m in (seats.order_by("seat__number") if found.body_id else ())
    ]
    rows = [] if offices else organizations_of(found.process).values_list("slug", "name")
    return {"hall": True, "offices": offices, "organizations": rows}


def _participant(who: dict[str, Any], data: dict[str, Any]) -> agreement.Participant | None:
    if not who:
        return None
    if who["offices"]:
        return agreement.Participant(office=data["participant"])
    return agreement.Participant(organization=data["participant"], person=data["person"])


@process_view
def position(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "position.record")
    who = _who(request, found)

    def do(data: dict[str, Any]) -> None:
        agreement.position_record(
            actor=request.actor,
            session=found,
            stance=data["stance"],
            text=data["text"],
            choices=[int(n) for n in data.get("choices", [])],
            participant=_participant(who, data),
        )

    mine = None if who else selectors.position_of(found, request.actor.office)
    more = {
        "form": functools.partial(forms.PositionForm, session=found, **who),
        "initial": _as_given(mine),
        "do": do,
        "speaker": "" if who else request.actor.label,
        "done": _("La posición quedó registrada. Puede cambiarla mientras la sesión siga abierta."),
    }
    title = _("Cambiar mi posición") if mine else _("Tomar posición")
    return _act(request, process, found, title, _("Registrar"), **more)


def _as_given(mine: Position | None) -> dict[str, Any] | None:
    if mine is None:
        return None
    return {"stance": mine.stance, "text": mine.text, "choices": [str(n) for n in mine.choices]}


@process_view
def objection(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "objection.raise")
    who = _who(request, found)

    def do(data: dict[str, Any]) -> None:
        agreement.objection_raise(
            actor=request.actor,
            session=found,
            text=data["text"],
            participant=_participant(who, data),
        )

    more = {
        "form": functools.partial(forms.ObjectionForm, **who),
        "do": do,
        "speaker": "" if who else request.actor.label,
        "done": _("La objeción quedó registrada y espera respuesta."),
    }
    return _act(request, process, found, _("Objetar"), _("Registrar"), **more)


@process_view
def answer(
    request: HttpRequest, process: Process, session_id: UUID, objection_id: UUID
) -> HttpResponse:
    found = _checked(request, process, session_id, "objection.answer")
    row = selectors.objection_get(found, objection_id)

    def do(data: dict[str, Any]) -> None:
        agreement.objection_answer(actor=request.actor, objection=row, reply=data["reply"])

    more = {"form": forms.ReplyForm, "do": do, "quote": row}
    more["done"] = _("La respuesta quedó registrada junto a la objeción.")
    return _act(request, process, found, _("Responder la objeción"), _("Responder"), **more)


@process_view
def resolve(
    request: HttpRequest, process: Process, session_id: UUID, objection_id: UUID
) -> HttpResponse:
    found = _checked(request, process, session_id, "objection.resolve")
    row = selectors.objection_get(found, objection_id)

    def do(data: dict[str, Any]) -> None:
        agreement.objection_resolve(
            actor=request.actor,
            objection=row,
            resolution=data["resolution"],
        )

    more = {"form": forms.ResolveForm, "do": do, "quote": row}
    return _act(request, process, found, _("Dar por resuelta la objeción"), _("Registrar"), **more)


@process_view
def recusal(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "recusal.record")

    def do(data: dict[str, Any]) -> None:
        agreement.recusal_record(actor=request.actor, session=found, reason=data["reason"])

    more = {"form": forms.ReasonForm, "do": do, "speaker": request.actor.label}
    more["done"] = _("Consta que se excusó: en esta decisión no toma posición.")
    return _act(request, process, found, _("Excusarse"), _("Registrar"), **more)


@process_view
def close(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "session.close")

    def do(data: dict[str, Any]) -> None:
        agreement.session_close(
            actor=request.actor,
            session=found,
            casting=data.get("casting", ""),
        )

    form = functools.partial(forms.CloseForm, session=found, doubts=_left_open(found))
    title = _("Cerrar y calcular el resultado")
    return _act(request, process, found, title, _("Cerrar la sesión"), form=form, do=do)


def _left_open(found: Session) -> list[str]:
    """What somebody who closes now leaves out for ever, in sentences."""
    left = selectors.left_open(found)
    said = []
    if left.silent:
        text = ngettext(
            "Han tomado posición %(taken)s; %(silent)s de los presentes no la ha tomado.",
            "Han tomado posición %(taken)s; %(silent)s de los presentes no la han tomado.",
            left.silent,
        )
        said.append(text % {"taken": left.taken, "silent": left.silent})
    if left.objections:
        text = ngettext(
            "Queda %(count)s objeción sin resolver.",
            "Quedan %(count)s objeciones sin resolver.",
            left.objections,
        )
        said.append(text % {"count": left.objections})
    return said


@process_view
def annul(request: HttpRequest, process: Process, session_id: UUID) -> HttpResponse:
    found = _checked(request, process, session_id, "session.annul")

    def do(data: dict[str, Any]) -> None:
        agreement.session_annul(actor=request.actor, session=found, reason=data["reason"])

    more = {"form": forms.ReasonForm, "do": do}
    return _act(request, process, found, _("Anular la sesión"), _("Anular"), **more)


@public_page
def interests(request: HttpRequest, process: Process) -> HttpResponse:
    """The register of declarations, every version of it, and who has not declared."""
    rows = selectors.interests(process, all_versions=True)
    page = page_of(request, rows)
    _name_interests(process, list(page))
    context = {
        "process": process,
        "page": page,
        "missing": list(selectors.undeclared(process, request.now)[:200]),
        "may_declare": PERMITS.may(roles_of(request), "interests.declare"),
        "crumbs": [(_("Proceso"), "../"), (_("Intereses declarados"), "")],
    }
    return render(request, "agreement/interests.html", context)


def _name_interests(process: Process, rows: list[Any]) -> None:
    """Give declarations the names of what they list by slug. Two queries."""
    wanted = {slug for row in rows for slug in row.organizations}
    names = dict(organizations().filter(slug__in=wanted).values_list("slug", "name"))
    titles = {theme.slug: _theme_name(theme) for theme in themes(process)}
    for row in rows:
        row.organization_names = [(slug, names.get(slug, slug)) for slug in row.organizations]
        row.theme_names = [titles.get(slug, slug) for slug in row.themes]


def _theme_name(theme: Any) -> str:
    english = (get_language() or "es").startswith("en")
    return str(theme.name_en if english and theme.name_en else theme.name_es)


@process_view
def interest_declare(request: HttpRequest, process: Process) -> HttpResponse:
    actor = request.actor
    PERMITS.require(actor, "interests.declare", now=request.now)
    last = selectors.interest_of(process, actor.office)
    form = functools.partial(
        forms.InterestForm,
        organizations=organizations_of(process).values_list("slug", "name"),
        themes=[(t.slug, _theme_name(t)) for t in themes(process)],
        renewing=last is not None,
    )

    def do(data: dict[str, Any]) -> str:
        agreement.interests_declare(actor=actor, process=process, **data)
        return reverse("agreement:interests", args=[process.slug])

    return act_page(
        request,
        process,
        form=form,
        do=do,
        template="agreement/act.html",
        initial=_as_declared(last),
        speaker=actor.label,
        picks=True,
        done=_("Su declaración quedó publicada."),
        title=_("Renovar mi declaración") if last else _("Declarar intereses"),
        lead=_("Su declaración es pública y se compara con cada decisión en la que participe."),
        submit=_("Declarar"),
        crumbs=[(_("Intereses declarados"), "../"), (_("Declarar"), "")],
    )


def _as_declared(last: InterestDeclaration | None) -> dict[str, Any] | None:
    """A renewal begins with what was said before."""
    if last is None:
        return None
    return {name: getattr(last, name) for name in ("none", "organizations", "themes", "text")}
