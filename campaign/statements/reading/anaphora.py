"""Words that point back: who is meant by "both parties", "its leadership", "the Government", "it", "you"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.reading.parties_found import Party
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.setting import Setting

# How far back those are looked for whom a word points to: this sentence and those before it.
_BACK: Final = 900
_POSSESSIVE: Final = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)
_LIST: Final = re.compile(r"\b(?:between|by|of|from)\s+(?:both\s+)?(?:the\s+)?", re.IGNORECASE)
# The verb with which an item begins, in capitals or not, and the pronoun before it.
_VERB_IN_FRONT: Final = re.compile(r"\s*(?:(?:We|I|It)\s+)?(?:[A-Z]{2,}(?:\s+[A-Z]{2,})*|\w+)\s+")
_WORD: Final = re.compile(r"(?<!\w)\w")
_NEAR: Final = 160
# Two names with "and" between them this near are named together: "Armenia and its neighbour, Azerbaijan".
_TOGETHER: Final = 60
_JOINED: Final = re.compile(
    r"\s*(?:,|and|or|as\s+well\s+as|[-–/])\s*(?:(?:of|the|by)\s+)*(?:[Gg]overnments?\s+of\s+)?(?:the\s+)?"
)
_LETTER: Final = "you"


class Anaphora:
    """Finds who is meant in one text."""

    def __init__(self, text: str, mentions: Mentions, grammar: Grammar, setting: Setting) -> None:
        self._text = text
        self._mentions = mentions
        self._grammar = grammar
        self._setting = setting

    def of(self, party: Party, item: Span, place: int) -> tuple[Party, ...]:
        """Who is meant by `party`, in an item, before `place`, where the verb that asks stands."""
        words = party.span.of(self._text).lower()
        if party.kind == "pair":
            return self._two(item, place)
        if party.kind == "pronoun":
            return self._pronoun(words, item, place)
        if words.startswith("your"):
            return self._setting.written_to(item.start)
        return self._state(party, item, place)

    def state_of(self, party: Party, item: Span, place: int) -> tuple[Party, ...]:
        """The state to which an office without a name of a state belongs."""
        return self._state(party, item, place)

    def _pronoun(self, words: str, item: Span, place: int) -> tuple[Party, ...]:
        if words.startswith(_LETTER):
            return self._setting.written_to(item.start)
        if words.endswith(("latter", "former")):
            two = self._two(item, place)
            return two[-1:] if words.endswith("latter") else two[:1]
        if words in ("they", "them", "both"):
            return self._several(item, place)
        return self._one(item, place)

    def _one(self, item: Span, place: int) -> tuple[Party, ...]:
        """Whom the item speaks of first, else who was named last."""
        return self._first_in(item, place)[:1] or self._named_last(item, place)

    def _several(self, item: Span, place: int) -> tuple[Party, ...]:
        for match in _LIST.finditer(self._text, item.start, place):
            parties = self._grammar.parties(match.end(), place)
            if len(parties.found) > 1:
                return parties.found
        return self._first_in(item, place) or self._named_last(item, place)

    def _first_in(self, item: Span, place: int) -> tuple[Party, ...]:
        """The first that the item speaks of: "Commends Member States …, and urges them to"."""
        verb = _VERB_IN_FRONT.match(self._text, item.start, place)
        start = verb.end() if verb else item.start
        for word in _WORD.finditer(self._text, start, min(place, start + _NEAR)):
            parties = self._grammar.parties(word.start(), place)
            if parties and parties.found[0].kind in ("named", "title", "group"):
                return parties.found
        return ()

    def _named_last(self, item: Span, place: int) -> tuple[Party, ...]:
        mention = next(self._before(item, place), None)
        return (_party(mention),) if mention else ()

    def _two(self, item: Span, place: int) -> tuple[Party, ...]:
        """The two that are named together last, else the last two."""
        later: Mention | None = None
        for mention in self._before(item, place, adjectives=True):
            if later and later.entry.codes != mention.entry.codes:
                between = self._text[mention.span.end : later.span.start]
                if _JOINED.fullmatch(between) or (len(between) < _TOGETHER and " and " in between):
                    return self._whole(mention, later)
            later = mention
        return self._between(item, place)

    def _whole(self, first: Mention, second: Mention) -> tuple[Party, ...]:
        return _party(first), _party(second)

    def _between(self, item: Span, place: int) -> tuple[Party, ...]:
        for match in _LIST.finditer(self._text, self._from(item), place):
            parties = self._grammar.parties(match.end(), place)
            if len(parties.found) == 2:  # noqa: PLR2004 - both
                return parties.found
        return ()

    def _state(self, party: Party, item: Span, place: int) -> tuple[Party, ...]:
        """The state whose part is meant: "its leadership" of the one before, "the Government" of the text."""
        words = party.span.of(self._text)
        before = next((m for m in self._before(item, place, adjectives=True) if _is_one_state(m)), None)
        of_text = self._setting.state
        chosen = before or of_text if _POSSESSIVE.match(words) else of_text or before
        chosen = chosen or self._setting.only_state
        return (_party(chosen),) if chosen else ()

    def _before(self, item: Span, place: int, *, adjectives: bool = False) -> Iterator[Mention]:
        """Names before `place`, the last first, in the item and then in the words before it."""
        for mention in reversed(self._mentions.within(Span(self._from(item), place))):
            if adjectives or mention.entry.form not in ("people", "nation"):
                yield mention

    def _from(self, item: Span) -> int:
        return max(0, item.start - _BACK)


def _is_one_state(mention: Mention) -> bool:
    return mention.entry.kind == "state" and len(mention.entry.codes) == 1


def _party(mention: Mention) -> Party:
    return Party(mention.span, mention)
