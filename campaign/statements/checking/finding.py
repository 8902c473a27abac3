"""Finding words that somebody typed, pasted or selected in the text of a statement."""

from __future__ import annotations

import re
from typing import Final

from campaign.core.languages import gettext as _
from campaign.statements.checking.sheet import CannotChange
from campaign.statements.values import Span

MOST_WORDS: Final = 5_000
_SHOWN: Final = 60
# Typists write the straight form of what a statement prints curled.
_ALIKE: Final = {
    **dict.fromkeys("'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "['‘’]"),
    **dict.fromkeys('"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}', '["“”]'),
    **dict.fromkeys("-\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}", "[-–—‑]"),
}


def words_in(text: str, words: str, near: int | None = None, within: Span | None = None) -> Span:
    """Where `words` stand in `text`, at the place nearest to `near`; blanks and line ends count alike.

    Raises `CannotChange` if they stand nowhere in this order (in `within`, where that is given), or at
    several places and nothing says which is meant.
    """
    parts = words.split()
    if not parts:
        raise CannotChange(_("Take at least one word of the statement."))
    area = within or Span(0, len(text))
    found: list[Span] = []
    if len(parts) <= MOST_WORDS:
        pattern = re.compile(r"\s+".join(_pattern(part) for part in parts))
        found = [Span(*match.span()) for match in pattern.finditer(text, area.start, area.end)]
    shown = _shortened(" ".join(parts))
    if not found and within:
        message = _("“%(words)s” does not stand in this item. Copy the words from it.", words=shown)
    elif not found:
        message = _(
            "“%(words)s” does not stand in the statement in this order. Copy the words from it.", words=shown
        )
    elif near is None and len(found) > 1:
        message = _(
            "“%(words)s” stands at %(count)s places. Copy more words, so that one of them is meant.",
            words=shown,
            count=len(found),
        )
    else:
        return min(found, key=lambda span: abs(span.start - (near or 0)))
    raise CannotChange(message)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks at its ends; raises `CannotChange` if nothing is left or it is out of reach."""
    if not 0 <= start <= end <= len(text):
        raise CannotChange(_("This does not lie in the statement. Look at it again, then select the words."))
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    stop = start + len(words.rstrip())
    if begin >= stop:
        raise CannotChange(_("Take at least one word of the statement."))
    return Span(begin, stop)


def _pattern(part: str) -> str:
    return "".join(_ALIKE.get(letter, re.escape(letter)) for letter in part)


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
