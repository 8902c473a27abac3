"""A guess of title, issuer, date and place, for the first values of a form that a person checks."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from campaign.statements.values import About, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.paragraphs import Paragraph

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})"
_DATES: Final = (
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.ASCII
    ),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.ASCII),
)
# What a statement calls itself, at the start of its title.
_NAMES_OF_STATEMENTS: Final = (
    "Statement|Declaration|Resolution|Communiqué|Communique"
    "|Appeal|Letter|Recommendation|Decision|Manifesto|Call"
)
_TITLE: Final = re.compile(
    rf"(?P<title>(?:[A-Z][\w'’-]*\s+){{0,6}}(?:{_NAMES_OF_STATEMENTS}|{_NAMES_OF_STATEMENTS.upper()}))\b"
)
_ISSUED: Final = re.compile(r"\s*,?\s*(?:(?:issued|adopted|made|signed|published|dated)\b|\bby\s|\bof\s+\d)")
_BY: Final = re.compile(r"\bby\s+(?:the\s+)?(?P<issuer>.+)", re.DOTALL)
# "On <date>, the <issuer> made the following resolutions:", and "The <issuer>," on a line of its own.
_LEAD_IN: Final = re.compile(
    r"\bthe\s+(?P<issuer>[A-Z][^.;:]{3,200}?)\s+(?:has\s+|have\s+)?(?:made|adopted|issued|passed|agreed)\s+(?:up)?(?:on\s+)?the\s+following\b",
    re.DOTALL,
)
_SPEAKER: Final = re.compile(r"The\s+(?P<issuer>[A-Z][^.;:,]{3,150}),\Z")
_HELD_IN: Final = re.compile(
    r"\b(?:held|gathered|met|meeting|adopted|issued|signed|done)\s+(?:in|at)\s+"
    r"(?P<place>[A-Z]\w+(?:[ -][A-Z]\w+){0,2})"
)
_STOP: Final = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_ABBREVIATION: Final = re.compile(
    r"\b(?P<before>\w{1,40}\s+\w{1,40})\s+\((?:hereafter\s+)?(?P<short>[A-Z][A-Za-z]{1,11})\)"
)
# Title, issuer, date and place stand near the start.
_NEAR: Final = 20_000
_LONGEST_TITLE: Final = 300


def about(text: str, paragraphs: Sequence[Paragraph]) -> tuple[About, Span | None]:
    """The guess, and the paragraph that holds the title."""
    near = [paragraph for paragraph in paragraphs if paragraph.end <= _NEAR]
    title_at = next((Span(near_by.start, near_by.end) for near_by in near if _is_title(text, near_by)), None)
    title = _title(title_at.of(text)) if title_at else None
    issuer = _issuer(text, near, title_at)
    head = text[:_NEAR]
    lead_in = _LEAD_IN.search(head)
    adopted_on = _first_date(title_at.of(text) if title_at else "") or _date_of_lead_in(head, lead_in)
    return About(title, issuer, adopted_on, _place(head, adopted_on)), title_at


def names_of_issuer(text: str, issuer: str | None) -> tuple[str, ...]:
    """The names by which the text may speak of its issuer: the full one, and abbreviations of it."""
    if not issuer:
        return ()
    known = " ".join(issuer.split())
    shorts = (
        match["short"]
        for match in _ABBREVIATION.finditer(text[:_NEAR])
        if " ".join(match["before"].split()) in known
    )
    return tuple(dict.fromkeys([known, *shorts]))


def _is_title(text: str, paragraph: Paragraph) -> bool:
    return paragraph.end - paragraph.start <= _LONGEST_TITLE and bool(
        _TITLE.match(text, paragraph.start, paragraph.end)
    )


def _title(words: str) -> str | None:
    match = _TITLE.match(words)
    if match is None:
        return None
    if _ISSUED.match(words, match.end()):
        return " ".join(match["title"].split())
    return " ".join(words.split("\n", maxsplit=1)[0].split())


def _issuer(text: str, near: Sequence[Paragraph], title_at: Span | None) -> str | None:
    if title_at and (by := _BY.search(title_at.of(text))):
        return _tidy(by["issuer"])
    if lead_in := _LEAD_IN.search(text[:_NEAR]):
        return _tidy(lead_in["issuer"])
    for paragraph in near:
        if speaker := _SPEAKER.match(text[paragraph.start : paragraph.end]):
            return _tidy(speaker["issuer"])
    return None


def _date_of_lead_in(head: str, lead_in: re.Match[str] | None) -> dt.date | None:
    if lead_in:
        sentence = head[max(0, lead_in.start() - 60) : lead_in.end()]
        if found := _first_date(sentence):
            return found
    return _first_date(head)


def _first_date(words: str) -> dt.date | None:
    found = sorted((match.start(), date) for match, date in _dates(words))
    return found[0][1] if found else None


def _dates(words: str) -> Iterator[tuple[re.Match[str], dt.date]]:
    for pattern in _DATES:
        for match in pattern.finditer(words):
            month = _MONTHS.index(match["month"]) + 1
            try:
                yield match, dt.date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue


def _place(head: str, adopted_on: dt.date | None) -> str | None:
    """Where a sentence says that something was held in the month of adoption."""
    if adopted_on is None:
        return None
    month = f"{_MONTHS[adopted_on.month - 1]}"
    for sentence in _STOP.split(head):
        if month in sentence and str(adopted_on.year) in sentence and (held := _HELD_IN.search(sentence)):
            return held["place"]
    return None


def _tidy(words: str) -> str:
    return " ".join(words.split()).rstrip(",.;: ")
