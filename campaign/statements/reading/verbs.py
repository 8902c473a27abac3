"""The verbs of statements, in every form in which they are written: "urge", "urges", "urged", "urging"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from campaign.statements.reading import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

Does = Literal["asking", "stating", "doing"]
Mood = Literal["base", "third", "past", "ing"]

# A verb of the lexicon has two words at most ("take note of" is read as "take note").
_WORDS: Final = re.compile(r"(?P<first>[^\W\d_]+)(?:[\s*_]{1,9}(?P<second>[^\W\d_]+))?")
# "calls once again on", "calls, therefore, upon": the two words of the verb with others between them; and
# "calls the churches to pray", which means the same.
_PARTED: Final = re.compile(
    r"(?P<call>(?i:call(?:s|ed|ing)?))[*_]*"
    r"(?:(?P<whom>(?=\s+(?:(?:the|all|our|every|both|its)\s+|[A-Z][a-z])(?!attention)"
    r"[^.,;:]{2,80}?\s+to\s+[a-z]))"
    r"|(?i:(?:,[^,.;:]{1,60},|(?:\s+(?:[a-z]+ly|once|again|also|further|therefore|more)){1,3},?)"
    r"\s+(?P<on>on|upon|for)(?![^\W_])))"
)
# "and demands of the people" and "requests from abroad" are nouns; "demand of the mayor that he …" is a verb.
_NOUN_BEFORE: Final = re.compile(
    r"[*_]*\s+(?:(?:of|from)\b(?![^.,;:]{2,80}?\sthat\s)|(?:by|are|were|is|was|have|has|made)\b)"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """An operative verb: what it does, and whether its object is who is asked or what is asked."""

    lemma: str
    does: Does
    asks: Literal["person", "thing"] | None = None
    is_campaign: bool = False
    in_prose: bool = True

    @property
    def is_asking(self) -> bool:
        """Whether somebody is asked to act."""
        return self.does == "asking"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb as it is written."""

    verb: Verb
    mood: Mood


@dataclass(frozen=True, slots=True)
class Written:
    """A verb form at its place in a text."""

    form: VerbForm
    start: int
    end: int

    def is_upper(self, text: str) -> bool:
        """Whether it stands there in capitals."""
        return text[self.start : self.end].isupper()


@dataclass(frozen=True, slots=True)
class Verbs:
    """All verb forms in lower case; the adverbs before them; the nouns that carry what a verb does."""

    forms: dict[str, VerbForm]
    adverbs: tuple[str, ...]
    nouns: dict[str, Verb]
    carrying: frozenset[str]
    expressed: tuple[str, ...]
    asking: dict[str, Verb]


@cache
def verbs() -> Verbs:
    """The verbs of `data/verbs.yaml`, in all their forms."""
    data = lexicon.load("verbs")
    irregular: dict[str, list[str]] = data["irregular"]
    forms: dict[str, VerbForm] = {}
    asking = {lemma: _asking(lemma, entry) for lemma, entry in data["asking"].items()}
    for does in ("doing", "stating"):
        for lemma in data[does]:
            _add(forms, Verb(lemma, does), lemma, irregular)
    for lemma, entry in data["asking"].items():
        for base in (lemma, *entry.get("also", ())):
            _add(forms, asking[lemma], base, irregular)
    nouns = {noun: asking[lemma] for noun, lemma in data["nouns"].items()}
    return Verbs(
        forms, tuple(data["adverbs"]), nouns, frozenset(data["carrying"]), tuple(data["expressed"]), asking
    )


def verb_at(text: str, start: int, end: int) -> Written | None:
    """The verb form that is written at `start`, of two words rather than of one; None for other words."""
    match = _WORDS.match(text, start, end)
    if match is None or match["first"].lower() not in _first_words():
        return None
    if parted := _PARTED.match(text, start, end):
        return _parted(parted)
    forms = verbs().forms
    both = f"{match['first']} {match['second']}".lower() if match["second"] else ""
    if form := forms.get(both):
        return Written(form, start, match.end())
    form = forms.get(match["first"].lower())
    if form is None or (form.mood != "ing" and _NOUN_BEFORE.match(text, match.end("first"), end)):
        return None
    return Written(form, start, match.end("first"))


def _parted(match: re.Match[str]) -> Written:
    if match["whom"] is not None:
        return Written(verbs().forms[f"{match['call'].lower()} upon"], match.start("call"), match.end("call"))
    form = verbs().forms[f"{match['call'].lower()} {match['on'].lower()}"]
    return Written(form, match.start("call"), match.end("on"))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(form.split(" ", maxsplit=1)[0] for form in verbs().forms)


def first_word(text: str, start: int, end: int) -> str | None:
    """The word at `start` in lower case, or None."""
    match = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*").match(text, start, end)
    return match[0].lower() if match else None


def third_person(base: str) -> str:
    """The third person singular of a base form of one or more words: "call upon" gives "calls upon"."""
    head, *rest = base.split(" ")
    if head.endswith(("s", "x", "z", "ch", "sh", "o")):
        head += "es"
    elif head.endswith("y") and head[-2] not in "aeiou":
        head = f"{head[:-1]}ies"
    else:
        head += "s"
    return " ".join([head, *rest])


def past(base: str) -> str:
    """The past of a regular verb: "call upon" gives "called upon"."""
    head, *rest = base.split(" ")
    if head.endswith("e"):
        head += "d"
    elif head.endswith("y") and head[-2] not in "aeiou":
        head = f"{head[:-1]}ied"
    else:
        head += "ed"
    return " ".join([head, *rest])


def ing(base: str) -> str:
    """The form in -ing of a regular verb: "urge" gives "urging"."""
    head, *rest = base.split(" ")
    head = head.removesuffix("e") if head.endswith("e") and not head.endswith("ee") else head
    return " ".join([f"{head}ing", *rest])


def _asking(lemma: str, entry: dict[str, Any]) -> Verb:
    return Verb(lemma, "asking", entry["asks"], entry.get("campaign", False), entry.get("prose", True))


def _add(forms: dict[str, VerbForm], verb: Verb, base: str, irregular: dict[str, list[str]]) -> None:
    for written, mood in _moods(base, irregular):
        forms[written] = VerbForm(verb, mood)


def _moods(base: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, Mood]]:
    in_past, in_ing = irregular.get(base) or (past(base), ing(base))
    yield in_past, "past"
    yield in_ing, "ing"
    yield third_person(base), "third"
    yield base, "base"
