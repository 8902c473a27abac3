"""A statement in full, paragraph by paragraph as it was brought in, the same in every kind of file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _
from campaign.letters.cleaning import printable
from campaign.letters.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.letters.values import Letter, StatementAnnex

_PARAGRAPH: Final = re.compile(r"[^\n]+(?:\n[^\n]*\S[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a paragraph that are the campaign's item, or are not."""

    lines: tuple[str, ...]
    is_ours: bool


@dataclass(frozen=True, slots=True)
class StatementInFull:
    """What the annex says: where the statement is from, and its paragraphs, each of passages."""

    title: str
    heading: str
    about: tuple[str, ...]
    item: str
    paragraphs: tuple[tuple[Passage, ...], ...]


def statement_of(told: StatementAnnex, letter: Letter) -> StatementInFull:
    """The statement that goes with the letter, with what stands around it in the language in use."""
    about = (
        (_("Issued by"), told.issuer),
        (_("Place"), told.place),
        (_("Date"), in_words(told.adopted_on, letter.language) if told.adopted_on else ""),
        (_("Source"), told.source),
    )
    return StatementInFull(
        title=_("The statement in full"),
        heading=told.title,
        about=tuple(_("%(name)s: %(value)s", name=name, value=value) for name, value in about if value),
        item=_("Item %(number)s, which this letter is about", number=told.number)
        if told.number
        else _("The item that this letter is about"),
        paragraphs=tuple(paragraphs(told)),
    )


def paragraphs(told: StatementAnnex) -> Iterator[tuple[Passage, ...]]:
    """The statement's paragraphs, apart where its text has an empty line; every line stays a line."""
    for found in _PARAGRAPH.finditer(told.text):
        cuts = [at for at in (told.start, told.end) if found.start() < at < found.end()]
        edges = [found.start(), *cuts, found.end()]
        passages = (
            Passage(_lines(told.text[start:end]), told.start <= start < told.end)
            for start, end in pairwise(edges)
        )
        kept = tuple(passage for passage in passages if passage.lines)
        if kept:
            yield kept


def _lines(text: str) -> tuple[str, ...]:
    lines = [printable(line) for line in text.split("\n")]
    return tuple(line for line in lines if line.strip())
