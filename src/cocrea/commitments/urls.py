"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.commitments import views
from cocrea.commitments.acts import deciding, drafting

app_name = "commitments"

ONE = "p/<slug:slug>/compromisos/<uuid:public_id>/"

urlpatterns = [
    path("p/<slug:slug>/compromisos/", views.listing, name="list"),
    path("p/<slug:slug>/compromisos/nuevo/", drafting.draft, name="draft"),
    path(ONE, views.detail, name="detail"),
    path(ONE + "versiones/<int:number>/", views.version, name="version"),
    path(ONE + "editar/", drafting.edit, name="edit"),
    path(ONE + "hitos/nuevo/", drafting.milestone_new, name="milestone_new"),
    path(ONE + "hitos/<uuid:milestone>/", drafting.milestone_edit, name="milestone_edit"),
    path(
        ONE + "hitos/<uuid:milestone>/quitar/", drafting.milestone_remove, name="milestone_remove"
    ),
    path(ONE + "procedencia/", drafting.source, name="source"),
    path(ONE + "alineacion/", drafting.alignment, name="alignment"),
    path(ONE + "carta/", drafting.letter_draft, name="letter_draft"),
    path(ONE + "carta/firma/", deciding.letter, name="letter"),
    path(
        ONE + "carta/<slug:organization>/retirar/", deciding.letter_withdraw, name="letter_withdraw"
    ),
    path(ONE + "proponer/", deciding.propose, name="propose"),
    path(ONE + "aceptar/", deciding.accept, name="accept"),
    path(ONE + "devolver/", deciding.give_back, name="return"),
    path(ONE + "dictamen/", deciding.opinion, name="opinion"),
    path(ONE + "adoptar/", deciding.adopt, name="adopt"),
    path(ONE + "no-adoptar/", deciding.not_adopt, name="not_adopt"),
    path(ONE + "retirar/", deciding.withdraw, name="withdraw"),
]
