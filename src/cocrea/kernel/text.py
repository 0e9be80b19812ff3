"""All text enters through ``clean``; look-up and order use ``fold``."""

import hashlib
import re
import unicodedata

from cocrea.kernel.errors import Refused
from cocrea.kernel.findings import Finding

# Written apostrophes of Mayan languages arrive in many shapes; look-up treats them as one.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʻ`´"), "'")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LINE_CONTROLS = re.compile(r"[\t\n\r]+")
_SPACES = re.compile(r"[^\S\n]+")
_ENGLISH = frozenset("the of and to for with by from on at its".split())
_SPANISH = frozenset("de del la el los las y en un una para por con se que al".split())
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
MIN_REASON = 15  # characters: “No.” is not a reason


def clean(value: str, *, max_length: int, where: str = "", lines: bool = True) -> str:
    """NFC text without NUL, controls or bidirectional overrides, trimmed.

    max_length  in characters after cleaning; longer text is refused, never cut
    lines       False folds line breaks into spaces (names, titles)
    Raises Refused(kernel.text_too_long).
    """
    if len(value) > max_length * 8 + 1024:  # normalising megabytes of hostile text is work too
        raise Refused(_too_long(len(value), max_length, where))
    # Surrogates (possible from JSON) cannot be stored as UTF-8.
    text = value.encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROLS.sub("", text)
    if not lines:
        text = _LINE_CONTROLS.sub(" ", text)
    text = _SPACES.sub(" ", text)
    text = "\n".join(line.strip() for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if len(text) > max_length:
        raise Refused(_too_long(len(text), max_length, where))
    return text


def reason(value: str, *, max_length: int, where: str = "reason") -> str:
    """A public reason that says something: “x” explains a moved date to nobody.

    Raises Refused(kernel.reason_short), and what ``clean`` raises.
    """
    text = clean(value, max_length=max_length, where=where)
    if len(text) < MIN_REASON:
        raise Refused(Finding("kernel.reason_short", params={"least": MIN_REASON}, where=where))
    return text


def _too_long(length: int, limit: int, where: str) -> Finding:
    return Finding("kernel.text_too_long", params={"length": length, "limit": limit}, where=where)


def fold(value: str) -> str:
    """Key for look-up and order: no case, no accents, one apostrophe, single spaces.

    Both databases then answer alike, whatever their collation.
    """
    text = unicodedata.normalize("NFKD", value.translate(_APOSTROPHES)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.split())


def language_of_label(label: str) -> str:
    """Of a label that was kept without its language: titles of commitments were obtained in
    English or in Spanish. By its little words; Spanish where nothing tells."""
    found = words(label)
    english, spanish = (sum(w in little for w in found) for little in (_ENGLISH, _SPANISH))
    return "en" if english > spanish else "es"


def words(value: str) -> list[str]:
    """Folded words in order; apostrophes inside a word are kept (q'eqchi')."""
    return _WORD.findall(fold(value))


def slugify(value: str, *, max_length: int = 60) -> str:
    return "-".join(w.replace("'", "") for w in words(value))[:max_length].strip("-")


def digest(value: str) -> str:
    """Hex SHA-256 of the UTF-8 text."""
    return hashlib.sha256(value.encode("utf-8")).hexdigest()
