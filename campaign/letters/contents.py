"""What goes into a file of letters: the organization's letter, or those of signers one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from campaign.core import countries
from campaign.letters import composing
from campaign.letters.cleaning import plain
from campaign.letters.errors import CannotCompose
from campaign.letters.states import PartKind
from campaign.letters.writers import print_run
from campaign.letters.writers.formats import Format
from campaign.letters.writers.stamping import Stamp
from campaign.signatures import queries as signatures
from campaign.signatures.values import Signer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.campaigns.models import CampaignRecipient
    from campaign.letters.counting import Count
    from campaign.letters.of_signers import OfSigners
    from campaign.letters.plans import Plan
    from campaign.letters.requests import ExportRequest
    from campaign.letters.values import Letter
    from campaign.letters.writers.report import Report

# Nobody lives there, so that no text names it unless it names the signer's country.
NOBODYS: Final = "AQ"


@dataclass(frozen=True, slots=True)
class LettersOfSigners:
    """Letters to one recipient, made when they are asked for; the first has the number `first`."""

    common: OfSigners
    signers: tuple[Signer, ...]
    first: int

    @classmethod
    def read(
        cls, row: CampaignRecipient, request: ExportRequest, counted: Count, plan: Plan
    ) -> LettersOfSigners:
        """All that the database knows of them, read at once: it is not needed any more then."""
        own_words = plan.kind is PartKind.OWN_WORDS if request.format is Format.PRINT_RUN else None
        signers = signatures.delivered(
            row.campaign_id, counted.as_of, plan.first, plan.last, own_words=own_words
        )
        common = composing.for_signers(row, counted, request.language)
        return cls(common, tuple(signers), plan.before + 1)

    def letters(self, report: Report) -> Iterator[Letter]:
        """Each letter; one that cannot be composed is set aside in `report`."""
        for number, signer in enumerate(self.signers, start=self.first):
            try:
                yield self.common.letter(signer, number=number)
            except CannotCompose as error:
                report.put_aside(self.common.key(number), error.sentence)

    @property
    def base(self) -> Letter:
        """The letter of a print run on which names are stamped; raises `CannotCompose`."""
        return self.common.letter(Signer(print_run.NAME, NOBODYS))

    def stamps(self) -> Iterator[Stamp]:
        """What differs on each letter of a print run."""
        for number, signer in enumerate(self.signers, start=self.first):
            country = countries.un_name(signer.country)
            key = self.common.key(number)
            yield Stamp(key, plain(signer.name), plain(signer.city), country, number)
