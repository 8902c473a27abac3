"""The texts that a campaign's drafts begin with, for each audience, kind of recipient, role and language.

They lie in `templates/letters/drafts/<language>`. A text for a kind (`signers-mission-addressee.txt`) lies
over that for all offices of a government (`signers-government-addressee.txt`), and this over the general one
(`signers-addressee.txt`): what the one does not say, the next one says. A file begins with lines
`Subject:`, `Salutation:` and `Close:`, as far as it gives them; after an empty line follows the body.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from campaign.core import paths
from campaign.core.languages import gettext as _
from campaign.letters.kinds import DraftKind
from campaign.letters.values import Audience, DraftText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from campaign.campaigns.values import Role

_HEADERS = ("Subject", "Salutation", "Close")
_BODY = "Body"
_GOVERNMENTAL = frozenset({DraftKind.HEAD_OF_GOVERNMENT, DraftKind.MINISTER, DraftKind.MISSION})


def has_base_texts(language: str) -> bool:
    """Whether letters in this language have a text to begin with."""
    return _folder(language).is_dir()


def base_text(
    audience: Audience, role: Role, language: str = "en", kind: DraftKind = DraftKind.OTHER
) -> DraftText:
    """The text to begin a draft with.

    Args:
        audience: in whose name the letter is written.
        role: whether the recipient is asked, or the ask is passed on to it.
        language: code of the language of the letter, one that has base texts.
        kind: the kind of the recipient.

    """
    said: dict[str, str] = {}
    wide = ["government-"] if kind in _GOVERNMENTAL else []
    for over in ("", *wide, f"{kind}-"):
        said |= _read(_folder(language) / f"{audience}-{over}{role}.txt")
    return DraftText(said["Subject"], said[_BODY], said.get("Salutation", ""), said.get("Close", ""))


def skeleton(audience: Audience) -> DraftText:
    """Where a draft begins in a language without base texts: the quote, in brackets what is to be written."""
    own = ["((own words))"] if audience is Audience.SIGNERS else []
    body = [
        _("[Write here who writes, and that the letter is about the following item.]"),
        "((item))",
        *own,
        _("[Write here the one request, in a sentence.]"),
        _("[Write here the thanks.]"),
    ]
    return DraftText("((campaign))", "\n\n".join(body))


@lru_cache(maxsize=256)
def _read(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    said = {}
    while lines and (header := lines[0].partition(":"))[0] in _HEADERS:
        said[header[0]] = header[2].strip()
        lines.pop(0)
    if body := "\n".join(lines).strip():
        said[_BODY] = body
    return said


def _folder(language: str) -> Path:
    return paths.find("templates") / "letters" / "drafts" / language
