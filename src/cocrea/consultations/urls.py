from django.urls import path

from cocrea.consultations.views import answer, public, staff
from cocrea.documents.rules.blocks import FORMATS

app_name = "consultations"

urlpatterns = [
    path("p/<slug:slug>/consultas/", public.window_list, name="list"),
    path("p/<slug:slug>/consultas/nueva/abrir/", staff.window_open, name="open"),
    path("p/<slug:slug>/consultas/<str:name>/", answer.window, name="window"),
    path("p/<slug:slug>/consultas/<str:name>/continuar/", answer.resume, name="resume"),
    path("p/<slug:slug>/consultas/<str:name>/resultados/", public.results, name="results"),
    *[
        path(
            f"p/<slug:slug>/consultas/<str:name>/informe.{format}",
            public.report,
            {"format": format},
            name=f"report_{format}",
        )
        for format in FORMATS
    ],
    path("p/<slug:slug>/consultas/<str:name>/entregar/", staff.report_deliver, name="deliver"),
    path("p/<slug:slug>/consultas/<str:name>/ampliar/", staff.window_extend, name="extend"),
]
