"""A draft, what is known, and what stands around the text, made one letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.core.languages import speaking
from campaign.directory.values import FEWEST_LINES, MOST_LINES
from campaign.letters import checking
from campaign.letters.cleaning import cleaned, plain
from campaign.letters.errors import SenderTooLong, UnresolvedPlaceholder, WrongNumberOfLines
from campaign.letters.layouts import MOST_SENDER_LINES
from campaign.letters.placeholders import ITEM, OF_SIGNERS, OWN_WORDS, PLACEHOLDERS, REQUESTING
from campaign.letters.template import Passage, Placeholder, Words
from campaign.letters.values import Frame, Letter, Paragraph, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.facts import Facts
    from campaign.letters.template import Part
    from campaign.letters.values import DraftText

_FRAME = tuple(field.name for field in fields(Frame))
# Chinese, Japanese, Thai, Lao and Burmese put no comma after a salutation or a close.
_TAKES_A_COMMA = re.compile("[0-9A-Za-z\u00c0-\u04ff\u1e00-\u1eff\uac00-\ud7a3]$")


def compose(draft: DraftText, facts: Facts, frame: Frame) -> Letter:
    """The letter of `draft` filled with `facts`, in `frame`; same arguments, same letter.

    What fills a placeholder is data: double parentheses in it are printed, never filled in turn. Every text
    is cleaned of controls and of what turns the order of a line round.

    Raises:
        CannotCompose: one of its children, which names the letter and the place.

    """
    tidy = cleaned(frame)
    salutation, close = plain(draft.salutation), plain(draft.close)
    kept = replace(
        tidy,
        salutation=_with_comma(salutation or tidy.salutation),
        close=_with_comma(close or tidy.close),
    )
    _check_lines(kept)
    held = facts.conditions | ({"sheet"} if kept.annex else set())
    filling = _Filling(facts, kept.language, held, kept.key)
    return Letter(
        **{name: getattr(kept, name) for name in _FRAME},
        subject=filling.subject(draft),
        paragraphs=tuple(filling.body(draft)),
    )


@dataclass(frozen=True, slots=True)
class _Filling:
    facts: Facts
    language: str
    held: frozenset[str]
    key: str = ""

    def subject(self, draft: DraftText) -> str:
        return plain(self._text(checking.read(draft).subject, None))

    def body(self, draft: DraftText) -> Iterator[Paragraph]:
        shared = replace(self.facts, signer_name="", signer_country="", own_words="")
        for line, parts in checking.read(draft).paragraphs:
            if not OF_SIGNERS.isdisjoint(checking.names(parts)):
                yield from self.paragraphs(parts, line)
                continue
            try:
                yield from _shared(shared, self.language, self.held, parts, line)
            except UnresolvedPlaceholder:
                # The same, with the letter's name in the sentence.
                yield from self.paragraphs(parts, line)

    def paragraphs(self, parts: tuple[Part, ...], line: int | None) -> tuple[Paragraph, ...]:
        return cleaned(tuple(self._paragraphs(parts, line)))

    def _paragraphs(self, parts: tuple[Part, ...], line: int | None) -> Iterator[Paragraph]:
        match parts:
            case [Placeholder(name)] if name == OWN_WORDS:
                for own in re.split(r"\n\s*\n", self.facts.own_words.replace("\r\n", "\n")):
                    if plain(own):
                        yield Paragraph(ParagraphKind.OWN, own)
            case [Placeholder(name)] if name == ITEM:
                yield from self._quote(self._value(name, line))
            case _:
                text = self._text(parts, line)
                if text.strip():
                    yield Paragraph(_kind(parts), text)

    def _text(self, parts: Iterable[Part], line: int | None) -> str:
        return "".join(self._part(part, line) for part in parts)

    def _part(self, part: Part, line: int | None) -> str:
        match part:
            case Words(text):
                return text
            case Placeholder(name):
                return self._value(name, line)
            case Passage(condition, inner):
                return self._text(inner, line) if condition in self.held else ""

    def _quote(self, words: str) -> Iterator[Paragraph]:
        with speaking(self.language):
            quoted = _("“%(words)s”", words=words)
            own = self.facts.item_language
            elsewhere = own if own != self.language else ""
            quote = Paragraph(ParagraphKind.QUOTE, quoted, self.facts.source, elsewhere)
            label = _("Courtesy translation")
        yield quote
        if translation := plain(self.facts.translation):
            yield Paragraph(ParagraphKind.TRANSLATION, translation, label)

    def _value(self, name: str, line: int | None) -> str:
        # The letter speaks its own language; what is wrong with it is said in the reader's.
        with speaking(self.language):
            text = plain(PLACEHOLDERS[name].text(self.facts))
        if not text:
            place = checking.subject() if line is None else checking.at(line)
            raise UnresolvedPlaceholder(self.key, name, place)
        return text


@lru_cache(maxsize=512)
def _shared(
    facts: Facts, language: str, held: frozenset[str], parts: tuple[Part, ...], line: int
) -> tuple[Paragraph, ...]:
    """Paragraphs that are the same for every signer, made once."""
    return _Filling(facts, language, held).paragraphs(parts, line)


def _kind(parts: Iterable[Part]) -> ParagraphKind:
    return ParagraphKind.REQUEST if REQUESTING & set(checking.names(parts)) else ParagraphKind.TEXT


def _check_lines(frame: Frame) -> None:
    count = len(frame.address)
    if count and not FEWEST_LINES <= count <= MOST_LINES:
        raise WrongNumberOfLines(frame.key, count, FEWEST_LINES, MOST_LINES)
    if len(frame.sender) > MOST_SENDER_LINES:
        raise SenderTooLong(frame.key, MOST_SENDER_LINES)


def _with_comma(phrase: str) -> str:
    return f"{phrase}," if _TAKES_A_COMMA.search(phrase) else phrase
