"""Of whom the people of a process are: their languages, their peoples, their public bodies.

Data like the rest of a methodology: a list of its own, or a list that the release brings.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cocrea.process.rules.parts import Part, Text

# Lists that the release brings: name in a methodology -> folder below ``process/data``.
DATASETS: Mapping[str, str] = {"guatemala": "gt"}


def _once(name: str, codes: Iterable[Any]) -> None:
    twice = sorted(str(code) for code, count in Counter(codes).items() if count > 1)
    if twice:
        raise ValueError(f"{name}: named twice: {', '.join(twice)}")


class Language(Part):
    """code: ISO 639-3; name: the one that the language gives itself."""

    code: Annotated[str, Field(pattern=r"^[a-z]{3}$")]
    name: Text


class Languages(Part):
    """In which its people may write: the first one is what a form begins with."""

    dataset: str = ""
    items: tuple[Language, ...] = ()

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.dataset and not self.items:
            raise ValueError("give a 'dataset' or 'items'")
        _once("languages", [language.code for language in self.items])
        return self


class People(Part):
    """A people that somebody may say to belong to."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,15}$")]
    name: Text
    name_en: str = ""


class Peoples(Part):
    """Neither a dataset nor items: it is stated that nobody is asked of which people they are."""

    dataset: str = ""
    items: tuple[People, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        _once("peoples", [people.code for people in self.items])
        return self


class Organizations(Part):
    """dataset: a list of public bodies that the release brings; "": only those that acts enter."""

    dataset: str = ""
