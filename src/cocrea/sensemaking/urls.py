from django.urls import path

from cocrea.documents.rules.blocks import FORMATS
from cocrea.sensemaking.views import funnels, public, staff

app_name = "sensemaking"

urlpatterns = [
    path("p/<slug:slug>/propuestas/", public.proposal_list, name="list"),
    path("p/<slug:slug>/propuestas/borradores/", staff.drafts, name="drafts"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/", public.proposal, name="proposal"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/trabajo/", staff.work, name="work"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/publicar/", staff.publish, name="publish"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/redactar/", staff.retitle, name="retitle"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/retirar/", staff.withdraw, name="withdraw"),
    path("p/<slug:slug>/propuestas/<uuid:public_id>/dividir/", staff.split, name="split"),
    path(
        "p/<slug:slug>/propuestas/<uuid:public_id>/mover/<uuid:point_id>/",
        staff.move,
        name="move",
    ),
    path("p/<slug:slug>/sistematizacion/", staff.workbench, name="workbench"),
    path("p/<slug:slug>/sistematizacion/unir/", staff.merge, name="merge"),
    path("p/<slug:slug>/sistematizacion/uniones/", staff.merges, name="merges"),
    path(
        "p/<slug:slug>/sistematizacion/uniones/<uuid:public_id>/",
        staff.decide,
        name="decide",
    ),
    *[
        path(
            f"p/<slug:slug>/sistematizacion/informe.{format}",
            public.report,
            {"format": format},
            name=f"report_{format}",
        )
        for format in FORMATS
    ],
    path("p/<slug:slug>/embudo/", funnels.funnel_home, name="funnels"),
    path("p/<slug:slug>/embudo/nuevo/crear/", funnels.funnel_new, name="funnel_new"),
    path("p/<slug:slug>/embudo/<slug:name>/", funnels.funnel, name="funnel"),
    path("p/<slug:slug>/embudo/<slug:name>/paso/", funnels.step_new, name="funnel_step"),
]
