"""Texts of this room's findings, one per code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "voices.wrong_state": _("Esta voz ya pasó a otro estado y no admite este paso."),
    "voices.reviewed_once": _("Esta decisión ya se revisó una vez; es definitiva."),
    "voices.review_needs_institution": _(
        "La revisión la hace una institución: su función no habla en nombre de ninguna."
    ),
    "voices.review_same_institution": _(
        "La revisión corresponde a otra institución, no a la que tomó la primera decisión."
    ),
    "voices.review_late": _("El plazo para pedir la revisión terminó el %(last)s."),
    "voices.unknown_disposition": _("Elija qué pasó con este punto."),
    "voices.reason_short": _(
        "Escriba la razón con al menos %(least)s caracteres: toda decisión se explica."
    ),
    "voices.target_missing": _(
        "Indique a qué se incorporó o con qué se unió este punto: propuesta, compromiso o tema."
    ),
    "voices.target_unknown": _(
        "Eso no está publicado en este proceso. Elíjalo de la lista, o escriba el folio de una voz."
    ),
    "voices.target_twice": _("Elija una sola cosa: o de la lista, o el folio de otra voz."),
    "voices.same_person": _(
        "Quien propone una respuesta no la publica. Debe publicarla otra persona."
    ),
    "voices.already_published": _("Esta respuesta ya se publicó."),
    "voices.cluster_changed": _(
        "Usted leyó %(seen)s y ahora son %(count)s. Léalos de nuevo antes de decidir."
    ),
    "voices.already_returned": _("Esta respuesta ya se devolvió; falta que la propongan de nuevo."),
    "voices.points_twice": _(
        "Escribió puntos y marcó que toda la voz es un solo punto. Deje una de las dos cosas."
    ),
    "voices.points_blank": _(
        "Escriba al menos un punto, o marque que toda la voz es un solo punto."
    ),
    "voices.seems_identity": _("El texto parece traer un número de documento de identidad."),
    "voices.seems_phone": _("El texto parece traer un número de teléfono."),
    "voices.seems_email": _("El texto parece traer una dirección de correo."),
    "voices.seems_address": _("El texto parece traer la dirección de una casa."),
    "voices.points_number": _("Una voz tiene entre uno y %(most)s puntos."),
    "voices.form_used_up": _(
        "Con este formulario ya se enviaron %(limit)s textos distintos. Cargue la página de nuevo "
        "y siga desde ahí; puede copiar lo que escribió."
    ),
    "voices.form_expired": _(
        "El formulario llevaba mucho tiempo abierto. Lo renovamos: revise su texto y envíelo "
        "de nuevo."
    ),
    "voices.code_locked": _(
        "Demasiados códigos equivocados para este folio (%(limit)s). Pruebe de nuevo en una hora."
    ),
    "voices.wrong_code": _(
        "El código no corresponde a ese folio. Revíselo en su comprobante: son diez letras y "
        "números."
    ),
    "voices.unknown_folio": _(
        "No hay ninguna voz con ese folio. Revíselo en su comprobante; se parece a GT4-7K3M9Q-X."
    ),
    "voices.unknown": _("No hay ninguna voz con esa dirección."),
    "voices.unknown_point": _("Ese punto no existe en este proceso."),
    "voices.unknown_disposition_id": _("Esa respuesta no existe en este proceso."),
    "voices.unknown_cluster": _(
        "Ya no hay textos en espera en ese grupo; quizá alguien ya decidió."
    ),
    "voices.key_reused": _(
        "Este envío ya trajo otro texto, con el folio %(folio)s. Abra un formulario nuevo para "
        "enviar algo distinto."
    ),
    "voices.text_missing": _("Escriba lo que quiere decir."),
    "voices.language_code": _("Elija el idioma en que está escrito."),
    "voices.unknown_choice": _("«%(value)s» no es una de las opciones."),
    "voices.unknown_place": _("Ese lugar no está en la lista."),
    "voices.name_missing": _(
        "Escriba el nombre o seudónimo que quiere mostrar, o elija que no se muestre ninguno."
    ),
    "voices.consent_missing": _(
        "Para publicar su texto necesitamos que esté de acuerdo. Sin eso no podemos recibirlo."
    ),
    "voices.window_closed": _(
        "La fase %(phase)s, «%(title)s», se cerró el %(day)s y ya no recibe aportes."
    ),
    "voices.window_pending": _(
        "La fase %(phase)s, «%(title)s», todavía no abre. Está prevista para el %(day)s."
    ),
    "voices.no_window": _("Ninguna fase de este proceso recibe este tipo de aportes."),
    "voices.import_wrong_state": _("Esta carga ya pasó a otro paso y no admite este."),
    "voices.import_not_there": _("No hay ninguna carga con esa dirección."),
    "voices.import_no_file": _("El archivo de esta carga ya se borró: cumplió su función."),
    "voices.import_no_source": _("Escriba de dónde vienen estas voces."),
    "voices.import_too_large": _("El archivo pesa más de %(limit)s MB. Divídalo en varios."),
    "voices.import_map": _("En el mapa de columnas, «%(key)s» no es algo que sepamos usar."),
    "voices.import_no_heads": _("No encontramos los títulos de las columnas en esa línea."),
    "voices.import_no_text": _("Diga qué columna trae lo que se dijo."),
    "voices.import_no_column": _("El archivo no tiene la columna «%(head)s»."),
    "voices.import_twice": _("El archivo tiene dos columnas «%(head)s». Cambie el nombre de una."),
    "voices.import_no_words": _("La celda está vacía o casi: sin palabras no hay voz."),
    "voices.import_extra_cells": _("La fila tiene más celdas que títulos; lo que sobra no se lee."),
    "voices.import_cut_row": _(
        "Es la última línea y le faltan celdas: el archivo puede estar cortado. Si está completo, "
        "agregue las celdas que faltan, aunque vayan vacías."
    ),
    "voices.import_no_end": _(
        "Es la última línea y termina sin salto de línea. Revise que el archivo esté completo: si "
        "se cortó, faltan el final de este texto y lo que seguía."
    ),
    "voices.import_formula": _("La celda trae una fórmula; se toma el resultado que guardó."),
    "voices.import_formula_lost": _(
        "La celda trae una fórmula sin resultado guardado. Escriba el valor en su lugar."
    ),
    "voices.import_unknown": _("No reconocemos lo que dice la celda."),
    "voices.import_no_consent": _(
        "La hoja dice que no autoriza publicar. Esta fila no entra; guárdela aparte."
    ),
    "voices.import_contact": _("El correo no es válido y no se guardará; la voz sí entra."),
    "voices.import_changed": _(
        "Ese número de fila ya entró antes con otras palabras. Si es otra voz, dele otro número; "
        "si es una corrección, deshaga la carga anterior."
    ),
    "voices.import_nothing": _("Ninguna fila puede convertirse en voz."),
    "voices.import_treated": _(
        "Voces de esta carga que ya se separaron en puntos: %(count)s. Esas no se deshacen; marque "
        "la casilla para deshacer las demás."
    ),
    "voices.import_moved": _(
        "Alguien movió voces de esta carga en este momento. Vuelva a intentarlo."
    ),
    "voices.import_stale": _(
        "Mientras tanto, filas de este archivo entraron en otra carga. Léalo otra vez: las que ya "
        "entraron no se repiten."
    ),
    "voices.import_undoing": _("La carga de la que vino esta voz se está deshaciendo."),
    "voices.import_codes_taken": _(
        "La hoja de códigos de esta carga ya se descargó. Se entrega una sola vez."
    ),
    "voices.import_codes_there": _("Ese archivo ya existe y no se escribe encima."),
    "voices.import_codes_other": _("La hoja de códigos la descarga quien cargó el archivo."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "voices.unadmitted": _("Voces que esperan que se diga si se admiten"),
    "voices.untreated": _("Voces cuyos puntos faltan por separar"),
    "voices.unanswered": _("Voces sin respuesta publicada a todos sus puntos"),
    "voices.unfollowed": _("Voces tomadas en cuenta que ningún hito informado sigue"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "voice.received": _("Se recibió un aporte"),
    "voices.received": _("Se recibieron varios aportes juntos"),
    "voices.imported": _("Se recibieron los aportes de un archivo"),
    "voices.import_undone": _("Se deshizo la carga de un archivo de aportes"),
    "voices.codes_taken": _("Se descargaron los códigos de un archivo, para devolverlos"),
    "voice.released": _("Un aporte dejó la cola de textos casi iguales"),
    "voice.admitted": _("Se admitió y publicó un aporte"),
    "voice.refused": _("No se admitió un aporte"),
    "review.asked": _("Se pidió revisar por qué no se admitió un aporte"),
    "review.decided": _("Otra institución decidió esa revisión"),
    "voice.treated": _("Se separó un aporte en puntos"),
    "disposition.proposed": _("Se propuso una respuesta a un aporte"),
    "disposition.returned": _("Se devolvió una respuesta propuesta"),
    "disposition.published": _("Se publicó una respuesta a un aporte"),
    "voice.followed": _("Un aporte pasó a seguimiento: ya se informa de lo que pidió"),
    "voice.withdrawn": _("Quien aportó retiró su aporte"),
    "voice.erased": _("Se borró el texto de un aporte"),
    "voices.triage_overdue": _("Venció el plazo para revisar aportes"),
}
THINGS = {
    "voice": _("voz"),
    "point": _("punto de una voz"),
    "import": _("archivo de voces"),
}
