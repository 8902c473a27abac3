"""The names, verbs and nouns that the reader knows, out of the YAML files in `data/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATA: Final = Path(__file__).parent / "data"
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What a pattern of ours takes as the inside of a word.
WORD: Final = r"[\w'’-]+"


def load(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml`."""
    content: dict[str, Any] = yaml.load((_DATA / f"{name}.yaml").read_bytes(), _LOADER)  # noqa: S506 - a safe loader, in C
    return content


@dataclass(frozen=True, slots=True)
class Verb:
    """An operative verb: what it does, and whether its object is who is asked or what is asked."""

    lemma: str
    does: Literal["asking", "stating", "doing"]
    asks: Literal["person", "thing"] | None = None
    is_campaign: bool = False

    @property
    def is_asking(self) -> bool:
        """Whether somebody is asked to act."""
        return self.does == "asking"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb as it is written: in the base form ("urge") or in the third person ("urges")."""

    verb: Verb
    is_third_person: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """All verb forms in lower case, and the adverbs that may stand before them."""

    forms: dict[str, VerbForm]
    adverbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """Common nouns that say who is asked; `written_to` has the code that stands in for a group."""

    of_a_state: tuple[str, ...]
    groups: tuple[str, ...]
    plain: frozenset[str]
    written_to: dict[str, str]
    titles: tuple[str, ...]
    meetings: tuple[str, ...]


@cache
def verbs() -> Verbs:
    """The verbs of `data/verbs.yaml`, in all their forms."""
    data = load("verbs")
    forms: dict[str, VerbForm] = {}
    for does in ("doing", "stating"):
        for lemma in data[does]:
            _add(forms, Verb(lemma, does), [lemma])
    for lemma, entry in data["asking"].items():
        verb = Verb(lemma, "asking", entry["asks"], entry.get("campaign", False))
        _add(forms, verb, [lemma, *entry.get("also", ())])
    return Verbs(forms, tuple(data["adverbs"]))


@cache
def actors() -> Actors:
    """The nouns of `data/actors.yaml`."""
    data = load("actors")
    return Actors(
        of_a_state=tuple(data["of_a_state"]),
        groups=tuple(data["groups"]),
        plain=frozenset(data["plain"]),
        written_to=data["written_to"],
        titles=tuple(data["titles"]),
        meetings=tuple(data["meetings"]),
    )


def third_person(base: str) -> str:
    """The third person singular of a base form of one or more words: "call upon" gives "calls upon"."""
    head, *rest = base.split(" ")
    if head.endswith(("s", "x", "z", "ch", "sh", "o")):
        head += "es"
    elif head.endswith("y") and head[-2] not in "aeiou":
        head = f"{head[:-1]}ies"
    else:
        head += "s"
    return " ".join([head, *rest])


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, with any blanks inside of them."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)


def plain_words(written: str) -> str:
    """The words in lower case with one blank between them, as the keys of `Verbs.forms` are."""
    return " ".join(written.lower().split())


def _add(forms: dict[str, VerbForm], verb: Verb, bases: list[str]) -> None:
    for base in bases:
        forms[base] = VerbForm(verb, is_third_person=False)
        forms[third_person(base)] = VerbForm(verb, is_third_person=True)
