"""Characters that files of text, and those made of XML, have no way to hold; composing takes them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from campaign.letters.writers.errors import Unspeakable
from campaign.letters.writers.places import places

if TYPE_CHECKING:
    from campaign.letters.values import Letter

# All but what XML 1.0 allows (its production 2): that is controls, halves of surrogate pairs, U+FFFE, U+FFFF.
_FORBIDDEN: Final = re.compile("[^\t\n\r\f -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refuse_forbidden(letter: Letter, text: str) -> None:
    """Raise `Unspeakable` where `text`, which is what was written of the letter's page, holds one."""
    if not _FORBIDDEN.search(text):
        return
    for place, words in places(letter):
        if found := _FORBIDDEN.search(words):
            raise Unspeakable(letter.key, place, found[0])
    raise AssertionError(letter.key)
