from django.urls import path

from cocrea.documents.rules.blocks import FORMATS
from cocrea.voices.views import author, importing, public, staff

app_name = "voices"
BATCH = "p/<slug:slug>/voces/cargas/<uuid:batch>/"

urlpatterns = [
    path("folio/", author.lookup, name="lookup"),
    path("folio/retirar/", author.withdraw, name="withdraw"),
    path("folio/borrar/", author.erase, name="erase"),
    path("folio/revision/", author.review, name="ask_review"),
    path("p/<slug:slug>/participar/", author.contribute, name="contribute"),
    path("p/<slug:slug>/voces/", public.voice_list, name="list"),
    path("p/<slug:slug>/voces/cobertura/", public.coverage, name="coverage"),
    *[
        path(
            f"p/<slug:slug>/voces/respuestas.{format}",
            public.answers,
            {"format": format},
            name=f"answers_{format}",
        )
        for format in FORMATS
    ],
    path("p/<slug:slug>/voces/trabajo/", staff.work, name="work"),
    path("p/<slug:slug>/voces/cargas/", importing.imports, name="imports"),
    path("p/<slug:slug>/voces/cargas/plantilla.xlsx", importing.template, name="import_template"),
    path("p/<slug:slug>/voces/cargas/nueva/", importing.upload, name="import_new"),
    path(BATCH, importing.batch, name="import"),
    path(f"{BATCH}columnas/", importing.columns, name="import_columns"),
    path(f"{BATCH}problemas.csv", importing.problems, name="import_problems"),
    path(f"{BATCH}promover/", importing.promote, name="import_promote"),
    path(f"{BATCH}seguir/", importing.proceed, name="import_proceed"),
    path(f"{BATCH}codigos/", importing.codes, name="import_codes"),
    path(f"{BATCH}deshacer/", importing.undo, name="import_undo"),
    path(f"{BATCH}descartar/", importing.discard, name="import_discard"),
    path(f"{BATCH}filas.ndjson", importing.leaves, name="import_leaves"),
    path("p/<slug:slug>/voces/<str:folio>/", public.voice, name="voice"),
    path("p/<slug:slug>/voces/<str:folio>/admision/", staff.triage, name="triage"),
    path("p/<slug:slug>/voces/<str:folio>/revision/", staff.review, name="review"),
    path("p/<slug:slug>/voces/<str:folio>/puntos/", staff.points, name="points"),
    path("p/<slug:slug>/voces/<str:folio>/respuesta/", staff.answer, name="answer"),
    path(
        "p/<slug:slug>/voces/respuestas/<uuid:disposition>/devolver/",
        staff.give_back,
        name="give_back",
    ),
    path("p/<slug:slug>/voces/<str:folio>/borrado/", staff.erase_by_law, name="erase_by_law"),
    path("p/<slug:slug>/moderacion/", staff.moderation, name="moderation"),
    path("p/<slug:slug>/moderacion/<str:cluster>/", staff.cluster, name="cluster"),
]
