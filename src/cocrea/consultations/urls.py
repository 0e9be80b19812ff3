from django.urls import path

from cocrea.consultations.views import answer, public, staff

app_name = "consultations"

urlpatterns = [
    path("p/<slug:slug>/consultas/", public.window_list, name="list"),
    path("p/<slug:slug>/consultas/nueva/abrir/", staff.window_open, name="open"),
    path("p/<slug:slug>/consultas/<str:name>/", answer.window, name="window"),
    path("p/<slug:slug>/consultas/<str:name>/continuar/", answer.resume, name="resume"),
    path("p/<slug:slug>/consultas/<str:name>/resultados/", public.results, name="results"),
    path("p/<slug:slug>/consultas/<str:name>/ampliar/", staff.window_extend, name="extend"),
]
