"""Texts of this room's findings, one per code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TEXTS = {
    "plan.kind_unknown": gettext_lazy("Una versión es la primera, una corregida o la final."),
    "plan.first_exists": gettext_lazy(
        "La primera versión ya se publicó. Lo que sigue es una versión corregida o la final."
    ),
    "plan.final_exists": gettext_lazy(
        "Ya hay una versión final: lo que la siga es otra versión final."
    ),
    "plan.being_decided": gettext_lazy(
        "Hay una sesión sobre la última versión, declarada, en curso o que la adoptó: mientras "
        "tanto el texto que se decide no cambia."
    ),
    "plan.no_first": gettext_lazy(
        "Todavía no se ha publicado una primera versión para comentarios."
    ),
    "plan.nothing_to_freeze": gettext_lazy(
        "No hay ningún compromiso propuesto, aceptado o adoptado: los borradores no se congelan."
    ),
    "plan.already_approved": gettext_lazy("El plan ya fue aprobado y no cambia."),
    "plan.suggestions_open": gettext_lazy(
        "Faltan respuestas a sugerencias de la revisión: %(count)s."
    ),
    "plan.review_open": gettext_lazy("La revisión sigue abierta: ciérrela primero."),
    "plan.no_review": gettext_lazy(
        "Ninguna versión de este plan pasó por la revisión de la Unidad de Apoyo de OGP."
    ),
    "plan.basis_no_open_voice": gettext_lazy(
        "El plan no es definitivo con voces sin respuesta, salvo que un acto publicado diga por qué"
    ),
    "plan.open_voices": gettext_lazy(
        "Hay voces sin respuesta: %(count)s. El plan no es final mientras las haya, salvo que una "
        "excepción publicada diga por qué."
    ),
    "plan.open_voices_excepted": gettext_lazy(
        "Quedaron voces sin respuesta: %(count)s. Lo permitió una excepción publicada de "
        "%(body)s: %(reason)s"
    ),
    "plan.exception_not_competent": gettext_lazy(
        "La excepción que publicó %(body)s no cuenta: ese órgano no puede decidirla."
    ),
    "plan.not_adopted": gettext_lazy(
        "El compromiso %(number)s, «%(title)s», está en esta versión sin que conste una decisión "
        "que lo adopte."
    ),
    "plan.decider_freezes": gettext_lazy(
        "Quien decide sobre el plan no lo congela: debe hacerlo otra persona."
    ),
    "plan.no_version": gettext_lazy("No hay ninguna versión del plan con ese número."),
    "plan.no_version_yet": gettext_lazy("Este plan todavía no tiene ninguna versión publicada."),
    "plan.version_superseded": gettext_lazy(
        "Ya hay una versión más nueva del plan; use la más reciente."
    ),
    "plan.no_commitment": gettext_lazy("Esa versión no tiene un compromiso con ese número."),
    "plan.no_text": gettext_lazy("Esa versión no tiene el texto que se quiere traducir."),
    "plan.form_expired": gettext_lazy(
        "El formulario llevaba mucho tiempo abierto. Lo renovamos: revise su texto y envíelo "
        "de nuevo."
    ),
    # The review
    "plan.review_exists": gettext_lazy("Ya hay una revisión abierta."),
    "plan.no_open_review": gettext_lazy("Ahora no hay ninguna revisión abierta."),
    "plan.label_missing": gettext_lazy("Indique de quién viene la revisión."),
    "plan.day_in_future": gettext_lazy("La fecha está en el futuro."),
    "plan.text_missing": gettext_lazy("Escriba la sugerencia."),
    "plan.no_suggestion": gettext_lazy("No encontramos esa sugerencia."),
    "plan.already_answered": gettext_lazy("Esta sugerencia ya tiene respuesta."),
    "plan.answer_unknown": gettext_lazy("Elija si se acepta, se acepta en parte o no se acepta."),
    "plan.reason_short": gettext_lazy(
        "Escriba la razón con al menos %(least)s caracteres: toda respuesta se explica."
    ),
    # Approval and submission
    "plan.not_final": gettext_lazy("Solo se aprueba la versión final más reciente."),
    "plan.decision_missing": gettext_lazy(
        "Indique la decisión en la que el órgano competente aprobó el plan."
    ),
    "plan.decision_not_about": gettext_lazy("Esa decisión no trata de esta versión del plan."),
    "plan.decision_open": gettext_lazy("Esa decisión todavía no está cerrada."),
    "plan.decision_not_adopted": gettext_lazy("Esa decisión no aprobó el plan."),
    "plan.not_competent": gettext_lazy(
        "La metodología no da a ese órgano la aprobación del plan: %(body)s."
    ),
    "plan.same_office": gettext_lazy("Quien congeló la versión no registra su aprobación."),
    "plan.already_submitted": gettext_lazy("El plan ya se envió."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, str | Promise] = {
    "plan.frozen_versions": gettext_lazy("Versiones congeladas del plan"),
    "plan.first_frozen": gettext_lazy("Primera versión congelada (1 es sí)"),
    "plan.final_frozen": gettext_lazy("Versión final congelada (1 es sí)"),
    "plan.reviews": gettext_lazy("Revisiones de OGP"),
    "plan.reviews_open": gettext_lazy("Revisiones de OGP sin cerrar"),
    "plan.suggestions_unanswered": gettext_lazy("Sugerencias de la revisión sin respuesta"),
    "plan.approved": gettext_lazy("Plan aprobado (1 es sí)"),
    "plan.submitted": gettext_lazy("Plan enviado (1 es sí)"),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS = {
    "plan.frozen": gettext_lazy("Se congeló una versión del plan"),
    "plan.review_opened": gettext_lazy("Se abrió la revisión del plan"),
    "plan.suggestion_given": gettext_lazy("Se dio una sugerencia sobre el plan"),
    "plan.suggestion_answered": gettext_lazy("Se respondió una sugerencia sobre el plan"),
    "plan.review_closed": gettext_lazy("Se cerró la revisión del plan"),
    "plan.approved": gettext_lazy("Se aprobó el plan"),
    "plan.submitted": gettext_lazy("Se envió el plan"),
}
THINGS = {
    "plan": gettext_lazy("versión del plan"),
    "suggestion": gettext_lazy("sugerencia"),
}
