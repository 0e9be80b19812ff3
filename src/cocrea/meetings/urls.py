"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.documents.rules.blocks import FORMATS
from cocrea.meetings import views
from cocrea.meetings import views_importing as files

app_name = "meetings"
MEETING = "p/<slug:slug>/reuniones/<uuid:meeting_id>/"

urlpatterns = [
    path("p/<slug:slug>/reuniones/", views.meetings, name="list"),
    path("p/<slug:slug>/reuniones/preparar/", views.draft, name="draft"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{MEETING}editar/", views.edit, name="edit"),
    path(f"{MEETING}anunciar/", views.announce, name="announce"),
    path(f"{MEETING}mover/", views.change, name="change"),
    path(f"{MEETING}cancelar/", views.cancel, name="cancel"),
    path(f"{MEETING}documentos/", views.pack, name="pack"),
    path(f"{MEETING}cuenta-para/", views.evidence, name="evidence"),
    path(f"{MEETING}realizada/", views.hold, name="hold"),
    path(f"{MEETING}asistencia/", views.attendance, name="attendance"),
    path(f"{MEETING}asistencia/archivo/", files.attendance_file, name="attendance_file"),
    path(f"{MEETING}hojas/", files.sheets, name="sheets"),
    path(f"{MEETING}acta/", views.minutes, name="minutes"),
    path(f"{MEETING}acta/publicar/", views.minutes_publish, name="minutes_publish"),
    path(f"{MEETING}voz/", views.voice, name="voice"),
    *[
        path(
            f"{MEETING}acta/<int:number>/documento.{format}",
            views.minutes_document,
            {"format": format},
            name=f"minutes_{format}",
        )
        for format in FORMATS
    ],
]
