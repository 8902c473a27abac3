"""What one main verb asks: the words of the request, and the words in which to look for who is asked.

Shapes: "URGE <object> to <request>", "DEMAND that <request>", "DEMAND <request>", and the passive
"<object> are urged to <request>".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.values import Span

if TYPE_CHECKING:
    from campaign.statements.reading.found import Stem, VerbHere
    from campaign.statements.reading.parties import Grammar

Shape = Literal["object", "clause", "thing", "passive"]

# The object of a verb is shorter than this; a longer search would only find the "to" of another sentence.
_LONGEST_OBJECT: Final = 600

_ASIDE: Final = re.compile(r",[^,;.]{1,80},\s*|\s*")
_THAT: Final = re.compile(r"that\s+")
# "to" before a verb; before an article, a name and the like it belongs to a noun ("parties to the conflict").
_TO: Final = re.compile(
    r"\b(?P<to>(?:not\s+)?to)\b(?:\s*[:\N{EM DASH}\N{EN DASH}-]|\s+"
    r"(?!(?:the|an?|all|this|that|these|those|its|their|his|her|our|which|whom|whose|each|any|such)\b|[A-Z0-9]))"
)
_AFTER_TO: Final = re.compile(r"\s*(?:[:\N{EM DASH}\N{EN DASH}-]+\s*)?")
_PARENTHESES: Final = re.compile(r"\([^()]*\)")
# A stop after a capital letter belongs to an abbreviation ("the U.S. Government").
_FULL_STOP: Final = re.compile(r"(?<![A-Z])[.;]\s")
_TO_BELOW: Final = re.compile(r"to\s+", re.IGNORECASE)
_AFTER_PASSIVE: Final = re.compile(r"[^.;:]{0,60}?\bto\s+")
_TAIL: Final = re.compile(r"(?:[\s.,;:]|(?<=[\s,;])(?:and|or))+$")
_LONGEST_TAIL: Final = 60
# What may follow a named object that stands without "to": "calls upon Thailand for …", "urges China, …".
_AFTER_OBJECT: Final = re.compile(r"\s*(?:[,;:.]|(?:for|in|as|with|on|about|against|regarding)\b|$)\s*")


@dataclass(frozen=True, slots=True)
class Ask:
    """The request of the main verb `verb`, whose words end at `end`.

    `object` holds those who are asked, in the shapes "object" and "passive". Under a stem the verb and its
    object stand in the stem, before the item.
    """

    shape: Shape
    request: Span
    object: Span | None = None
    verb: VerbHere | None = None
    end: int = 0


def ask_of(text: str, verb: VerbHere, end: int, grammar: Grammar) -> Ask:
    """What `verb` asks, in words between it and `end`."""
    return replace(_ask(text, verb, end, grammar), verb=verb, end=end)


def ask_under(text: str, stem: Stem, below: Span, grammar: Grammar) -> Ask:
    """What the verb of a stem asks in the words `below` it."""
    verb = stem.verbs[-1]
    asked = _ask(text, verb, stem.end, grammar).object
    words = asked or trimmed(text, _after_aside(text, verb.end, stem.end), stem.end)
    to = _TO_BELOW.match(text, below.start, below.end)
    return Ask("object", trimmed(text, to.end() if to else below.start, below.end), words, verb, stem.end)


def _ask(text: str, verb: VerbHere, end: int, grammar: Grammar) -> Ask:
    if verb.subject:
        passive = _AFTER_PASSIVE.match(text, verb.end, end)
        return Ask("passive", trimmed(text, passive.end() if passive else verb.end, end), verb.subject)
    start = _after_aside(text, verb.end, end)
    if that := _THAT.match(text, start, end):
        return Ask("clause", trimmed(text, that.end(), end))
    if to := _to(text, start, end):
        asked = Span(start, to.start)
        if verb.verb.asks == "person" or _is_all_parties(text, asked, grammar):
            return Ask("object", trimmed(text, _request_after(text, to, end), end), asked)
    if verb.verb.asks == "person":
        parties = grammar.parties(start, end)
        if parties and (after := _AFTER_OBJECT.match(text, parties.end, end)):
            return Ask("object", trimmed(text, after.end(), end), Span(start, parties.end))
    return Ask("thing", trimmed(text, start, end))


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without the stops, blanks and the "and" that only lead on to what follows."""
    start = min(start, end)
    first = max(start, end - _LONGEST_TAIL)
    tail = _TAIL.search(text[first:end])
    return Span(start, first + tail.start() if tail else end)


def _after_aside(text: str, start: int, end: int) -> int:
    match = _ASIDE.match(text, start, end)
    return match.end() if match else start


def _to(text: str, start: int, end: int) -> Span | None:
    limit = min(end, start + _LONGEST_OBJECT)
    # Parentheses are blanked out, so that places stay where they are.
    window = _PARENTHESES.sub(lambda match: " " * len(match[0]), text[start:limit])
    stop = _FULL_STOP.search(window)
    found = _TO.search(window, 0, stop.start() if stop else len(window))
    return Span(start + found.start("to"), start + found.end("to")) if found else None


def _request_after(text: str, to: Span, end: int) -> int:
    if to.of(text).startswith("not"):
        return to.start
    after = _AFTER_TO.match(text, to.end, end)
    return after.end() if after else to.end


def _is_all_parties(text: str, asked: Span, grammar: Grammar) -> bool:
    parties = grammar.parties(asked.start, asked.end)
    return bool(parties) and not text[parties.end : asked.end].strip(" ,\n\t")
