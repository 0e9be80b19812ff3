"""Texts of the findings of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TEXTS = {
    "ledger.already_sent": _(
        "Este formulario ya se había enviado y se hizo una sola vez. No hace falta enviarlo de "
        "nuevo."
    ),
    "ledger.clock_real": _(
        "El registro %(origin)s lleva la hora real: solo una demostración puede cambiar de fecha."
    ),
    "ledger.clock_before_last": _(
        "La demostración no puede volver a %(to)s: su último asiento es del %(last)s."
    ),
    "ledger.no_log": _("Ese registro no existe."),
    "ledger.none_here": _("Aquí no hay ningún registro: no hay nada que comprobar."),
    "ledger.not_a_checkpoint": _("Ese archivo no es un punto de control firmado."),
    "ledger.not_a_key": _("Eso no es la clave de un registro; se escribe nombre+huella+clave."),
    "ledger.origin_unknown": _(
        "Lo que usted guardó es del registro «%(origin)s», y aquí solo están: %(known)s."
    ),
    "ledger.no_entry": _("El registro no tiene un asiento número %(position)s."),
    "ledger.no_checkpoint_of": _("No hay un punto de control firmado de %(size)s asientos."),
    "ledger.key_changed": _(
        "La clave de este equipo no es la del registro %(origin)s. Abra un registro que lo suceda."
    ),
    "ledger.succeeded": _("El registro %(origin)s ya tiene un registro que lo sucede."),
    "ledger.entry_unreadable": _(
        "El asiento %(position)s no tiene la forma exacta que el registro exige."
    ),
    "ledger.entry_misplaced": _(
        "En el lugar %(position)s está el asiento %(says)s: se quitaron o cambiaron de orden "
        "asientos."
    ),
    "ledger.entry_foreign": _("El asiento %(position)s es de otro registro, %(log)s."),
    "ledger.clock_back": _(
        "El asiento %(position)s tiene una hora anterior a la del asiento que lo precede."
    ),
    "ledger.column_differs": _(
        "Las columnas de consulta del asiento %(position)s no dicen lo mismo que sus bytes."
    ),
    "ledger.leaf_differs": _("La huella guardada del asiento %(position)s no es la de sus bytes."),
    "ledger.node_differs": _("El nodo %(place)s del nivel %(level)s falta o no es el que resulta."),
    "ledger.head_differs": _(
        "La cabeza del registro dice %(size)s asientos; de los %(found)s que hay resulta otra."
    ),
    "ledger.entry_beyond_head": _(
        "El asiento %(position)s está más allá de la cabeza, que dice %(size)s asientos: nadie lo "
        "firmó."
    ),
    "ledger.node_beyond_head": _(
        "El nodo %(place)s del nivel %(level)s está más allá de la cabeza: sobra."
    ),
    "ledger.text_differs": _("El texto %(digest)s no es aquel cuya huella está en el registro."),
    "ledger.text_uncited": _("De un texto publicado, %(digest)s, no hay huella en el registro."),
    "ledger.rolled_back": _(
        "El punto de control %(name)s cubre %(size)s asientos y solo hay %(found)s."
    ),
    "ledger.root_differs": _(
        "%(name)s: los primeros %(size)s asientos no son los que se firmaron; coinciden hasta el "
        "%(good)s."
    ),
    "ledger.signature_wrong": _("%(name)s: la firma no es de la clave del registro."),
    "ledger.no_checkpoint": _("Todavía no hay ningún punto de control firmado."),
    "ledger.uncovered": ngettext_lazy(
        "%(count)s asiento es más nuevo que el último punto de control.",
        "%(count)s asientos son más nuevos que el último punto de control.",
        "count",
    ),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "ledger.succeeded": _("Se abrió el registro que continúa a otro"),
}
THINGS = {
    "log": _("registro"),
}
