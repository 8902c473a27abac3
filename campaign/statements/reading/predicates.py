"""What the speaker does first in a clause: the verb after "we", behind an apposition, an adverb or a lead.

"We, the undersigned, urge …", "I am writing to ask …", "We would like to call on …", "We join others in
calling for …". Promises ("we will urge") and reports ("we have urged") have no such verb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading.operative import adverbs
from campaign.statements.reading.verbs import Mood, verb_at
from campaign.statements.reading.wording import verb_here

if TYPE_CHECKING:
    from campaign.statements.reading.found import VerbHere
    from campaign.statements.reading.verbs import Written
    from campaign.statements.reading.voice import Subject

_LONGEST_APPOSITION: Final = 400
_SOME_WORDS: Final = re.compile(r"\s+[\w’'-]+[,)]?(?=\s)")
_RESTRICTED: Final = re.compile(r"\s+(?:the|at|in|as|of|from|who|whose|here)\s")
_COMMA: Final = re.compile(r"(?:(?<=\s)-|[,)\N{EN DASH}\N{EM DASH}])\s+")
_OPPORTUNITY: Final = r"take\s+(?:this|the)\s+(?:[a-z]+\s+){0,2}opportunity\s+to\s+"
_TO_BASE: Final = (
    r"(?:continue|wish|want|desire|hasten|would\s+(?:also\s+|again\s+|therefore\s+)?like|(?:have\s+)?come\s+together"
    r"|unite|(?:are|am)\s+(?:today\s+)?(?:obliged|compelled|bound|moved|here)|feel\s+(?:obliged|compelled|bound)"
    rf")\s+to\s+(?:{_OPPORTUNITY})?"
)
_TO_ING: Final = (
    r"(?:(?:are|am|'re|’re|’m|'m)\s+(?:(?:also|here|now|today|again|still|all|together)\s+){0,2}"
    r"|(?:end|close|conclude|begin|finish)\s+by\s+)"
)
_LEADS: Final = re.compile(rf"(?P<to>{_TO_BASE}|{_OPPORTUNITY})|(?P<ing>{_TO_ING})|(?:would|do)\s+")
_LEADS_OF_ONE: Final = re.compile(
    r"(?P<to>(?:wishes|continues|desires|would\s+(?:also\s+)?like)\s+to\s+)"
    r"|(?P<ing>is\s+(?:(?:also|today|therefore|now)\s+)?)|does\s+"
)
# "I am writing to you to ask …", "join other leaders in calling for …": what is asked comes some words later.
_LATER: Final = re.compile(
    r"(?:(?:are|am)\s+(?:also\s+)?)?(?:writ(?:es?|ing)|joins?|joined|stands?|unites?|gather|come|adds\s+its\s+voice|add\s+our\s+voices?)\b"
)
_LATER_AT_MOST: Final = 250
_PROMISE: Final = re.compile(
    r"(?:also\s+|further\s+|all\s+|thus\s+|therefore\s+)*(?:will|shall|'ll|’ll|must|should|can|could|may|need"
    r"|have\s+to|commit|pledge|intend|plan|promise|undertake|vow)\b"
)
_PERSON_MOODS: Final[dict[str, frozenset[Mood]]] = {
    "first": frozenset({"base"}),
    "singular": frozenset({"third", "past"}),
    "plural": frozenset({"base", "past"}),
    "ours": frozenset({"base", "third"}),
}
# "We remain committed to …" says what the speaker is, not what he does.
_STATES: Final = frozenset({"remain"})
# "The Council urge …", as if it were several.
_PLURAL_TOO: Final = frozenset({"urge", "call upon"})
_ASK_WHAT: Final = re.compile(
    r"\s+(?:why|how|what|when|whether|if|who|where|ourselves|myself|yourself)\b|\s*:\s+\S"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The first predicate after a subject: a verb that we know, or none; and whether it only promises."""

    verb: VerbHere | None
    end: int
    is_promise: bool
    mood: Mood
    by_to: bool = False


class Predicates:
    """Reads predicates in one text; in a text told in the past, "we urged" is an act of the issuer."""

    def __init__(self, text: str, *, is_past: bool) -> None:
        self._text = text
        self._is_past = is_past

    def head(self, subject: Subject, end: int) -> Head | None:
        """The predicate of the subject, also behind an apposition: "We, the undersigned, …"."""
        moods = _PERSON_MOODS[subject.person]
        if self._is_past and subject.person == "first":
            moods |= {"past"}
        places = [subject.end]
        if subject.person == "ours":
            places = [
                match.end()
                for match in _SOME_WORDS.finditer(self._text, subject.end, min(end, subject.end + 80))
            ]
        if self._text[subject.end : subject.end + 2].strip()[:1] in {
            ",",
            "(",
            "-",
            "\N{EN DASH}",
            "\N{EM DASH}",
        }:
            limit = min(end, subject.end + _LONGEST_APPOSITION)
            places += [match.end() for match in _COMMA.finditer(self._text, subject.end, limit)]
        for place in places:
            if head := self._predicate(subject, place, end, moods):
                return head
        if _RESTRICTED.match(self._text, subject.end, end) and (
            found := self._after_apposition(subject, end)
        ):
            return Head(found, found.end, is_promise=False, mood="base")
        promise = any(_PROMISE.match(self._text, place + 1, end) for place in places[:3])
        mood: Mood = "third" if subject.person == "singular" else "base"
        return Head(None, subject.end, promise, mood)

    def _predicate(self, subject: Subject, place: int, end: int, moods: frozenset[Mood]) -> Head | None:
        text = self._text
        start = _skip(_blanks(), text, place, end)
        start = _skip(_adverbs(), text, start, end)
        if later := self.later(start, end, subject.start):
            return Head(later, later.end, is_promise=False, mood="base", by_to=True)
        lead = (_LEADS_OF_ONE if subject.person == "singular" else _LEADS).match(text, start, end)
        if lead:
            after = _skip(_adverbs(), text, lead.end(), end)
            written = verb_at(text, after, end)
            wanted: Mood = "ing" if lead["ing"] else "base"
            if written and written.form.mood == wanted and self._is_ask(written, end):
                found = verb_here(text, written, subject.start, end, f"{subject.person} person after a lead")
                return Head(found, found.end, is_promise=False, mood="base", by_to=bool(lead["to"]))
        written = verb_at(text, start, end)
        if written and subject.person == "singular" and written.form.verb.lemma in _PLURAL_TOO:
            moods |= {"base"}
        if written and written.form.mood in moods and self._is_ask(written, end):
            found = verb_here(text, written, subject.start, end, f"{subject.person} person")
            if found.verb.does == "doing" or found.verb.lemma in _STATES:
                return None
            is_promise = found.verb.lemma in {"commit", "pledge"}
            return Head(found, found.end, is_promise, written.form.mood)
        return None

    def later(self, start: int, end: int, leaves: int) -> VerbHere | None:
        """The verb of "am writing to you to ask …" and "join other leaders in calling for …"."""
        if not _LATER.match(self._text, start, end):
            return None
        for match in _later_verb().finditer(self._text, start, min(end, start + _LATER_AT_MOST)):
            written = verb_at(self._text, match.end(), end)
            wanted: Mood = "base" if match["to"] else "ing"
            is_wanted = written and written.form.verb.is_asking and written.form.mood == wanted
            if written and is_wanted and self._is_ask(written, end):
                return verb_here(self._text, written, leaves, end, "after writing or joining")
        return None

    def _after_apposition(self, subject: Subject, end: int) -> VerbHere | None:
        """The verb of "We the undersigned organisations call on …"."""
        for match in _SOME_WORDS.finditer(self._text, subject.end, min(end, subject.end + _LATER_AT_MOST)):
            written = verb_at(self._text, match.end() + 1, end)
            if written and written.form.mood == "base" and written.form.verb.is_asking:
                return verb_here(self._text, written, subject.start, end, "first person after an apposition")
        return None

    def _is_ask(self, written: Written, end: int) -> bool:
        """Not "we ask why", "we ask ourselves"."""
        return written.form.verb.lemma != "ask" or not _ASK_WHAT.match(self._text, written.end, end)


def _skip(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start


@cache
def _blanks() -> re.Pattern[str]:
    return re.compile(r"\s*")


@cache
def _adverbs() -> re.Pattern[str]:
    return re.compile(rf"(?:,\s+)?{adverbs()}", re.IGNORECASE | re.ASCII)


@cache
def _later_verb() -> re.Pattern[str]:
    return re.compile(rf"(?:,?\s(?:(?P<to>to)|in)|,)\s+{adverbs()}", re.ASCII)
