"""What the grammar of parties finds in a text: somebody who can act, as the words say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from campaign.statements.reading.mention import Mention
    from campaign.statements.values import Span

PartyKind = Literal["named", "title", "group", "part", "pair", "pronoun", "person", "own"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can act, as the words say it.

    named: by `mention`; title: a capitalised name that the gazetteer lacks; group: an open one; part: of a
    state that the words do not name ("its leadership", "the Government"); pair: "both parties"; person: after
    a title; own: an office of the issuer ("its President").
    """

    span: Span
    mention: Mention | None = None
    kind: PartyKind = "named"


@dataclass(frozen=True, slots=True)
class Parties:
    """A list of parties, and where in the text it ends (0 for an empty list)."""

    found: tuple[Party, ...]
    end: int

    def __bool__(self) -> bool:
        return bool(self.found)
