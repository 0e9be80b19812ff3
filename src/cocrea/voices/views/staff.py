"""A page per act for those who decide: triage, queue, review, points, answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cocrea.kernel.errors import DomainError, NotPermitted, NotThere
from cocrea.kernel.findings import Finding
from cocrea.process import selectors as process_selectors
from cocrea.process.http import process_view
from cocrea.process.models import Process
from cocrea.ui.forms import attach
from cocrea.ui.messages import text_of
from cocrea.ui.paging import DESK, page_of
from cocrea.voices import selectors, services, words
from cocrea.voices.forms import (
    ClusterForm,
    DispositionForm,
    LawForm,
    PointForm,
    ReturnForm,
    ReviewForm,
    TriageForm,
    WholeForm,
)
from cocrea.voices.models import Disposition, Point, Voice
from cocrea.voices.rules.lifecycle import AWAITING_TRIAGE, State
from cocrea.voices.rules.permits import PERMITS
from cocrea.voices.rules.personal import personal_hints
from cocrea.voices.views.public import place_of

BLANK_POINTS = 4
methods = require_http_methods(["GET", "HEAD", "POST"])


def _need(request: HttpRequest, *cells: tuple[str, str]) -> frozenset[str]:
    """Roles of the reader, one of which may do one of these (action, state), or NotPermitted."""
    roles = request.actor.roles(request.now)
    if not any(PERMITS.may(roles, action, state) for action, state in cells):
        raise NotPermitted(Finding("kernel.not_permitted", params={"action": cells[0][0]}))
    return roles


def _try(form: Form, act: Callable[[], object]) -> bool:
    """Do it; a refusal is shown in the form, which keeps what was typed."""
    try:
        act()
    except NotPermitted:
        raise
    except DomainError as error:
        attach(form, error)
        return False
    return True


@require_safe
@process_view
def moderation(request: HttpRequest, process: Process) -> HttpResponse:
    roles = _need(request, ("queue.decide", "*"), ("review.decide", State.IN_REVIEW))
    moderates = "moderator" in roles
    waiting = selectors.triage(process) if moderates else Voice.objects.none()
    page = page_of(request, waiting, DESK)
    for each in page.object_list:
        each.hints = list(personal_hints(each.text))
        each.place = place_of(process, each)
    reviews = list(selectors.reviews_waiting(process)[:DESK])
    for review_ in reviews:
        review_.others = review_.voice.refused_by == request.actor.organization
    context = {
        "process": process,
        "moderates": moderates,
        "page": page,
        "clusters": selectors.clusters(process) if moderates else [],
        "reviews": reviews,
        "limit": request.now - selectors.triage_time(process),
    }
    return render(request, "voices/moderation.html", context)


@methods
@process_view
def triage(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    voice = selectors.voice_by_folio(folio, process)
    if request.method != "POST" and voice.state not in AWAITING_TRIAGE:
        _need(request, ("voice.admit", State.RECEIVED))
        messages.info(request, _("Sobre %(folio)s ya se decidió.") % {"folio": voice.folio})
        return redirect("voices:moderation", slug=process.slug)
    _need(request, ("voice.admit", voice.state))
    form = TriageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        args: dict[str, Any] = {"actor": request.actor, "process": process, "voice": voice}
        if request.POST.get("decision") == "admit":
            done = _try(form, lambda: services.voice_admit(**args))
            said = _("%(folio)s quedó admitida y publicada.")
        else:
            reason = form.cleaned_data["reason"]
            done = _try(form, lambda: services.voice_refuse(**args, reason=reason))
            said = _("%(folio)s no se admitió. Su razón es pública.")
        if done:
            messages.success(request, said % {"folio": voice.folio})
            return redirect("voices:moderation", slug=process.slug)
    hints = list(personal_hints(voice.text))
    voice.place = place_of(process, voice)
    return _page(request, "voices/triage.html", process, form, voice=voice, hints=hints)


@methods
@process_view
def cluster(request: HttpRequest, process: Process, cluster: str) -> HttpResponse:
    _need(request, ("queue.decide", "*"))
    found = next((c for c in selectors.clusters(process) if c["cluster"] == cluster), None)
    if found is None:
        raise NotThere(Finding("voices.unknown_cluster"))
    texts = selectors.cluster_texts(process, cluster)
    seen = found["count"]
    more = seen - sum(row["count"] for row in texts)
    form = ClusterForm(request.POST or None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _try(
            form,
            lambda: services.queue_decide(
                actor=request.actor, process=process, cluster=cluster, **given
            ),
        ):
            messages.success(request, _("Decisión guardada para todo el grupo."))
            return redirect("voices:moderation", slug=process.slug)
    if form.is_bound:  # what is shown now is what is read now
        form.data = form.data.copy()
        form.data["seen"] = str(seen)
    return _page(
        request, "voices/cluster.html", process, form, cluster=found, texts=texts, more=more
    )


@methods
@process_view
def review(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    voice = selectors.voice_by_folio(folio, process)
    _need(request, ("review.decide", voice.state))
    if request.method != "POST" and voice.refused_by == request.actor.organization:
        messages.error(request, _("La revisa otra institución: la suya es la que no la admitió."))
        return redirect("voices:moderation", slug=process.slug)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _try(
            form,
            lambda: services.review_decide(
                actor=request.actor, process=process, voice=voice, **given
            ),
        ):
            messages.success(request, _("Decisión guardada."))
            return redirect("voices:voice", slug=process.slug, folio=voice.folio)
    return _page(request, "voices/review.html", process, form, voice=voice, review=voice.review)


@methods
@process_view
def erase_by_law(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    """By order of a judge, or because it was somebody else's: the text goes, the order stays."""
    voice = selectors.voice_by_folio(folio, process)
    _need(request, ("voice.erase_by_law", voice.state))
    form = LawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"process": process, "voice": voice, **form.cleaned_data}
        if _try(form, lambda: services.voice_erase_by_law(actor=request.actor, **given)):
            messages.success(request, _("El texto quedó borrado. Lo que lo ordena es público."))
            return redirect("voices:voice", slug=process.slug, folio=voice.folio)
    return _page(request, "voices/law.html", process, form, voice=voice)


@require_http_methods(["GET", "HEAD", "POST"])
@process_view
def work(request: HttpRequest, process: Process) -> HttpResponse:
    """What waits to be coded, answered, published; publishing may take many at once."""
    treated = State.TREATED
    roles = _need(
        request,
        ("points.code", State.ADMITTED),
        ("disposition.propose", treated),
        ("disposition.publish", treated),
    )
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.getlist("disposition")[:DESK]
        if not chosen:
            form.add_error(None, _("Elija al menos una respuesta."))
        elif _try(
            form,
            lambda: services.dispositions_publish(
                actor=request.actor, process=process, dispositions=chosen
            ),
        ):
            count = len(chosen)
            said = ngettext(
                "Se publicó %(count)s respuesta.", "Se publicaron %(count)s respuestas.", count
            )
            messages.success(request, said % {"count": count})
            return redirect("voices:work", slug=process.slug)
    proposals = list(selectors.proposals_waiting(process)[:DESK])
    shown = [{"of": p, "label": words.DISPOSITIONS[p.kind]} for p in proposals]
    return _page(
        request,
        "voices/work.html",
        process,
        form,
        to_code=list(selectors.voices_to_code(process)[:DESK]),
        to_answer=list(selectors.voices_to_answer(process)[:DESK]),
        proposals=shown,
        codes=PERMITS.may(roles, "points.code", State.ADMITTED),
        proposes=PERMITS.may(roles, "disposition.propose", treated),
        publishes=PERMITS.may(roles, "disposition.publish", treated),
    )


@methods
@process_view
def points(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    voice = selectors.voice_by_folio(folio, process)
    _need(request, ("points.code", voice.state))
    known = list(voice.points.select_related("theme").order_by("number"))
    themes = {t.slug: t for t in process_selectors.themes(process)}
    names = {slug: words.local(t, "name_es", "name_en") for slug, t in themes.items()}
    forms = [
        PointForm(
            names,
            request.POST or None,
            prefix=f"p{n}",
            initial={"theme": voice.theme.slug if voice.theme else ""},
        )
        for n in range(BLANK_POINTS)
    ]
    whole = WholeForm(request.POST or None)
    if request.method == "POST" and all(form.is_valid() for form in (*forms, whole)):
        filled = [form.cleaned_data for form in forms if form.cleaned_data["text"]]
        given = [services.PointInput(f["text"], themes.get(f["theme"])) for f in filled]
        if not given and not known and whole.cleaned_data["whole"]:
            given = [services.PointInput()]
        if filled and whole.cleaned_data["whole"]:
            forms[0].add_error(None, text_of(Finding("voices.points_twice")))
        elif not given:
            forms[0].add_error(None, text_of(Finding("voices.points_blank")))
        elif _try(
            forms[0],
            lambda: services.points_code(
                actor=request.actor, process=process, voice=voice, points=given
            ),
        ):
            messages.success(request, _("Los puntos quedaron guardados."))
            return redirect("voices:work", slug=process.slug)
    return _page(
        request,
        "voices/points.html",
        process,
        forms[0],
        voice=voice,
        forms=forms,
        known=known,
        whole=whole,
    )


@methods
@process_view
def answer(request: HttpRequest, process: Process, folio: str) -> HttpResponse:
    voice = selectors.voice_by_folio(folio, process)
    roles = _need(
        request, ("disposition.propose", voice.state), ("disposition.publish", voice.state)
    )
    rows = list(
        voice.points.select_related("theme").prefetch_related("dispositions").order_by("number")
    )
    chosen = request.POST.get("point") or request.GET.get("punto") or ""
    point = next((p for p in rows if str(p.number) == chosen), rows[0] if rows else None)
    given = request.POST if request.POST.get("act") == "propose" else None
    form = DispositionForm(process, given)
    publish = Form(request.POST or None)
    if request.method == "POST" and point is not None:
        if _answer_act(request, process, point, form, publish):
            published = request.POST.get("act") == "publish"
            proposed = _("La respuesta quedó propuesta: otra persona la publica.")
            messages.success(request, _("La respuesta quedó publicada.") if published else proposed)
            there = reverse("voices:answer", args=[process.slug, voice.folio])
            left = None if published else _next_point(voice)
            return redirect(f"{there}?punto={left}#proponer" if left else there)
    context = {
        "voice": voice,
        "rows": [_waiting(p) for p in rows],
        "point": point,
        "publish": publish,
        "proposes": PERMITS.may(roles, "disposition.propose", voice.state),
        "publishes": PERMITS.may(roles, "disposition.publish", voice.state),
        "returns": PERMITS.may(roles, "disposition.return", voice.state),
    }
    return _page(request, "voices/answer.html", process, form, **context)


def _next_point(voice: Voice) -> int | None:
    """The first point for which nobody proposed anything yet."""
    standing = Disposition.objects.filter(superseded_by__isnull=True, returned_at__isnull=True)
    left = voice.points.exclude(pk__in=standing.values("point")).order_by("number")
    number: int | None = left.values_list("number", flat=True).first()
    return number


@methods
@process_view
def give_back(request: HttpRequest, process: Process, disposition: UUID) -> HttpResponse:
    """A proposed answer goes back to who proposes, with what has to change."""
    _need(request, ("disposition.return", State.TREATED))
    found = selectors.proposals_waiting(process).filter(public_id=disposition).first()
    if found is None:
        raise NotThere(Finding("voices.unknown_disposition_id"))
    voice = found.point.voice
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"process": process, "disposition": found, **form.cleaned_data}
        if _try(form, lambda: services.disposition_return(actor=request.actor, **given)):
            messages.success(request, _("La respuesta volvió a quien propone."))
            return redirect("voices:work", slug=process.slug)
    label = words.DISPOSITIONS[found.kind]
    return _page(
        request, "voices/give_back.html", process, form, voice=voice, found=found, label=label
    )


def _answer_act(
    request: HttpRequest, process: Process, point: Point, form: DispositionForm, publish: Form
) -> bool:
    if request.POST.get("act") == "publish":
        publish.is_valid()
        return _try(
            publish,
            lambda: services.disposition_publish(
                actor=request.actor,
                process=process,
                disposition=request.POST.get("disposition", "")[:40],
            ),
        )
    if not form.is_valid():
        return False
    data = form.cleaned_data
    return _try(
        form,
        lambda: services.disposition_propose(
            actor=request.actor,
            process=process,
            point=point,
            kind=data["kind"],
            reason=data["reason"],
            target=form.target_ref(),
        ),
    )


def _waiting(point: Point) -> dict[str, Any]:
    rows = [
        {"of": d, "label": words.DISPOSITIONS[d.kind]}
        for d in point.dispositions.all()
        if d.superseded_by_id is None
    ]
    return {
        "of": point,
        "proposed": [r for r in rows if r["of"].published_at is None],
        "current": next((r for r in rows if r["of"].current), None),
    }


def _page(
    request: HttpRequest, template: str, process: Process, form: Form, **more: Any
) -> HttpResponse:
    refused = [each for each in (form, more.get("publish")) if each is not None and each.errors]
    status = 422 if refused else 200
    return render(request, template, {**more, "process": process, "form": form}, status=status)
