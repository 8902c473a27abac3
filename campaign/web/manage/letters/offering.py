"""One letter with a signature sheet, offered where letters of signers would all be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from campaign.letters.values import Audience
from campaign.signatures import queries as signatures

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.campaigns.models import Campaign
    from campaign.web.manage.letters.forms import AskForLetters

# Offices give form letters far less weight than individual ones (surveys of the Congressional Management
# Foundation, 2005 and 2010, after National Journal, "Dead Letter", 1 August 2014). The number is our own
# choice: as many names fill about one page of a sheet, and a small office can still sign and fold them.
MOST_IDENTICAL = 50


def identical_letters(campaign: Campaign, until: datetime) -> int:
    """How many letters of signers to one office differ in names alone; 0 where they are not too many."""
    found = signatures.count_identical(campaign.id, until)
    return found if found > MOST_IDENTICAL else 0


def is_taken(form: AskForLetters) -> bool:
    """Whether the offer was taken just now: the form then has the organization's letter chosen."""
    if "instead" not in request.form or form.audience.data != Audience.SIGNERS:
        return False
    form.audience.data = Audience.ORGANIZATION.value
    return True
