"""Whom the statement itself suggests for an open group.

A group such as "the immediate destination countries of North Korean refugees" is resolved by what the same
text says elsewhere: "Thailand, Vietnam, Laos, and Myanmar (the most common destinations …)" shares the word
that decides, "countries like China, Thailand, …" the head, in a sentence that is about refugees too. The
nearest place comes first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.values import Addressee, Proposal, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention

# How far a sentence is followed to either side.
_SENTENCE: Final = 400
# How many places that call somebody the same are looked at, before and after the group.
_NEAREST: Final = 25
_CONNECTOR: Final = re.compile(r"(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+)(?:the\s+)?")
_IN_PARENTHESES: Final = re.compile(r"\s*\((?P<words>[^()]{3,120})\)")
_IN_COMMAS: Final = re.compile(r",\s+(?P<words>(?:the|an?)\s[^,.;:()]{3,120})")
_LIKE: Final = re.compile(r",?\s+(?:like|such\s+as|including)\s+(?:the\s+)?\Z")
_LONGEST_LIKE: Final = 30
_WORDS_BEFORE: Final = 4
_LONGEST_BEFORE: Final = 80
_SMALL_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "as",
        "that",
        "which",
        "who",
        "their",
        "its",
        "his",
        "her",
        "our",
        "most",
        "more",
        "all",
    ]
)
_PREPOSITION: Final = re.compile(
    r"\s(?:of|for|in|to|from|at|by|with|on|that|which|who|where|hosting|receiving)\s"
)
_STOP: Final = re.compile(r"[.;!?]\s")


@dataclass(frozen=True, slots=True)
class _Calling:
    """A place where the text says of named states or bodies what they are."""

    codes: tuple[str, ...]
    phrase: Span
    words: frozenset[str]
    is_example: bool
    context: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Group:
    """The words of a group's phrase: its head, the word that decides which are meant, and the complement."""

    head: str
    deciding: str | None
    complement: frozenset[str]


class Proposing:
    """Looks for what one text says of the groups in it."""

    def __init__(self, text: str, mentions: Mentions) -> None:
        self._text = text
        self._by_word: dict[str, list[_Calling]] = {}
        for calling in _callings(text, mentions):
            for word in calling.words:
                self._by_word.setdefault(word, []).append(calling)

    def of(self, addressees: Sequence[Addressee]) -> tuple[Proposal, ...]:
        """Proposals for the groups among `addressees`, without those who are asked by name."""
        named = {addressee.code for addressee in addressees}
        proposals: dict[str, Proposal] = {}
        for addressee in addressees:
            if addressee.kind == "group":
                for proposal in self._for_group(addressee):
                    if proposal.code not in named:
                        proposals.setdefault(proposal.code, proposal)
        return tuple(proposals.values())

    def _for_group(self, addressee: Addressee) -> Iterator[Proposal]:
        group = _group(addressee.phrase)
        words = {group.head, group.deciding or group.head}
        near = {
            calling
            for word in words
            for calling in self._near(word, addressee.start)
            if _fits(calling, group)
        }
        for calling in sorted(
            near, key=lambda calling: (abs(calling.phrase.start - addressee.start), calling.phrase)
        ):
            for code in calling.codes:
                yield Proposal(code, calling.phrase.of(self._text), calling.phrase.start, calling.phrase.end)
        written_to = lexicon.actors().written_to.get(" ".join(addressee.phrase.lower().split()))
        if written_to:
            yield Proposal(written_to)

    def _near(self, word: str, place: int) -> Sequence[_Calling]:
        callings = self._by_word.get(word, [])
        here = bisect_left(callings, place, key=lambda calling: calling.phrase.start)
        return callings[max(0, here - _NEAREST) : here + _NEAREST]


def _fits(calling: _Calling, group: _Group) -> bool:
    if not calling.is_example:
        return group.deciding in calling.words
    about_the_same = not group.complement or bool(group.complement & calling.context)
    return calling.words <= {group.head, group.deciding} and group.head in calling.words and about_the_same


def _group(phrase: str) -> _Group:
    heads = lexicon.actors().groups
    name, *rest = _PREPOSITION.split(phrase, maxsplit=1)
    words = name.split()
    place = next((place for place, word in enumerate(words) if word.lower() in heads), len(words) - 1)
    head = words[place].lower()
    before = [word for word in words[:place] if word.lower() not in _SMALL_WORDS]
    complement = _stems(" ".join(rest))
    if head not in lexicon.actors().plain:
        return _Group(_stem(head), _stem(head), complement)
    return _Group(_stem(head), _stem(before[-1]) if before else None, complement)


def _callings(text: str, mentions: Mentions) -> Iterator[_Calling]:
    for names in _lists(text, mentions):
        codes = tuple(dict.fromkeys(code for mention in names for code in mention.entry.codes))
        span = Span(names[0].span.start, names[-1].span.end)
        if described := _described(text, span, codes):
            yield described
        if example := _example(text, span, codes):
            yield example


def _described(text: str, span: Span, codes: tuple[str, ...]) -> _Calling | None:
    """The names with what stands after them, in parentheses or between commas."""
    if match := _IN_PARENTHESES.match(text, span.end):
        words, end = _noun_phrase(match["words"]), match.end()
    elif match := _IN_COMMAS.match(text, span.end):
        words = _noun_phrase(match["words"])
        end = match.start("words") + len(words)
    else:
        return None
    return _Calling(codes, Span(span.start, end), _stems(words), is_example=False, context=frozenset())


def _example(text: str, span: Span, codes: tuple[str, ...]) -> _Calling | None:
    """The names with the words before them, whose examples they are: "countries like …"."""
    window_start = max(0, span.start - _LONGEST_LIKE)
    like = _LIKE.search(text[window_start : span.start])
    if like is None:
        return None
    end = window_start + like.start()
    words = _after_preposition(text[max(0, end - _LONGEST_BEFORE) : end]).split()[-_WORDS_BEFORE:]
    if not words:
        return None
    phrase = Span(text.rfind(words[-1], 0, end), span.end)
    return _Calling(codes, phrase, _stems(" ".join(words)), is_example=True, context=_context(text, span))


def _lists(text: str, mentions: Mentions) -> Iterator[list[Mention]]:
    """Names that only commas and "and" separate."""
    names: list[Mention] = []
    for mention in mentions.all:
        if mention.entry.form in ("people", "nation") or not mention.entry.codes:
            continue
        if names and _CONNECTOR.fullmatch(text, names[-1].span.end, mention.span.start):
            names.append(mention)
            continue
        if names:
            yield names
        names = [mention]
    if names:
        yield names


def _noun_phrase(words: str) -> str:
    return _PREPOSITION.split(words, maxsplit=1)[0].rstrip()


def _after_preposition(words: str) -> str:
    return _PREPOSITION.split(f" {words}")[-1]


def _context(text: str, span: Span) -> frozenset[str]:
    """The words of the sentence around."""
    before = _STOP.split(text[max(0, span.start - _SENTENCE) : span.start])[-1]
    after = _STOP.split(text[span.end : span.end + _SENTENCE], maxsplit=1)[0]
    return _stems(f"{before} {after}")


def _stems(words: str) -> frozenset[str]:
    found = (word for word in re.findall(lexicon.WORD, words) if word.lower() not in _SMALL_WORDS)
    return frozenset(_stem(word) for word in found)


def _stem(word: str) -> str:
    """The word without what tells "refugees" from "refuge", or "countries" from "country"."""
    small = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix("'s").rstrip("'")
    if small.endswith("ies"):
        return f"{small[:-3]}y"
    return small.removesuffix("s").rstrip("e")
