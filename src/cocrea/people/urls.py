"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.people import views

app_name = "people"

urlpatterns = [
    path("p/<slug:slug>/organos/", views.bodies, name="bodies"),
    path("p/<slug:slug>/organos/<slug:body>/", views.body, name="body"),
    path("organizaciones/", views.organizations, name="organizations"),
    path("organizaciones/<slug:organization>/", views.organization, name="organization"),
]
