"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.documents.views import files, library, page_acts, pages

app_name = "documents"
PAGE = "p/<slug:slug>/paginas/<slug:name>/"

urlpatterns = [
    path("p/<slug:slug>/documentos/", files.document_list, name="list"),
    path("p/<slug:slug>/documentos/publicar/", files.add, name="add"),
    path("p/<slug:slug>/documentos/<uuid:document>/", files.document, name="document"),
    path("p/<slug:slug>/documentos/<uuid:document>/archivo/", files.download, name="download"),
    path("p/<slug:slug>/documentos/<uuid:document>/reemplazar/", files.supersede, name="supersede"),
    path("p/<slug:slug>/biblioteca/", library.library, name="library"),
    path("p/<slug:slug>/biblioteca/agregar/", library.library_add, name="library_add"),
    path(
        "p/<slug:slug>/biblioteca/<uuid:document>/ficha/",
        library.library_describe,
        name="library_describe",
    ),
    path("p/<slug:slug>/paginas/", pages.page_list, name="pages"),
    path("p/<slug:slug>/paginas/nueva/", pages.page_new, name="page_new"),
    path(PAGE, pages.page, name="page"),
    path(f"{PAGE}historial/", pages.page_history, name="page_history"),
    path(f"{PAGE}historial/<int:number>/", pages.page_version, name="page_version"),
    path(f"{PAGE}trabajo/", pages.page_work, name="page_work"),
    path(f"{PAGE}editar/", pages.page_edit, name="page_edit"),
    path(f"{PAGE}enviar/", page_acts.page_submit, name="page_submit"),
    path(f"{PAGE}aprobar/", page_acts.page_approve, name="page_approve"),
    path(f"{PAGE}devolver/", page_acts.page_return, name="page_return"),
    path(f"{PAGE}descartar/", page_acts.page_discard, name="page_discard"),
    path(f"{PAGE}retirar/", page_acts.page_withdraw, name="page_withdraw"),
]
