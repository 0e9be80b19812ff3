"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.notices import views

app_name = "notices"

_LINK = "<uuid:subscription>/<slug:token>/"

urlpatterns = [
    path("p/<slug:slug>/seguir/", views.subscribe, name="subscribe"),
    path("p/<slug:slug>/seguir/gracias/", views.asked, name="asked"),
    path(f"p/<slug:slug>/seguir/confirmar/{_LINK}", views.confirm, name="confirm"),
    path(f"p/<slug:slug>/seguir/baja/{_LINK}", views.stop, name="stop"),
    path("p/<slug:slug>/avisos/", views.desk, name="desk"),
    path("p/<slug:slug>/avisos/<uuid:notice>/reintentar/", views.retry, name="retry"),
]
