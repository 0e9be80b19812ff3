"""Texts of findings, one per code; a code never changes its meaning. Words of states and kinds."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from cocrea.commitments.rules.template import TEMPLATES
from cocrea.kernel.findings import Finding

TEXTS = {
    # The official template
    "commitments.field_missing": gettext_lazy("Falta llenar un campo obligatorio: «%(field)s»"),
    "commitments.field_unknown": gettext_lazy("El formato oficial no tiene el campo «%(field)s»."),
    "commitments.template_unknown": gettext_lazy("No existe el formato «%(code)s»."),
    "commitments.title_missing": gettext_lazy("Escriba el título del compromiso."),
    "commitments.end_before_start": gettext_lazy(
        "La fecha de término es anterior a la fecha de inicio."
    ),
    "commitments.milestone_outside": gettext_lazy(
        "El hito %(number)s termina después que el compromiso, que termina el %(end)s."
    ),
    "commitments.milestone_text_missing": gettext_lazy("Escriba qué se hará y se podrá verificar."),
    "commitments.responsible_not_public": gettext_lazy(
        "«%(organization)s» no es una entidad pública, y la responsabilidad de cumplir siempre "
        "está a cargo de una entidad pública. Otras organizaciones pueden ser corresponsables."
    ),
    "commitments.number_taken": gettext_lazy("Ya existe un compromiso con el número %(number)s."),
    "commitments.not_there": gettext_lazy("No encontramos ese compromiso."),
    "commitments.no_milestone": gettext_lazy("Ese hito ya no existe."),
    # The life of a commitment
    "commitments.wrong_state": gettext_lazy(
        "En el estado en que está el compromiso no se puede dar este paso."
    ),
    "commitments.changed_meanwhile": gettext_lazy(
        "Alguien guardó otra versión mientras usted escribía: usted leyó la %(expected)s y ya va "
        "la %(version)s. Su texto sigue en el formulario; compárelo con la versión actual."
    ),
    "commitments.reason_missing": gettext_lazy("Escriba el motivo; será público."),
    "commitments.not_your_body": gettext_lazy(
        "Solo la autoridad de la entidad responsable (%(organization)s) puede hacer esto."
    ),
    "commitments.already_accepted": gettext_lazy(
        "La entidad ya aceptó esta versión del compromiso."
    ),
    "commitments.decision_missing": gettext_lazy(
        "La metodología dice cómo se decide: indique la decisión en la que se adoptó."
    ),
    "commitments.decision_not_adopted": gettext_lazy(
        "Esa decisión no adoptó nada: la sesión no se ha cerrado con aprobación, o se anuló."
    ),
    "commitments.decision_of_another": gettext_lazy("Esa decisión es sobre otro compromiso."),
    # Feasibility
    "commitments.opinion_unknown": gettext_lazy(
        "La opinión tiene que ser favorable, con condiciones o desfavorable."
    ),
    "commitments.opinion_kind": gettext_lazy(
        "Aquí se registran los dictámenes jurídico y financiero; la aceptación institucional la "
        "da la autoridad de la entidad responsable."
    ),
    "commitments.signatory_missing": gettext_lazy("Indique qué puesto u oficina firma."),
    "commitments.condition_missing": gettext_lazy("Escriba cuál es la condición."),
    "commitments.day_in_future": gettext_lazy("La fecha está en el futuro."),
    "commitments.blank_institutional": gettext_lazy(
        "La entidad responsable todavía no ha dicho si acepta."
    ),
    "commitments.blank_legal": gettext_lazy("Falta la opinión sobre la viabilidad jurídica."),
    "commitments.blank_financial": gettext_lazy("Falta la opinión sobre la viabilidad financiera."),
    "commitments.unfavourable_institutional": gettext_lazy(
        "La entidad responsable no acepta el compromiso (firma: %(signatory)s)."
    ),
    "commitments.unfavourable_legal": gettext_lazy(
        "La opinión jurídica es desfavorable (firma: %(signatory)s)."
    ),
    "commitments.unfavourable_financial": gettext_lazy(
        "La opinión financiera es desfavorable (firma: %(signatory)s)."
    ),
    "commitments.has_condition": gettext_lazy(
        "Hay una condición (firma: %(signatory)s): %(condition)s"
    ),
    "commitments.outdated_institutional": gettext_lazy(
        "La entidad aceptó la versión %(then)s y el texto va en la %(now)s: tiene que aceptarlo "
        "de nuevo."
    ),
    "commitments.outdated_legal": gettext_lazy(
        "La opinión jurídica es de la versión %(then)s y el texto va en la %(now)s."
    ),
    "commitments.outdated_financial": gettext_lazy(
        "La opinión financiera es de la versión %(then)s y el texto va en la %(now)s."
    ),
    # Sources, alignment, letters
    "commitments.source_missing": gettext_lazy("Elija una propuesta."),
    "commitments.source_elsewhere": gettext_lazy(
        "Esa propuesta o ese hito pertenece a otro proceso o a otro compromiso."
    ),
    "commitments.alignment_unknown": gettext_lazy(
        "El marco «%(frame)s» de la metodología no tiene el código «%(code)s»."
    ),
    "commitments.letter_to_itself": gettext_lazy(
        "La entidad responsable no puede ser además corresponsable."
    ),
    "commitments.letter_twice": gettext_lazy("Esa organización ya es corresponsable."),
    "commitments.no_letter": gettext_lazy(
        "No hay una carta de entendimiento con esa organización."
    ),
    "commitments.letter_settled": gettext_lazy("Esa carta ya se firmó, o no hace falta."),
    "commitments.not_your_letter": gettext_lazy(
        "Solo la propia organización puede firmar su carta de entendimiento."
    ),
    # The caps, at the frozen first version
    "commitments.over_cap": gettext_lazy(
        "«%(title)s» queda en el puesto %(place)s de %(count)s y el tope es de %(cap)s "
        "compromisos. Para incluirlo hace falta una excepción publicada por el órgano competente."
    ),
    "commitments.milestones_over_cap": gettext_lazy(
        "«%(title)s» tiene %(count)s hitos y el tope es de %(cap)s por compromiso."
    ),
    "commitments.cap_order": gettext_lazy(
        "Hay %(count)s compromisos y el tope es de %(cap)s. Orden usado: primero los adoptados, "
        "luego los aceptados y los propuestos; dentro de cada grupo, por el día en que llegaron a "
        "ese estado y por su número."
    ),
    "commitments.exception_for_all": gettext_lazy(
        "Una excepción publicada por %(body)s amplía el tope a %(quantity)s."
    ),
    "commitments.exception_for_one": gettext_lazy(
        "Una excepción publicada por %(body)s permite «%(title)s»."
    ),
    "commitments.exception_vague": gettext_lazy(
        "La excepción publicada por %(body)s no dice ni cantidad ni compromiso: no permite nada."
    ),
    "commitments.exception_not_competent": gettext_lazy(
        "La excepción publicada por %(body)s no cuenta: ese órgano no es competente."
    ),
    # SMART, by letter
    "commitments.smart_vague": gettext_lazy(
        "Verbos o cantidades que caben en cualquier compromiso: %(words)s. ¿Qué se hará "
        "exactamente, dónde y para quién?"
    ),
    "commitments.smart_vague_milestone": gettext_lazy(
        "Hito %(number)s, palabras poco precisas: %(words)s. ¿Qué se entregará?"
    ),
    "commitments.smart_no_milestones": gettext_lazy("Todavía no tiene hitos."),
    "commitments.smart_no_indicator": gettext_lazy(
        "El hito %(number)s no tiene indicador: ¿qué se contará?"
    ),
    "commitments.smart_quantity_only": gettext_lazy(
        "El hito %(number)s menciona una cantidad o un ritmo (%(words)s), pero no tiene indicador."
    ),
    "commitments.smart_no_baseline": gettext_lazy(
        "El hito %(number)s no tiene línea de base: ¿cuánto hay hoy?"
    ),
    "commitments.smart_no_means": gettext_lazy(
        "El hito %(number)s no dice con qué medio se podrá verificar."
    ),
    "commitments.smart_no_owner": gettext_lazy("No tiene entidad responsable."),
    "commitments.smart_no_milestone_owner": gettext_lazy(
        "El hito %(number)s no dice quién responde por él."
    ),
    "commitments.smart_no_value": gettext_lazy(
        "El texto no menciona acceso a la información, participación ni rendición de cuentas."
    ),
    "commitments.smart_only_technology": gettext_lazy(
        "El texto habla de tecnología (%(words)s), pero no dice qué abre: información, "
        "participación o rendición de cuentas."
    ),
    "commitments.smart_values_found": gettext_lazy(
        "Palabras que lo relacionan con los valores del gobierno abierto: %(words)s."
    ),
    "commitments.smart_no_date": gettext_lazy("No tiene fecha de término."),
    "commitments.smart_no_milestone_date": gettext_lazy(
        "El hito %(number)s no tiene fecha de término."
    ),
    "commitments.smart_all_at_the_end": gettext_lazy(
        "Los %(count)s hitos terminan el mismo día (%(day)s): no se podrá ver el avance antes."
    ),
    # Ambition
    "commitments.ambition_output_only": gettext_lazy(
        "Hito %(number)s: «%(words)s» es algo que se produce por el camino. ¿Qué cambiará, y para "
        "quién, cuando esté hecho?"
    ),
    "commitments.ambition_output_and_change": gettext_lazy(
        "Hito %(number)s: produce algo por el camino (%(words)s) y nombra un cambio (%(changes)s)."
    ),
    "commitments.ambition_all_outputs": gettext_lazy(
        "Los %(count)s hitos son actividades o productos; ninguno dice qué cambia después."
    ),
    "commitments.ambition_title_output": gettext_lazy(
        "El título promete una actividad («%(words)s»). ¿Podría prometer el cambio que busca?"
    ),
    "commitments.ambition_change_named": gettext_lazy(
        "El texto nombra un cambio: %(words)s. ¿Se notará en la vida de la gente?"
    ),
    "commitments.ambition_no_change": gettext_lazy(
        "No encontramos palabras que digan qué cambio causa. ¿Qué será distinto, y para quién?"
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "commitments.count": gettext_lazy("Compromisos en pie"),
    "commitments.none": gettext_lazy("Que no haya ningún compromiso (1 es sí)"),
    "commitments.drafts": gettext_lazy("Compromisos en borrador"),
    "commitments.over_cap": gettext_lazy("Topes de compromisos que se pasan"),
    "commitments.milestones_over_cap": gettext_lazy("Compromisos con más hitos de los que caben"),
    "commitments.without_acceptance": gettext_lazy("Compromisos que su institución no ha aceptado"),
    "commitments.without_legal": gettext_lazy("Compromisos sin opinión legal"),
    "commitments.without_financial": gettext_lazy("Compromisos sin opinión financiera"),
    "commitments.without_milestones": gettext_lazy("Compromisos sin hitos"),
    "commitments.undecided": gettext_lazy("Compromisos sin decidir"),
}

STATES = {
    "draft": gettext_lazy("Borrador"),
    "proposed": gettext_lazy("Propuesto"),
    "accepted": gettext_lazy("Aceptado por la entidad"),
    "returned": gettext_lazy("Devuelto a las mesas"),
    "adopted": gettext_lazy("Adoptado"),
    "not_adopted": gettext_lazy("No adoptado"),
    "withdrawn": gettext_lazy("Retirado"),
}
STEPS = {
    "proposed": gettext_lazy("Se propuso"),
    "accepted": gettext_lazy("La entidad responsable lo aceptó"),
    "returned": gettext_lazy("Se devolvió a las mesas"),
    "adopted": gettext_lazy("Se adoptó"),
    "not_adopted": gettext_lazy("No se adoptó"),
    "withdrawn": gettext_lazy("Se retiró"),
}
TONES = {
    "draft": "neutral",
    "proposed": "info",
    "accepted": "accent",
    "returned": "warn",
    "adopted": "good",
    "not_adopted": "bad",
    "withdrawn": "bad",
}
KINDS = {
    "institutional": gettext_lazy("Aceptación institucional"),
    "legal": gettext_lazy("Viabilidad jurídica"),
    "financial": gettext_lazy("Viabilidad financiera"),
}
OPINIONS = {
    "favourable": gettext_lazy("Favorable"),
    "with_conditions": gettext_lazy("Con condiciones"),
    "unfavourable": gettext_lazy("Desfavorable"),
}
LETTERS = {
    "drafted": gettext_lazy("Carta por firmar"),
    "signed": gettext_lazy("Carta firmada"),
    "not_needed": gettext_lazy("Entidad pública: no necesita carta"),
}
MILESTONE = {"new": gettext_lazy("Nuevo"), "ongoing": gettext_lazy("En curso")}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "commitment.drafted": gettext_lazy("Se comenzó el borrador de un compromiso"),
    "commitment.saved": gettext_lazy("Cambió el texto de un compromiso"),
    "commitment.proposed": gettext_lazy("Se propuso un compromiso"),
    "commitment.accepted": gettext_lazy("La institución responsable aceptó un compromiso"),
    "commitment.returned": gettext_lazy("Se devolvió un compromiso para cambiarlo"),
    "commitment.adopted": gettext_lazy("Se adoptó un compromiso"),
    "commitment.not_adopted": gettext_lazy("No se adoptó un compromiso"),
    "commitment.withdrawn": gettext_lazy("Se retiró un compromiso"),
    "commitment.opinion": gettext_lazy("Se opinó sobre la factibilidad de un compromiso"),
    "commitment.source_linked": gettext_lazy("Se enlazó un compromiso con su origen"),
    "commitment.aligned": gettext_lazy("Se alineó un compromiso con otros marcos"),
    "commitment.letter_drafted": gettext_lazy("Se redactó una carta de corresponsabilidad"),
    "commitment.letter_withdrawn": gettext_lazy("Se retiró a una organización corresponsable"),
    "commitment.letter_signed": gettext_lazy("Se firmó una carta de corresponsabilidad"),
    "milestone.added": gettext_lazy("Se agregó un hito a un compromiso"),
    "milestone.saved": gettext_lazy("Cambió un hito de un compromiso"),
    "milestone.removed": gettext_lazy("Se quitó un hito de un compromiso"),
}
THINGS = {
    "commitment": gettext_lazy("compromiso"),
    "milestone": gettext_lazy("hito"),
}


def shown(findings: Iterable[Finding]) -> list[Finding]:
    """Findings whose field is named as the official template names it in the reader's language."""
    language = get_language() or "es"
    labels = {
        field.es: field.label(language) for each in TEMPLATES.values() for field in each.fields
    }
    return [
        replace(f, params={**f.params, "field": labels.get(f.params["field"], f.params["field"])})
        if "field" in f.params
        else f
        for f in findings
    ]
