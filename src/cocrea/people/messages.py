"""Texts of this room: one per finding code, and the names of its codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Text = str | Promise

TEXTS: dict[str, Text] = {
    "people.basis_rhythm": _("Estándares de participación y co-creación de OGP (2017), 1b"),
    "people.basis_rules": _("Estándares de participación y co-creación de OGP (2017), 1c y 1d"),
    "people.basis_missing": _("Falta decir en qué se basa."),
    "people.code_unknown": _("«%(value)s» no es una de las opciones."),
    "people.contact_invalid": _("Revise el contacto: no parece un teléfono."),
    "people.email_invalid": _("Revise el correo: le falta algo, por ejemplo la @."),
    "people.double_seat": _("Una misma persona ocupa %(seats)s asientos."),
    "people.ends_before_it_starts": _("La fecha final es anterior a la inicial."),
    "people.ends_in_the_future": _("Un mandato se cierra cuando termina, no antes."),
    "people.exit_recorded": _("La salida de esta organización ya consta."),
    "people.first_is_point_of_contact": _(
        "Primero se nombra al Punto de Contacto; después, las demás funciones."
    ),
    "people.function_missing": _(
        "Esa función se ejerce en público: publique antes nombre y cargo de la persona."
    ),
    "people.function_not_running": _("El cargo de esta persona no está vigente en esa fecha."),
    "people.function_sits": _("Esta persona todavía ocupa un asiento: cierre antes su mandato."),
    "people.grant_to_self": _("Nadie se asigna funciones a sí mismo."),
    "people.handover_gap": ngettext_lazy(
        "El asiento quedó %(days)s día sin nadie.",
        "El asiento quedó %(days)s días sin nadie.",
        "days",
    ),
    "people.handover_other_seat": _("El relevo es de otro asiento o de otra calidad."),
    "people.handover_silent": _("El relevo no dice qué queda pendiente."),
    "people.handover_to_self": _("El relevo es la misma persona."),
    "people.invented_account": _(
        "Es una figura inventada de la demostración: no guarda datos de nadie y no se borra."
    ),
    "people.legal_basis_missing": _("Falta la base legal del órgano."),
    "people.mandate_ended": _("Este mandato ya terminó."),
    "people.name_missing": _("Falta el nombre."),
    "people.never_sat": _("El órgano no ha sesionado todavía."),
    "people.not_away": _("Esta organización no se ha retirado."),
    "people.not_in_body": _("Esta organización no tiene asiento en el órgano."),
    "people.not_there": _("No lo encontramos."),
    "people.not_your_organization": _("Solo puede hablar por su propia organización."),
    "people.organization_away": _(
        "Su organización se retiró de este órgano; antes debe constar su regreso."
    ),
    "people.reason_missing": _("Falta la razón."),
    "people.role_held": _("Esta persona ya tiene esa función."),
    "people.role_not_granted": _("Esa función no se asigna: la da la ley o el mandato."),
    "people.role_unknown": _("No existe esa función."),
    "people.roles_clash": _(
        "Esas dos funciones no pueden estar en una misma persona: quien decide no publica."
    ),
    "people.rules_agreed_by_none": _("Falta decir quiénes acordaron las reglas."),
    "people.rules_backdated": _("Unas reglas no pueden regir antes de publicarse."),
    "people.rules_empty": _("Falta el texto de las reglas."),
    "people.seat_of_another_organization": _("El asiento corresponde a otra organización."),
    "people.seat_of_another_sector": _("El asiento corresponde a otro sector."),
    "people.seat_taken": _("El asiento ya está ocupado."),
    "people.seat_vacant": _("El asiento «%(seat)s» no tiene titular."),
    "people.seat_votes_without_membership": _("Quien observa o es invitado no vota."),
    "people.seats_uneven": _(
        "Los asientos con voto no son parejos: %(government)s de gobierno y %(society)s de la "
        "sociedad."
    ),
    "people.session_in_the_future": _("Una sesión se anota cuando ya ocurrió."),
    "people.sessions_overdue": _(
        "Han pasado %(days)s días desde la última sesión; las reglas prometen una cada %(every)s."
    ),
    "people.sits_already": _("Esta persona ya ocupa un asiento de este órgano."),
    "people.slug_taken": _("Ya existe otro con ese nombre."),
}

# What gates of phases ask of this room (``gate_facts``), said as a heading.
GATE_FACTS: dict[str, Text] = {
    "people.forum": _("Que haya un foro"),
    "people.high_level": _("Que haya una mesa de alto nivel"),
    "people.forum_rules_published": _("Que el foro haya publicado sus reglas"),
    "people.forum_vacant_seats": _("Asientos vacantes del foro"),
    "people.forum_percent_government": _("Porcentaje de gobierno en el foro"),
}

SECTOR_NAMES: dict[str, Text] = {
    "public": _("Instituciones públicas"),
    "civil_society": _("Sociedad civil"),
    "private": _("Sector privado"),
    "academia": _("Academia"),
    "cooperation": _("Cooperación internacional"),
    "municipality": _("Municipalidades"),
    "citizen": _("Ciudadanía sin organización"),
}
STATUS_NAMES: dict[str, Text] = {
    "member": _("Integrante"),
    "observer": _("Observador"),
    "guest": _("Invitado"),
    "authority": _("Autoridad"),
}
BRANCH_NAMES: dict[str, Text] = {
    "executive": _("Organismo Ejecutivo"),
    "legislative": _("Organismo Legislativo"),
    "judicial": _("Organismo Judicial"),
    "control": _("Órganos de control"),
    "autonomous": _("Entidades autónomas y descentralizadas"),
    "municipal": _("Gobierno municipal"),
    "none": _("Fuera del Estado"),
}
KIND_NAMES: dict[str, Text] = {
    "forum": _("Foro multiactor"),
    "high_level": _("Mesa de alto nivel"),
    "technical_committee": _("Comité técnico"),
    "systematizing_committee": _("Comité sistematizador"),
    "other": _("Otro órgano"),
}
GIVEN_BY_NAMES: dict[str, Text] = {
    "sector": _("por sector"),
    "branch": _("por organismo del Estado"),
    "law": _("por ley"),
}
MANDATE_NAMES: dict[str, Text] = {"titular": _("Titular"), "alternate": _("Suplente")}
ENDED_NAMES: dict[str, Text] = {"exit": _("Su organización se retiró")}

# code: (name, what it is for)
ROLE_TEXTS: dict[str, tuple[Text, Text]] = {
    "citizen": (_("Ciudadanía"), _("Propone, opina y da seguimiento; no necesita cuenta.")),
    "point_of_contact": (
        _("Punto de Contacto"),
        _("Conduce el proceso y responde por él ante la Alianza."),
    ),
    "moderator": (_("Moderación"), _("Admite las voces y explica por escrito lo que no admite.")),
    "publisher": (_("Publicación"), _("Publica lo que otras personas decidieron.")),
    "secretary": (_("Secretaría"), _("Convoca, lleva las actas y los registros de los órganos.")),
    "facilitator": (_("Facilitación"), _("Conduce el diálogo en las mesas sin tomar parte.")),
    "systematizer": (_("Sistematización"), _("Agrupa las voces en propuestas y temas.")),
    "forum_member": (_("Integrante del foro"), _("Delibera y decide por su sector.")),
    "high_level_member": (_("Integrante de alto nivel"), _("Aprueba el plan.")),
    "delegate_public": (
        _("Delegación de una institución pública"),
        _("Redacta compromisos por su institución."),
    ),
    "delegate_society": (
        _("Delegación de la sociedad"),
        _("Redacta en pie de igualdad, objeta y verifica avances."),
    ),
    "authority": (
        _("Autoridad de una institución"),
        _("Opina sobre la factibilidad y asume el compromiso."),
    ),
    "ogp_support": (_("Unidad de Apoyo de la Alianza"), _("Acompaña y revisa el borrador.")),
    "observer": (_("Observación y prensa"), _("Mira todo lo público y nada más.")),
    "clock": (_("Reloj"), _("Lo que ocurre por el paso del tiempo.")),
    "operator": (_("Operación técnica"), _("Cuida el sistema; no escribe contenido.")),
}

# What the record says was done, by kind of entry; what its things are called.
ACTS: dict[str, Text] = {
    "people.organization_created": _("Se inscribió una organización"),
    "people.organization_left": _("Una organización se retiró de un órgano"),
    "people.organization_returned": _("Una organización regresó a un órgano"),
    "people.body_created": _("Se creó un órgano"),
    "people.body_rules_published": _("Se publicaron las reglas de un órgano"),
    "people.body_sat": _("Sesionó un órgano"),
    "people.seat_defined": _("Se definió un asiento de un órgano"),
    "people.mandate_started": _("Comenzó un mandato"),
    "people.mandate_ended": _("Terminó un mandato"),
    "people.function_published": _("Se publicó quién ejerce un cargo"),
    "people.function_ended": _("Alguien dejó su cargo"),
    "people.role_granted": _("Se asignó una función en el proceso"),
    "people.role_ended": _("Terminó una función en el proceso"),
}
THINGS: dict[str, Text] = {
    "organization": _("organización"),
    "body": _("órgano"),
    "seat": _("asiento de un órgano"),
    "mandate": _("mandato"),
    "function": _("cargo público"),
    "role_grant": _("función en el proceso"),
}
ROLES: dict[str, Text] = {code: name for code, (name, _purpose) in ROLE_TEXTS.items()}


def role_name(code: str) -> Text:
    """What people call a role; the code itself when it is unknown."""
    return ROLE_TEXTS[code][0] if code in ROLE_TEXTS else code


def role_purpose(code: str) -> Text:
    """What a role is for, in one line."""
    return ROLE_TEXTS[code][1] if code in ROLE_TEXTS else ""
