"""What is wrong with a draft whatever fills it: names that are in no list, double parentheses left open."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters.errors import UnknownCondition, UnknownPlaceholder
from campaign.letters.placeholders import CONDITIONS, PLACEHOLDERS
from campaign.letters.template import Passage, Placeholder, paragraphs, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from campaign.letters.template import Part
    from campaign.letters.values import DraftText


@dataclass(frozen=True, slots=True)
class Read:
    """The parts of a draft's subject, and of each paragraph with the number of its first line."""

    subject: tuple[Part, ...]
    paragraphs: tuple[tuple[int, tuple[Part, ...]], ...]


# How alike two names must be, from 0 to 1 (difflib), to be taken for one another.
_ALIKE = 0.6


def check(draft: DraftText) -> None:
    """Raise what is wrong with a draft: an unknown placeholder or condition, a lost "((".

    Raises:
        CannotCompose: one of its children, which names the place and, where one is near, the name that was
            meant.

    """
    read(draft)


@lru_cache(maxsize=64)
def read(draft: DraftText) -> Read:
    """The parts of a draft, read once for all letters that are made of it; raises what `check` raises."""
    return Read(
        _read(draft.subject, subject()),
        tuple((line, _read(text, at(line))) for line, text in paragraphs(draft.body)),
    )


def _read(text: str, place: str) -> tuple[Part, ...]:
    parts = parse(text, place)
    known(parts, place)
    return parts


def known(parts: Iterable[Part], place: str) -> None:
    """Raise `UnknownPlaceholder` or `UnknownCondition` for the first part that is in no list."""
    for part in parts:
        match part:
            case Placeholder(name) if name not in PLACEHOLDERS:
                raise UnknownPlaceholder(name, place, _nearest(name, PLACEHOLDERS))
            case Passage(condition) if condition not in CONDITIONS:
                raise UnknownCondition(condition, place, _nearest(condition, CONDITIONS))
            case Passage(_condition, inner):
                known(inner, place)
            case _:
                pass


def names(parts: Iterable[Part]) -> Iterator[str]:
    """The placeholders among the parts, those in passages too."""
    for part in parts:
        if isinstance(part, Placeholder):
            yield part.name
        elif isinstance(part, Passage):
            yield from names(part.parts)


def subject() -> str:
    """How the subject is called in a sentence that says where something stands."""
    return _("the subject")


def at(line: int) -> str:
    """How a paragraph is called there, by its first line."""
    return _("the paragraph at line %(line)s", line=line)


def _nearest(name: str, listed: Collection[str]) -> str:
    return next(iter(get_close_matches(name, listed, n=1, cutoff=_ALIKE)), "")
