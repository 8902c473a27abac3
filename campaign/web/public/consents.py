"""The three consents of a signer: each unticked, none needed to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf import FlaskForm
from wtforms import BooleanField

from campaign.signatures import consents

if TYPE_CHECKING:
    from collections.abc import Sequence

YES = frozenset({"y", "yes", "true", "on", "1"})


class Consent(BooleanField):
    """A box that is ticked only by a value that says yes: what is unclear is no consent."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was sent."""
        self.data = bool(valuelist) and valuelist[0].strip().lower() in YES


class Consents(FlaskForm):
    """What may be done with a name."""

    show_name = Consent(consents.newest("show_name").text)
    deliver_name = Consent(consents.newest("deliver_name").text)
    updates = Consent(consents.newest("updates").text)

    @property
    def consents(self) -> dict[str, bool]:
        """What was ticked, by name."""
        return {name: bool(self[name].data) for name in consents.KINDS}
