"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.documents.rules.blocks import FORMATS
from cocrea.meetings.views import calling, counting, importing, public

app_name = "meetings"
MEETING = "p/<slug:slug>/reuniones/<uuid:meeting_id>/"

urlpatterns = [
    path("p/<slug:slug>/reuniones/", public.meetings, name="list"),
    path("p/<slug:slug>/reuniones/preparar/", calling.draft, name="draft"),
    path(MEETING, public.meeting, name="meeting"),
    path(f"{MEETING}editar/", calling.edit, name="edit"),
    path(f"{MEETING}anunciar/", calling.announce, name="announce"),
    path(f"{MEETING}tirar/", calling.discard, name="discard"),
    path(f"{MEETING}mover/", calling.change, name="change"),
    path(f"{MEETING}mesas/", calling.tables, name="tables"),
    path(f"{MEETING}cancelar/", calling.cancel, name="cancel"),
    path(f"{MEETING}documentos/", calling.pack, name="pack"),
    path(f"{MEETING}cuenta-para/", calling.evidence, name="evidence"),
    path(f"{MEETING}realizada/", counting.hold, name="hold"),
    path(f"{MEETING}asistencia/", counting.attendance, name="attendance"),
    path(f"{MEETING}asistencia/archivo/", importing.attendance_file, name="attendance_file"),
    path(f"{MEETING}hojas/", importing.sheets, name="sheets"),
    path(f"{MEETING}acta/", counting.minutes, name="minutes"),
    path(f"{MEETING}acta/publicar/", counting.minutes_publish, name="minutes_publish"),
    path(f"{MEETING}voz/", counting.voice, name="voice"),
    *[
        path(
            f"{MEETING}acta/<int:number>/documento.{format}",
            public.minutes_document,
            {"format": format},
            name=f"minutes_{format}",
        )
        for format in FORMATS
    ],
]
