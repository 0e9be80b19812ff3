"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.documents import views

app_name = "documents"

urlpatterns = [
    path("p/<slug:slug>/documentos/", views.document_list, name="list"),
    path("p/<slug:slug>/documentos/publicar/", views.add, name="add"),
    path("p/<slug:slug>/documentos/<uuid:document>/", views.document, name="document"),
    path("p/<slug:slug>/documentos/<uuid:document>/archivo/", views.download, name="download"),
    path("p/<slug:slug>/documentos/<uuid:document>/reemplazar/", views.supersede, name="supersede"),
]
