"""The 24 drafts of the demonstration.

Real: ten titles (two to five words of status each, as OGP published them) and the five milestones
of number 22. Invented, and marked so: the other fourteen titles, every other text, and every
institution that answers for them. Sources: OGP's member page of Guatemala (version of 2019-2020) and
its commitments table; what could not be obtained was not made up as if it were real.
"""

from dataclasses import dataclass

NOT_IN_SPANISH = (
    "Título real, obtenido sólo en inglés (OGP, página de Guatemala, 2019-2020); en español no se "
    "obtuvo. Campos, metas e institución responsable: inventados para la demostración."
)
IN_SPANISH = (
    "Título real (OGP), en español reconstruido de una copia. Institución que coordina según OGP: {}. "
    "Campos, metas e institución responsable de la demostración: inventados."
)
FULL = (
    "Título y metas reales (OGP, GT0106). Coordina según OGP: Ministerio de Finanzas Públicas y "
    "Superintendencia de Administración Tributaria; IRM: impacto potencial «Minor», cumplimiento "
    "«Substantial». La institución responsable y los demás campos de la demostración son inventados."
)
INVENTED = "Inventado para la demostración: el título real de este compromiso no se obtuvo."

WEAK = (
    "Crear un comité interinstitucional y diseñar una capacitación",
    "Unidad responsable (inventada)",
)
OUTPUT_ONLY = "Se creará un comité y se diseñará un plan de capacitación."


@dataclass(frozen=True, slots=True)
class Draft:
    """number, theme (1-12), body (slug of an invented institution), groups of voices behind it."""

    number: int
    theme: int
    body: str
    title: str
    groups: tuple[str, ...]
    title_en: str = ""
    ogp_id: str = ""
    invented: bool = True
    source: str = INVENTED
    problem: str = (
        "La ciudadanía pidió esta información en los foros y hoy no la encuentra publicada."
    )
    commitment: str = OUTPUT_ONLY
    milestones: tuple[tuple[str, str], ...] = ()

    def steps(self) -> tuple[tuple[str, str], ...]:
        """Its milestones; a draft that only says "create, design" has a milestone that does too."""
        if self.invented and self.commitment == OUTPUT_ONLY:
            return (WEAK, *self.milestones)
        return self.milestones

    def fields(self) -> dict[str, str]:
        return {
            "problem": self.problem,
            "commitment": self.commitment,
            "contribution": "Quien lo necesite podrá ver el dato, usarlo y reclamar si falta.",
            "relevance": "Transparencia y acceso a la información; participación ciudadana.",
            "additional": "Texto inventado para la demostración. Presupuesto: con recursos ordinarios.",
        }


def _two(publish: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"{publish}, en datos abiertos y actualizado cada mes", "Unidad responsable (inventada)"),
        (
            "Dos reuniones al año con la ciudadanía para revisar el avance, con acta publicada",
            "Unidad responsable (inventada)",
        ),
    )


DRAFTS: tuple[Draft, ...] = (
    Draft(
        1,
        8,
        "ambiente",
        "Sensitize and Educate the Public About the Effects of Climate Change, Efficient Use of "
        "Natural Resources, Disaster Risk Management, Care of the Environment and Its Publication "
        "in Open Data",
        ("clima",),
        ogp_id="GT0085",
        invented=False,
        source=NOT_IN_SPANISH,
        title_en="Sensitize and Educate the Public About the Effects of Climate Change, Efficient "
        "Use of Natural Resources, Disaster Risk Management, Care of the Environment and Its "
        "Publication in Open Data",
        milestones=_two("Datos de clima por municipio"),
    ),
    Draft(
        2,
        8,
        "ambiente",
        "Impulsar la segunda fase de la Estrategia de Adaptación Climática, a través del Modelo de "
        "Adaptación Climática (MAC), participativa y su publicación en datos abiertos",
        ("rios",),
        title_en="Promote the Second Phase of the Adaptation Strategy Climate, Through the Model "
        "Climate Adaptation (MAC), Participatory and Publishing Open Data",
        ogp_id="GT0086",
        invented=False,
        source=IN_SPANISH.format("Ministerio de Ambiente y Recursos Naturales (MARN)"),
        milestones=_two("Medición de los ríos y sus permisos de uso"),
    ),
    Draft(
        3,
        8,
        "ambiente",
        "Participatory Creation of the Transparency Protocol Resource Management and Emergency "
        "Services",
        ("emergencias",),
        ogp_id="GT0087",
        invented=False,
        source=NOT_IN_SPANISH,
        title_en="Participatory Creation of the Transparency Protocol Resource Management and "
        "Emergency Services",
        commitment="Publicar en 48 horas lo que se recibe y se entrega en cada emergencia.",
        milestones=_two("Registro de fondos y entregas de cada emergencia"),
    ),
    Draft(
        4,
        6,
        "educacion",
        "Implementation of Integrated Programs in Support of Permanence in School and Tools That "
        "Enable Educational Community Monitoring Locally",
        ("permanencia",),
        ogp_id="GT0088",
        invented=False,
        source=NOT_IN_SPANISH,
        title_en="Implementation of Integrated Programs in Support of Permanence in School and "
        "Tools That Enable Educational Community Monitoring Locally",
        milestones=_two("Seguimiento local de permanencia escolar"),
    ),
    Draft(
        5,
        6,
        "educacion",
        "Implementación de intervenciones para el mejoramiento de la infraestructura escolar y de "
        "educación alternativa, con la participación de la comunidad educativa en los mecanismos de "
        "ejecución",
        ("escuelas", "refaccion"),
        ogp_id="GT0089",
        invented=False,
        title_en="Implementation of Interventions to Improve Infrastructure in School and "
        "Alternative Education, with Community Participation in Education Delivery Mechanisms",
        source=IN_SPANISH.format("Ministerio de Educación (MINEDUC)"),
        problem="El único censo de infraestructura escolar es de 2005: hoy no se sabe en qué estado "
        "están los edificios (según el resumen publicado por OGP).",
        commitment="Levantar y publicar el estado de cada edificio escolar, y reparar con las "
        "organizaciones de padres los que se prioricen.",
        milestones=_two("Censo del estado de cada edificio escolar"),
    ),
    Draft(
        6,
        3,
        "seguridad",
        "Strengthen Interagency Coordination and Promote Transparency and Citizen Participation in "
        "the Security Sector",
        ("policia", "denuncias"),
        ogp_id="GT0090",
        invented=False,
        title_en="Strengthen Interagency Coordination and Promote Transparency and Citizen "
        "Participation in the Security Sector",
        source=NOT_IN_SPANISH,
        milestones=_two("Patrullas en servicio y actas de comités de prevención"),
    ),
    Draft(
        7,
        3,
        "seguridad",
        "Generating Strategic Goals of Security Sector",
        ("metas-seguridad",),
        title_en="Generating Strategic Goals of Security Sector",
        ogp_id="GT0091",
        invented=False,
        source=NOT_IN_SPANISH,
        milestones=_two("Metas anuales del sector y su cumplimiento"),
    ),
    Draft(
        8,
        2,
        "gobierno-electronico",
        "Design and Implementation of the National Strategy and Tools Electronic Government",
        ("conexion",),
        ogp_id="GT0092",
        invented=False,
        source=NOT_IN_SPANISH,
        title_en="Design and Implementation of the National Strategy and Tools Electronic "
        "Government",
        milestones=_two("Estrategia con plazos y responsables"),
    ),
    Draft(
        9,
        2,
        "gobierno-electronico",
        "Design and Implementation of the Public Agenda Online Services (Phase 1)",
        ("tramites", "agenda"),
        ogp_id="GT0093",
        invented=False,
        source=NOT_IN_SPANISH,
        title_en="Design and Implementation of the Public Agenda Online Services (Phase 1)",
        milestones=_two("Agenda de servicios en línea con sus plazos"),
    ),
    Draft(
        10,
        1,
        "gobiernos-locales",
        "Presupuestos municipales explicados en asamblea",
        ("cabildo", "cocode"),
        milestones=_two("Presupuesto municipal explicado"),
    ),
    Draft(
        11,
        1,
        "gobiernos-locales",
        "Calidad del agua municipal a la vista",
        ("agua-municipal",),
        milestones=_two("Resultados de calidad del agua por municipio"),
    ),
    Draft(
        12,
        4,
        "desarrollo",
        "Padrones de programas sociales revisados por la comunidad",
        ("padron",),
        milestones=_two("Criterios y padrón por comunidad"),
    ),
    Draft(
        13,
        4,
        "desarrollo",
        "Información pública en idiomas nacionales",
        ("idiomas",),
        milestones=_two("Audios de programas en idiomas nacionales"),
    ),
    Draft(
        14,
        5,
        "salud",
        "Existencias de medicinas publicadas cada semana",
        ("medicinas",),
        commitment="Publicar cada lunes las existencias de cada puesto de salud, con un número para "
        "reclamar.",
        milestones=_two("Existencias de medicinas por puesto de salud"),
    ),
    Draft(
        15,
        5,
        "salud",
        "Datos de desnutrición por municipio",
        ("desnutricion", "personal"),
        milestones=_two("Datos de talla y peso por municipio"),
    ),
    Draft(
        16,
        7,
        "economia",
        "Plazas públicas y su selección a la vista",
        ("empleo",),
        milestones=_two("Plazas del Estado y resultados de selección"),
    ),
    Draft(
        17,
        7,
        "economia",
        "Ventanilla departamental para pequeños negocios",
        ("negocio",),
        milestones=_two("Pasos, costos y plazos por departamento"),
    ),
    Draft(
        18,
        10,
        "planificacion",
        "Calificación ciudadana de los servicios",
        ("personal-publico",),
        milestones=_two("Calificaciones por oficina"),
    ),
    Draft(
        19,
        10,
        "planificacion",
        "Banco de soluciones de los departamentos",
        ("ideas",),
        milestones=_two("Soluciones propuestas y su uso"),
    ),
    Draft(
        20,
        11,
        "contraloria",
        "Declaraciones de intereses de quienes deciden compras",
        ("conflictos",),
        milestones=_two("Declaraciones de intereses"),
    ),
    Draft(
        21,
        11,
        "contraloria",
        "Informe sencillo de las convenciones contra la corrupción",
        ("cicc",),
        milestones=_two("Informe de cumplimiento"),
    ),
    Draft(
        22,
        9,
        "finanzas",
        "Acciones para seguir avanzando en la adopción de estándares internacionales de "
        "transparencia fiscal, compras y contrataciones",
        ("compras", "presupuesto"),
        title_en="Actions for Further Progress in Adopting Standards on International Tax "
        "Transparency, Procurement and Contracting",
        ogp_id="GT0106",
        invented=False,
        source=FULL,
        problem="Quien compra y a quién se le compra no se puede seguir con facilidad.",
        commitment="Adoptar y publicar los estándares internacionales de transparencia fiscal y de "
        "contrataciones abiertas, con el marco de un registro de beneficiario final.",
        milestones=(
            (
                "11 talleres de sensibilización y capacitación sobre el módulo de Subasta Electrónica "
                "Inversa (entidades públicas, proveedores, OSC, ciudadanos)",
                "MINFIN (DGAE)",
            ),
            (
                "Desarrollo del marco jurídico para crear un registro de beneficiario final según "
                "estándares del Foro Global OCDE y GAFILAT (propuesta de iniciativa de ley y "
                "reglamento)",
                "MINFIN (DAPF), SAT",
            ),
            (
                "Implementación del estándar de datos abiertos para las contrataciones abiertas (OCDS)",
                "MINFIN (DGAE)",
            ),
            (
                "Publicación en la web del MINFIN de las iniciativas y estándares internacionales en "
                "implementación (Código FMI, Foro Global OCDE, OCDS, GIFT, PEFA)",
                "MINFIN (DTF, DAPF, DGAE)",
            ),
            (
                "Plan de Acción por cada iniciativa o estándar internacional según viabilidad legal, "
                "técnica o financiera",
                "MINFIN (DTF, DAPF, DGAE)",
            ),
        ),
    ),
    Draft(
        23,
        12,
        "electoral",
        "Financiamiento de campañas publicado antes de votar",
        ("campanas",),
        milestones=_two("Ingresos y gastos de campaña"),
    ),
    Draft(
        24,
        12,
        "electoral",
        "Centros de votación consultados con las aldeas",
        ("centros",),
        milestones=_two("Ubicación consultada de los centros"),
    ),
)
