"""Names of files that sort in the order of their making and say what is inside, and name no signer.

Names of files of an export have no end yet: the writer knows what kind of file it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Some of the programs that unpack archives still cut longer ones.
LONGEST: Final = 120
# So much of it is left to the end of the name, which the writer adds.
END: Final = len(".docx")
# Where files stand that are no letters: behind all of them.
LIST, LABELS, ENVELOPES, POST_LIST, MANIFEST = 80, 90, 91, 92, 99

_UNSAFE: Final = re.compile(r"[^a-z0-9]+")
_NUMBERED: Final = re.compile(r" \d+$")


def of_part(  # noqa: PLR0913 - what a name says, each by its name
    *,
    position: int,
    positions: int,
    campaign: str,
    recipient: str,
    what: str = "letters",
    number: int = 1,
    of: int = 1,
) -> str:
    """The name of a file of letters: `01--protect-refugees--th-head-of-government--letters-001-of-012`.

    Args:
        position: the recipient's place in the export, from 1.
        positions: how many recipients there are.
        campaign: the campaign's slug.
        recipient: the recipient's key.
        what: the kind of letters.
        number: which of the recipient's files it is, from 1.
        of: how many files the recipient has.

    """
    digits = max(3, len(str(of)))
    numbered = what if of == 1 else f"{what}-{number:0{digits}}-of-{of:0{digits}}"
    # From 80 on, two digits are those of the other files.
    place = f"{position:0{2 if positions < LIST else max(3, len(str(positions)))}}"
    return _joined(place, campaign, f"{safe(recipient)}--{numbered}")


def of_extra(position: int, campaign: str, what: str) -> str:
    """The name of a file beside the letters, such as `90--protect-refugees--labels-l7160`."""
    return _joined(f"{position:02}", campaign, safe(what))


def of_letter(position: int, letter: str, suffix: str) -> str:
    """The name of a letter's own file: `00001--th-head-of-government.pdf`.

    Args:
        position: its place among the letters, from 1 to 10,000.
        letter: the letter's key, which names no person; a number at its end is left out.
        suffix: the end of the name, with its dot.

    """
    return f"{position:05}--{safe(_NUMBERED.sub('', letter))[: LONGEST - 20]}{suffix}"


def manifest() -> str:
    """The name of the manifest."""
    return f"{MANIFEST}--manifest.json"


def safe(text: str) -> str:
    """The text in the characters that every file system and mail program takes: a to z, 0 to 9, hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _UNSAFE.sub("-", plain).strip("-") or "letter"


def _joined(place: str, campaign: str, end: str) -> str:
    # The campaign is what may be shortened: the end tells the files apart.
    room = LONGEST - END - len(place) - len(end) - 4
    kept = safe(campaign)[: max(room, 1)].strip("-")
    return f"{place}--{kept}--{end}"
