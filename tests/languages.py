"""Whether what a page says is in the language that it declares for it (WCAG 3.1.2)."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr use path".split())
UNREAD = frozenset(("script", "style", "template", "title", "code", "pre"))
# An element of the left that is still open ends where one of the right begins.
ENDED_BY = {
    "li": {"li"},
    "p": set("p div ul ol dl table section form h2 h3 li td th tr dt dd".split()),
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "tr": {"tr"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
}
SPOKEN = ("alt", "aria-label", "title", "placeholder")
WORD = re.compile(r"(?<![\w.-])[^\W\d_]+(?![\w…-])")  # no part of a code, a folio or an address
# Little words that the other language does not have: no name and no number contains them.
LITTLE = {
    "es": frozenset(
        "de del la el los las lo que en un una unos unas para por con se su sus y o al es son como"
        " más este esta sin sobre cada hay fue fueron ser está están pero ya le les qué cómo desde"
        " hasta entre según también sí usted nos hace día días".split()
    ),
    "en": frozenset(
        "the of and to is for with by this that was were are from not it be has have its which"
        " who what how their there they as at or an on you your we our if than then nobody its"
        " before after still every each".split()
    ),
}


class Speech(HTMLParser):
    """Pairs (language declared, text), of texts and of attributes that are read aloud."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.lines = False  # of one text in a drawing, which breaks names
        self.feed(html)

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.lines = self.lines and tag == "text"
        while self.open and tag in ENDED_BY.get(self.open[-1][0], ()):
            self.open.pop()
        own = given["lang"] or "" if "lang" in given else self.language
        language = own.partition("-")[0]
        self.said += [(language, given[name]) for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.said.append((language, given.get("value") or ""))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        self.lines = self.lines and tag == "text"
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def _drawn(self) -> bool:
        return self.open[-1][0] == "title" and any(tag == "svg" for tag, _ in self.open)

    def handle_data(self, data):
        # A <title> in the head takes no markup; code is in no language. In a drawing it is read.
        unread = self.open and self.open[-1][0] in UNREAD
        if data.strip() and (not unread or self._drawn()):
            said = " ".join(data.split())
            if self.lines:
                said = f"{self.said.pop()[1]} {said}"
            self.said.append((self.language, said))
            self.lines = bool(self.open) and self.open[-1][0] == "text"


# Names of people, bodies, places and languages are exempt (WCAG 3.1.2): they are taken out of a text
# before it is weighed. The institutions of the demonstration say of themselves that they are one.
NAMES = re.compile(
    r"https?://\S+|OGP Participation and Co-creation Standards"
    r"|(?:Institución|Asociación|Cámara|Universidad) de ejemplo "
    r"(?:para |de )?(?:el |la |las |los )?"
    r"(?:[A-ZÁÉÍÓÚ]\w+ ?)+"
    r"|Ojo Ciudadano de Ejemplo|Mujeres Tejedoras de Acuerdos|Observatorio Fiscal de Ejemplo"
    r"|Pueblos en Diálogo|Red del Maíz por la Transparencia|Jóvenes por los Datos Abiertos"
    r"|Universidad de Ejemplo|Cámara de Ejemplo|Autoridad de|Persona inventada"
    r"|Mesa Técnica de (?:Gobierno Abierto|Alto Nivel)"
    r"|Punto de [Cc]ontacto(?: de ejemplo| de Gobierno Abierto, con la)?"
    r"|Unidad de Apoyo(?: \(figura de demostración\))?|Palacio Nacional de la Cultura"
    r"|Ciudad de Guatemala|Open Government Partnership"
    r"|El (?:Progreso|Molino)|La Cantera|Las Vertientes|Los Aromos|Fiscalía de \w+"
    r"|Lengua de Señas de Guatemala|Q’anjob’al|Santa Cruz del Quiché"
)


# A voice in Spanish may quote a title that was obtained only in English: it says it in its sentence.
QUOTE = re.compile(r"(?<=\S )«[^»]*»?")


def weight(text: str, language: str) -> int:
    """How many little words of a language a text has."""
    return sum(word in LITTLE[language] for word in WORD.findall(text.lower()))


def misdeclared(html: str) -> Iterator[tuple[str, str]]:
    """(language declared, text) of what sounds like the other language.

    Looks at the little words alone: a text without any, as most names are, is never accused.
    """
    for declared, text in Speech(html).said:
        if declared in LITTLE:
            other = "en" if declared == "es" else "es"
            said = NAMES.sub("", text)
            if declared == "es":
                said = QUOTE.sub("", said)
            if weight(said, other) > weight(said, declared):
                yield declared, text
