"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.commitments import acts, views

app_name = "commitments"

ONE = "p/<slug:slug>/compromisos/<uuid:public_id>/"

urlpatterns = [
    path("p/<slug:slug>/compromisos/", views.listing, name="list"),
    path("p/<slug:slug>/compromisos/nuevo/", acts.draft, name="draft"),
    path(ONE, views.detail, name="detail"),
    path(ONE + "versiones/<int:number>/", views.version, name="version"),
    path(ONE + "editar/", acts.edit, name="edit"),
    path(ONE + "hitos/nuevo/", acts.milestone_new, name="milestone_new"),
    path(ONE + "hitos/<uuid:milestone>/", acts.milestone_edit, name="milestone_edit"),
    path(ONE + "hitos/<uuid:milestone>/quitar/", acts.milestone_remove, name="milestone_remove"),
    path(ONE + "procedencia/", acts.source, name="source"),
    path(ONE + "alineacion/", acts.alignment, name="alignment"),
    path(ONE + "carta/", acts.letter_draft, name="letter_draft"),
    path(ONE + "carta/firma/", acts.letter, name="letter"),
    path(ONE + "proponer/", acts.propose, name="propose"),
    path(ONE + "aceptar/", acts.accept, name="accept"),
    path(ONE + "devolver/", acts.give_back, name="return"),
    path(ONE + "dictamen/", acts.opinion, name="opinion"),
    path(ONE + "adoptar/", acts.adopt, name="adopt"),
    path(ONE + "no-adoptar/", acts.not_adopt, name="not_adopt"),
    path(ONE + "retirar/", acts.withdraw, name="withdraw"),
]
