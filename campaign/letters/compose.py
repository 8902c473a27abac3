"""A draft, what is known, and what stands around the text, made one letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.directory.values import FEWEST_LINES, MOST_LINES
from campaign.letters.cleaning import cleaned, plain
from campaign.letters.errors import (
    SenderTooLong,
    UnknownCondition,
    UnknownPlaceholder,
    UnresolvedPlaceholder,
    WrongNumberOfLines,
)
from campaign.letters.paper import MOST_SENDER_LINES
from campaign.letters.placeholders import CONDITIONS, ITEM, OWN_WORDS, PLACEHOLDERS, REQUESTING
from campaign.letters.template import Passage, Placeholder, Words, paragraphs, parse
from campaign.letters.values import Frame, Letter, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.facts import Facts
    from campaign.letters.template import Part
    from campaign.letters.values import DraftText


def compose(draft: DraftText, facts: Facts, frame: Frame) -> Letter:
    """The letter of `draft` filled with `facts`, in `frame`; same arguments, same letter.

    What fills a placeholder is data: double parentheses in it are printed, never filled in turn. Every text
    is cleaned of controls and of what turns the order of a line round.

    Raises:
        CannotCompose: one of its children, which names the letter and the place.

    """
    tidy = cleaned(frame)
    kept = replace(tidy, salutation=_with_comma(tidy.salutation), close=_with_comma(tidy.close))
    _check_lines(kept)
    filling = _Filling(kept, facts, facts.conditions | ({"sheet"} if kept.annex else set()))
    return Letter(
        **{field.name: getattr(kept, field.name) for field in fields(Frame)},
        subject=filling.subject(draft),
        paragraphs=cleaned(tuple(filling.body(draft))),
    )


def check(draft: DraftText) -> None:
    """Raise what is wrong with a draft whatever fills it: an unknown placeholder or condition, lost "(("."""
    _known(parse(draft.subject, _subject()), _subject())
    for line, text in paragraphs(draft.body):
        _known(parse(text, _at(line)), _at(line))


@dataclass(frozen=True, slots=True)
class _Filling:
    frame: Frame
    facts: Facts
    held: frozenset[str]

    def subject(self, draft: DraftText) -> str:
        parts = parse(draft.subject, _subject())
        _known(parts, _subject())
        return plain(self._text(parts, _subject()))

    def body(self, draft: DraftText) -> Iterator[Paragraph]:
        for line, text in paragraphs(draft.body):
            parts = parse(text, _at(line))
            _known(parts, _at(line))
            yield from self._paragraphs(parts, _at(line))

    def _paragraphs(self, parts: tuple[Part, ...], place: str) -> Iterator[Paragraph]:
        match parts:
            case [Placeholder(name)] if name == OWN_WORDS:
                for own in re.split(r"\n\s*\n", self.facts.own_words.replace("\r\n", "\n")):
                    if plain(own):
                        yield Paragraph(ParagraphKind.OWN, own)
            case [Placeholder(name)] if name == ITEM:
                yield self._quote(self._value(name, place))
            case _:
                text = self._text(parts, place)
                if text.strip():
                    yield Paragraph(_kind(parts), text)

    def _text(self, parts: Iterable[Part], place: str) -> str:
        return "".join(self._part(part, place) for part in parts)

    def _part(self, part: Part, place: str) -> str:
        match part:
            case Words(text):
                return text
            case Placeholder(name):
                return self._value(name, place)
            case Passage(condition, inner):
                return self._text(inner, place) if condition in self.held else ""

    def _quote(self, words: str) -> Paragraph:
        with speaking(self.frame.language):
            return Paragraph(ParagraphKind.QUOTE, _("“%(words)s”", words=words), self.facts.source)

    def _value(self, name: str, place: str) -> str:
        # The letter speaks its own language; what is wrong with it is said in the reader's.
        with speaking(self.frame.language):
            text = plain(PLACEHOLDERS[name].text(self.facts))
        if not text:
            raise UnresolvedPlaceholder(self.frame.key, name, place)
        return text


def _known(parts: Iterable[Part], place: str) -> None:
    for part in parts:
        match part:
            case Placeholder(name) if name not in PLACEHOLDERS:
                raise UnknownPlaceholder(name, place)
            case Passage(condition) if condition not in CONDITIONS:
                raise UnknownCondition(condition, place)
            case Passage(_condition, inner):
                _known(inner, place)
            case _:
                pass


def _kind(parts: Iterable[Part]) -> ParagraphKind:
    return ParagraphKind.REQUEST if REQUESTING & set(_names(parts)) else ParagraphKind.TEXT


def _names(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Placeholder):
            yield part.name
        elif isinstance(part, Passage):
            yield from _names(part.parts)


def _check_lines(frame: Frame) -> None:
    count = len(frame.address)
    if count and not FEWEST_LINES <= count <= MOST_LINES:
        raise WrongNumberOfLines(frame.key, count, FEWEST_LINES, MOST_LINES)
    if len(frame.sender) > MOST_SENDER_LINES:
        raise SenderTooLong(frame.key, MOST_SENDER_LINES)


def _with_comma(phrase: str) -> str:
    return f"{phrase}," if phrase[-1:].isalnum() else phrase


def _subject() -> str:
    return _("the subject")


def _at(line: int) -> str:
    return _("the paragraph at line %(line)s", line=line)
