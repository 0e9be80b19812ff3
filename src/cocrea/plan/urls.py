from django.urls import path

from cocrea.documents.rules.blocks import FORMATS
from cocrea.plan.views import citizen, public, staff

app_name = "plan"

_AT = "p/<slug:slug>/plan/"
_VERSION = f"{_AT}<int:number>/"

urlpatterns = [
    path(_AT, public.home, name="home"),
    path(f"{_AT}revision/", public.review, name="review"),
    path(f"{_AT}revision/abrir/", staff.review_open, name="review_open"),
    path(f"{_AT}revision/sugerir/", staff.suggest, name="suggest"),
    path(f"{_AT}revision/cerrar/", staff.review_close, name="review_close"),
    path(f"{_AT}revision/<uuid:public_id>/", staff.answer, name="answer"),
    path(f"{_AT}traduccion/", public.translation, name="translation"),
    path(
        f"{_AT}traduccion/revisar/<uuid:public_id>/",
        staff.translation_review,
        name="translation_review",
    ),
    path(
        f"{_AT}traduccion/<slug:kind>/<slug:subject_id>/<slug:field>/",
        staff.translate,
        name="translate",
    ),
    path(f"{_AT}congelar/", staff.freeze, name="freeze"),
    path(f"{_AT}aprobar/", staff.approve, name="approve"),
    path(f"{_AT}enviar/", staff.submit, name="submit"),
    path(_VERSION, public.version, name="version"),
    path(f"{_VERSION}comparar/<int:other>/", public.compare, name="compare"),
    *[
        path(f"{_VERSION}documento.{format}", public.document, {"format": format}, name=format)
        for format in FORMATS
    ],
    path(f"{_VERSION}compromisos-ogp.csv", public.ogp, name="ogp"),
    path(f"{_VERSION}<int:commitment>/", public.commitment, name="commitment"),
    path(f"{_VERSION}<int:commitment>/comentar/", citizen.comment, name="comment"),
]
