"""What people write in a cell, and the code that it means; accents, case, punctuation forgive."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cocrea.kernel.text import words

# As halls and other platforms write them, beside the labels of the forms.
SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "sector": {
        "sociedad civil organizada": "civil_society",
        "osc": "civil_society",
        "ong": "civil_society",
        "organizacion": "civil_society",
        "publico": "public",
        "sector publico": "public",
        "sector privado": "private",
        "gobierno": "public",
        "estado": "public",
        "funcionario": "public",
        "muni": "municipality",
        "alcaldia": "municipality",
        "gobierno local": "municipality",
        "privado": "private",
        "empresa": "private",
        "empresarial": "private",
        "universidad": "academia",
        "academico": "academia",
        "cooperacion": "cooperation",
        "ciudadania": "citizen",
        "ciudadano": "citizen",
        "ciudadana": "citizen",
        "persona particular": "citizen",
        "vecino": "citizen",
        "vecina": "citizen",
    },
    "gender": {
        "f": "woman",
        "femenino": "woman",
        "mujeres": "woman",
        "female": "woman",
        "h": "man",
        "masculino": "man",
        "hombres": "man",
        "male": "man",
        "otra": "other",
        "otre": "other",
        "no binario": "other",
    },
    "people": {
        "indigena maya": "maya",
        "xinca": "xinka",
        "ladino": "ladina",
        "mestizo": "ladina",
        "mestiza": "ladina",
        "garifunas": "garifuna",
        "afro": "afrodescendant",
        "creole": "afrodescendant",
        "kriol": "afrodescendant",
    },
    "language": {
        "es": "spa",
        "en": "eng",
        "castellano": "spa",
        "espanol": "spa",
        "ingles": "eng",
        "lengua de senas": "gsm",
    },
    "kind": {"idea": "proposal", "queja": "voice", "pregunta": "voice", "debate": "opinion"},
}
_BANDS = ((18, "under_18"), (30, "18_29"), (45, "30_44"), (60, "45_59"), (130, "60_more"))
_NUMBERED = re.compile(r"^(?:(?:tema|eje|mesa|theme)\s+)?(\d{1,3})\b")


def key_of(text: str) -> str:
    """How values are compared."""
    return " ".join(words(text))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Codes by compared value.

    choices  kind, theme (its slug), language, sector, gender, age_band, people -> {value: code}
    areas    names and codes of areas; parts: of their parts -> (area, part) of each such place
    themes   number -> slug
    """

    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    themes: Mapping[int, str] = field(default_factory=dict)

    def code(self, name: str, written: str) -> str:
        """The code of a value of one field; "" when nobody knows it."""
        key = key_of(written)
        known = self.choices.get(name, {})
        found = known.get(key, "")
        if not found and (meant := SYNONYMS.get(name, {}).get(key, "")) in known.values():
            found = meant  # only what this process knows: peoples and languages are its own
        if not found and name == "age_band":
            return band_of(key)
        if not found and name == "theme" and (numbered := _NUMBERED.match(key)):
            return self.themes.get(int(numbered.group(1)), "")
        return found

    def place(self, written: str, area: str = "") -> tuple[str, str]:
        """(area, part) of a place by name or code, whole or as «Cobán, Alta Verapaz»; "" unknown.

        A part that many areas have needs its area, in the same cell or in ``area``.
        """
        pieces = [key_of(piece) for piece in re.split(r"[,;/()]| - ", written)]
        names = [key_of(written), *(piece for piece in pieces if piece)]
        inside = next((self.areas[n] for n in reversed(names) if n in self.areas), area)
        for name in names:
            found = self.parts.get(name, ())
            fitting = [place for place in found if not inside or place[0] == inside]
            # «Guatemala» alone is the area before it is the municipality of that name.
            whole = name in self.areas and not area and len(names) < 3
            if len(fitting) == 1 and not whole:
                return fitting[0]
        return inside, ""


def band_of(written: str) -> str:
    """The band of an age: ``34``, ``34 anos``, ``18 a 29``, ``60 o mas``; "" unknown."""
    numbers = [int(n) for n in re.findall(r"\d{1,3}", written)]
    if not numbers or numbers[0] > 120 or len(numbers) > 2:
        return ""
    if written.startswith(("menos de", "menor de", "under", "hasta")):
        return next(band for limit, band in _BANDS if numbers[0] <= limit)
    first = next(band for limit, band in _BANDS if numbers[0] < limit)
    if len(numbers) == 2:
        last = next((band for limit, band in _BANDS if numbers[1] < limit), "")
        return first if first == last else ""
    return first


def keyed(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """{compared value: code} of (code, label) pairs; a code stands for itself."""
    found: dict[str, str] = {}
    for code, label in labels:
        found[key_of(label)] = code
        found[key_of(code.replace("_", " "))] = code
    found.pop("", None)
    return found
