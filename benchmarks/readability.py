"""How easily the Spanish of each public page reads: the Szigriszt-Pazos figure (INFLESZ scale).

    python benchmarks/readability.py http://127.0.0.1:8000 [PATH ...]
    python benchmarks/readability.py --texts FILE ...    # a text a line, or the msgids of a .po

Above 80 very easy, 65-80 quite easy, 55-65 normal, 40-55 somewhat hard, below 40 very hard
(Barrio-Cantalejo et al., 2008). The figure counts syllables and sentences: it says nothing of
whether a page is right, and official texts that a page must quote weigh on it.
"""

import ast
import re
import sys
import urllib.request
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import textstat

PATHS = (
    "/",
    "/gobierno-abierto/",
    "/privacidad/",
    "/accesibilidad/",
    "/p/guatemala-2018/",
    "/p/villa-ejemplo/participar/",
    "/p/guatemala-2018/voces/",
    "/p/guatemala-2018/voces/cobertura/",
    "/p/guatemala-2018/reuniones/",
    "/p/guatemala-2018/propuestas/",
    "/p/guatemala-2018/compromisos/",
    "/p/guatemala-2018/plan/",
    "/p/guatemala-2018/avance/",
    "/p/guatemala-2018/calendario/",
    "/p/guatemala-2018/registro/",
)
SCALE = ((80, "very easy"), (65, "quite easy"), (55, "normal"), (40, "somewhat hard"))
BLOCKS = {"p", "li", "dd", "dt", "h1", "h2", "h3", "td", "th", "summary", "label", "legend"}


class Prose(HTMLParser):
    """Sentences of the main part: only blocks of at least four words, so that labels do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.main = self.block = 0
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "main":
            self.main += 1
        elif self.main and tag in BLOCKS:
            self.block += 1
            self.found.append("")

    def handle_endtag(self, tag):
        if tag == "main":
            self.main -= 1
        elif self.main and tag in BLOCKS and self.block:
            self.block -= 1
            self.found.append("")

    def handle_data(self, data):
        if self.main and self.block and self.found:
            self.found[-1] += data

    def text(self) -> str:
        return sentences_of(self.found)


def sentences_of(found: Iterable[str]) -> str:
    """What has at least four words, each with a full stop when it has no end of its own."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in found)
    kept = (line for line in lines if len(line.split()) >= 4)
    return " ".join(line if line[-1] in ".!?:" else f"{line}." for line in kept)


def fixed_texts(path: Path) -> list[str]:
    """Each text once. What a program fills in counts as one word of two syllables."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".po":
        found = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', text, re.M)
        lines = [
            "".join(ast.literal_eval(part) for part in one.splitlines() if part) for one in found
        ]
    else:
        lines = text.splitlines()
    return list(dict.fromkeys(re.sub(r"%\(\w+\)s|%\{\w+\}", "cinco", line) for line in lines))


def prose_of(html: str) -> str:
    parser = Prose()
    parser.feed(html)
    return parser.text()


def figure(text: str) -> float:
    """Szigriszt-Pazos figure of a Spanish text; higher reads more easily."""
    textstat.set_lang("es")
    return round(textstat.szigriszt_pazos(text), 1)


def word_for(value: float) -> str:
    return next((word for least, word in SCALE if value >= least), "very hard")


def main() -> int:
    base, *paths = sys.argv[1:]
    if base == "--texts":
        for path in paths:
            show(sentences_of(fixed_texts(Path(path))), path)
        return 0
    for path in paths or PATHS:
        with urllib.request.urlopen(base.rstrip("/") + path) as answer:
            text = prose_of(answer.read().decode())
        show(text, path)
    return 0


def show(text: str, name: str) -> None:
    value = figure(text)
    print(f"{value:6.1f}  {word_for(value):14}{len(text.split()):6} words  {name}")


if __name__ == "__main__":
    raise SystemExit(main())
