"""The object of an asking verb: where it begins, and the "to" of the request at which it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# The object of a verb is shorter than this; a longer search would only find the "to" of another sentence.
_LONGEST: Final = 900
# What may stand between the verb and its object: ", in this regard,", "once again", "inter alia,".
_ASIDE: Final = re.compile(
    r"\s*(?:,[^,;.]{1,120},\s*"
    r"|(?:(?:in\s+this\s+(?:regard|respect|context|connection)|once\s+again|once\s+more|again|also|further|inter\s+alia"
    r"|in\s+particular|therefore|in\s+addition|instead|[a-z]+ly),?\s+(?!to\b))*)",
    re.IGNORECASE,
)
_WORDS: Final = lexicon.load("small_words")
_NOUN: Final = lexicon.any_of(_WORDS["after_to_of_noun"])
_STAYS: Final = "|".join(word.replace("*", r"\w*") for word in _WORDS["before_to_of_object"])
# "to" before a verb. Before an article, a name and the like it belongs to a noun ("parties to the conflict"),
# and after some words to what is said of the object ("States in a position to do so").
_TO: Final = re.compile(
    r"(?<!\w)(?P<to>(?:not\s+)?to)(?!\w)"
    r"(?:\s*[,:\N{EM DASH}\N{EN DASH}-]|\s*\n\s*(?:\(|[ivxa-e0-9.]{1,6}[.)])"
    rf"|\s+(?!(?:{_NOUN})\b|[A-Z0-9]))"
)
_OF_THE_OBJECT: Final = re.compile(rf"\b(?:{_STAYS})(?:\s+not)?\s*\Z")
_PARENTHESES: Final = re.compile(r"\([^()]*\)")
# A stop after a capital letter belongs to an abbreviation ("the U.S. Government").
_FULL_STOP: Final = re.compile(r"(?<![A-Z])(?:[.]\s+(?=[A-Z(\[\"“])|;\s)")
_MARKED: Final = re.compile(
    r"\n\s*(?:\(?(?:[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,3}(?:\.\d{1,3}){0,3})[.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?"
    r"|[-*•·–—▪●○◦‣])\s+(?:(?:on|upon|to)\s+)?"
)


def after_aside(text: str, start: int, end: int) -> int:
    """Where the object begins after the verb that ends at `start`."""
    match = _ASIDE.match(text, start, end)
    return match.end() if match else start


def infinitive(text: str, start: int, end: int) -> Span | None:
    """The "to" that leads on from the object, which begins at `start`, to the request."""
    limit = min(end, start + _LONGEST)
    # Parentheses are blanked out, so that places stay where they are.
    window = _PARENTHESES.sub(lambda match: " " * len(match[0]), text[start:limit])
    stop = _FULL_STOP.search(window)
    for found in _TO.finditer(window, 0, stop.start() if stop else len(window)):
        before = window[max(0, found.start() - 40) : found.start()]
        if not _OF_THE_OBJECT.search(before):
            return Span(start + found.start("to"), start + found.end("to"))
    return None


def marked_parts(text: str, start: int, end: int) -> Iterator[Span]:
    """The sub-paragraphs of an item, each from after its mark to the next one's."""
    starts = list(_MARKED.finditer(text, start, end))
    for place, match in enumerate(starts):
        yield Span(match.end(), starts[place + 1].start() if place + 1 < len(starts) else end)
