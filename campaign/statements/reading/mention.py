"""A name of a state or body at its place in a text, and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from campaign.statements.values import Span

# "Thailand", "Thai", "Thais", "Bangkok"; and "the State Duma", who governs a state, and armed groups.
Form = Literal["name", "people", "nation", "seat", "office", "person", "armed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. The codes are several for words such as "both Koreas".

    They are none for a body or armed group without a code of its own: it is known by the words of the text.
    """

    codes: tuple[str, ...]
    kind: Literal["state", "body", "other"]
    form: Form
    is_office: bool = False
    needs_the_full_names: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place in the text."""

    entry: Entry
    span: Span
