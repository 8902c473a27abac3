"""What a text as a whole settles: whose organ speaks, which state it is about, whom a letter is for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.salutation import Salutation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.parties_found import Party

# Signs of an organisation are looked for near the start, where title, session and speaker stand.
_NEAR: Final = 6_000
# How many more signs of one organisation than of any other decide.
_ENOUGH: Final = 1
# Of all names of states in a text, this share makes it a text about one state.
_MOST: Final = 0.6
_AT_LEAST: Final = 2
_TITLE: Final = 400
_ABOUT: Final = re.compile(
    rf"\b(?:{lexicon.any_of(lexicon.actors().subjects)})\b[^.;\n]{{0,60}}?\s(?:in|of|on)\s+(?:the\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Setting:
    """What one text settles; each answer is worked out when first asked for."""

    text: str
    mentions: Mentions
    grammar: Grammar

    @cached_property
    def organization(self) -> str | None:
        """The organisation whose organ speaks, as `data/offices.yaml` names it."""
        found = Counter(
            {name: len(set(signs.findall(self.text[:_NEAR]))) for name, signs in _signs().items()}
        )
        (first, most), (_, next_most) = found.most_common(2)
        return first if most - next_most >= _ENOUGH else None

    def organ(self, title: str) -> str | None:
        """The code that the speaker means by a short title such as "the Commission"."""
        organs: dict[str, str] = {}
        if self.organization:
            organs = lexicon.load("offices")["organizations"][self.organization]["organs"]
        by_custom: dict[str, str] = lexicon.load("offices")["by_custom"]
        return organs.get(title) or self._short.get(title) or self._by_subject(title) or by_custom.get(title)

    def _by_subject(self, title: str) -> str | None:
        """The code of the office that deals with what the text speaks of most."""
        subjects: dict[str, str] = lexicon.load("offices")["by_subject"].get(title, {})
        spoken_of = Counter({code: self.text.count(words) for words, code in subjects.items()})
        return spoken_of.most_common(1)[0][0] if spoken_of.total() else None

    @cached_property
    def _short(self) -> dict[str, str]:
        """Short titles of bodies that the text names in full, and no two of them by the same title."""
        meant: dict[str, set[str]] = {}
        for mention in self.mentions.all:
            if mention.entry.kind == "body" and mention.entry.form == "name":
                words = " ".join(mention.span.of(self.text).split())
                for title in _short_titles(words):
                    meant.setdefault(title, set()).update(mention.entry.codes)
        return {title: min(codes) for title, codes in meant.items() if len(codes) == 1}

    @cached_property
    def state(self) -> Mention | None:
        """The first mention of the one state that the text is about."""
        return self._in_title or self._most_named

    @property
    def _in_title(self) -> Mention | None:
        """A state of which the title says that the text is about it, when it names no other."""
        for match in _ABOUT.finditer(self.text[:_TITLE]):
            mention = self.mentions.at(match.end())
            if mention and mention.entry.kind == "state" and len(mention.entry.codes) == 1:
                return mention
        return None

    @property
    def _most_named(self) -> Mention | None:
        states = [
            mention
            for mention in self.mentions.all
            if mention.entry.kind == "state"
            and len(mention.entry.codes) == 1
            and mention.entry.codes[0] != self.organization
        ]
        counted = Counter(mention.entry.codes for mention in states)
        if not counted:
            return None
        codes, count = counted.most_common(1)[0]
        if count < max(_AT_LEAST, _MOST * len(states)):
            return None
        return next(mention for mention in states if mention.entry.codes == codes)

    @cached_property
    def written_to(self) -> tuple[Party, ...]:
        """Those to whom a letter is addressed: after "To:", in the salutation, or in its title."""
        return Salutation(self.text, self.mentions, self.grammar, self._knows).written_to()

    def _knows(self, words: str) -> bool:
        return bool(self.organ(title_in(words) or " ".join(words.split())))


def title_in(words: str) -> str | None:
    """The title at the start of `words`, before the name of a person."""
    match = _titles().match(words)
    return " ".join(match[0].split()) if match else None


def serves_a_body(title: str | None) -> bool:
    """Whether the title is that of a person who serves a body and no state."""
    return title is not None and title.lower() in lexicon.actors().titles_of_bodies


def _short_titles(name: str) -> Iterator[str]:
    """The titles for which a name may stand: "Court" for "International Criminal Court"."""
    head = re.split(r"\s+(?:of|for|on)\s+", name, maxsplit=1)[0]
    for short in lexicon.load("offices")["by_ending"]:
        if (head != short and head.endswith(f" {short}")) or head == short != name:
            yield short


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{lexicon.any_of(lexicon.actors().titles)})(?!\w)(?!\s+(?:of|for)\b)", re.IGNORECASE
    )


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    known = lexicon.load("offices")["organizations"]
    return {name: re.compile("|".join(map(re.escape, given["signs"]))) for name, given in known.items()}
