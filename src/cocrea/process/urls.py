"""Pages of the room. ``machine_urls`` are the same in every language: files to keep."""

from django.urls import path

from cocrea.process.views import acts, calendar, earlier, methodology, themes

app_name = "process"

P = "p/<slug:slug>/"
urlpatterns = [
    path(P + "calendario/", calendar.calendar, name="calendar"),
    path(P + "calendario/fijar/", acts.calendar_fix, name="calendar_fix"),
    path(P + "calendario/actividad/", acts.activity_add, name="activity_add"),
    path(P + "calendario/tareas/<str:key>/", acts.task_done, name="task_done"),
    path(P + "metodologia/", methodology.methodology, name="methodology"),
    path(P + "metodologia/marcos/<slug:frame>/", methodology.frame, name="frame"),
    path(P + "metodologia/enmiendas/", methodology.amendments, name="amendments"),
    path(P + "metodologia/enmiendas/nueva/", acts.amendment_publish, name="amendment_publish"),
    path(P + "temas/", themes.themes, name="themes"),
    path(P + "temas/estados/", acts.theme_states, name="theme_states"),
    path(P + "temas/<slug:theme>/", themes.theme, name="theme"),
    path(P + "convocatoria/invitaciones/", earlier.invitations_record, name="invitations_record"),
    path(
        P + "planes-anteriores/registrar/", earlier.earlier_plan_record, name="earlier_plan_record"
    ),
    path(
        P + "planes-anteriores/<int:number>/compromiso/",
        earlier.earlier_commitment_record,
        name="earlier_commitment_record",
    ),
    path(P + "excepciones/", themes.exceptions, name="exceptions"),
    path(P + "excepciones/nueva/", acts.exception_propose, name="exception_propose"),
    path(
        P + "excepciones/<uuid:exception>/retirar/",
        acts.exception_withdraw,
        name="exception_withdraw",
    ),
]

machine_urls = (
    [path(P + "metodologia/metodologia.json", methodology.file, name="methodology")],
    "process-files",
)
