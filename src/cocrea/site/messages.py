"""Texts of the findings of site and of the commands (``config`` is no app of its own)."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "site.no_moment": _("La demostración no guarda un momento llamado «%(name)s»."),
    "site.travel_sqlite_only": _(
        "Viajar a otro momento sólo es posible cuando la demostración vive en SQLite."
    ),
    "site.moment_of_another_release": _(
        "El momento «%(name)s» se guardó con otra versión del programa. Construya la demostración "
        "de nuevo para viajar a él."
    ),
    "site.demo_served": _(
        "Un servidor está usando la demostración de %(place)s. Deténgalo, o use otra carpeta con "
        "--data-dir."
    ),
    "site.demo_being_built": _(
        "La demostración de %(place)s se está construyendo. Espere a que acabe."
    ),
    "site.demo_unfinished": _(
        "La demostración de %(place)s quedó a medio construir. Constrúyala de nuevo con: cocrea "
        "demo"
    ),
    "site.not_a_demo": _(
        "En %(place)s hay una base de datos que no es de la demostración. No se toca: use otra "
        "carpeta con --data-dir."
    ),
    "site.restore_not_empty": _(
        "En %(place)s ya hay una base de datos. Restaure en una carpeta vacía."
    ),
    "site.backup_damaged": _("El respaldo está dañado o incompleto: %(part)s."),
}

# Names and short stories of the moments that one can travel to.
MOMENTS = {
    "preparacion": (
        _("Preparación"),
        _("131 propuestas se redujeron a 12 temas; hay 40 facilitadores formados."),
    ),
    "apertura": (_("Convocatoria pública"), _("Se abre el proceso y se declaran intereses.")),
    "consulta-abierta": (
        _("Consulta en línea"),
        _("La metodología se opina cláusula por cláusula."),
    ),
    "foro-en-la-sala": (
        _("Un foro, con la gente en la sala"),
        _("Las mesas escriben sus hojas; falta contar quiénes llegaron y redactar el acta."),
    ),
    "foros-en-marcha": (
        _("Foros locales"),
        _("Cuatro de seis foros; cada hoja tiene su folio."),
    ),
    "sistematizacion": (
        _("Sistematización"),
        _("Las voces ya son propuestas, con sus miembros a la vista."),
    ),
    "primera-ronda": (
        _("Primera ronda de mesas"),
        _("Llega por escrito una propuesta que nadie responderá."),
    ),
    "cambio-tres-dias-antes": (
        _("La fecha se mueve tres días antes"),
        _("El cambio queda marcado en rojo para siempre."),
    ),
    "entrega-que-se-corre": (
        _("La entrega se corre"),
        _("Del 30 de agosto al 28 de noviembre, a dos días de la fecha."),
    ),
    "mesas-de-octubre": (
        _("Mesas con 91 % de funcionarios"),
        _("727 asistencias, 660 de funcionarios y 2 de ciudadanos sin organización."),
    ),
    "veinticuatro-borradores": (
        _("Veinticuatro borradores, tope veinte"),
        _("El tope se ve antes de decidir."),
    ),
    "la-mesa-en-sesion": (
        _("La Mesa, en sesión"),
        _("La regla se leyó y la sala está contada; falta que cada quien tome posición."),
    ),
    "adopcion": (_("La Mesa adopta"), _("La decisión dice con qué balance se tomó.")),
    "primera-version": (
        _("Primera versión publicada"),
        _("Se comenta compromiso por compromiso."),
    ),
    "ocho-se-retiran": (
        _("Ocho organizaciones se retiran"),
        _("Con su razón pública; lo que aportaron se queda."),
    ),
    "alto-nivel-en-sesion": (
        _("La Mesa de Alto Nivel, en sesión"),
        _("El plan se presenta; las altas autoridades toman posición."),
    ),
    "entrega": (_("Aprobación y envío"), _("El plan se aprueba y se envía a OGP.")),
    "seguimiento-2019": (
        _("Un año después"),
        _("Dos palabras por meta: la institución y la sociedad civil."),
    ),
    "cierre-2020": (_("Fin de la implementación"), _("Lo prometido y lo hecho, lado a lado.")),
}

# What a hit of the search is, where it is not what the room of that kind calls its thing.
KINDS = {"clause": _("cláusula de la metodología")}
