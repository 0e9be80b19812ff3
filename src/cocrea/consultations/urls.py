from django.urls import path

from cocrea.consultations import views

app_name = "consultations"

urlpatterns = [
    path("p/<slug:slug>/consultas/", views.window_list, name="list"),
    path("p/<slug:slug>/consultas/nueva/abrir/", views.window_open, name="open"),
    path("p/<slug:slug>/consultas/<str:name>/", views.window, name="window"),
    path("p/<slug:slug>/consultas/<str:name>/resultados/", views.results, name="results"),
    path("p/<slug:slug>/consultas/<str:name>/ampliar/", views.window_extend, name="extend"),
]
