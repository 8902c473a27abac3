"""The names and nouns that the reader knows, out of the YAML files in `data/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATA: Final = Path(__file__).parent / "data"
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What a pattern of ours takes as the inside of a word.
WORD: Final = r"[\w'’-]+"

# Nouns of this kind are done, not asked ("urges the release of …").
IS_DONE: Final = re.compile(
    r"(?:\w+(?:tion|tions|ment|ments|ness|ity|ities|ance|ence|ism|ing|ings|sal|val)"
    r"|release|end|halt|efforts?|steps|measures?|use|access|support|respect|talks|progress|return|reforms?|actions?"
    r"|stop|issues?|matters?|cases?|rights|help|aid|withdrawal|pauses?|work|visits?|provisions?|laws?|means|ways"
    r"|resources|funds|initiatives?|policies)\Z",
    re.IGNORECASE,
)


@cache
def load(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml`."""
    content: dict[str, Any] = yaml.load((_DATA / f"{name}.yaml").read_bytes(), _LOADER)  # noqa: S506 - a safe loader, in C
    return content


@dataclass(frozen=True, slots=True)
class Actors:
    """Common nouns that say who is asked; `written_to` has the code that stands in for a group."""

    of_a_state: tuple[str, ...]
    alone: tuple[str, ...]
    of_the_day: tuple[str, ...]
    groups: tuple[str, ...]
    further_groups: tuple[str, ...]
    bearers: tuple[str, ...]
    deeds: tuple[str, ...]
    plain: frozenset[str]
    written_to: dict[str, str]
    titles: tuple[str, ...]
    titles_of_bodies: tuple[str, ...]
    meetings: tuple[str, ...]
    given_by: tuple[str, ...]
    held_between: tuple[str, ...]
    blame: tuple[str, ...]
    subjects: tuple[str, ...]
    sharing: tuple[str, ...]


@cache
def actors() -> Actors:
    """The nouns of `data/actors.yaml`."""
    data = load("actors")
    return Actors(
        of_a_state=tuple(data["of_a_state"]),
        alone=tuple(data["alone"]),
        of_the_day=tuple(data["of_the_day"]),
        groups=tuple(data["groups"]),
        further_groups=tuple(data["further_groups"]),
        bearers=tuple(data["bearers"]),
        deeds=tuple(data["deeds"]),
        plain=frozenset(data["plain"]),
        written_to=data["written_to"],
        titles=tuple(data["titles"]),
        titles_of_bodies=tuple(data["titles_of_bodies"]),
        meetings=tuple(data["meetings"]),
        given_by=tuple(data["given_by"]),
        held_between=tuple(data["held_between"]),
        blame=tuple(data["blame"]),
        subjects=tuple(data["subjects"]),
        sharing=tuple(data["sharing"]),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, of those that begin alike the longest first, with any blanks inside."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(word)
    return "|".join(_beginning_alike(alike) for alike in by_first.values())


def _beginning_alike(words: list[str]) -> str:
    """A pattern for words with the same first letter, which is looked at once."""
    rest = "|".join(_any_blanks(word[1:]) for word in words)
    return _any_blanks(words[0]) if len(words) == 1 else f"{_any_blanks(words[0][0])}(?:{rest})"


def _any_blanks(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s+")


def plain_words(written: str) -> str:
    """The words in lower case with one blank between them."""
    return " ".join(written.lower().split())
