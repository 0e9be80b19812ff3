"""The official templates of a commitment: labels as OGP and Guatemala give them, order, limits.

Sources: the template of the fourth plan of Guatemala (2018) and OGP's action plan template of
2022. Title, responsible body, dates and milestones are columns; the rest are texts by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from cocrea.commitments.rules.values import CommitmentText
from cocrea.kernel.findings import Finding, Report, Severity

TITLE_LENGTH = 400
MILESTONE_LENGTH = 2000
LONG = 12_000
SHORT = 2_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a template.

    column   True: kept in a column of its own, not among the texts
    section  heading above it ("" continues the one before)
    hint     what to write, Spanish and English
    """

    key: str
    es: str
    en: str
    required: bool = True
    max_length: int = LONG
    column: bool = False
    section_es: str = ""
    section_en: str = ""
    hint_es: str = ""
    hint_en: str = ""

    def label(self, language: str) -> str:
        return self.en if language.startswith("en") else self.es

    def section(self, language: str) -> str:
        return self.section_en if language.startswith("en") else self.section_es

    def hint(self, language: str) -> str:
        return self.hint_en if language.startswith("en") else self.hint_es


@dataclass(frozen=True, slots=True)
class Template:
    code: str
    fields: tuple[Field, ...]

    @property
    def texts(self) -> tuple[Field, ...]:
        """The fields that people write as texts, in order."""
        return tuple(f for f in self.fields if not f.column)

    def field(self, key: str) -> Field | None:
        return next((f for f in self.fields if f.key == key), None)


_CONTACT_ES = "Unidad, puesto y contacto de oficina. No escriba datos personales."
_CONTACT_EN = "Unit, post and office contact. Do not write personal data."

_2018 = Template(
    "2018",
    (
        Field(
            "title",
            "Título del compromiso",
            "Number and name of commitment",
            column=True,
            max_length=TITLE_LENGTH,
        ),
        Field(
            "dates",
            "Fecha de inicio y término del compromiso",
            "Commitment start and end date",
            column=True,
        ),
        Field(
            "responsible",
            "Institución o actor responsable de la implementación (Coordinador + otras)",
            "Lead implementing agency/actor",
            column=True,
        ),
        Field(
            "problem",
            "¿Cuál es la problemática que el compromiso aborda?",
            "What is the public problem that the commitment will address?",
        ),
        Field("commitment", "¿Cuál es el compromiso?", "What is the commitment?"),
        Field(
            "contribution",
            "¿Cómo contribuirá a resolver la problemática?",
            "How will the commitment contribute to solve the public problem?",
        ),
        Field(
            "relevance",
            "¿Por qué es relevante a los valores de OGP?",
            "Why is this commitment relevant to OGP values?",
        ),
        Field(
            "additional",
            "Información adicional (presupuesto, vínculo a K'atun 2032, PGG, ODS...)",
            "Additional information (budget; other programmes; national development/sector plans; "
            "SDGs)",
            required=False,
        ),
        Field(
            "milestones",
            "Hitos: No., texto verificable, entidad responsable, en curso o nuevo, fechas",
            "Milestone activity with a verifiable deliverable: start date, end date, new/ongoing",
            column=True,
        ),
        Field(
            "contact",
            "Contacto: institución y cargo responsables",
            "Contact information: title and department of the implementing agency",
            required=False,
            max_length=SHORT,
            hint_es=_CONTACT_ES,
            hint_en=_CONTACT_EN,
        ),
        Field(
            "other_public",
            "Otros actores: entidades públicas",
            "Other actors: state actors",
            required=False,
            max_length=SHORT,
        ),
        Field(
            "other_society",
            "Otros actores: OSC, sector privado, organizaciones multilaterales, grupos de trabajo",
            "Other actors: CSOs, private sector, multilaterals, working groups",
            required=False,
            max_length=SHORT,
        ),
    ),
)


_2022 = Template(
    "2022",
    (
        Field(
            "title",
            "Número y título del compromiso",
            "Commitment number / title",
            column=True,
            max_length=TITLE_LENGTH,
        ),
        Field(
            "description",
            "Breve descripción del compromiso",
            "Brief description of the commitment",
            max_length=SHORT,
        ),
        Field("responsible", "Responsable del compromiso", "Commitment lead", column=True),
        Field(
            "supporting_government",
            "Actores que apoyan: gobierno",
            "Supporting stakeholders: government",
            required=False,
            max_length=SHORT,
        ),
        Field(
            "supporting_society",
            "Actores que apoyan: sociedad civil",
            "Supporting stakeholders: civil society",
            required=False,
            max_length=SHORT,
        ),
        Field(
            "supporting_other",
            "Actores que apoyan: otros",
            "Supporting stakeholders: other",
            required=False,
            max_length=SHORT,
        ),
        Field("dates", "Período que cubre", "Period covered", column=True),
        Field(
            "problem",
            "1. ¿Qué problema busca abordar el compromiso?",
            "1. What problem does the commitment aim to address?",
            section_es="Definición del problema",
            section_en="Problem definition",
        ),
        Field(
            "causes",
            "2. ¿Cuáles son las causas del problema?",
            "2. What are the causes of the problem?",
        ),
        Field(
            "done_so_far",
            "1. ¿Qué se ha hecho hasta ahora para resolver el problema?",
            "1. What has been done so far to solve the problem?",
            section_es="Descripción del compromiso",
            section_en="Commitment description",
        ),
        Field("solution", "2. ¿Qué solución propone?", "2. What solution are you proposing?"),
        Field(
            "results",
            "3. ¿Qué resultados queremos lograr con la implementación de este compromiso?",
            "3. What results do we want to achieve by implementing this commitment?",
        ),
        Field(
            "transparency",
            "1. ¿Cómo promoverá la transparencia el compromiso?",
            "1. How will the commitment promote transparency?",
            required=False,
            section_es="Análisis del compromiso",
            section_en="Commitment analysis",
        ),
        Field(
            "accountability",
            "2. ¿Cómo ayudará el compromiso a fomentar la rendición de cuentas?",
            "2. How will the commitment help foster accountability?",
            required=False,
        ),
        Field(
            "participation",
            "3. ¿Cómo mejorará el compromiso la participación ciudadana en la definición, "
            "implementación y seguimiento de soluciones?",
            "3. How will the commitment improve citizen participation in defining, implementing "
            "and monitoring solutions?",
            required=False,
        ),
        Field(
            "milestones",
            "Planificación del compromiso: hitos, resultados esperados, fecha de finalización "
            "prevista, actores",
            "Commitment planning: milestones, expected outputs, expected completion date, "
            "stakeholders",
            column=True,
        ),
    ),
)

TEMPLATES: dict[str, Template] = {t.code: t for t in (_2018, _2022)}


def template(code: str) -> Template:
    """The template of this code; KeyError for one that no methodology may name."""
    return TEMPLATES[code]


def known_fields(code: str, values: Mapping[str, str]) -> Report:
    """Refuses keys that the template does not have: a text saved under a slip would be lost."""
    keys = {f.key for f in template(code).texts}
    return Report.of(
        Finding("commitments.field_unknown", params={"field": key}, where=key)
        for key in sorted(set(values) - keys)
    )


def blanks(text: CommitmentText) -> Report:
    """Required fields that are still empty, as blockers: nothing half-filled is proposed."""
    found = []
    columns = {
        "title": text.title,
        "responsible": text.responsible,
        "dates": text.start and text.end,
        "milestones": text.milestones,
    }
    for each in template(text.template).fields:
        value = columns[each.key] if each.column else text.fields.get(each.key, "")
        if each.required and not value:
            found.append(
                Finding(
                    "commitments.field_missing",
                    params={"field": each.es, "field_en": each.en},
                    where=each.key,
                    basis=f"OGP {text.template}",
                )
            )
    return Report.of(found) + dates_check(text)


def dates_check(text: CommitmentText) -> Report:
    """Dates in order: the commitment's own, each milestone's, and milestones within it."""
    found = []
    if text.start and text.end and text.end < text.start:
        found.append(Finding("commitments.end_before_start", where="dates"))
    for each in text.milestones:
        where = f"milestone:{each.number}"
        if each.start and each.end and each.end < each.start:
            found.append(Finding("commitments.end_before_start", where=where))
        elif text.end and each.end and each.end > text.end:
            params = {"number": each.number, "end": text.end.isoformat()}
            found.append(Finding("commitments.milestone_outside", Severity.WARNING, params, where))
    return Report.of(found)
