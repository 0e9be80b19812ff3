"""Days and hours in words, as acts and signatures of Guatemala write them. Pure."""

from datetime import date, time

MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Paper of the countries that do not use A4 (CLDR 48, paperSize US-Letter).
LETTER = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())

_SMALL = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_TENS = ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = (
    "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
).split()


def number(value: int) -> str:
    """0 to 9,999 in Spanish words, as they stand before «de» or alone."""
    if not 0 <= value <= 9_999:
        raise ValueError(value)
    if value < 30:
        return _SMALL[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return _TENS[tens - 3] + (f" y {_SMALL[rest]}" if rest else "")
    if value < 1_000:
        hundreds, rest = divmod(value, 100)
        if value == 100:
            return "cien"
        return _HUNDREDS[hundreds - 1] + (f" {number(rest)}" if rest else "")
    thousands, rest = divmod(value, 1_000)
    head = "mil" if thousands == 1 else f"{_before_noun(thousands)} mil"
    return head + (f" {number(rest)}" if rest else "")


def _before_noun(value: int) -> str:
    """«veintiún mil», «un minuto»: uno loses its end before what it counts."""
    said = number(value)
    if said.endswith("veintiuno"):
        return said.removesuffix("veintiuno") + "veintiún"
    return said.removesuffix("o") if said == "uno" or said.endswith(" uno") else said


def _feminine(value: int) -> str:
    """«veintiuna horas»."""
    said = number(value)
    return said[:-1] + "a" if said.endswith("uno") else said


def day_in_words(day: date, language: str) -> str:
    """«veintiocho de noviembre de dos mil dieciocho»; English writes 28 November 2018."""
    if language.startswith("en"):
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    first = "primero" if day.day == 1 else number(day.day)
    return f"{first} de {MONTHS[day.month - 1]} de {number(day.year)}"


def hour_in_words(moment: time, language: str) -> str:
    """«las catorce horas con treinta minutos»; English writes 14:30."""
    if language.startswith("en"):
        return f"{moment:%H:%M}"
    article, hours = ("la", "hora") if moment.hour == 1 else ("las", "horas")
    said = f"{article} {_feminine(moment.hour)} {hours}"
    if not moment.minute:
        return said
    minutes = "minuto" if moment.minute == 1 else "minutos"
    return f"{said} con {_before_noun(moment.minute)} {minutes}"


def paper_of(country: str) -> str:
    """``us-letter`` or ``a4``. country: ISO 3166-1, two letters."""
    return "us-letter" if country in LETTER else "a4"
