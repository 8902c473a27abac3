"""The texts that a campaign's drafts begin with, one for each audience and role of a recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import paths
from campaign.letters.values import DraftText

if TYPE_CHECKING:
    from campaign.campaigns.values import Role
    from campaign.letters.values import Audience

_SUBJECT = "Subject:"


def base_text(audience: Audience, role: Role, language: str = "en") -> DraftText:
    """The text to begin a draft with.

    Args:
        audience: in whose name the letter is written.
        role: whether the recipient is asked, or the ask is passed on to it.
        language: code of the language of the letter.

    """
    path = paths.find("templates") / "letters" / "drafts" / language / f"{audience}-{role}.txt"
    subject, body = path.read_text(encoding="utf-8").split("\n", 1)
    return DraftText(subject.removeprefix(_SUBJECT).strip(), body.strip())
