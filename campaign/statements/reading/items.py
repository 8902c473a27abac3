"""Which stretches are items, under which section, with which verbs; and what everything else is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from campaign.statements.reading import operative, stems
from campaign.statements.reading.announced import announced
from campaign.statements.reading.found import FoundItem, Part, VerbHere
from campaign.statements.reading.imperatives import TO_THE_READER, Imperatives
from campaign.statements.reading.layout import is_headline, is_recital, layout_of, promises_below
from campaign.statements.reading.numbering import belongs_to, headings, numbers_after
from campaign.statements.reading.operative import Setting
from campaign.statements.reading.prose import Prose
from campaign.statements.reading.resolved import resolving
from campaign.statements.reading.sentences import sentences
from campaign.statements.reading.voice import Voice
from campaign.statements.reading.walk import Walk
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.layout import Layout
    from campaign.statements.reading.lines import Marker
    from campaign.statements.reading.paragraphs import Paragraph
    from campaign.statements.reading.stems import OpenStem

_GO_ON: Final = (":", ",", ";", "; and", ", and", "therefore")


def parts_of(text: str, paragraphs: Sequence[Paragraph], issuers: Sequence[str]) -> tuple[Part, ...]:
    """The statement in parts; `issuers` are the names by which it speaks of its issuer."""
    return _Reader(text, paragraphs, issuers).parts()


class _Reader:
    """Tries the forms on each paragraph in turn."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], issuers: Sequence[str]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._layout: Layout = layout_of(text, paragraphs)
        self._prose = Prose(text, Voice(text, issuers))
        self._imperatives = Imperatives(text)
        self._pledge = _pledge_pattern(issuers)
        self._walk = Walk()
        self._openings = list(self._found_openings())
        self._headings = headings(paragraphs, self._openings)
        self._numbers_after = numbers_after(paragraphs)

    def parts(self) -> tuple[Part, ...]:
        for place, paragraph in enumerate(self._paragraphs):
            self._read(place, paragraph)
        return tuple(self._walk.parts)

    def _found_openings(self) -> Iterator[VerbHere | None]:
        goes_on = is_promised = False
        for paragraph in self._paragraphs:
            if paragraph.is_furniture:
                yield None
                continue
            setting = Setting(
                paragraph.marker, self._layout.is_resolution, goes_on, is_promised, self._layout.in_gerunds
            )
            opening = operative.opening(self._text, paragraph.body, paragraph.end, setting)
            yield opening
            in_list = opening is not None and paragraph.marker is None and not opening.in_capitals
            if paragraph.marker is None and not in_list:
                is_promised = promises_below(self._text, paragraph)
            goes_on = in_list or self._text.endswith(_GO_ON, paragraph.body, paragraph.end)

    def _read(self, place: int, paragraph: Paragraph) -> None:
        walk = self._walk
        opening = self._openings[place]
        if paragraph.is_furniture:
            walk.parts.append(Part("text", Span(paragraph.start, paragraph.end)))
        elif walk.stem and self._is_listed(walk.stem, paragraph, opening):
            self._add_below(walk.stem, paragraph)
        elif walk.item and belongs_to(walk.item, paragraph, self._text):
            self._grow(walk.item, paragraph, opening)
        elif opening:
            self._add_listed(paragraph, opening)
        elif resolves := resolving(self._text, paragraph.body, paragraph.end):
            self._add_listed(paragraph, resolves)
        elif self._headings[place]:
            self._add_heading(paragraph)
        elif organ := self._organ(paragraph):
            self._add(
                paragraph,
                FoundItem(paragraph.body, paragraph.end, None, None, "organ", organ, paragraph.marker),
            )
        elif walk.has_listed and (promised := self._pledge.match(self._text, paragraph.body, paragraph.end)):
            self._add_pledge(paragraph, promised["verb"].lower())
        else:
            self._read_prose(place, paragraph)

    # Lists: an opening verb in each paragraph.

    def _add_listed(self, paragraph: Paragraph, opening: VerbHere) -> None:
        verbs = (opening, *operative.further(self._text, opening, paragraph.end))
        self._walk.has_listed = True
        self._walk.position += 1
        self._add(
            paragraph,
            FoundItem(opening.leaves, paragraph.end, None, None, opening.rule, verbs, paragraph.marker),
        )

    def _organ(self, paragraph: Paragraph) -> tuple[VerbHere, ...]:
        if not paragraph.is_numbered or not self._prose.may_ask(paragraph.body, paragraph.end):
            return ()
        return self._prose.organ_verbs(paragraph.body, paragraph.end)

    def _add(self, paragraph: Paragraph, item: FoundItem) -> None:
        walk = self._walk
        item.number = walk.number_of(paragraph.marker)
        item.section = walk.section
        if item.form == operative.RESOLVING and paragraph.start and self._text[paragraph.start - 1] != "\n":
            item.number = item.number or walk.in_force  # its grounds stand before it on the same line
        if paragraph.is_numbered and paragraph.marker:
            walk.in_force = paragraph.marker.label
        walk.item = item
        is_among_others = item.form == operative.IMPERATIVE and walk.stem and walk.stem.announcement
        walk.open(stems.opened_by(self._text, item) or (walk.stem if is_among_others else None))
        walk.parts.append(Part("item", Span(paragraph.start, item.end), item))

    def _add_pledge(self, paragraph: Paragraph, verb: str) -> None:
        number = paragraph.marker.label if paragraph.marker and paragraph.is_numbered else None
        item = FoundItem(paragraph.body, paragraph.end, number, self._walk.section, "pledge", pledged=verb)
        item.marker = paragraph.marker
        self._walk.item = item
        self._walk.stem = None
        self._walk.parts.append(Part("item", Span(paragraph.start, item.end), item))

    def _grow(self, item: FoundItem, paragraph: Paragraph, opening: VerbHere | None = None) -> None:
        """Takes the paragraph, and furniture before it, into the item."""
        if item.verbs and item.marker and item.form not in {"prose", "under a stem"}:
            more = operative.further(self._text, item.verbs[0], paragraph.end, paragraph.body)
            own = (opening,) if opening and opening.rule == operative.THIRD_PERSON else ()
            item.verbs = (*item.verbs, *own, *more)
        self._walk.grow(item, paragraph)

    # Stems: what stands below them.

    def _is_listed(self, stem: OpenStem, paragraph: Paragraph, opening: VerbHere | None) -> bool:
        """Whether the paragraph is one of the list below the stem."""
        marker = paragraph.marker
        if stem.announcement and opening and not stem.announcement.names_somebody:
            return False  # "- Call on the mayor to …" says itself who is asked
        if stem.lists and (marker or stem.kind):
            return marker is not None and marker.kind == stem.kind
        if stem.lists:
            return stems.own_verb(self._text, stem, paragraph) is not None
        if marker is None:
            return self._begins_unmarked(stem, paragraph)
        return self._begins(stem, paragraph, marker, opening)

    def _begins(self, stem: OpenStem, paragraph: Paragraph, marker: Marker, opening: VerbHere | None) -> bool:
        """Whether the list begins there."""
        is_sub_paragraph = not stem.announcement and (
            (marker.kind == "letter" and stem.item.form != "prose")
            or (stem.item.marker and marker.kind != "bullet")
        )
        if is_sub_paragraph or (opening and opening.rule == operative.THIRD_PERSON):
            return False
        is_verb = stems.own_verb(self._text, stem, paragraph) is not None or (
            stems.is_clause(self._text, stem, paragraph)
        )
        if not is_verb and any(self._items_in_prose(paragraph)):
            return False  # sentences of their own: "- We urge …"
        if stem.announcement and not is_verb and not stem.announcement.asks_things:
            return False
        self._settle(stem, "verbs" if is_verb else "things")
        stem.kind = marker.kind
        return True

    def _settle(self, stem: OpenStem, lists: Literal["verbs", "things"]) -> None:
        """Settles what the list holds, and so whether the stem is an item together with it."""
        stem.lists = lists
        if stem.announcement and lists == "things":
            self._walk.promote(stem.item)
        elif lists == "verbs" and not stem.announcement:
            self._walk.demote(stem.item)

    def _begins_unmarked(self, stem: OpenStem, paragraph: Paragraph) -> bool:
        """Whether a list begins there whose bullets were lost."""
        if not stems.may_lose_marks(self._text, stem) or stems.own_verb(self._text, stem, paragraph) is None:
            return False
        self._settle(stem, "verbs")
        return True

    def _add_below(self, stem: OpenStem, paragraph: Paragraph) -> None:
        walk = self._walk
        if stem.lists == "things":
            self._grow(stem.item, paragraph)
            return
        verb = stems.own_verb(self._text, stem, paragraph)
        has_own = paragraph.marker and paragraph.marker.kind != "bullet"
        number = walk.number_of(paragraph.marker) if has_own else stem.item.number
        item = FoundItem(
            start=paragraph.body,
            end=paragraph.end,
            number=number,
            section=walk.section,
            form="under a stem",
            verbs=(verb, *stems.further_verbs(self._text, verb, paragraph.end)) if verb else (),
            marker=paragraph.marker,
            stem=stems.stem_of(stem.item),
        )
        walk.item = item
        walk.parts.append(Part("item", Span(paragraph.start, item.end), item))

    # Headings, and prose.

    def _add_heading(self, paragraph: Paragraph) -> None:
        walk = self._walk
        walk.parts.append(Part("heading", Span(paragraph.start, paragraph.end)))
        walk.section = paragraph.marker.label if paragraph.marker else None
        walk.position = 0
        walk.item = walk.stem = walk.in_force = None

    def _read_prose(self, place: int, paragraph: Paragraph) -> None:
        walk = self._walk
        walk.item = walk.stem = None
        walk.note_number(paragraph.marker, self._numbers_after[place])
        reached = paragraph.start
        for item in self._items_in_prose(paragraph):
            start = (
                item.start if reached > paragraph.start or item.start > paragraph.body else paragraph.start
            )
            if self._text[reached:start].strip():
                walk.parts.append(Part("text", self._shown(reached, start)))
            walk.parts.append(Part("item", Span(start, item.end), item))
            reached = item.end
            walk.item = item
        if self._text[reached : paragraph.end].strip():
            walk.parts.append(Part("text", self._shown(reached, paragraph.end)))
            walk.item = None
        elif walk.item:
            walk.open(stems.opened_by(self._text, walk.item))
        if reached == paragraph.start and (found := announced(self._text, paragraph, walk.announced)):
            walk.open(stems.under(found))

    def _items_in_prose(self, paragraph: Paragraph) -> Iterator[FoundItem]:
        if not self._asks_in_prose(paragraph):
            return
        quotes = self._prose.quoted(paragraph.body, paragraph.end)
        verbs: tuple[VerbHere, ...] = ()
        goes_on = self._is_told_on(paragraph)
        for sentence in sentences(self._text, paragraph.body, paragraph.end):
            told = self._imperatives.verbs(sentence, goes_on=goes_on or bool(verbs))
            verbs = self._prose.verbs(sentence, quotes) or tuple(told)
            if verbs:
                marker = paragraph.marker if sentence.start == paragraph.body else None
                number = self._walk.in_force
                yield FoundItem(
                    sentence.start, sentence.end, number, self._walk.section, "prose", verbs, marker
                )

    def _is_told_on(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph is the next in a list whose last one told the reader what to do."""
        last = self._walk.parts[-1].item if self._walk.parts else None
        if last is None or last.marker is None or paragraph.marker is None:
            return False
        return last.marker.kind == paragraph.marker.kind and last.verbs[-1].rule == TO_THE_READER

    def _asks_in_prose(self, paragraph: Paragraph) -> bool:
        return (
            paragraph.start >= self._layout.preamble_ends
            and (
                self._imperatives.may_stand_in(paragraph.body, paragraph.end)
                or self._prose.may_ask(paragraph.body, paragraph.end)
            )
            and not is_recital(self._text, paragraph)
            and not is_headline(self._text, paragraph)
        )

    def _shown(self, start: int, end: int) -> Span:
        words = self._text[start:end]
        return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _pledge_pattern(issuers: Sequence[str]) -> re.Pattern[str]:
    speakers = "|".join(["We", *(re.escape(issuer) for issuer in issuers)])
    adverbs = r"(?:(?:[a-z]+ly|also|further|therefore|hereby)\s+){0,2}"
    return re.compile(
        rf"(?:The\s+)?(?:{speakers})\s+{adverbs}(?:(?:will|shall)\s+{adverbs})(?!not\b)(?P<verb>[a-z]+)",
        re.IGNORECASE,
    )
