"""Asks in running prose: a sentence in which the issuer itself urges, calls upon, asks or demands.

"We urge …", "I am writing to ask you to …", "The Council calls on …", "Member States are urged to …", "Our
demand is that …"; then the verbs that go on without a subject ("We deplore …, and call on …"). Promises ("we
will urge"), reports ("the Forum has called for"), clauses that depend on another ("if we demand") and
quotations are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.found import VerbHere
from campaign.statements.reading.operative import adverbs, further
from campaign.statements.reading.predicates import Predicates
from campaign.statements.reading.verbs import Verb, verb_at, verbs
from campaign.statements.reading.wording import verb_here
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.predicates import Head
    from campaign.statements.reading.verbs import Written
    from campaign.statements.reading.voice import Voice

# Before these the issuer tells what was or would be.
_DEPENDENT: Final = re.compile(
    r"\b(?:if|when|whenever|where|whether|what|how|before|after|until|which|who|whom|than)\s\Z", re.IGNORECASE
)
# "… and reiterate our call": what is ours is said by us.
_PERSONAL: Final = re.compile(r"[\s*_]+(?:our|my)\b")
# "…, and encourage all parties to": somebody of its own is asked.
_ASKED: Final = re.compile(
    r"\s+(?:all|the|both|every|each|other|others|[A-Z][a-z]+)\b[^.;:,]{0,80}?\s+to\s+[a-z]"
)
# How far back a subject or a list of infinitives may begin.
_NEAR: Final = 400
# Strong enough to be the issuer's own even inside a list of infinitives.
_STRONG: Final = frozenset(
    {"urge", "call upon", "call for", "implore", "beg", "beseech", "entreat", "plead", "exhort"}
)
_QUOTED: Final = re.compile(r"“[^“”]{0,3000}”|\"[^\"]{0,3000}\"")
_NEAR_QUOTE: Final = 60
_PAPER: Final = (
    r"[Tt]he\s+(?:joint\s+)?(?:statement|communiqu[eé]|declaration|appeal|letter|petition|message)"
)
_SAYS: Final = r"\s+(?:also\s+)?(?:said|says|reads?|added|adds|stated|continued)\b"
_PAPER_SAYS: Final = re.compile(rf"{_PAPER}{_SAYS}")
_SAID_AFTER: Final = re.compile(rf",?\s+(?:[Ii]t|{_PAPER}){_SAYS}|,?\s+according\s+to\s+{_PAPER}")
_SAID_BEFORE: Final = re.compile(rf"{_PAPER}{_SAYS}[:,]?\s+\Z")
# What a treaty or law does: "3. The Convention requires …".
_LEGAL: Final = frozenset({"require"})
_PASSIVE_VERBS: Final = frozenset({"urge", "request", "invite", "encourage", "call upon", "ask", "exhort"})
_PLEASE: Final = re.compile(r"(?:[A-Z][^.;:,]{0,60},\s+)?(?:please|kindly)\s+", re.IGNORECASE)
_THAT: Final = re.compile(r"\s+that\b")
# "It is therefore recommended that …".
_IMPERSONAL: Final = re.compile(
    r"(?:[A-Z][^.;:]{0,100},\s+)?[Ii]t\s+is\s+(?:[a-z]+\s+){0,2}(?=\w+ed\s+that\b)"
)
_NO_SUBJECT: Final = re.compile(r"\b(?:[Ww]e|I|who|which|that|it|they|he|she|not)\s*\Z|\A\s*\Z")


class Prose:
    """Finds the main verbs of the issuer in the sentences of one text."""

    def __init__(self, text: str, voice: Voice) -> None:
        self._text = text
        self._voice = voice
        # A report on a statement: "…," the statement said.
        self._is_report = voice.speaks_plural and _PAPER_SAYS.search(text) is not None
        self._predicates = Predicates(text, is_past=voice.is_past)

    def may_ask(self, start: int, end: int) -> bool:
        """Whether a closer look at the stretch is worth it."""
        words = self._text[start:end].lower()
        return any(part in words for part in _stems())

    def quoted(self, start: int, end: int) -> list[Span]:
        """The quotations inside of a paragraph; one that is quoted as a whole is no quotation."""
        found = [
            Span(match.start(), match.end())
            for match in _QUOTED.finditer(self._text, start, end)
            if not (self._is_report and self._is_said_by_statement(match, start, end))
        ]
        whole = end - start
        return [span for span in found if span.end - span.start < whole - 3]

    def _is_said_by_statement(self, quoted: re.Match[str], start: int, end: int) -> bool:
        """Whether a report quotes the statement itself: "We urge …," the statement said."""
        before = self._text[max(start, quoted.start() - _NEAR_QUOTE) : quoted.start()]
        return bool(_SAID_AFTER.match(self._text, quoted.end(), end) or _SAID_BEFORE.search(before))

    def verbs(self, sentence: Span, quotes: Sequence[Span]) -> tuple[VerbHere, ...]:
        """The issuer's main verbs in the sentence, in order, if one of them asks; else none."""
        if not self.may_ask(sentence.start, sentence.end):
            return ()
        forms = (self._active, self._passive, self._pleading, self._nominal)
        found = next((verbs for form in forms if (verbs := list(form(sentence)))), [])
        found = [verb for verb in found if not _is_quoted(verb.start, quotes)]
        return tuple(found) if any(verb.verb.is_asking and verb.verb.in_prose for verb in found) else ()

    def organ_verbs(self, start: int, end: int) -> tuple[VerbHere, ...]:
        """The verbs of the organ that opens a numbered paragraph, if one of them asks."""
        subject = self._voice.organ(start, end)
        head = self._predicates.head(subject, end) if subject else None
        if subject is None or head is None:
            return ()
        found = (
            [head.verb, *further(self._text, head.verb, end)]
            if head.verb
            else [*self._coordinated(head, end)]
        )
        return (
            tuple(found)
            if any(verb.verb.is_asking and verb.verb.lemma not in _LEGAL for verb in found)
            else ()
        )

    def _active(self, sentence: Span) -> Iterator[VerbHere]:
        subjects = [
            subject
            for subject in self._voice.subjects(sentence.start, sentence.end)
            if not _DEPENDENT.search(self._text[max(sentence.start, subject.start - 12) : subject.start])
        ]
        reached = sentence.start
        for place, subject in enumerate(subjects):
            if subject.start < reached:
                continue
            until = subjects[place + 1].start if place + 1 < len(subjects) else sentence.end
            head = self._predicates.head(subject, sentence.end)
            if head is None:
                continue
            if head.verb:
                reached = head.verb.end
                yield head.verb
            for verb in self._coordinated(head, max(until, head.end)):
                reached = verb.end
                yield verb

    def _coordinated(self, head: Head, end: int) -> Iterator[VerbHere]:
        """The verbs that go on without a subject: "…, and call on …"."""
        prior = head.verb
        reached = head.end
        for match in _further().finditer(self._text, head.end, end):
            if match.start() < reached:
                continue
            written = verb_at(self._text, match.end(), end)
            if written and self._goes_on(match, written, head, prior):
                prior = verb_here(self._text, written, match.start(), end, "goes on without a subject")
            elif head.mood == "base" and (later := self._predicates.later(match.end(), end, match.start())):
                prior = later
            else:
                continue
            reached = prior.end
            yield prior

    def _goes_on(self, match: re.Match[str], written: Written, head: Head, prior: VerbHere | None) -> bool:
        verb, mood = written.form.verb, written.form.mood
        if verb.does == "doing" or mood != head.mood or (match["to"] and not head.by_to):
            return False
        if not verb.is_asking and prior is None:
            return False
        if mood in {"third", "past"}:
            return True
        has_comma = match[0].lstrip()[:1] in {",", ";"}
        if head.is_promise and prior is head.verb and not has_comma:
            return False
        if prior is None or not (prior.verb.is_asking and prior.verb.asks == "person"):
            return True
        return self._is_own_after_infinitive(match, written, verb, prior, has_comma=has_comma)

    def _is_own_after_infinitive(
        self, match: re.Match[str], written: Written, verb: Verb, prior: VerbHere, *, has_comma: bool
    ) -> bool:
        """After "we urge X to …" a verb in the base form may belong to what X shall do."""
        if match["to"] and _THAT.match(self._text, written.end):
            return True
        is_ours = not verb.is_asking and bool(_PERSONAL.match(self._text, written.end))
        if verb.lemma in _STRONG or is_ours:
            return True
        if match["and"] is None or not has_comma:
            return False
        if _ASKED.match(self._text, written.end):
            return True
        return not self._lists_infinitives(prior.end, match.start())

    def _lists_infinitives(self, start: int, end: int) -> bool:
        """Whether two infinitives or more are in a list there: "to stop …, release …"."""
        return any(
            (written := verb_at(self._text, match.end(), end)) and written.form.mood == "base"
            for match in _further().finditer(self._text, max(start, end - _NEAR), end)
        )

    def _passive(self, sentence: Span) -> Iterator[VerbHere]:
        if it := _IMPERSONAL.match(self._text, sentence.start, sentence.end):
            written = verb_at(self._text, it.end(), sentence.end)
            if written and written.form.verb.is_asking and written.form.mood == "past":
                yield verb_here(
                    self._text, written, sentence.start, sentence.end, "passive without a subject"
                )
            return
        for match in _passives().finditer(self._text, sentence.start, sentence.end):
            written = verb_at(self._text, match.end(), sentence.end)
            if (
                written is None
                or written.form.verb.lemma not in _PASSIVE_VERBS
                or written.form.mood != "past"
            ):
                continue
            first = max(sentence.start, match.start() - _NEAR)
            first = max(first, self._text.rfind(";", first, match.start()) + 1)
            before = self._text[first : match.start()]
            if _NO_SUBJECT.search(before) or not _to().match(self._text, written.end, sentence.end):
                continue
            subject = Span(first + len(before) - len(before.lstrip()), match.start())
            yield VerbHere(written.form.verb, first, written.start, written.end, "passive", subject=subject)

    def _pleading(self, sentence: Span) -> Iterator[VerbHere]:
        """The verb of a letter's "Please urge the Government to …": its reader is asked to ask."""
        please = _PLEASE.match(self._text, sentence.start, sentence.end)
        written = verb_at(self._text, please.end(), sentence.end) if please else None
        if written and written.form.verb.is_asking and written.form.mood == "base":
            yield verb_here(self._text, written, sentence.start, sentence.end, "after please")

    def _nominal(self, sentence: Span) -> Iterator[VerbHere]:
        """The noun of "Our demand is that …" and "It is our urgent request that …"."""
        if match := _noun_of_ours().match(self._text, sentence.start, sentence.end):
            verb = verbs().nouns[match["noun"].lower().removesuffix("s")]
            yield VerbHere(verb, sentence.start, match.start("noun"), match.end(), "noun of ours")


@cache
def _stems() -> tuple[str, ...]:
    """One of these is in every ask, in small letters; looking for them first is quick."""
    known = verbs()
    heads = {form.split(" ", maxsplit=1)[0] for form, what in known.forms.items() if what.verb.is_asking}
    bases = {head.removesuffix("e") for head in heads} | set(known.nouns)
    return tuple(
        sorted(base for base in bases if not any(base != other and other in base for other in bases))
    )


def _is_quoted(place: int, quotes: Sequence[Span]) -> bool:
    before = bisect_left(quotes, place, key=lambda span: span.start) - 1
    return before >= 0 and place < quotes[before].end


@cache
def _further() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[,;]\s+(?P<and>(?:and|but|as\s+well\s+as)\s+)?|(?<!\s)\s+(?:and|but)\s+)(?P<to>to\s+)?"
        rf"(?:continue\s+to\s+)?{adverbs()}",
        re.IGNORECASE | re.ASCII,
    )


@cache
def _passives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\s)\s+(?:are|is)\s+{adverbs()}", re.IGNORECASE | re.ASCII)


@cache
def _noun_of_ours() -> re.Pattern[str]:
    """Up to the "is" of "Our appeal is", or to the "to" of "Our appeal to the mayor is"."""
    is_ = r"\s+(?:is|are|remains?)\b(?:\s+(?:clear|simple|this|therefore|the\s+following)\b)*[:,]?\s+"
    return re.compile(
        r"(?:[A-Z][^.;:]{0,100}?,\s+)?(?P<it>(?:it|this)\s+is\s+(?:[a-z]+\s+)?)?(?:our|my|(?(it)an?|(?!)))\s+(?:[a-z]+(?:-[a-z]+)?,?\s+){0,3}?"
        rf"(?P<noun>(?:{lexicon.any_of(verbs().nouns)})s?)\b"
        r"(?(it)(?=\s+(?:that|to|for)\b)"
        rf"|(?:\s+(?=(?:to|on|for|of)\s+[^.;:]{{2,120}}?\s(?:is|are)\b)|(?:\s+(?:now|today))?{is_}))",
        re.IGNORECASE,
    )


@cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+{lexicon.any_of(verbs().adverbs)})?,?\s+(?:not\s+)?to\b")
