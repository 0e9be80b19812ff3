"""How long a text may be in each channel, and what is left out first when it does not fit."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cocrea.kernel.findings import Finding

MAX_TITLE = 120
MAX_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Length:
    """unit: "characters" for what is read, "words" for what is said aloud."""

    unit: str
    most: int


# Spoken Spanish takes about two and a half words a second: 75 words are half a minute of radio.
LENGTHS: dict[str, Length] = {
    "portal": Length("characters", 900),
    "social": Length("characters", 280),
    "radio": Length("words", 75),
    "press": Length("characters", 2_400),
    "poster": Length("characters", 320),
    "assembly": Length("words", 150),
    "messaging": Length("characters", 300),
}

# Sentences of each channel in the order of reading.
PLANS: dict[str, tuple[str, ...]] = {
    "portal": ("lead", "invite", "promise", "owner", "link"),
    "social": ("lead", "invite", "link"),
    "radio": ("hello", "lead", "invite", "spoken", "promise"),
    "press": ("lead", "invite", "promise", "owner", "press", "link"),
    "poster": ("lead", "invite", "promise"),  # its image carries the link
    "assembly": ("hello", "lead", "invite", "promise", "spoken", "owner"),
    "messaging": ("lead", "link"),
}
# What goes first when the text is too long. What has no number always stays.
LEAVES_FIRST = ("owner", "promise", "press", "hello", "invite")

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Sentence:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """left_out: names of the sentences for which there was no room."""

    text: str
    left_out: tuple[str, ...] = ()


def size_of(text: str, unit: str) -> int:
    return len(_WORD.findall(text)) if unit == "words" else len(text)


def fits(channel: str, text: str) -> bool:
    length = LENGTHS[channel]
    return size_of(text, length.unit) <= length.most


def fitted(channel: str, sentences: Sequence[Sentence]) -> Fitted:
    """The sentences joined; the least needed leave until it fits, names that repeat from the last.

    May still be too long when what always stays is: ``text_check`` says so.
    """
    kept, gone = [s for s in sentences if s.text], []
    for name in (*LEAVES_FIRST, "date"):
        while not fits(channel, _joined(kept)):
            place = next((p for p in reversed(range(len(kept))) if kept[p].name == name), None)
            if place is None or (name == "date" and sum(s.name == "date" for s in kept) < 2):
                break
            gone.append(kept.pop(place).name)
    return Fitted(_joined(kept), tuple(gone))


def _joined(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def spoken(address: str, *, dot: str, slash: str) -> str:
    """An address as one reads it aloud: no scheme, signs named, the code letter by letter."""
    bare = re.sub(r"^https?://", "", address).strip("/")
    host, *parts = bare.split("/")
    said = [host.replace(".", f" {dot} ").replace(":", " : ")]
    for part in parts:
        said += [slash, " ".join(part)]
    return " ".join(" ".join(said).split())


def without(text: str, address: str) -> str:
    """The text without its last sentence when that is only where to go: an image says it apart."""
    before, found, after = text.rpartition(address)
    if not found or after.strip(" ."):
        return text
    return before[: before.rfind(". ") + 1].strip() or text


def text_check(channel: str, title: str, text: str) -> Iterator[Finding]:
    """outreach.title_missing, text_missing, text_too_long (size, most, unit)."""
    if not title:
        yield Finding("outreach.title_missing", where="title")
    if not text:
        yield Finding("outreach.text_missing", where="text")
    length = LENGTHS[channel]
    size = size_of(text, length.unit)
    if size > length.most:
        params = {"size": size, "most": length.most, "unit": length.unit}
        yield Finding("outreach.text_too_long", params=params, where="text")
