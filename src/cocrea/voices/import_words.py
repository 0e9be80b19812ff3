"""What people read about files of voices: fields, states, encodings, what became of a row."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocrea.voices import words
from cocrea.voices.models import Voice
from cocrea.voices.rules.lifecycle import State

Label = str | Promise

FIELDS: dict[str, Label] = {
    "id": _("Número o folio de la hoja"),
    "text": _("Lo que se dijo"),
    "kind": _("Tipo de aporte"),
    "theme": _("Tema"),
    "place": _("Lugar, en una sola columna"),
    "area": _("Departamento o región"),
    "part": _("Municipio"),
    "language": _("Idioma"),
    "sector": _("Sector"),
    "gender": _("Género"),
    "age_band": _("Edad"),
    "people": _("Pueblo"),
    "organization": _("Organización que habla"),
    "table": _("Mesa que habla"),
    "person": _("Nombre de la persona (reservado)"),
    "contact": _("Correo electrónico (reservado)"),
    "said_on": _("Fecha en que se dijo"),
    "consent": _("Autoriza publicar"),
}
MEANINGS: dict[str, Label] = {
    "id": _("El que trae el papel. La misma hoja no entra dos veces, aunque el archivo cambie."),
    "text": _("Con sus palabras, hasta 6,000 letras. Una fila por cada voz."),
    "kind": _("Aporte, opinión, propuesta, comentario o sugerencia. En blanco: aporte."),
    "theme": _("Nombre o número del tema, si se sabe."),
    "place": _("El nombre o el código; si son dos, separados por una coma."),
    "area": _("Nombre o código."),
    "part": _("Nombre o código."),
    "language": _("En el que está escrito. En blanco: español."),
    "sector": _("Ciudadanía, sociedad civil, público, municipalidad, privado, academia…"),
    "gender": _("Mujer, hombre u otro. Solo se publica sumado."),
    "age_band": _("Años o rango. Solo se publica sumado."),
    "people": _("Solo se publica sumado."),
    "organization": _("Si habla por ella; se publica junto a la voz."),
    "table": _("Si la voz es de toda una mesa; se publica junto a la voz."),
    "person": _("De quién son las palabras. Se guarda aparte y no se publica."),
    "contact": _("Se guarda aparte y solo se usa para avisar de la respuesta."),
    "said_on": _("Día, mes y año, o año-mes-día."),
    "consent": _("«No» deja la fila fuera."),
}
STATES: dict[str, Label] = {
    "uploaded": _("recibido; falta decir qué trae cada columna"),
    "staging": _("se está leyendo"),
    "staged": _("leído; todavía nada es una voz"),
    "promoting": _("se está convirtiendo en voces"),
    "promoted": _("cada fila buena es una voz"),
    "undoing": _("se está deshaciendo"),
    "undone": _("deshecho: sus voces se retiraron"),
}
TONES = {"promoted": "good", "undone": "bad", "undoing": "bad", "promoting": "warn"}
WHY: dict[str, Label] = {
    "mark": _("el archivo lo dice"),
    "utf8": _("todo el archivo lo cumple"),
    "zeros": _("por la forma de sus bytes"),
    "spanish": _("así sus palabras se leen en español"),
    "model": _("es lo más probable; compruébelo"),
    "told": _("usted lo indicó"),
}
ENCODINGS: dict[str, Label] = {
    "utf-8": "UTF-8",
    "windows-1252": _("Windows-1252 (Excel en español)"),
    "utf-16": "UTF-16",
    "latin-1": "Latin-1 (ISO 8859-1)",
    "dos-850": _("DOS 850 (CSV de MS-DOS)"),
    "mac": _("Mac OS Roman"),
}
CODECS: dict[str, Label] = {
    "utf-8": "UTF-8",
    "utf-8-sig": _("UTF-8 con marca"),
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp850": "DOS 850",
    "mac_roman": "Mac OS Roman",
}
SEPARATORS: dict[str, Label] = {
    ",": _("coma"),
    ";": _("punto y coma"),
    "\t": _("tabulador"),
    "|": _("barra"),
}
BUILT_IN: dict[str, Label] = {
    "decidim": _("una exportación de propuestas de Decidim"),
    "consul": _("una exportación de propuestas de CONSUL"),
}
WITHDRAWN_BATCH: Label = _("retirada porque se deshizo la carga de su archivo")


def state_label(voice: Voice) -> Label:
    """The state of a voice in words; not its author took back what a whole file did."""
    if voice.state == State.WITHDRAWN and voice.withdrawn_basis == "batch":
        return WITHDRAWN_BATCH
    return words.STATES[voice.state]
