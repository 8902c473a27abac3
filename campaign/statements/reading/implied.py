"""Who is asked where only a thing is: "an end to attacks by …", "the release of …", "the summit of …"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.parties_found import Parties, Party
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention
    from campaign.statements.reading.parties import Grammar

_NOBODY: Final = Parties((), 0)
_NOUNS: Final = lexicon.actors()
# Who has to do what is asked follows these words; after "between" those who negotiate.
_BY: Final = re.compile(
    r"\b(?:by|on\s+the\s+part\s+of|from\s+(?=the\s+(?:Government|authorities)\b)"
    rf"|(?:{lexicon.any_of(_NOUNS.given_by)})\s+(?:\w+\s+)?from"
    rf"|(?:{lexicon.any_of(_NOUNS.held_between)})\s+(?:between|among|amongst|of))\s+",
    re.IGNORECASE,
)
_CAUSING: Final = re.compile(r"\b(?:make|have|get|let|cause|oblige|compel|ensure\s+that)\s+", re.IGNORECASE)
_FAR: Final = 400
_WORDS_BEFORE_DEED: Final = 5
_OWNER: Final = re.compile(r"['’]s?\s+(?!and\b)")
# What is condemned before, and what the request then is to put right.
_BLAMED: Final = re.compile(rf"\b(?:{lexicon.any_of(_NOUNS.blame)})\w*\b", re.IGNORECASE)
# "the Barbados Agreement" is no actor.
_LONGER: Final = re.compile(r"\s+[A-Z]")
_DOES: Final = re.compile(
    rf"['’]s?\s|\s+(?:{lexicon.WORD}\s+)?(?:{lexicon.any_of(_NOUNS.alone)}|forces|police|has|have|had|continues?)\b"
)
_DONE_BY: Final = re.compile(r"\bby\s+(?:the\s+)?\Z")
_PARTICIPLE: Final = re.compile(
    r"\b(?:[a-z]{2,}(?:ed|en)|made|held|set|led|sent|put|run|known)(?:\s+(?:\w+ly|out|up|forth|down))?\s\Z"
)
_PASSIVE: Final = re.compile(r"\b(?:be|been|being)\s+(?:[a-z]+ly\s+)?[a-z]+(?:\s+[a-z]+ly)?\s\Z")
_SHORT_OF_CLAUSE: Final = 40
_HELD: Final = re.compile(r"\b(?:hostages?|captives|abductees)\b", re.IGNORECASE)
_SHORT: Final = 12
# Bullets below a request say more of it: "an investigation into: - the shelling by …".
_BULLETS: Final = re.compile(r"(?<=\w):\s*\n\s*[-*•–]\s")
_PARAGRAPH_BREAK: Final = re.compile(r"\n[ \t]*\n|\n\s*[-*•]\s|\n\s*\(?\w{1,3}[.)]\s")


class Implied:
    """Looks for those who have to do what is asked, in one text."""

    def __init__(self, text: str, mentions: Mentions, grammar: Grammar) -> None:
        self._text = text
        self._mentions = mentions
        self._grammar = grammar

    def named_in(self, request: Span) -> Parties:
        """Those whom the request itself names as the ones to act."""
        listed = _BULLETS.search(self._text, request.start + 1, request.end)
        request = Span(request.start, listed.start() if listed else request.end)
        is_deed = _deed().match(self._text, request.start, request.end)
        for match in _BY.finditer(self._text, request.start, request.end):
            is_by = match[0].lower().startswith("by")
            if is_by and not is_deed and self._is_of_something_else(request.start, match.start()):
                continue
            parties = self._grammar.parties(match.end(), request.end)
            if parties and parties.found[0].kind not in ("pronoun", "pair"):
                return parties
        return self._owner(request)

    def made_to_act(self, request: Span) -> Parties:
        """Those whom somebody is to bring to act: "to make the international community realize"."""
        for match in _CAUSING.finditer(self._text, request.start, request.end):
            parties = self._grammar.parties(match.end(), request.end)
            if parties and parties.found[0].kind not in ("pronoun", "pair"):
                return parties
        return _NOBODY

    def _is_of_something_else(self, start: int, end: int) -> bool:
        """Whether "by" goes with a participle and not with the request: "the mission established by …"."""
        before = self._text[max(start, end - _SHORT_OF_CLAUSE) : end]
        return bool(_PARTICIPLE.search(before)) and not _PASSIVE.search(before)

    def _owner(self, request: Span) -> Parties:
        """The owner of a deed near the start: "Russia's adherence to …"."""
        for mention in self._mentions.within(Span(request.start, min(request.end, request.start + 60))):
            if _OWNER.match(self._text, mention.span.end, request.end) and mention.entry.form in (
                "name",
                "armed",
            ):
                return Parties((Party(mention.span, mention),), mention.span.end)
        return _NOBODY

    def who_meets(self, request: Span) -> tuple[tuple[Mention, Span], ...]:
        """Those whose meeting the request speaks of, each with the whole phrase."""
        for meeting in _meetings().finditer(self._text, request.start, request.end):
            between = self._grammar.parties(meeting.end(), request.end) if meeting["between"] else None
            if between:
                whole = Span(meeting.start("meeting"), between.end)
                names = [party.mention for party in between.found if party.mention]
            else:
                names = self._named_before(meeting.start("meeting"))
                whole = Span(names[0].span.start if names else 0, meeting.end("meeting"))
            if names:
                return tuple((mention, whole) for mention in names if mention.entry.codes)
        return ()

    def _named_before(self, place: int) -> list[Mention]:
        """The names right before a meeting: two in "the US-China summit"."""
        names: list[Mention] = []
        while place and self._text[place - 1] in " \n-\N{EN DASH}":
            mention = self._mentions.up_to(place - 1)
            if mention is None:
                break
            names.insert(0, mention)
            place = mention.span.start
        return names

    def doer(self, request: Span, item: Span, verb_start: int) -> Party | None:
        """Who did what is to end, if only the doer can do what is asked ("an end to …")."""
        if not _deed().match(self._text, request.start, request.end):
            return None
        return self._blamed(item.start, verb_start) or self._named_earlier(item) or self._holder(request)

    def _blamed(self, start: int, end: int) -> Party | None:
        """Whom the words between condemn."""
        blame = _BLAMED.search(self._text, start, end)
        return self._doer_in(blame.end(), end) if blame else None

    def _named_earlier(self, item: Span) -> Party | None:
        """Whom the sentences before the item, in its paragraph, condemn, or name as the only one."""
        start = max(0, item.start - _FAR)
        breaks = list(_PARAGRAPH_BREAK.finditer(self._text, start, item.start))
        start = breaks[-1].end() if breaks else start
        if blamed := self._blamed(start, item.start):
            return blamed
        actors = list(self._actors(start, item.start))
        return actors[0] if len(actors) == 1 or _are_one(actors) else None

    def _holder(self, request: Span) -> Party | None:
        """Who alone can release hostages: the one armed group that the text speaks of."""
        if not _HELD.search(self._text, request.start, request.end):
            return None
        armed = [mention for mention in self._mentions.all if mention.entry.form == "armed"]
        is_one = len({mention.span.of(self._text) for mention in armed}) == 1
        return Party(armed[0].span, armed[0]) if is_one else None

    def _doer_in(self, start: int, end: int) -> Party | None:
        """Who is said to have done something: "X's attacks", "attacks by X", "the X authorities"."""
        for actor in self._actors(start, end):
            before = self._text[max(start, actor.span.start - _SHORT) : actor.span.start]
            if _DOES.match(self._text, actor.span.end) or _DONE_BY.search(before):
                return actor
        return None

    def _actors(self, start: int, end: int) -> Iterator[Party]:
        for mention in self._mentions.within(Span(start, end)):
            is_actor = mention.entry.kind in ("state", "other") and mention.entry.form != "nation"
            if is_actor and not _LONGER.match(self._text, mention.span.end):
                yield Party(mention.span, mention)


def _are_one(actors: Sequence[Party]) -> bool:
    """Whether all the names are those of one state."""
    return len({actor.mention.entry.codes for actor in actors if actor.mention}) == 1 and bool(
        actors[0].mention and actors[0].mention.entry.codes
    )


@cache
def _deed() -> re.Pattern[str]:
    deeds = lexicon.any_of(lexicon.actors().deeds)
    return re.compile(
        rf"\s*(?:for\s+)?(?:{lexicon.WORD},?\s+){{0,{_WORDS_BEFORE_DEED}}}?(?:{deeds})\b", re.IGNORECASE
    )


@cache
def _meetings() -> re.Pattern[str]:
    nouns = lexicon.any_of(lexicon.actors().meetings)
    return re.compile(
        rf"\b(?P<meeting>{nouns})\b(?P<between>\s+(?:between|of|among|with)\s+)?", re.IGNORECASE
    )
