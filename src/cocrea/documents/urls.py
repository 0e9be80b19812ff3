"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.documents.views import files

app_name = "documents"

urlpatterns = [
    path("p/<slug:slug>/documentos/", files.document_list, name="list"),
    path("p/<slug:slug>/documentos/publicar/", files.add, name="add"),
    path("p/<slug:slug>/documentos/<uuid:document>/", files.document, name="document"),
    path("p/<slug:slug>/documentos/<uuid:document>/archivo/", files.download, name="download"),
    path("p/<slug:slug>/documentos/<uuid:document>/reemplazar/", files.supersede, name="supersede"),
]
