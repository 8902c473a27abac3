"""What a text as a whole settles: whose organ speaks, which state it is about, whom a letter is for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon
from campaign.statements.reading.salutation import Salutation, letters
from campaign.statements.reading.speaker import is_own_office, speaking_parliament

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention
    from campaign.statements.reading.parties import Grammar
    from campaign.statements.reading.parties_found import Party
    from campaign.statements.values import Span

# Signs of an organisation are looked for near the start, where title, session and speaker stand.
_NEAR: Final = 6_000
# How many more signs of one organisation than of any other decide.
_ENOUGH: Final = 1
# Of all names of states in a text, this share makes it a text about one state.
_MOST: Final = 0.6
_AT_LEAST: Final = 2
_TITLE: Final = 400
_ABBREVIATED: Final = re.compile(r"\((?:the\s+)?[\"“‘']?(?P<short>[A-Z][a-z]?[A-Z][A-Za-z/-]{0,8})[\"”’']?\)")
_AT_MOST: Final = 60
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

    def abbreviation(self, name: str) -> str | None:
        """The short name that the text gives in parentheses right after `name`."""
        return next((short for before, short in self._abbreviated if before.endswith(name)), None)

    @cached_property
    def _abbreviated(self) -> tuple[tuple[str, str], ...]:
        found = islice(_ABBREVIATED.finditer(self.text), _AT_MOST)
        return tuple(
            (" ".join(self.text[max(0, match.start() - _TITLE) : match.start()].split()), match["short"])
            for match in found
        )

    def organ(self, title: str) -> str | None:
        """The code that the speaker means by a short title such as "the Commission"."""
        organs: dict[str, str] = {}
        if self.organization:
            organs = lexicon.load("offices")["organizations"][self.organization]["organs"]
        return (
            organs.get(title)
            or self._short.get(title)
            or self._by_subject(title)
            or (self.speaks_for if is_own_office(title) else None)
            or self._by_custom(title)
        )

    @cached_property
    def speaks_for(self) -> str | None:
        """The code of the state in whose name the text speaks."""
        known = lexicon.load("offices")["organizations"]
        by_signs: str | None = known[self.organization].get("state") if self.organization else None
        return speaking_parliament(self.text, self.mentions) or by_signs

    def _by_custom(self, title: str) -> str | None:
        offices = lexicon.load("offices")
        meant: str | None = offices["by_custom"].get(title)
        where_named: dict[str, str] = offices["by_custom_where_named"].get(title, {})
        return meant or next(
            (code for named, code in where_named.items() if named in self.mentions.codes), None
        )

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
            if mention.entry.kind != "state" and mention.entry.form == "name":
                words = " ".join(mention.span.of(self.text).split())
                for title in _short_titles(words):
                    # A body without a code of its own makes a title that another has mean neither.
                    meant.setdefault(title, set()).update(mention.entry.codes or [f"OTHER:{title}"])
        return {title: min(codes) for title, codes in meant.items() if len(codes) == 1}

    @cached_property
    def state(self) -> Mention | None:
        """The first mention of the one state that the text is about."""
        return self._in_title or self._most_named

    @cached_property
    def only_state(self) -> Mention | None:
        """The first mention of the only state that the text names at all."""
        named = [mention for mention in self.mentions.all if mention.entry.kind == "state"]
        return named[0] if len({mention.entry.codes for mention in named}) == 1 else None

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

    def written_to(self, place: int) -> tuple[Party, ...]:
        """To whom the letter at `place` is addressed: after "To:", in the salutation, or in its title."""
        # The lines above a salutation belong to its letter, but what is asked there to the one before.
        ends = [letter.end for letter, _ in self._letters[:-1]]
        return self._letters[bisect_right(ends, place)][1]

    @cached_property
    def _letters(self) -> tuple[tuple[Span, tuple[Party, ...]], ...]:
        return tuple(
            (
                letter,
                Salutation(self.text, letter, self.mentions, self.grammar, self._knows).written_to(),
            )
            for letter in letters(self.text)
        )

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
