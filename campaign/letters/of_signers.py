"""Letters of signers to one recipient: what they have in common, and each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from campaign.core import countries
from campaign.letters import languages
from campaign.letters.compose import compose

if TYPE_CHECKING:
    from campaign.letters.facts import Facts
    from campaign.letters.values import DraftText, Frame, Letter
    from campaign.signatures.values import Signer


@dataclass(frozen=True, slots=True)
class OfSigners:
    """The text, what is known but for the signer, and what stands around the text; no database is in it."""

    text: DraftText
    known: Facts
    frame: Frame

    def letter(self, signer: Signer, own_words: str = "", number: int | None = None) -> Letter:
        """A signer's own letter; nothing in it holds her e-mail.

        It holds `own_words`, else those that she has kept. `number` tells it from other letters to the same
        recipient where something is wrong with one. Raises `CannotCompose`.
        """
        country = languages.country(signer.country, self.frame.language)
        told = replace(
            self.known,
            signer_name=signer.name,
            signer_country=country,
            own_words=own_words or signer.own_words,
        )
        # The sender's lines are for the post, which reads English.
        origin = countries.un_name(signer.country)
        frame = replace(
            self.frame,
            key=self.key(number),
            sender=tuple(part for part in (signer.name, signer.city, origin) if part),
            place=signer.city,
            signatory=(signer.name, country),
        )
        return compose(self.text, told, frame)

    def key(self, number: int | None) -> str:
        """What a letter is called in sentences: never by its signer."""
        return self.frame.key if number is None else f"{self.frame.key} {number}"
