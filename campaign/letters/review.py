"""A gentle reviewer of drafts: what a reader in a ministry, or a signer in danger, would wish were otherwise.

It gives advice and locks nothing. It reads only what an organizer typed: the item is quoted, never judged.
The rules follow the UN Correspondence Manual (ST/DCS/4/Rev.1) and Amnesty International's guides to letters:
one page, polite, one explicit request, to an office and not to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.letters import checking, review_times, review_words
from campaign.letters.errors import CannotCompose
from campaign.letters.template import Passage, Placeholder, Words, paragraphs, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from campaign.letters.facts import Facts
    from campaign.letters.template import Part
    from campaign.letters.values import DraftText

# A paragraph longer than this is not read to its end: in words, or, where words are not apart, in characters.
MOST_WORDS = 120
MOST_CHARACTERS = 400
_WITHOUT_BLANKS = frozenset({"ja", "zh", "th", "lo", "my"})
_PROMPT = re.compile(r"\[[^\[\]]+\]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,;:’'-]+(?:[A-Z]{2,}|[A-Z]\b)){2,}")
# Initials of bodies ("UN", "UNHCR", "DPRK") stand in capitals by right: shouting has a longer word.
_LONG_CAPITALS = re.compile(r"[A-Z]{6,}")
_RISKS = ("mail", "phone", "identity", "home", "relatives", "inside")


@dataclass(frozen=True, slots=True)
class Remark:
    """Advice: where it applies, what is so and why it matters in one sentence, and the words it is about."""

    place: str
    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom the directory names as holder of an office, and until when."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Passage:
    place: str
    typed: str


def review(
    draft: DraftText,
    facts: Facts,
    today: date,
    holders: Sequence[Holder] = (),
    refusal: str = "",
) -> list[Remark]:
    """What could be better in a draft, from its subject to its end.

    Args:
        draft: the text as it was typed.
        facts: what fills it: its language, and the item, whose words are passed over.
        today: the day on which times are judged.
        holders: holders of offices that the campaign writes to.
        refusal: why the typesetter refuses the letter, where it is longer than a page.

    """
    try:
        passages = _typed(draft, facts)
    except CannotCompose:
        # The editor says at the field what is wrong there.
        return []
    body = passages[1:]
    return [
        *([Remark(_("the letter"), refusal)] if refusal else []),
        *_of_requests(body, facts.language),
        *(remark for passage in passages for remark in _of_passage(passage, facts.language, today, holders)),
        *_of_courtesy(body, facts.language),
    ]


def _typed(draft: DraftText, facts: Facts) -> list[_Passage]:
    lines = [(checking.subject(), draft.subject)]
    lines += [(checking.at(line), text) for line, text in paragraphs(draft.body)]
    found = []
    for place, text in lines:
        typed = "".join(_words_of(parse(text, place)))
        for quoted in (facts.item, *facts.requests, facts.translation):
            typed = typed.replace(quoted, " ") if quoted else typed
        found.append(_Passage(place, typed))
    return found


def _words_of(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        match part:
            case Words(text):
                yield text
            case Placeholder(name):
                yield f"(({name}))"
            case Passage(_condition, inner):
                yield from _words_of(inner)


def _of_requests(body: Sequence[_Passage], language: str) -> Iterator[Remark]:
    if not review_words.knows("requests", language):
        return
    asking = [passage for passage in body if review_words.has("requests", passage.typed, language)]
    if not asking:
        yield Remark(
            _("the letter"),
            _("It asks for nothing: say in one sentence what the office should do, so that it can act."),
        )
    for passage in asking[1:]:
        yield Remark(
            passage.place,
            _("There is a request before this one: a letter that asks for one thing is easier to answer."),
            _first(review_words.found("requests", passage.typed, language)),
        )


def _of_passage(passage: _Passage, language: str, today: date, holders: Sequence[Holder]) -> Iterator[Remark]:
    place, typed = passage.place, passage.typed
    for words in _PROMPT.findall(typed):
        yield Remark(place, _("Here something is still to be written."), words)
    yield from _of_tone(passage, language)
    yield from _of_times(passage, language, today)
    yield from _of_holders(passage, language, today, holders)
    for risk in _RISKS:
        for words in review_words.found(f"risks.{risk}", typed, language):
            yield Remark(place, _why_a_risk(risk), words)
    if _is_long(typed, language):
        yield Remark(place, _("This paragraph is very long: two shorter ones are read to their end."))


def _of_tone(passage: _Passage, language: str) -> Iterator[Remark]:
    for words in review_words.found("threats", passage.typed, language):
        yield Remark(
            passage.place,
            _("This can be read as a threat: it gives the office a reason to put the letter aside."),
            words,
        )
    for words in review_words.found("insults", passage.typed, language):
        yield Remark(
            passage.place,
            _("This can be read as an insult: whoever is asked for something is not won by it."),
            words,
        )
    for match in _CAPITALS.finditer(passage.typed):
        if _LONG_CAPITALS.search(match[0]):
            yield Remark(passage.place, _("Capitals read as shouting: write these words small."), match[0])


def _of_times(passage: _Passage, language: str, today: date) -> Iterator[Remark]:
    for words in review_times.passed(passage.typed, today, language):
        yield Remark(
            passage.place, _("This time has passed: what was asked by then can no longer be done."), words
        )
    for words in review_times.moving(passage.typed, language):
        yield Remark(
            passage.place,
            _("This means another time on the day when the letter is read: give the date."),
            words,
        )


def _of_holders(passage: _Passage, language: str, today: date, holders: Sequence[Holder]) -> Iterator[Remark]:
    named = [
        holder for holder in holders if holder.name and holder.name.casefold() in passage.typed.casefold()
    ]
    for holder in named:
        gone = holder.until is not None and holder.until < today
        yield Remark(
            passage.place,
            _("The directory says that this person has left the office: write to the office alone.")
            if gone
            else _("An office outlives its holder: write to the office, so that the letter stays right."),
            holder.name,
        )
    for words in review_words.found("named_holders", passage.typed, language):
        if not any(holder.name.casefold() in words.casefold() for holder in named):
            yield Remark(
                passage.place,
                _("This person may have left the office when the letter is read: name the office alone."),
                words,
            )


def _of_courtesy(body: Sequence[_Passage], language: str) -> Iterator[Remark]:
    whole = " ".join(passage.typed for passage in body)
    if review_words.knows("thanks", language) and not review_words.has("thanks", whole, language):
        yield Remark(
            _("the letter"),
            _("It has no word of thanks: courtesy is part of a letter to an office."),
        )


def _why_a_risk(risk: str) -> str:
    return {
        "mail": _("An e-mail address in a letter can be used against its owner: leave it out."),
        "phone": _("A telephone number in a letter can be used against its owner: leave it out."),
        "identity": _("The number of a document tells an authority exactly who this is: leave it out."),
        "home": _("A home address tells where somebody can be found: leave it out."),
        "relatives": _("This can lead to relatives or friends, who may be made to pay for the letter."),
        "inside": _("This names somebody who may still be within reach of those who read the letter."),
    }[risk]


def _is_long(typed: str, language: str) -> bool:
    if language in _WITHOUT_BLANKS:
        return len(typed) > MOST_CHARACTERS
    return len(typed.split()) > MOST_WORDS


def _first(words: Iterator[str]) -> str:
    return next(words, "")
