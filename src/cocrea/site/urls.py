from django.urls import path

from cocrea.site import call, earlier, exception_views, feeds, outreach, record, sheet, views
from cocrea.site.demo import views as demo

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("acerca/", views.page, {"name": "about"}, name="about"),
    path("gobierno-abierto/", sheet.portal_sheet, name="open_government"),
    path("accesibilidad/", views.page, {"name": "accessibility"}, name="accessibility"),
    path("privacidad/", views.page, {"name": "privacy"}, name="privacy"),
    path("escritorio/", views.desk_home, name="desk"),
    path("r/<slug:kind>/<str:public_id>", views.resolve, name="resolve"),
    path("p/<slug:slug>/", views.process_home, name="process"),
    path("p/<slug:slug>/escritorio/", views.desk, name="process_desk"),
    path("p/<slug:slug>/buscar/", views.search, name="search"),
    path("p/<slug:slug>/registro/", views.record, name="record"),
    path("p/<slug:slug>/novedades.atom", feeds.feed_process, name="feed_process"),
    path("p/<slug:slug>/novedades/reuniones.atom", feeds.feed_meetings, name="feed_meetings"),
    path("p/<slug:slug>/novedades/<slug:thing>/<str:of>.atom", feeds.feed, name="feed"),
    path("p/<slug:slug>/calendario.ics", feeds.calendar, name="calendar"),
    path(
        "p/<slug:slug>/calendario/<uuid:meeting_id>.ics",
        feeds.calendar_of_meeting,
        name="calendar_of_meeting",
    ),
    path("p/<slug:slug>/fase/<int:number>/", views.phase, name="phase"),
    path("p/<slug:slug>/fase/<int:number>/acto/", views.phase_act, name="phase_act"),
    path(
        "p/<slug:slug>/excepciones/<uuid:exception>/decision/",
        exception_views.exception_decide,
        name="exception_decide",
    ),
    path(
        "p/<slug:slug>/difusion/<uuid:campaign>/texto/",
        outreach.text,
        name="outreach_text",
    ),
    path("p/<slug:slug>/convocatoria/", call.call, name="call"),
    path("p/<slug:slug>/convocatoria/prensa/", call.press, name="press"),
    path("p/<slug:slug>/convocatoria/prensa/texto/", call.press_text, name="press_text"),
    path("p/<slug:slug>/planes-anteriores/", earlier.earlier_plans, name="earlier_plans"),
    path("p/<slug:slug>/gobierno-abierto/", sheet.sheet, name="sheet"),
    path("p/<slug:slug>/gobierno-abierto/<slug:language>/", sheet.sheet_in, name="sheet_in"),
    path(
        "p/<slug:slug>/gobierno-abierto/<slug:language>/traducir/",
        sheet.sheet_translate,
        name="sheet_translate",
    ),
    path("p/<slug:slug>/demostracion/", demo.entrance, name="demo"),
    path("p/<slug:slug>/demostracion/papel/", demo.enter, name="demo_enter"),
    path("p/<slug:slug>/demostracion/momento/", demo.travel, name="demo_travel"),
]

# Beside the other files of a mirror, which the record itself serves: only here the texts are known.
machine_urls = (
    [
        path(
            "registro/<uuid:public_id>/espejo/texts.jsonl",
            record.mirror_texts,
            name="mirror-texts",
        ),
    ],
    "site-files",
)
