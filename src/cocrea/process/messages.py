"""Texts of findings of this room: Spanish here, English in its catalogue."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cocrea.process import lint_messages

TEXTS: dict[str, str | Promise] = {
    "process.earlier_code_invalid": _("Un identificador de OGP es como «GT0066»."),
    "process.earlier_count_invalid": _("Esa cuenta no es posible."),
    "process.earlier_number_invalid": _("Ese número no es válido."),
    "process.earlier_period_invalid": _("Escriba los años así: «2016-2018»."),
    "process.earlier_source_missing": _("Falta la fuente de este dato; sin fuente, déjelo vacío."),
    "process.earlier_state_unknown": _("Ese estado no existe."),
    "process.earlier_trust_unknown": _("Diga si se leyó en la fuente o si falta cotejarlo."),
    "process.earlier_unnamed": _("Diga el número del compromiso o su identificador de OGP."),
    "process.invitation_channel_unknown": _("Elija por qué medio se invitó."),
    "process.invitation_future": _("Ese día todavía no llega."),
    "process.invitation_nobody": _("Diga a quién se invitó."),
    "process.invitation_proof_missing": _(
        "Falta la prueba: un documento, un enlace o, al menos, cómo consta."
    ),
    "process.invitation_too_many": _("Registre %(most)s invitaciones por vez como máximo."),
    "process.link_invalid": _("El enlace debe empezar con http:// o https://."),
    "process.unknown_earlier_plan": _("No hay registro del plan anterior n.º %(number)s."),
    "process.unknown_organization": _("No conocemos esta organización: %(slugs)s."),
    "process.unknown_sector": _("Elija el sector de quienes escribió por nombre."),
    # The process and its acts.
    "process.unknown": _("No hay ningún proceso con el nombre «%(slug)s»."),
    "process.slug_taken": _("Ya hay un proceso con el nombre «%(slug)s»."),
    "process.slug_malformed": _(
        "«%(slug)s» no sirve de nombre: use minúsculas sin tilde, cifras y guiones."
    ),
    "process.prefix_taken": _(
        "Otro proceso ya usa el prefijo de folios %(prefix)s; cámbielo en el archivo."
    ),
    "process.unknown_phase": _("Este proceso no tiene la fase %(phase)s."),
    "process.unknown_row": _("El cronograma no tiene la fila %(row)s."),
    "process.unknown_theme": _("Este proceso no tiene el tema «%(slug)s»."),
    "process.unknown_frame": _("La metodología no tiene el marco «%(slug)s»."),
    "process.unknown_clause": _("La metodología no tiene la cláusula «%(clause)s»."),
    "process.unknown_task": _("No hay ninguna tarea de preparación con la clave «%(key)s»."),
    "process.reason_missing": _(
        "Falta decir la razón y quién decidió. Un acto público siempre los lleva."
    ),
    "process.text_missing": _("Falta escribir este dato."),
    "process.already_fixed": _(
        "La fila %(row)s ya tiene fijado ese mismo día; no hace falta otro acto."
    ),
    "process.no_languages": _("El archivo no dice en qué idiomas puede escribir la gente."),
    "process.no_peoples": _(
        "El archivo no dice de qué pueblos es la gente, ni que no se le pregunta a nadie."
    ),
    "process.no_organizations": _(
        "El archivo no dice de dónde se toman las instituciones públicas que participan."
    ),
    "process.no_territory": _("El archivo no dice de qué lugares es la gente."),
    "process.unknown_dataset": _(
        "Esta versión no trae ninguna lista «%(dataset)s». Trae: %(known)s."
    ),
    "process.unknown_exception": _("Esa excepción no existe en este proceso."),
    "process.unknown_body": _("Este proceso no tiene el órgano «%(body)s»."),
    "process.decision_missing": _(
        "Falta la decisión: una excepción se publica solo sobre lo que decidió el órgano al que se "
        "le pidió."
    ),
    "process.decision_of_another_process": _("Esa decisión es de otro proceso."),
    "process.decision_of_another_body": _(
        "Esa decisión la tomó otro órgano, no aquel al que se le pidió la excepción."
    ),
    "process.decision_not_about": _("Esa decisión no es sobre esta excepción tal como se pidió."),
    "process.decision_open": _("Esa decisión todavía no está cerrada, o fue anulada."),
    "process.decision_not_adopted": _("El órgano decidió y no aprobó esta excepción."),
    "process.decision_not_declined": _(
        "El órgano no dijo que no: la aprobó, o la decisión quedó sin resultado."
    ),
    "process.decision_used": _("Esa decisión ya sostiene otra excepción."),
    "process.same_office": _("Quien pidió la excepción no puede publicarla."),
    "process.unknown_state": _("«%(state)s» no es un estado que pueda tener un tema."),
    "process.version_unreadable": _(
        "La versión %(number)s de la metodología de este proceso no se puede leer (%(where)s). "
        "Quien administra el portal ya tiene el aviso."
    ),
    "process.unknown_version": _("La metodología no tiene la versión %(number)s."),
    "process.theme_number_taken": _("El número %(number)s ya es de otro tema."),
    "process.folio_invalid": _("«%(folio)s» no es un folio. Cópielo del comprobante."),
    "process.no_activities": _(
        "La metodología no permite actividades complementarias en la fase %(phase)s."
    ),
    "process.end_before_start": _("El final está antes que el comienzo. Revise las fechas."),
    "process.phase_early": ngettext_lazy(
        "La fase %(phase)s está prevista desde el %(planned)s; falta %(days)s día. Si se abre "
        "antes, el acto dice por qué.",
        "La fase %(phase)s está prevista desde el %(planned)s; faltan %(days)s días. Si se abre "
        "antes, el acto dice por qué.",
        "days",
    ),
    "process.phase_out_of_order": _(
        "La fase %(phase)s se abre sin haber abierto antes: %(skipped)s."
    ),
    "process.gate_unknown": _("Todavía no se puede. Falta saber: %(fact)s."),
    "process.gate_not_met": _("Todavía no se puede. %(fact)s: %(value)s. Debe ser %(limit)s."),
    "process.gate_below": _(
        "Todavía no se puede. %(fact)s: %(value)s. Debe ser %(limit)s como mínimo."
    ),
    "process.gate_above": _(
        "Todavía no se puede. %(fact)s: %(value)s. Debe ser %(limit)s como máximo."
    ),
    # Reading a methodology file.
    "process.yaml_invalid": _(
        "El archivo no se puede leer como YAML; revise la línea %(line)s (%(problem)s)."
    ),
    "process.yaml_too_large": _(
        "El archivo tiene %(length)s caracteres y el límite es de %(limit)s."
    ),
    "process.yaml_not_plain": _(
        "El archivo usa alias de YAML o demasiados niveles. Escriba cada valor en su lugar."
    ),
    "process.text_controls": _(
        "La línea %(line)s lleva un carácter de control que no se puede guardar."
    ),
    "process.field_missing": _("Falta el campo «%(field)s» (cerca de la línea %(line)s)."),
    "process.field_unknown": _(
        "El campo «%(field)s» no existe (línea %(line)s). Revise cómo está escrito."
    ),
    "process.field_invalid": _("El campo «%(field)s» no es válido (línea %(line)s): %(problem)s."),
    "process.base_unknown": _(
        "No se encuentra la metodología «%(name)s» en la que se basa esta (línea %(line)s)."
    ),
    "process.frame_unknown": _("No se encuentra la lista de códigos «%(name)s»."),
    # Amendments.
    "process.amendment_backwards": _(
        "Una enmienda no rige hacia atrás. Elija un día de hoy en adelante."
    ),
    "process.amendment_before_last": _(
        "Ya hay una enmienda publicada que rige desde un día posterior. Elija ese día o uno más "
        "tarde."
    ),
    "process.value_not_plain": _(
        "El valor «%(value)s» no se puede guardar. Use texto, números enteros, fechas, sí o no, y "
        "listas de ellos."
    ),
    "process.amendment_number": _(
        "La enmienda %(number)s no sigue a la última. Los números van en orden."
    ),
    "process.amendment_body": _(
        "La enmienda %(number)s nombra un órgano que la metodología no tiene: «%(body)s»."
    ),
    "process.amendment_empty": _("La enmienda %(number)s no cambia nada."),
    "process.amendment_old_text": _(
        "La enmienda %(number)s cita un texto anterior que no es el de la cláusula %(clause)s. "
        "Copie el texto vigente."
    ),
    "process.amendment_old_value": _(
        "La enmienda %(number)s cita un valor anterior que no es el vigente en «%(path)s»."
    ),
    "process.amendment_path": _(
        "La enmienda %(number)s nombra algo que la metodología no tiene: «%(path)s»."
    ),
    "process.amendment_invalid": _(
        "Con la enmienda %(number)s la metodología dejaría de ser válida: %(problem)s."
    ),
    **lint_messages.TEXTS,
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "process.tasks_overdue": _("Tareas de preparación atrasadas"),
    "process.themes_prioritised": _("Temas priorizados"),
    "process.themes_candidate": _("Temas candidatos"),
    "process.amendments": _("Enmiendas a la metodología"),
    "process.invitations": _("Invitaciones publicadas"),
    "process.earlier_plans": _("Planes anteriores anotados"),
    "process.days_unfixed": _("Actividades del cronograma sin día fijado"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "process.created": _("Se creó el proceso"),
    "process.continued": _("El proceso continúa en un registro nuevo"),
    "phase.opened": _("Se abrió una fase"),
    "phase.closed": _("Se cerró una fase"),
    "calendar.fixed": _("Se fijó o movió una fecha del calendario"),
    "activity.added": _("Se agregó una actividad al calendario"),
    "task.done": _("Se cumplió una tarea de preparación"),
    "amendment.published": _("Se reformó la metodología"),
    "exception.proposed": _("Se pidió a un órgano una excepción"),
    "exception.published": _("Se publicó una excepción"),
    "exception.declined": _("Un órgano no aprobó una excepción"),
    "exception.withdrawn": _("Se retiró una excepción: la regla vuelve a valer"),
    "theme.set": _("Se reexaminó un tema"),
    "invitations.recorded": _("Se publicó a quién se invitó"),
    "earlier_plan.recorded": _("Se registró un plan anterior"),
    "earlier_commitment.recorded": _("Se registró un compromiso de un plan anterior"),
}
THINGS = {
    "process": _("proceso"),
    "methodology": _("versión de la metodología"),
    "phase": _("fase"),
    "row": _("fila del calendario"),
    "theme": _("tema"),
    "task": _("tarea de preparación"),
    "amendment": _("reforma de la metodología"),
    "exception": _("excepción"),
    "activity": _("actividad"),
    "earlier_plan": _("plan anterior"),
    "earlier_commitment": _("compromiso de un plan anterior"),
}
