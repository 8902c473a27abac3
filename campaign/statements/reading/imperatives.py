"""What a letter tells its reader to do: "Please protect us.", "Do not send them back.", "Free the crew."."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import VerbHere
from campaign.statements.reading.operative import after_adverbs
from campaign.statements.reading.verbs import Verb, first_word, verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.values import Span

TO_THE_READER: Final = "imperative to the reader"
# A text speaks to a reader if it greets one, calls itself a letter, or asks "you".
_LETTER: Final = re.compile(
    r"^[ \t>*_]*(?:Dear\s|Your\s+(?:Excellency|Holiness|Majesty|Honou?r)|Mr\.?\s+President)"
    r"|\b[Oo]pen\s+(?:[Ll]etter|[Aa]ppeal)\b|\bask\s+that\s+you\b"
    r"|\b(?:urge|ask|asking|appeal\s+to|implore|beg|call\s+(?:up)?on)\s+you\b",
    re.MULTILINE,
)
_PLEASE: Final = re.compile(
    r"(?:[A-Z][^.;:,]{0,60},\s+)?(?:[Aa]nd\s+)?(?:so,?\s+)?please,?\s+(?P<not>do\s+not\s+)?", re.IGNORECASE
)
_DO_NOT: Final = re.compile(r"(?:Do\s+not|Don['’]t|Never)\s+(?=[a-z])")
# Somebody is told after a colon: "To the leaders we say: open …" or "To the mayors of the valley: Use …".
_SOMEBODY: Final = r"(?:the|all|our|every|both|those|you|its|[A-Z])[^.;:\n]{1,120}?"
_TO_SOMEBODY: Final = re.compile(
    rf"(?:And\s+)?(?:[Tt]o\s+{_SOMEBODY}(?:,?\s+(?:we|I)\s+(?:also\s+)?say)?|(?:We|I)\s+say\s+to\s+{_SOMEBODY})"
    r":\s+[“\"]?"
)
_TO_SOMEBODY_HERE: Final = re.compile(r"\b(?:[Tt]o|say\sto)\s[^.;:\n]{2,130}:\s")
_OBJECT: Final = re.compile(
    r"\s+(?:the|all|an?|its|their|those|these|any|every|each|with|that|to|from|for|on|in|us|our|your|him|her|them|it|this)\b"
)


class Imperatives:
    """Finds them in one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def may_stand(self) -> bool:
        """Whether the text speaks to a reader."""
        return _LETTER.search(self._text) is not None

    def may_stand_in(self, start: int, end: int) -> bool:
        """Whether somebody may be told something between `start` and `end`."""
        return self.may_stand or _TO_SOMEBODY_HERE.search(self._text, start, end) is not None

    def verbs(self, sentence: Span, *, goes_on: bool) -> Iterator[VerbHere]:
        """The verb of the sentence if it tells the reader to do something; `goes_on`: after one that asks."""
        to_them = _TO_SOMEBODY.match(self._text, sentence.start, sentence.end)
        word = first_word(self._text, to_them.end(), sentence.end) if to_them else None
        if to_them and word and _OBJECT.match(self._text, to_them.end() + len(word), sentence.end):
            yield from self._told(sentence, to_them.end(), in_lexicon=True)
        if not self.may_stand:
            return
        please = _PLEASE.match(self._text, sentence.start, sentence.end)
        do_not = _DO_NOT.match(self._text, sentence.start, sentence.end)
        if begins := please or do_not:
            place = after_adverbs(self._text, begins.end(), sentence.end)
            yield from self._told(sentence, place, in_lexicon=begins is please)
        elif goes_on:
            place = after_adverbs(self._text, sentence.start, sentence.end)
            word = first_word(self._text, place, sentence.end) or ""
            if _OBJECT.match(self._text, place + len(word), sentence.end):
                yield from self._told(sentence, place, in_lexicon=True)

    def _told(self, sentence: Span, place: int, *, in_lexicon: bool) -> Iterator[VerbHere]:
        written = verb_at(self._text, place, sentence.end)
        word = first_word(self._text, place, sentence.end)
        if (
            word is None
            or word in _courtesies()
            or (in_lexicon and not (written and written.form.mood == "base"))
        ):
            return
        lemma = written.form.verb.lemma if written else word
        # What the reader is told begins with the verb itself.
        yield VerbHere(Verb(lemma, "asking", "thing"), sentence.start, place, place, TO_THE_READER)


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(lexicon.load("verbs")["courtesies"])
