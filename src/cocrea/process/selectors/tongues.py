"""Languages of the people of a process, beside those of its interface."""

from cocrea.process.models import Process
from cocrea.process.selectors.society import language_names

INTERFACE = frozenset({"es", "en", "spa", "eng"})


def tongues(process: Process) -> list[tuple[str, str]]:
    """(ISO 639-3 code, name) of the languages that texts should be read in besides Spanish and
    English: those that its methodology states, in its order."""
    return [row for row in language_names(process).items() if row[0] not in INTERFACE]
