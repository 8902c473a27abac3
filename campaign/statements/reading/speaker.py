"""For which state a text speaks: the parliament of a state means its own by "the Government"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from campaign.statements.reading import lexicon

if TYPE_CHECKING:
    from campaign.statements.reading.gazetteer import Mentions
    from campaign.statements.reading.mention import Mention

# A parliament names itself in the head of its resolution.
_NEAR: Final = 1_500
_LINE: Final = re.compile(
    r"(?:^|\b(?:by|in)\s+the\s+)[^\S\n]*[>*_#\"“]*(?:(?:The|THE|IN\s+THE)\s+)?", re.MULTILINE
)
_OF: Final = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
# What follows one that speaks, and none that is spoken of: "The Parliament of Ghana," or "… resolves".
_SPEAKS: Final = re.compile(
    r"[*_\"”]*(?:\s*[,:;\n(]|\s*\Z|\s+(?:hereby|resolves?|urges?|calls?|requests?|expresses|adopts|notes|recalls"
    r"|condemns?|moves)\b)"
)


def speaking_parliament(text: str, mentions: Mentions) -> str | None:
    """The code of the state whose parliament, or a house of it, speaks in `text`."""
    for line in _LINE.finditer(text, 0, _NEAR):
        place = line.end()
        mention = mentions.at(place)
        if mention and mention.entry.kind == "state":
            if found := _named_by(text, mention):
                return found
        elif house := _house().match(text, place):
            of = _OF.match(text, house.end())
            owner = mentions.at(of.end()) if of else None
            if owner and owner.entry.kind == "state" and _SPEAKS.match(text, owner.span.end):
                return owner.entry.codes[0]
    return None


def is_own_office(words: str) -> bool:
    """Whether a parliament means its own state's by the title: "Government", "Minister for Trade"."""
    return bool(_own().match(words))


def _named_by(text: str, mention: Mention) -> str | None:
    """The state of "the Knesset", or of "the Philippine Senate"."""
    house = _house().match(text, mention.span.end + 1)
    named = _house().search(mention.span.of(text)) if mention.entry.form == "office" else None
    end = house.end() if house else mention.span.end
    return mention.entry.codes[0] if (house or named) and _SPEAKS.match(text, end) else None


@cache
def _house() -> re.Pattern[str]:
    return re.compile(rf"(?:{lexicon.any_of(lexicon.load('offices')['parliaments'])})(?!\w)", re.IGNORECASE)


@cache
def _own() -> re.Pattern[str]:
    offices = lexicon.load("offices")["of_the_speaker"]
    return re.compile(
        rf"(?:(?:{lexicon.any_of(offices['before'])})\s+){{0,2}}(?:[Gg]overnment"
        rf"|(?:{lexicon.any_of(offices['alone'])})|(?:{lexicon.any_of(offices['with_a_field'])})\s+(?:of|for)\s+[^,;]+)\Z"
    )
