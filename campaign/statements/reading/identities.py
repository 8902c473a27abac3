"""From a party, as the words say it, to the codes of those whom it stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.core import countries
from campaign.statements.reading import lexicon
from campaign.statements.reading.anaphora import Anaphora
from campaign.statements.reading.gazetteer import name_of
from campaign.statements.reading.setting import serves_a_body, title_in
from campaign.statements.values import Addressee, AddresseeKind, Basis, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.parties_found import Party
    from campaign.statements.reading.setting import Setting

_ARTICLE: Final = re.compile(r"(?:the|an?|its|our|their)\s+", re.IGNORECASE)
_TRAILING: Final = re.compile(
    r"\s+(?:that|which|who|whose|where|in\s+a\s+position|concerned|with|in\s+order)\b.*", re.DOTALL
)
_PREPOSITION: Final = re.compile(r"\s+(?:of|in|on|at|for|from|by|around|among|within)\b")
_EVERYBODY: Final = re.compile(r"(?:all|those|everyone|others)\b", re.IGNORECASE)
_LONGEST_NAME: Final = 120
_OURS: Final = re.compile(r"our\b", re.IGNORECASE)
_OF_ANOTHER: Final = re.compile(r"(?:its|their|his|her|your)\b", re.IGNORECASE)


class Identities:
    """Finds the codes, in one text."""

    def __init__(self, text: str, mentions: Mentions, grammar: Grammar, setting: Setting) -> None:
        self._text = text
        self._mentions = mentions
        self._setting = setting
        self._anaphora = Anaphora(text, mentions, grammar, setting)

    def of(self, party: Party, item: Span, place: int) -> Iterator[Addressee]:
        """Those for whom `party` stands in an item whose asking verb is at `place`."""
        if party.kind == "named" and party.mention:
            yield from self.named(party.mention, party.span)
        elif party.kind == "group":
            yield self._group(party.span)
        elif party.kind == "own":
            yield self._other(party.span, self._setting.organ(party.span.of(self._text)))
        elif party.kind in ("title", "person"):
            yield from self._titled(party, item, place)
        else:
            yield from self._pointed(party, item, place)

    def named(self, mention: Mention, phrase: Span, basis: Basis = "named") -> Iterator[Addressee]:
        """Those whom a name stands for, which `phrase` holds."""
        is_body = mention.entry.kind == "body"
        meant = self._setting.organ(mention.span.of(self._text)) if is_body else None
        if meant or not mention.entry.codes:
            yield self._other(mention.span, meant, basis)
            return
        for code in mention.entry.codes:
            yield self._addressee(code, mention.entry.kind, name_of(code), phrase, basis)

    def reader(self, phrase: Span, item: Span) -> Sequence[Addressee]:
        """Whom a letter is written to, where `phrase` speaks to them."""
        return self._at(phrase, self._setting.written_to(item.start), item, phrase.start)

    def unknown(self, asked: Span) -> Addressee | None:
        """The words before "to" where the grammar knows nobody: a name if capitalised, else a group."""
        start = self._without_article(asked).start
        words = _TRAILING.sub("", self._text[start : asked.end].split(",", maxsplit=1)[0]).rstrip()
        head = _PREPOSITION.split(words, maxsplit=1)[0]
        if not words or len(words) > _LONGEST_NAME or lexicon.IS_DONE.search(head):
            return None
        phrase = Span(start, start + len(words))
        if words[0].isupper() or _office_in_small_letters().search(head):
            return self._other(phrase, None)
        return self._group(phrase) if head.endswith("s") or _EVERYBODY.match(words) else None

    def _titled(self, party: Party, item: Span, place: int) -> Iterator[Addressee]:
        words = " ".join(party.span.of(self._text).split())
        title = title_in(words)
        meant = self._setting.organ(title or words)
        found: Sequence[Addressee] = ()
        if (
            not meant
            and not serves_a_body(title)
            and not self._is_of_a_body(party.span)
            and (party.kind == "person" or _part_of_a_state().match(words))
        ):
            owner = self._anaphora.state_of(party, item, max(place, party.span.start))
            found = self._at(party.span, owner, item, place)
        # An organ without a code of its own keeps the words of the text.
        yield from found or [self._other(party.span, None if not meant or ":" in meant else meant)]

    def _is_of_a_body(self, title: Span) -> bool:
        """Whether a title is that of an office of a body: "the President of the Human Rights Council"."""
        named = any(mention.entry.kind != "state" for mention in self._mentions.within(title))
        return named or bool(_office_of_another().match(title.of(self._text)))

    def _pointed(self, party: Party, item: Span, place: int) -> Iterator[Addressee]:
        words = self._without_article(party.span)
        is_own = party.kind == "part" and not _OF_ANOTHER.match(self._text, party.span.start)
        own = self._setting.organ(" ".join(words.of(self._text).split())) if is_own else None
        is_ours = party.kind == "part" and _OURS.match(self._text, party.span.start)
        own = own or (self._setting.speaks_for if is_ours else None)
        if own or is_ours:
            yield self._other(party.span, own) if own else self._group(words)
            return
        meant = self._anaphora.of(
            party, item, max(place, party.span.start) if party.kind == "part" else place
        )
        if meant or party.kind == "pronoun":
            yield from self._at(party.span, meant, item, place)
        else:
            yield self._group(words)

    def _at(self, phrase: Span, meant: Sequence[Party], item: Span, place: int) -> Sequence[Addressee]:
        """Those who are meant, with the words that point to them."""
        words = phrase.of(self._text)
        return [
            replace(one, phrase=words, start=phrase.start, end=phrase.end, basis="anaphora")
            for party in meant
            if party.kind in ("named", "title", "group", "person")
            for one in self.of(party, item, place)
        ]

    def _group(self, phrase: Span) -> Addressee:
        name = " ".join(phrase.of(self._text).split())
        return self._addressee(f"GROUP:{name.lower()}", "group", name, phrase, "group")

    def _other(self, phrase: Span, code: str | None, basis: Basis = "named") -> Addressee:
        name = " ".join(phrase.of(self._text).split())
        code = code or f"OTHER:{self._setting.abbreviation(name) or name}"
        if code.startswith("OTHER:"):
            return self._addressee(code, "other", code.removeprefix("OTHER:"), phrase, basis)
        kind: AddresseeKind = "state" if code in countries.CODES else "body"
        return self._addressee(code, kind, name_of(code), phrase, basis)

    def _addressee(self, code: str, kind: AddresseeKind, name: str, phrase: Span, basis: Basis) -> Addressee:
        return Addressee(code, kind, name, phrase.of(self._text), phrase.start, phrase.end, basis)

    def _without_article(self, phrase: Span) -> Span:
        article = _ARTICLE.match(self._text, phrase.start, phrase.end)
        return Span(article.end(), phrase.end) if article else phrase


@cache
def _part_of_a_state() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of(lexicon.actors().of_a_state)})(?![\w-])", re.IGNORECASE)


@cache
def _office_of_another() -> re.Pattern[str]:
    of_a_state = lexicon.any_of(
        [*lexicon.actors().of_a_state, "Republic", "Union", "State", "Nation", "Federation"]
    )
    return re.compile(
        r"(?i:president|chair\w*|speaker|leaders?|head|chief)\s+of\s+(?:the\s+)?"
        rf"(?!(?i:{of_a_state})(?!\w))(?!National|Federal|Supreme|Transitional|Government)[A-Z]"
    )


@cache
def _office_in_small_letters() -> re.Pattern[str]:
    nouns = lexicon.actors()
    return re.compile(rf"\b(?:general\s+secretary|{lexicon.any_of([*nouns.titles, *nouns.bearers])})\Z")
