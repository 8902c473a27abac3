"""Names of states and bodies in a text: which code each stands for, and where."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Final

from ahocorasick_rs import AhoCorasick, MatchKind

from campaign.core import countries
from campaign.statements.reading import lexicon
from campaign.statements.reading.defined_names import defined_names, places_of
from campaign.statements.reading.folding import Folded, spelled
from campaign.statements.reading.mention import Entry, Form, Mention
from campaign.statements.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Adjectives that are also nouns: "Israeli" gives "Israelis", "Russian" gives "Russians".
_PLURAL_IN_S: Final = ("an", "i", "ene", "ot", "eek", "ovar")
# Other spellings of parts of names.
_SPELLINGS: Final = (
    ("United Nations", "UN"),
    ("United Nations", "U.N."),
    ("Organization", "Organisation"),
    ("Organisation", "Organization"),
    ("Labour", "Labor"),
    ("Programme", "Program"),
    ("Defence", "Defense"),
    ("Defense", "Defence"),
    ("Co-operation", "Cooperation"),
    ("Cooperation", "Co-operation"),
    ("Centre", "Center"),
    ("High-level", "High-Level"),
    ("Stabilization", "Stabilisation"),
)


class Mentions:
    """All names in one text, in order, none overlapping another."""

    def __init__(self, found: Sequence[Mention]) -> None:
        self.all = tuple(found)
        self._starts = [mention.span.start for mention in found]
        self._by_start = {mention.span.start: mention for mention in found}
        self._by_end = {mention.span.end: mention for mention in found}
        self.codes = frozenset(code for mention in found for code in mention.entry.codes)

    def at(self, start: int) -> Mention | None:
        """The name that begins at `start`."""
        return self._by_start.get(start)

    def up_to(self, end: int) -> Mention | None:
        """The name that ends at `end`."""
        return self._by_end.get(end)

    def within(self, span: Span) -> Sequence[Mention]:
        """The names that begin within `span`."""
        first = bisect_left(self._starts, span.start)
        return self.all[first : bisect_left(self._starts, span.end, first)]


def mentions(text: str) -> Mentions:
    """The names in `text`; of two that overlap the earlier one counts, then the longer one."""
    folded = Folded(text)
    names = _names()
    found = sorted(
        (
            (start, end, index)
            for index, start, end in _automaton().find_matches_as_indexes(folded.text, overlapping=True)
        ),
        key=lambda match: (match[0], -match[1]),
    )
    kept: list[Mention] = []
    reached = 0
    for start, end, index in found:
        if start >= reached and _stands_alone(folded.text, start, end):
            span = Span(folded.place(start), folded.place(end - 1) + 1)
            kept.append(Mention(names[index][1], span))
            reached = end
    return Mentions(list(_settled(_with_defined(text, kept))))


@cache
def name_of(code: str) -> str:
    """What we call the state or body with this code; the code itself for one that is unknown."""
    if code in countries.CODES:
        return countries.name(code)
    body = lexicon.load("bodies")["bodies"].get(code)
    return str(body["names"][0]) if body else code


def _with_defined(text: str, found: list[Mention]) -> list[Mention]:
    """The names with those that the text defines for itself, where no other name stands."""
    names = defined_names(text, found)
    taken = {mention.span.start for mention in found}
    ends = [mention.span.end for mention in found]
    added = [
        Mention(entry, span)
        for entry, span in places_of(text, names)
        if span.start not in taken and not _is_inside(span, found, ends)
    ]
    return sorted([*found, *added], key=lambda mention: mention.span) if added else found


def _is_inside(span: Span, found: list[Mention], ends: list[int]) -> bool:
    index = bisect_left(ends, span.start + 1)
    return index < len(found) and found[index].span.start < span.end


def _settled(found: list[Mention]) -> Iterator[Mention]:
    named = {
        code for mention in found if not mention.entry.needs_the_full_names for code in mention.entry.codes
    }
    for mention in found:
        if not mention.entry.needs_the_full_names or named.issuperset(mention.entry.codes):
            yield mention


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick([name for name, _ in _names()], matchkind=MatchKind.Standard)


@cache
def _names() -> tuple[tuple[str, Entry], ...]:
    names: dict[str, Entry] = {}
    for name, entry in (
        *_names_of_states(),
        *_names_of_bodies(),
        *_names_of_offices(),
        *_names_of_persons(),
        *_names_of_groups(),
    ):
        names.setdefault(spelled(name), entry)
    for written, other in _SPELLINGS:
        for name in [name for name in names if written in name]:
            names.setdefault(name.replace(written, other), names[name])
    for name, entry in list(names.items()):
        if entry.codes and entry.form != "person":
            names.setdefault(name.upper(), entry)
    return tuple(names.items())


def _names_of_states() -> Iterator[tuple[str, Entry]]:
    data = lexicon.load("states")
    for code, given in data["states"].items():
        entry = Entry((code,), "state", "name")
        for name in (*_known_to_core(code), *given.get("also", ())):
            yield name, entry
    for code, given in data["states"].items():
        for name in given.get("people", ()):
            yield name, Entry((code,), "state", "people")
            if name.endswith(_PLURAL_IN_S):
                yield f"{name}s", Entry((code,), "state", "nation")
        for name in given.get("seats", ()):
            yield name, Entry((code,), "state", "seat")
    for name, codes in data["together"].items():
        yield name, Entry(tuple(codes), "state", "name")
    for name, codes in data["settled"].items():
        yield name, Entry(tuple(codes), "state", "name", needs_the_full_names=True)


def _known_to_core(code: str) -> Iterator[str]:
    for name in (countries.name(code), countries.un_name(code)):
        if "(" not in name and " - " not in name:
            yield name.replace(" & ", " and ").replace("St. ", "Saint ")


def _names_of_bodies() -> Iterator[tuple[str, Entry]]:
    for code, given in lexicon.load("bodies")["bodies"].items():
        entry = Entry((code,), "body", "name", is_office=given.get("office", False))
        for name in given["names"]:
            yield name, entry


def _names_of_offices() -> Iterator[tuple[str, Entry]]:
    for code, names in lexicon.load("offices")["of_states"].items():
        entry = Entry((code,), "state", "office")
        for name in names:
            yield name, entry


def _names_of_persons() -> Iterator[tuple[str, Entry]]:
    for code, names in lexicon.load("persons")["persons"].items():
        entry = Entry((code,), "state", "person")
        for name in names:
            yield name, entry
    for code, names in lexicon.load("persons")["of_bodies"].items():
        for name in names:
            yield name, Entry((code,), "body", "person")


def _names_of_groups() -> Iterator[tuple[str, Entry]]:
    forms: tuple[tuple[Form, list[str | list[str]]], ...] = (
        ("name", lexicon.load("bodies")["others"]),
        ("armed", lexicon.load("groups")["armed"]),
    )
    for form, known in forms:
        entry = Entry((), "other", form)
        for given in known:
            for name in [given] if isinstance(given, str) else given:
                yield name, entry
