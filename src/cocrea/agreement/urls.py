"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.agreement import compact_views, views

app_name = "agreement"
SESSION = "p/<slug:slug>/decisiones/<uuid:session_id>/"

urlpatterns = [
    path("p/<slug:slug>/decisiones/", views.sessions, name="list"),
    path("p/<slug:slug>/decisiones/declarar/", views.declare, name="declare"),
    path(SESSION, views.session, name="session"),
    path(f"{SESSION}abrir/", views.open_session, name="open"),
    path(f"{SESSION}posicion/", views.position, name="position"),
    path(f"{SESSION}objecion/", views.objection, name="objection"),
    path(f"{SESSION}objecion/<uuid:objection_id>/respuesta/", views.answer, name="answer"),
    path(f"{SESSION}objecion/<uuid:objection_id>/resolver/", views.resolve, name="resolve"),
    path(f"{SESSION}excusa/", views.recusal, name="recusal"),
    path(f"{SESSION}cerrar/", views.close, name="close"),
    path(f"{SESSION}anular/", views.annul, name="annul"),
    path("p/<slug:slug>/intereses/", views.interests, name="interests"),
    path("p/<slug:slug>/intereses/declarar/", views.interest_declare, name="interest_declare"),
    path("p/<slug:slug>/acuerdo/", compact_views.compact, name="compact"),
    path("p/<slug:slug>/acuerdo/publicar/", compact_views.compact_publish, name="compact_publish"),
    path("p/<slug:slug>/acuerdo/firmar/", compact_views.compact_sign, name="compact_sign"),
    path("p/<slug:slug>/acuerdo/retirar/", compact_views.compact_withdraw, name="compact_withdraw"),
    path(
        "p/<slug:slug>/acuerdo/<int:number>/",
        compact_views.compact_version,
        name="compact_version",
    ),
]
