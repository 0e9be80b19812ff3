"""Texts of this room: one per finding code and step, and the names of its codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

Text = str | Promise

TEXTS: dict[str, Text] = {
    "agreement.already_answered": _("Esta objeción ya tiene respuesta."),
    "agreement.already_recused": _("Ya consta que esta persona se excusó."),
    "agreement.already_resolved": _("Esta objeción ya se dio por resuelta."),
    "agreement.bad_choice": _("Marque una o más de las opciones de la papeleta."),
    "agreement.bad_roll": _("Revise el registro de presentes: hay un dato que no es válido."),
    "agreement.nobody_counted": _(
        "Falta contar a quienes están presentes. Sin ese número nadie puede tomar posición."
    ),
    "agreement.bad_rule": _("Esta parte de la regla no es válida. Revísela, por favor."),
    "agreement.bad_stance": _("Esa respuesta no corresponde a la técnica declarada."),
    "agreement.balance_label": _("Tomada con %(percent)s %% de funcionarios"),
    "agreement.balance_label_outside": _(
        "Tomada con %(percent)s %% de funcionarios, fuera del equilibrio declarado"
    ),
    "agreement.balance_label_undecided": _("Con %(percent)s %% de funcionarios en la sala"),
    "agreement.balance_label_undecided_outside": _(
        "Con %(percent)s %% de funcionarios en la sala, fuera del equilibrio declarado"
    ),
    "agreement.body_of_another_process": _("Ese órgano es de otro proceso."),
    "agreement.casting_missing": _(
        "Hay empate y la regla deja el desempate a quien preside: falta decir cómo lo resolvió."
    ),
    "agreement.compact_absent": _(
        "No se ha publicado el acuerdo de cumplimiento que debía firmarse en la convocatoria."
    ),
    "agreement.compact_not_current": _("Hay una versión más nueva del acuerdo. Léala y firme esa."),
    "agreement.compact_not_yours": _(
        "Cada quien firma por su organización, o por el órgano que integra."
    ),
    "agreement.compact_nothing_signed": _("No hay ninguna firma vigente que retirar."),
    "agreement.compact_party_unclear": _("Diga por quién firma: una organización o un órgano."),
    "agreement.compact_body_undecided": _(
        "Un órgano firma, o retira su firma, con una decisión suya: falta una sesión cerrada sobre "
        "esta versión del acuerdo."
    ),
    "agreement.compact_unsigned": _(
        "Falta la firma de %(missing)s de %(total)s en el acuerdo de cumplimiento "
        "(versión %(version)s)."
    ),
    "agreement.conflict_recuse": _(
        "Declaró un interés en una organización de la que trata esta decisión: no toma posición."
    ),
    "agreement.conflict_warn": _("Declaró un interés en el tema de esta decisión."),
    "agreement.interest_contradicts": _(
        "Dice que no tiene intereses y también menciona alguno: deje solo una de las dos cosas."
    ),
    "agreement.interest_empty": _(
        "Diga en qué tiene interés, o marque que no tiene ninguno que declarar."
    ),
    "agreement.interest_missing": _(
        "Falta la declaración de intereses de quien integra el órgano."
    ),
    "agreement.more_members_than_seats": _(
        "Hay %(members)s integrantes presentes y solo %(seats)s asientos con voto."
    ),
    "agreement.more_positions_than_present": _(
        "Posiciones con esta: %(positions)s. Personas contadas al abrir: %(present)s. No puede "
        "haber más posiciones que personas."
    ),
    "agreement.basis_conflicts": _(
        "Metodología, fase 1: declaraciones de ética y de conflicto de interés"
    ),
    "agreement.basis_rule_first": _("La regla se publica antes de decidir."),
    "agreement.no_rule": _(
        "Sin regla previa no hay decisión: falta declarar esta parte, y la metodología no la da."
    ),
    "agreement.nobody_of_sector": ngettext_lazy(
        "Al abrir se contó %(present)s presente de ese sector, y ya tomaron posición %(taken)s.",
        "Al abrir se contaron %(present)s presentes de ese sector, y ya tomaron posición "
        "%(taken)s.",
        "present",
    ),
    "agreement.no_seat": _("En este órgano solo toma posición quien ocupa un asiento con voto."),
    "agreement.not_there": _("No lo encontramos."),
    "agreement.own_only": _("Cada quien declara por sí; en papel, lo registra la secretaría."),
    "agreement.own_position_only": _(
        "Cada quien habla por sí; por los demás solo registra quien conduce la sala."
    ),
    "agreement.participant_unclear": _("Falta decir de quién es."),
    "agreement.position_taken": _("Ya tomó posición en esta sesión."),
    "agreement.reason_needed": _(
        "Esta respuesta necesita su razón, para que se le pueda contestar."
    ),
    "agreement.recused": _("Se excusó de esta sesión: no toma posición."),
    "agreement.sector_above": _("%(percent)s %%; lo declarado es %(limit)s %% como máximo."),
    "agreement.sector_below": _("%(percent)s %%; lo declarado es %(limit)s %% como mínimo."),
    "agreement.text_missing": _("Falta escribirlo."),
    "agreement.unknown_organization": _("No conocemos esta organización: %(slugs)s."),
    "agreement.unknown_theme": _("No es un tema de este proceso: %(slugs)s."),
    # How an outcome explains itself, step by step.
    "agreement.step_quorum": ngettext_lazy(
        "Quórum: %(present)s integrante presente de %(seats)s asientos con voto; se pide el "
        "%(share)s %%.",
        "Quórum: %(present)s integrantes presentes de %(seats)s asientos con voto; se pide el "
        "%(share)s %%.",
        "present",
    ),
    "agreement.step_sectors": _(
        "Sectores con integrantes presentes: %(present)s; se piden %(needed)s."
    ),
    "agreement.step_floor_none": _(
        "No se declaró ningún equilibrio (%(officials)s de %(total)s presentes son funcionarios)."
    ),
    "agreement.step_floor_met": _(
        "Equilibrio declarado: se cumple (%(officials)s de %(total)s presentes son funcionarios)."
    ),
    "agreement.step_floor_unmet": _(
        "Equilibrio declarado: no se cumple (%(officials)s de %(total)s presentes son "
        "funcionarios)."
    ),
    "agreement.step_counted": _(
        "Posiciones: %(for)s a favor, %(against)s en contra y %(neither)s que no cuentan para "
        "ningún lado."
    ),
    "agreement.step_silent": ngettext_lazy(
        "De quienes podían tomar posición, %(count)s no la tomó.",
        "De quienes podían tomar posición, %(count)s no la tomaron.",
        "count",
    ),
    "agreement.step_nobody_objects": _("Por consenso nadie debe oponerse: se oponen %(count)s."),
    "agreement.step_objections_settled": _(
        "Por consentimiento no debe quedar objeción sin resolver: quedan %(count)s."
    ),
    "agreement.step_nobody_blocks": _("Nadie debe bloquear: bloquean %(count)s."),
    "agreement.step_somebody_for": _("Alguien debe estar a favor: están %(count)s."),
    "agreement.step_nobody_counts": _("No hay posiciones a favor ni en contra."),
    "agreement.step_share": _("A favor: %(share)s de las posiciones; se pide %(needed)s."),
    "agreement.step_more_than_half": _("A favor: %(share)s; se pide más de la mitad."),
    "agreement.step_approvals": ngettext_lazy(
        "La opción %(option)s recibió %(count)s aprobación.",
        "La opción %(option)s recibió %(count)s aprobaciones.",
        "count",
    ),
    "agreement.step_chosen": _("Opciones elegidas sin empate: %(count)s."),
    "agreement.step_tie_not_adopted": _("Hubo empate; según la regla declarada, no se adopta."),
    "agreement.step_tie_next_session": _(
        "Hubo empate; según la regla declarada, se decide en la próxima sesión."
    ),
    "agreement.step_tie_casting": _("Hubo empate; según la regla declarada, decide quien preside."),
    "agreement.step_tie_as_declared": _(
        "Hubo empate; sigue lo que dice la regla declarada, con sus propias palabras."
    ),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, Text] = {
    "agreement.declared_sessions": _("Sesiones declaradas que no han empezado"),
    "agreement.open_sessions": _("Sesiones en curso"),
    "agreement.closed_sessions": _("Sesiones cerradas"),
    "agreement.compact_version": _("Versión publicada del acuerdo de cumplimiento (0 es ninguna)"),
    "agreement.compact_signed": _("Partes que firmaron el acuerdo de cumplimiento"),
    "agreement.compact_unsigned": _("Partes que no han firmado el acuerdo de cumplimiento"),
    "agreement.interests_missing": _("Personas con cargo que no han declarado intereses"),
    "agreement.interests_declared_percent": _(
        "Porcentaje de personas con cargo que declararon intereses"
    ),
}

TECHNIQUE_NAMES: dict[str, Text] = {
    "consensus": _("Consenso"),
    "consent": _("Consentimiento (sin objeciones pendientes)"),
    "gradient": _("Grados de acuerdo"),
    "majority": _("Mayoría simple"),
    "qualified_majority": _("Mayoría calificada"),
    "approval": _("Aprobación entre varias opciones"),
}
STANCE_NAMES: dict[str, Text] = {
    "agree": pgettext_lazy("stance", "De acuerdo"),
    "agree_with_reservations": _("De acuerdo, con reservas"),
    "abstain": _("Se abstiene"),
    "stand_aside": _("Se hace a un lado"),
    "object": _("Objeta"),
    "against": _("En contra"),
    "1": _("1. Respaldo pleno"),
    "2": _("2. Respaldo con un punto menor en discusión"),
    "3": _("3. Apoyo con reservas"),
    "4": _("4. Abstención"),
    "5": _("5. Se hace a un lado"),
    "6": _("6. Desacuerdo, pero acompaña"),
    "7": _("7. Desacuerdo, sin asumir responsabilidad"),
    "8": _("8. Bloqueo"),
}
TIE_NAMES: dict[str, Text] = {
    "not_adopted": _("No se adopta"),
    "next_session": _("Se decide en la próxima sesión"),
    "casting": _("Decide quien preside"),
    "as_declared": _("Como dice la regla"),
}
STATE_NAMES: dict[str, Text] = {
    "declared": _("Declarada"),
    "open": _("En curso"),
    "closed": _("Cerrada"),
    "annulled": _("Anulada"),
}
RESULT_NAMES: dict[str, Text] = {
    "adopted": _("Adoptada"),
    "not_adopted": _("No adoptada"),
    "no_decision": _("Sin decisión"),
    "tied": _("Empate"),
}
STANDING_NAMES: dict[str, Text] = {
    "current": _("firmó la versión vigente"),
    "older": _("firmó una versión anterior"),
    "withdrawn": _("retiró su firma"),
    "never": _("no ha firmado"),
}
CASTING_NAMES: dict[str, Text] = {"for": _("A favor"), "against": _("En contra")}

# What the record says was done, by kind of entry; what its things are called.
ACTS: dict[str, Text] = {
    "session.declared": _("Se declaró la regla de una decisión"),
    "session.opened": _("Se abrió una decisión"),
    "session.closed": _("Se cerró una decisión"),
    "session.annulled": _("Se anuló una decisión"),
    "position.recorded": _("Se registró una posición"),
    "objection.raised": _("Se presentó una objeción"),
    "objection.answered": _("Se respondió una objeción"),
    "objection.resolved": _("Se resolvió una objeción"),
    "interests.declared": _("Se declararon intereses"),
    "recusal.recorded": _("Alguien se abstuvo de decidir por sus intereses"),
    "compact.published": _("Se publicaron las reglas del acuerdo de cumplimiento"),
    "compact.signed": _("Se firmó el acuerdo de cumplimiento"),
    "compact.withdrawn": _("Se retiró una firma del acuerdo de cumplimiento"),
}
THINGS: dict[str, Text] = {
    "session": _("decisión"),
    "interest": _("declaración de intereses"),
    "compact": _("acuerdo de cumplimiento"),
}
