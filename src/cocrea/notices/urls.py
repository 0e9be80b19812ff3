"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.notices.views import desk, reader

app_name = "notices"

P = "p/<slug:slug>/"
_LINK = "<uuid:subscription>/<slug:token>/"

urlpatterns = [
    path(f"{P}seguir/", reader.subscribe, name="subscribe"),
    path(f"{P}seguir/gracias/", reader.asked, name="asked"),
    path(f"{P}seguir/confirmar/{_LINK}", reader.confirm, name="confirm"),
    path(f"{P}seguir/baja/{_LINK}", reader.stop, name="stop"),
    path(f"{P}seguir/baja-resumen/{_LINK}<slug:pace>/", reader.stop_digests, name="stop_digests"),
    path(f"{P}seguir/mis-avisos/{_LINK}", reader.mine, name="mine"),
    path(f"{P}avisos/", desk.desk, name="desk"),
    path(f"{P}avisos/reintentar/", desk.retry_all, name="retry_all"),
    path(f"{P}avisos/<uuid:notice>/reintentar/", desk.retry, name="retry"),
]
