"""The whole text of a statement as data: every word, with the items and who is asked in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from campaign.core.languages import gettext as _
from campaign.web.manage.checking import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.statements.models import Addressee, Item, Statement

RunKind = Literal["", "number", "verb", "asked", "open"]
LONGEST_NUMBER = 12
STYLES = frozenset({"bold", "italic"})
SUB_PARAGRAPH = re.compile(r"\n(?=\s*(?:\(\w{1,5}\)|[-–—•*]\s|\w{1,3}[.)]\s))")
LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in one piece; `at` is their offset in the statement, `label` says what they are."""

    text: str
    at: int
    kind: RunKind = ""
    label: str = ""
    style: str = ""
    is_on_new_line: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or an item of the text; `page` is the page of the source that begins with it."""

    runs: tuple[Run, ...]
    item: Item | None = None
    is_heading: bool = False
    page: int | None = None


def passages(statement: Statement) -> list[Passage]:
    """The statement from its first word to its last."""
    headings = [(b["start"], b["end"]) for b in statement.blocks if b["kind"] in {"title", "heading"}]
    named = _named_outside(statement)
    found: list[Passage] = []
    at = 0
    for item in statement.items:
        begin = max(at, _with_number(statement, item))
        found += _lines(statement.text, at, begin, headings, named)
        runs = _runs(statement.text, item.start, item.end, _marks(item))
        printed = statement.text[begin : item.start].rstrip()
        number = (Run(printed, begin, "number"),) if printed else ()
        found.append(Passage((*number, *_with_sub_paragraphs(runs)), item))
        at = item.end
    found += _lines(statement.text, at, len(statement.text), headings, named)
    return _with_pages(statement, [styled(passage, statement.marks) for passage in found])


def styled(passage: Passage, marks: list[list[Any]]) -> Passage:
    """The passage as its source set it: in bold, in italics, or as a heading.

    `marks` hold where in the text each begins and ends, and its style (`statements.incoming.values.Mark`).
    """
    first, last = passage.runs[0].at, passage.runs[-1].at + len(passage.runs[-1].text)
    near = [mark for mark in marks if mark[0] < last and first < mark[1]]
    if not near:
        return passage
    runs = tuple(part for run in passage.runs for part in _parts(run, near))
    heads = any(style == "heading" and start <= first and last <= end for start, end, style in near)
    return replace(passage, runs=runs, is_heading=passage.is_heading or (heads and not passage.item))


def _parts(run: Run, marks: list[list[Any]]) -> Iterator[Run]:
    """The run in pieces, each of one style; one whose label must stand once stays whole."""
    set_so = [(start, end, style) for start, end, style in marks if style in STYLES]
    end = run.at + len(run.text)
    inside = {at for mark in set_so for at in mark[:2] if run.at < at < end} if not run.label else set()
    places = [run.at, *sorted(inside), end]
    for start, stop in pairwise(places):
        styles = {style for first, last, style in set_so if first <= start and stop <= last}
        text = run.text[start - run.at : stop - run.at]
        yield replace(run, text=text, at=start, style=" ".join(sorted(styles)))


def _with_number(statement: Statement, item: Item) -> int:
    """Where the number or bullet begins that is printed before the item, or else the item."""
    for block in statement.blocks:
        if block["kind"] == "item" and block["start"] <= item.start < block["end"]:
            start = int(block["start"])
            return start if item.start - start <= LONGEST_NUMBER else item.start
    return item.start


def _lines(
    text: str,
    start: int,
    end: int,
    headings: list[tuple[int, int]],
    named: list[tuple[int, int, RunKind, str]],
) -> Iterator[Passage]:
    for line in LINE.finditer(text, start, end):
        first, last = (
            line.start() + len(line[0]) - len(line[0].lstrip()),
            line.start() + len(line[0].rstrip()),
        )
        is_heading = any(begin <= first and last <= stop for begin, stop in headings)
        inside = [mark for mark in named if first <= mark[0] and mark[1] <= last]
        yield Passage(tuple(_runs(text, first, last, inside)), is_heading=is_heading)


def _runs(text: str, start: int, end: int, marks: Iterable[tuple[int, int, RunKind, str]]) -> Iterator[Run]:
    at = start
    for first, last, kind, label in sorted(marks, key=lambda mark: mark[:2]):
        if at <= first < last <= end:
            if at < first:
                yield Run(text[at:first], at)
            yield Run(text[first:last], first, kind, label)
            at = last
    if at < end:
        yield Run(text[at:end], at)


def _with_sub_paragraphs(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, with a new one where a line begins a sub-paragraph; other lines are only wrapped."""
    for run in runs:
        places = [0, *(match.start() + 1 for match in SUB_PARAGRAPH.finditer(run.text)), len(run.text)]
        for first, last in pairwise(places):
            part = replace(run, text=run.text[first:last], at=run.at + first)
            yield replace(part, is_on_new_line=True) if first else part


def _marks(item: Item) -> list[tuple[int, int, RunKind, str]]:
    inside = [one for one in item.addressees if one.start is not None and one.start >= item.start]
    marks = _phrases(inside)
    text, length = item.text.lower(), 0
    for verb in item.verbs:
        # The first word of "call upon" is what both "calls on" and "CALLS UPON" begin with.
        stem = verb.split(" ", maxsplit=1)[0].removesuffix("e")
        if text.startswith(stem) and (word := re.match(r"[^\W\d_]+", text)):
            length = max(length, word.end())
    if length:
        marks.append((item.start, item.start + length, "verb", ""))
    return marks


def _phrases(addressees: Iterable[Addressee]) -> list[tuple[int, int, RunKind, str]]:
    by_place: dict[tuple[int, int], list[Addressee]] = {}
    for one in addressees:
        if one.start is not None and one.end is not None:
            by_place.setdefault((one.start, one.end), []).append(one)
    return [
        (
            start,
            end,
            "asked" if any(o.kind in words.WITH_ADDRESS for o in ones) else "open",
            words.asked(ones),
        )
        for (start, end), ones in by_place.items()
    ]


def _named_outside(statement: Statement) -> list[tuple[int, int, RunKind, str]]:
    """Phrases that stand before their item, as in "We call on Peru and Chile to:" above its bullets."""
    outside: dict[str, Addressee] = {}
    for item in statement.items:
        for one in item.addressees:
            if one.start is not None and not item.start <= one.start < item.end:
                outside.setdefault(f"{one.start} {one.code}", one)
    return _phrases(outside.values())


def _with_pages(statement: Statement, found: list[Passage]) -> list[Passage]:
    if not statement.places:
        return found
    now, paged = 0, []
    for passage in found:
        page = statement.page_of(passage.runs[0].at) or now
        begun = page if page != now else None
        paged.append(Passage(passage.runs, passage.item, passage.is_heading, begun))
        now = page
    return paged


def label_of(item: Item) -> str:
    """What an item is, in a word beside it."""
    if item.campaign:
        return _("campaign")
    return {"ask": _("asks"), "pledge": _("pledge")}.get(item.kind, _("asks nobody"))
