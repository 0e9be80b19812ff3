"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.people import account_views, views

app_name = "people"

urlpatterns = [
    path("p/<slug:slug>/organos/", views.bodies, name="bodies"),
    path("p/<slug:slug>/organos/<slug:body>/", views.body, name="body"),
    path("mi-cuenta/", account_views.account, name="account"),
    path("mi-cuenta/borrar/", account_views.account_erase, name="account_erase"),
    path("mi-cuenta/borrada/", account_views.account_erased, name="account_erased"),
    path("organizaciones/", views.organizations, name="organizations"),
    path("organizaciones/<slug:organization>/", views.organization, name="organization"),
]
