"""What the pages of acts share: the check at the door, and the page of one act."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cocrea.meetings import forms, selectors
from cocrea.meetings.models import Meeting
from cocrea.meetings.rules.permits import PERMITS
from cocrea.process.models import Process
from cocrea.ui.acts import act_page


def checked(request: HttpRequest, process: Process, meeting_id: UUID, action: str) -> Meeting:
    """The meeting, where this reader may do this now; otherwise a refusal with its reason."""
    now = request.now
    actor = request.actor
    found = selectors.meeting_get(process, meeting_id, roles=actor.roles(now))
    PERMITS.require(actor, action, now=now, state=found.state)
    return found


def act(
    request: HttpRequest,
    process: Process,
    found: Meeting,
    *,
    title: str,
    submit: str,
    do: Any,
    form: Any = forms.ConfirmForm,
    template: str = "meetings/act.html",
    **more: Any,
) -> HttpResponse:
    url = reverse("meetings:meeting", args=[process.slug, found.public_id])

    def run(data: dict[str, Any]) -> str:
        do(data)
        return url

    name = selectors.title_of(found)
    return act_page(
        request,
        process,
        form=form,
        do=run,
        template=template,
        title=title,
        submit=submit,
        lead=name,
        crumbs=[(_("Reuniones"), url + "../"), (name, url), (title, "")],
        **more,
    )
