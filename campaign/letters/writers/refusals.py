"""Typst's errors read as what is wrong with which letter."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from campaign.letters.errors import AddressTooWide
from campaign.letters.fonts import package_for
from campaign.letters.writers.coverage import refused_text
from campaign.letters.writers.errors import CannotSet, InformationTooLong, LetterTooLong, SenderTakesTooMuch
from campaign.letters.writers.places import places

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import typst

    from campaign.core.errors import Refused
    from campaign.letters.values import Letter

# What `refuse` in told.typ says.
_REFUSED: Final = re.compile(r"refused:(\[.*\])", re.DOTALL)


def refusals_of(error: typst.TypstError, letters: Sequence[Letter]) -> dict[int, Refused]:
    """What is wrong with each letter that Typst refused, by its place in `letters`; empty if not said."""
    if found := _REFUSED.search(error.message):
        wrong: dict[int, Refused] = {}
        for told in json.loads(found[1]):
            wrong.setdefault(
                told["letter"], _said(letters[told["letter"]].key, told["reason"], told["detail"])
            )
        return wrong
    if characters := refused_text(error):
        for at, letter in enumerate(letters):
            if refused := no_font(letter, characters):
                return {at: refused}
    return {}


def no_font(letter: Letter, characters: Collection[str]) -> CannotSet | None:
    """That no font has some of the letter's characters, with the place where they stand first."""
    for place, text in places(letter):
        if lacking := next((each for each in text if each in characters), None):
            return CannotSet(letter.key, place, lacking, package_for(lacking))
    return None


def _said(key: str, reason: str, detail: str) -> Refused:
    match reason:
        case "wide":
            return AddressTooWide(key, detail)
        case "sender":
            return SenderTakesTooMuch(key)
        case "information":
            return InformationTooLong(key)
        case _:
            return LetterTooLong(key)
