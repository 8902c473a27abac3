"""Times in a draft that have passed on the day it is looked at: "this October", "by June 2025"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from campaign.letters import review_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = "|".join(_MONTHS)
_DAY = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH})"
    r"(?: (?P<later>\d{1,2}),)?(?: (?P<year>\d{4}))?"
)
_YEAR = r"(?P<alone>\d{4})"
_THIS_MONTH = re.compile(rf"\bthis (?P<month>{_MONTH})\b")
_DEADLINE = re.compile(
    rf"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Nn]o later than|[Nn]ot later than) (?:the )?"
    rf"(?:(?:end|middle|beginning|close) of )?(?:{_DAY}|{_YEAR})\b"
)
_PLANNED = re.compile(
    rf"\b(?:will|shall|upcoming|forthcoming|scheduled|planned)\b[^.!?]{{0,80}}?"
    rf"\b(?:in|on|of|for) (?:{_DAY}|{_YEAR})\b"
)
# "By June 2025, 1,284 people had signed" tells what was.
_TOLD = re.compile(r"[^.!?]{0,60}\b(?:had|have|has|was|were)\b")
_ASIAN = {
    "ko": (
        ("년", "월", "일"),
        "올해|금년|이번|오는",
        "까지|이전|이내|내로|중으로",
        "서명|확인|지지|집계|동참|[았었였했]",
    ),
    "ja": (
        ("年", "月", "日"),
        "今年の?|本年|来たる|この",
        "までに|以前に|中に|末までに",
        "署名|確認|賛同|集計|した",
    ),
    "zh": (("年", "月", "日"), "今年|本年", "之前|以前|前|底前", "签名|签署|确认|支持"),
}


def passed(text: str, today: date, language: str) -> Iterator[str]:
    """The words that name a time to come and, on `today`, name one that is over."""
    if language in _ASIAN:
        yield from _passed_in_asian(text, today, language)
    if language == "en":
        yield from _passed_in_english(text, today)


def moving(text: str, language: str) -> Iterator[str]:
    """Words such as "next week", which mean another time on every day that they are read."""
    yield from review_words.found("moving_times", text, language)


def _passed_in_english(text: str, today: date) -> Iterator[str]:
    for match in _THIS_MONTH.finditer(text):
        if _MONTHS.index(match["month"]) + 1 < today.month:
            yield match[0]
    for match in _DEADLINE.finditer(text):
        if _last_day(match, today) < today and not _TOLD.match(text, match.end()):
            yield match[0]
    for match in _PLANNED.finditer(text):
        has_year = match["year"] or match["alone"]
        if has_year and _last_day(match, today) < today:
            yield match[0]


def _last_day(match: re.Match[str], today: date) -> date:
    if match["alone"]:
        return date(int(match["alone"]), 12, 31)
    month = _MONTHS.index(match["month"]) + 1
    return _end(int(match["year"] or today.year), month, int(match["day"] or match["later"] or 0))


def _passed_in_asian(text: str, today: date, language: str) -> Iterator[str]:
    (year, month, day), this, deadline, told = _ASIAN[language]
    for match in re.finditer(rf"(?:{this}) ?(\d{{1,2}}){month}", text):
        if int(match[1]) < today.month:
            yield match[0]
    dated = rf"(\d{{4}}){year}(?: ?(\d{{1,2}}){month})?(?: ?(\d{{1,2}}){day})?"
    for match in re.finditer(rf"{dated} ?(?:末|말)?(?:{deadline})", text):
        end = _end(int(match[1]), int(match[2] or 12), int(match[3] or 0))
        if end < today and not re.search(told, text[match.end() : match.end() + 20]):
            yield match[0]


def _end(year: int, month: int, day: int) -> date:
    """The day, or the last one of the month where none is given; what is no date never passes."""
    if not 1 <= month <= len(_MONTHS) or not date.min.year <= year:
        return date.max
    last = monthrange(year, month)[1]
    return date(year, month, day if 1 <= day <= last else last)
