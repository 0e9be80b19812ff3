"""What the linter of methodologies says. Its checks are in ``rules/lint*.py``."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, str | Promise] = {
    # Figures.
    "process.quantity_contradicted": _(
        "Dos cláusulas dan cifras distintas de lo mismo: la %(first_clause)s dice «%(first)s» y la "
        "%(second_clause)s dice «%(second)s»."
    ),
    "process.limit_of_two_things": _(
        "El mismo límite, %(value)s, se dice de cosas distintas («%(things)s») en las "
        "cláusulas %(clauses)s. No queda claro qué limita."
    ),
    "process.cap_contradicted": _(
        "La cláusula %(clause)s establece «%(stated)s», pero el tope que se aplica es «%(cap)s»."
    ),
    "process.cap_of_another_thing": _(
        "El tope que se aplica es «%(cap)s», pero las cláusulas %(clauses)s limitan otra cosa: "
        "«%(things)s»."
    ),
    "process.figure_contradicts_clause": _(
        "En %(thing)s, «%(figure)s» es %(encoded)s, pero la cláusula %(clause)s dice %(stated)s."
    ),
    "process.figure_not_in_clause": _(
        "La cifra %(figure)s de %(thing)s no está en el texto de la cláusula %(clause)s."
    ),
    "process.day_contradicts_clause": _(
        "Para «%(event)s» rige el %(encoded)s, pero la cláusula %(clause)s da el %(stated)s."
    ),
    "process.stated_rule_not_encoded": _(
        "La cláusula %(clause)s establece una regla («%(rule)s») que no está entre las que el "
        "portal aplica."
    ),
    "process.narrowing_grows": _(
        "La selección de la actividad previa %(activity)s crece en vez de reducirse: %(steps)s."
    ),
    "process.stages_out_of_order": _(
        "La fase %(after)s está en una etapa anterior a la de la fase %(before)s, que la precede."
    ),
    "process.preparatory_after_start": _(
        "La actividad previa %(activity)s termina el %(end)s, cuando el proceso ya empezó "
        "(%(begins)s)."
    ),
    "process.sharing_min_exceeds_max": _(
        "A cada tema se le prometen al menos %(least)s compromisos y se le permiten %(most)s."
    ),
    "process.threshold_not_qualified": _(
        "Una mayoría calificada necesita más de la mitad, y la regla dice: %(threshold)s."
    ),
    "process.rule_of_unknown_body": _(
        "La regla «%(rule)s» da la decisión a un órgano que la metodología no nombra: «%(body)s»."
    ),
    "process.unknown_owner": _(
        "La tarea «%(task)s» es de «%(owner)s», que no es un papel del proceso: no le llega a "
        "nadie."
    ),
    "process.task_after_notice": _(
        "La tarea «%(task)s» vence %(days)s días antes, y la regla de aviso pide %(notice)s."
    ),
    "process.phases_miscounted": _(
        "La cláusula %(clause)s cuenta %(stated)s fases y la metodología describe %(listed)s."
    ),
    "process.themes_miscounted": _(
        "La cláusula %(clause)s cuenta %(stated)s temas y la metodología enumera %(listed)s."
    ),
    "process.more_seats_than_people": _(
        "La fila %(row)s pide %(per_table)s facilitadores en cada una de %(tables)s mesas: son "
        "%(seats)s lugares y hay %(facilitators)s facilitadores."
    ),
    "process.facilitators_without_seat": _(
        "La fila %(row)s prevé %(facilitators)s facilitadores, pero las %(tables)s mesas que "
        "asegura, con %(per_table)s en cada una, ocupan a %(seats)s. No dice qué hacen los demás."
    ),
    "process.more_tables_than_people": _(
        "La fila %(row)s prevé %(tables)s mesas para %(people)s personas."
    ),
    "process.fewer_tables_than_themes": _(
        "La fila %(row)s asegura %(tables)s mesas para %(themes)s temas. No dice cómo se tratan "
        "todos."
    ),
    "process.more_facilitators_than_trained": _(
        "La fila %(row)s necesita %(facilitators)s facilitadores y se formaron %(trained)s."
    ),
    # The linter: dates.
    "process.days_mixed": _(
        "Unas fechas son del calendario y otras se cuentan desde el inicio. Use una sola forma."
    ),
    "process.phases_out_of_order": _(
        "La fase %(after)s está planeada antes que la fase %(before)s."
    ),
    "process.later_phase_ends_first": _(
        "La fase %(after)s termina (%(after_end)s) antes que la fase %(before)s, que la precede "
        "(%(before_end)s)."
    ),
    "process.phase_after_delivery": _(
        "La fase %(phase)s empieza después del día de entrega del Plan (%(delivery)s)."
    ),
    "process.window_passes_delivery": _(
        "La fase %(phase)s puede durar hasta el %(end)s y el Plan se entrega el %(delivery)s."
    ),
    "process.implementation_before_delivery": _(
        "La implementación empieza (%(implementation)s) antes de entregar el Plan (%(delivery)s)."
    ),
    "process.row_outside_phase": _(
        "La fila %(row)s del cronograma cae fuera de las fechas de la fase %(phase)s."
    ),
    "process.need_without_source": _(
        "La fila %(row)s trabaja sobre algo que ninguna fila produce: «%(what)s»."
    ),
    "process.review_before_product": _(
        "La revisión de la fila %(row)s termina el %(end)s y lo que revisa, de la fila %(maker)s,"
        " puede no estar listo hasta el %(ready)s. No queda ningún día para revisar."
    ),
    "process.hearing_before_product": _(
        "La consulta de la fila %(row)s termina el %(end)s y lo que consulta, de la fila "
        "%(maker)s, puede no estar listo hasta el %(ready)s."
    ),
    "process.use_before_product": _(
        "La fila %(row)s termina el %(end)s y lo que necesita de la fila %(maker)s puede no estar"
        " listo hasta el %(ready)s. No queda ningún día entre las dos."
    ),
    "process.starts_before_product": _(
        "La fila %(row)s puede empezar el %(start)s, y lo que necesita de la fila %(maker)s puede"
        " no estar listo hasta el %(ready)s."
    ),
    "process.comments_after_review": _(
        "Se reciben comentarios hasta el %(comments_end)s (fila %(row)s) sobre un texto que se "
        "termina de revisar el %(review_end)s (fila %(review_row)s). La revisión no verá esos "
        "comentarios."
    ),
    # The linter: wording.
    "process.act_of_two_bodies": _(
        "Un mismo acto se encarga a órganos distintos: %(bodies)s. No queda claro quién decide."
    ),
    "process.event_marked_twice": _(
        "Las cláusulas %(clauses)s sitúan un mismo momento del proceso en fases distintas: "
        "%(phases)s. Una de ellas nombra el momento equivocado."
    ),
    "process.other_plan": _(
        "La cláusula %(clause)s habla de este Plan y nombra el de %(named)s, pero el período es "
        "%(period)s."
    ),
    "process.body_with_two_names": _(
        "«%(name)s» y «%(other)s» parecen el mismo órgano. Conviene decir si lo son."
    ),
    "process.promised_decision_missing": _(
        "La cláusula %(clause)s promete decir cómo se decide, y ningún texto lo dice."
    ),
    "process.promised_answer_missing": _(
        "La cláusula %(clause)s promete una regla para responder, y ningún texto la establece."
    ),
    "process.promised_notice_missing": _(
        "La cláusula %(clause)s promete un plazo de aviso, y ningún texto lo fija."
    ),
    "process.promised_sharing_missing": _(
        "La cláusula %(clause)s promete decir cómo se reparte el tope, y ningún texto lo dice."
    ),
    "process.promised_method_missing": _(
        "La cláusula %(clause)s promete un método propio por fase, y hay fases sin método "
        "publicado."
    ),
    "process.promise_not_kept": _(
        "La cláusula %(clause)s promete una regla («%(promised)s») que ningún texto establece."
    ),
    "process.instrument_unpublished": _(
        "Todavía no hay documento publicado de este instrumento: %(name)s."
    ),
    # The linter: missing rules.
    "process.no_decision_rule": _("Ningún texto dice cómo se decide: técnica, quórum y empate."),
    "process.no_answer_rule": _(
        "Se escucha a la ciudadanía, y ningún texto dice en cuánto tiempo se le responde ni cómo "
        "pedir una revisión."
    ),
    "process.no_notice_rule": _(
        "Ningún texto dice con cuántos días se avisa de una convocatoria, su agenda, su método y "
        "sus documentos."
    ),
    "process.no_notice_of_call": _(
        "La regla de aviso no dice con cuántos días se publica la convocatoria."
    ),
    "process.no_notice_of_agenda": _(
        "La regla de aviso no dice con cuántos días se publica la agenda."
    ),
    "process.no_notice_of_method": _(
        "La regla de aviso no dice con cuántos días se publica el método."
    ),
    "process.no_notice_of_authorities": _(
        "La regla de aviso no dice con cuántos días se publica la lista de autoridades."
    ),
    "process.no_notice_of_document": _(
        "La regla de aviso no dice con cuántos días se publican los documentos."
    ),
    "process.no_sharing_rule": _(
        "El tope es de %(cap)s compromisos para %(themes)s temas, y ningún texto dice cómo se "
        "reparte."
    ),
    "process.sharing_exceeds_cap": _(
        "El reparto promete %(each)s por tema, %(promised)s en total, y el tope es de %(cap)s."
    ),
    "process.no_sector_floor": _(
        "Ningún texto declara un balance mínimo de sectores: una reunión solo de funcionarios "
        "contaría como cualquier otra."
    ),
    "process.floors_exceed_everybody": _(
        "Los mínimos por sector suman %(total)s %%. No pueden pasar de 100 %%."
    ),
    "process.no_delivery": _("No hay día de entrega del Plan."),
    "process.nobody_heard": _(
        "Ninguna fase recibe voces de la ciudadanía: así no hay co-creación."
    ),
    "process.closing_state_unsaid": _(
        "No se dice en qué estado deben quedar las voces cuando se cierra la fase %(phase)s."
    ),
    "process.themes_exceed_cap": _("Hay %(themes)s temas y el tope es de %(cap)s."),
}
