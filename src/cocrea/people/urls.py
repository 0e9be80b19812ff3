"""Pages of the room, relative to the root."""

from django.urls import path

from cocrea.people import account_views, staff_views, views

app_name = "people"

urlpatterns = [
    path("p/<slug:slug>/organos/", views.bodies, name="bodies"),
    path("p/<slug:slug>/organos/<slug:body>/", views.body, name="body"),
    path("p/<slug:slug>/organos/<slug:body>/reglas/", staff_views.body_rules, name="body_rules"),
    path("p/<slug:slug>/organos/<slug:body>/asiento/", staff_views.seat_define, name="seat_define"),
    path(
        "p/<slug:slug>/organos/<slug:body>/asiento/<uuid:seat>/mandato/",
        staff_views.mandate_start,
        name="mandate_start",
    ),
    path(
        "p/<slug:slug>/organos/<slug:body>/mandato/<uuid:mandate>/fin/",
        staff_views.mandate_end,
        name="mandate_end",
    ),
    path(
        "p/<slug:slug>/organos/<slug:body>/salida/",
        staff_views.organization_exit,
        name="organization_exit",
    ),
    path(
        "p/<slug:slug>/organos/<slug:body>/regreso/",
        staff_views.organization_return,
        name="organization_return",
    ),
    path("p/<slug:slug>/personas/", staff_views.staff, name="staff"),
    path(
        "p/<slug:slug>/personas/organizacion/",
        staff_views.organization_create,
        name="organization_create",
    ),
    path("p/<slug:slug>/personas/organo/", staff_views.body_create, name="body_create"),
    path("p/<slug:slug>/personas/cargo/", staff_views.function_publish, name="function_publish"),
    path(
        "p/<slug:slug>/personas/cargo/<uuid:function>/fin/",
        staff_views.function_end,
        name="function_end",
    ),
    path("p/<slug:slug>/personas/papel/", staff_views.role_grant, name="role_grant"),
    path("p/<slug:slug>/personas/papel/<uuid:grant>/fin/", staff_views.role_end, name="role_end"),
    path("mi-cuenta/", account_views.account, name="account"),
    path("mi-cuenta/borrar/", account_views.account_erase, name="account_erase"),
    path("mi-cuenta/borrada/", account_views.account_erased, name="account_erased"),
    path("organizaciones/", views.organizations, name="organizations"),
    path("organizaciones/<slug:organization>/", views.organization, name="organization"),
]
