"""Pages of the room. A short link stands below ``/c/``, in the language of its reader."""

from django.urls import path

from cocrea.outreach.views import files, public, staff

app_name = "outreach"

HERE = "p/<slug:slug>/difusion/"
ONE = f"{HERE}<uuid:campaign>/"
MATERIAL = f"{HERE}material/<uuid:material>/"

urlpatterns = [
    path("c/<str:code>/", public.follow, name="follow"),
    path(HERE, public.campaign_list, name="list"),
    path(f"{HERE}alcance/", public.reach, name="reach"),
    path(f"{HERE}nueva/", staff.draft, name="draft"),
    path(f"{HERE}enlace/<str:code>/qr.svg", files.qr, {"format": "svg"}, name="qr_svg"),
    path(f"{HERE}enlace/<str:code>/qr.png", files.qr, {"format": "png"}, name="qr_png"),
    path(MATERIAL, public.material, name="material"),
    path(f"{MATERIAL}texto.txt", files.text, name="text"),
    path(f"{MATERIAL}imagen.svg", files.image, {"format": "svg"}, name="image_svg"),
    path(f"{MATERIAL}imagen.png", files.image, {"format": "png"}, name="image_png"),
    path(f"{MATERIAL}reemplazar/", staff.replace, name="replace"),
    path(ONE, public.campaign, name="campaign"),
    path(f"{ONE}editar/", staff.edit, name="edit"),
    path(f"{ONE}publicar/", staff.publish, name="publish"),
    path(f"{ONE}cerrar/", staff.close, name="close"),
    path(f"{ONE}canal/", staff.channel, name="channel"),
    path(f"{ONE}archivo/", staff.file, name="file"),
    path(f"{ONE}prueba/", staff.proof, name="proof"),
]
