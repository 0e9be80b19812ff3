"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.followup import views

app_name = "followup"

urlpatterns = [
    path("p/<slug:slug>/avance/", views.listing, name="list"),
    path("p/<slug:slug>/avance/<uuid:public_id>/", views.milestone, name="milestone"),
    path("p/<slug:slug>/avance/<uuid:public_id>/informar/", views.report, name="report"),
    path("p/<slug:slug>/avance/informes/<uuid:public_id>/verificar/", views.verify, name="verify"),
]
