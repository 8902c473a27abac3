"""What an organizer should look at before an item goes out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.operative import after_adverbs
from campaign.statements.reading.unsure import UNSURE
from campaign.statements.reading.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.requests import Ask
    from campaign.statements.values import Addressee, Flag, Span

_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# "may" and "march" are words too: a month counts with a day, a year, a preposition or an occasion.
_TIME: Final = re.compile(
    rf"\b(?:upcoming|forthcoming|deadline|(?:in|by|before|until|this|next|of|since)\s+{_MONTH}\b|{_MONTH}\s+\d{{1,4}}\b|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b"
    rf"|{_MONTH}\s+(?:summit|meeting|session|conference|talks|elections?)|(?:by|before|until|in)\s+(?:19|20)\d\d\b"
    rf"|(?:this|next|coming)\s+(?:week|month|year|summit|session|meeting|spring|summer|autumn|fall|winter)"
    rf"|within\s+(?:\w+\s+){{1,2}}?(?:hours|days|weeks|months|years?))\b"
)


def flags_of(
    text: str, span: Span, asks: Sequence[Ask], addressees: Sequence[Addressee], doubt: float
) -> tuple[Flag, ...]:
    """The flags of an item at `span`, in a fixed order; `doubt`, 0 to 1, is about who is asked."""
    return tuple(_flags(text, span, asks, addressees, doubt))


def _flags(
    text: str, span: Span, asks: Sequence[Ask], addressees: Sequence[Addressee], doubt: float
) -> Iterator[Flag]:
    requests = {ask.request for ask in asks}
    if _TIME.search(text, span.start, span.end):
        yield "time-bound"
    if _office_holder().search(text, span.start, span.end):
        yield "office-holder"
    if any(addressee.kind == "group" for addressee in addressees):
        yield "group"
    if asks and not addressees:
        yield "no-addressee"
    if len([request for request in requests if request.start < request.end]) > 1:
        yield "several-requests"
    if any(_asks_to_ask(text, request) for request in requests):
        yield "nested-verb"
    if doubt >= UNSURE:
        yield "unsure"


def _asks_to_ask(text: str, request: Span) -> bool:
    """Whether the request itself is to urge, press or ask somebody else."""
    written = verb_at(text, after_adverbs(text, request.start, request.end), request.end)
    return written is not None and written.form.verb.is_asking and written.form.mood == "base"


@cache
def _office_holder() -> re.Pattern[str]:
    titles = lexicon.any_of(lexicon.actors().titles)
    # A person's name: two words or more with a capital, for "the President Office" says nothing of a person.
    word = r"[A-Z][\w'’-]+"
    name = rf"{word}(?:\s+(?:[A-Z]\.|[a-z]{{2,3}}))?\s+{word}"
    return re.compile(
        rf"\b(?i:{titles}),?\s+(?:of\s+[A-Z]\w+,?\s+)?(?:H\.?E\.?\s+|Mr\.?\s+|Ms\.?\s+|Dr\.?\s+)?{name}"
    )
