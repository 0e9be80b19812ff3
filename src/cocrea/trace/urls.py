"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.trace import views

app_name = "trace"

urlpatterns = [
    path("p/<slug:slug>/hilo/", views.lookup, name="lookup"),
    path("p/<slug:slug>/hilo/<slug:kind>/<uuid:public_id>.json", views.as_json, name="json"),
    path("p/<slug:slug>/hilo/<slug:kind>/<uuid:public_id>/", views.thread, name="thread"),
]
