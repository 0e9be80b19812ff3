"""What a column of somebody's file may mean, and the headings under which people write it."""

from dataclasses import dataclass

from cocrea.kernel.text import words


@dataclass(frozen=True, slots=True)
class Field:
    """heads: folded words of usual headings, Spanish and English, the surest first.

    private  goes into the vault, never into a table that others read
    choice   its values are looked up (``vocabulary``)
    """

    name: str
    heads: tuple[str, ...]
    private: bool = False
    choice: bool = False


FIELDS: tuple[Field, ...] = (
    Field("id", ("id", "no", "numero", "nº", "n°", "num", "correlativo", "codigo", "hoja no")),
    Field(
        "text",
        (
            *("texto", "propuesta", "aporte", "comentario", "opinion", "descripcion"),
            *("que propone", "contenido", "lo que dijo", "problema", "solucion", "text", "body"),
            *("description", "titulo", "title", "asunto", "proposal", "comment"),
        ),
    ),
    Field("kind", ("tipo de aporte", "tipo", "kind", "type"), choice=True),
    Field(
        "theme",
        ("tema", "eje", "eje tematico", "area tematica", "theme", "topic", "categoria", "category"),
        choice=True,
    ),
    Field("place", ("lugar", "ubicacion", "place", "location"), choice=True),
    Field("area", ("departamento", "region", "provincia", "department", "area"), choice=True),
    Field("part", ("municipio", "municipality", "comuna", "distrito", "part"), choice=True),
    Field("language", ("idioma", "lengua", "idioma materno", "language"), choice=True),
    Field("sector", ("sector",), choice=True),
    Field("gender", ("genero", "sexo", "gender", "sex"), choice=True),
    Field("age_band", ("edad", "rango de edad", "grupo de edad", "age", "age band"), choice=True),
    Field(
        "people",
        ("pueblo", "etnia", "grupo etnico", "autoidentificacion", "people", "ethnicity"),
        choice=True,
    ),
    Field(
        "organization",
        ("organizacion", "institucion", "entidad", "empresa", "organization", "institution"),
    ),
    Field("table", ("mesa", "numero de mesa", "mesa no", "table")),
    Field(
        "person",
        (
            *("nombre", "nombre completo", "nombres y apellidos", "nombres", "autor", "autora"),
            *("participante", "name", "full name", "author"),
        ),
        private=True,
    ),
    Field(
        "contact",
        ("correo", "correo electronico", "e mail", "email", "correo e", "mail"),
        private=True,
    ),
    Field(
        "said_on",
        ("fecha", "fecha del foro", "fecha de la reunion", "dia", "date", "created at", "created"),
    ),
    Field("consent", ("consentimiento", "autoriza", "autoriza publicar", "acepta", "consent")),
)
BY_NAME = {field.name: field for field in FIELDS}
# Headings of the empty sheet that halls may fill in; each is one that ``field_of`` knows.
HEADINGS = {
    "id": "No.",
    "text": "Texto",
    "kind": "Tipo de aporte",
    "theme": "Tema",
    "area": "Departamento",
    "part": "Municipio",
    "language": "Idioma",
    "sector": "Sector",
    "gender": "Género",
    "age_band": "Edad",
    "people": "Pueblo",
    "organization": "Organización",
    "table": "Mesa",
    "person": "Nombre",
    "contact": "Correo electrónico",
    "said_on": "Fecha",
    "consent": "Autoriza publicar",
}
# Said once for all rows of a file instead of in a column.
CONSTANTS = ("kind", "channel", "language", "theme", "area", "part", "sector")


def head_key(text: str) -> str:
    """How headings are compared: folded words without punctuation."""
    return " ".join(words(text.replace("_", " ").replace("º", "").replace("°", "")))


def field_of(heading: str) -> str:
    """The field whose usual heading this is; "" when none is."""
    key = head_key(heading)
    for field in FIELDS:
        if key and key in (head_key(head) for head in field.heads):
            return field.name
    return ""
