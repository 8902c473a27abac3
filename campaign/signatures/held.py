"""All that is held about the owner of an address: for her page, and for a file that she takes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from campaign.core import clock, config
from campaign.mailer import queries as mailer
from campaign.signatures import consents

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.mailer.models import Message, Suppression
    from campaign.signatures.models import Signature


@dataclass(frozen=True, slots=True)
class Held:
    """Her signatures, the records of mails to her, and which mails she does not want."""

    signatures: list[Signature]
    mails: list[Message]
    suppressions: list[Suppression]

    @property
    def emails(self) -> list[str]:
        """Her address, in each spelling that she signed with."""
        return list(dict.fromkeys(signature.email for signature in self.signatures if signature.email))

    @property
    def data(self) -> dict[str, Any]:
        """All of it in JSON's values: texts, numbers, times in ISO 8601 and UTC."""
        return {
            "made_at": _moment(clock.now()),
            "email": self.emails,
            "signatures": [_signature(signature) for signature in self.signatures],
            "mails": [
                {
                    "kind": mail.kind,
                    "state": mail.state,
                    "written_at": _moment(mail.created_at),
                    "sent_at": _moment(mail.sent_at),
                }
                for mail in self.mails
            ],
            "not_wanted": [
                {"mails": one.scope, "since": _moment(one.created_at)} for one in self.suppressions
            ],
        }


def about(signatures: list[Signature]) -> Held:
    """What is held about the owner of these signatures."""
    indexes = {one.address_index for one in signatures if one.address_index}
    return Held(
        signatures,
        mailer.of_owner([signature.id for signature in signatures]),
        [one for index in indexes for one in mailer.suppressions_of(index)],
    )


def _signature(signature: Signature) -> dict[str, Any]:
    campaign = signature.campaign
    return {
        "campaign": campaign.title,
        "page": f"{config.current().base_url}/c/{campaign.slug}",
        "state": signature.state,
        "name": signature.name,
        "email": signature.email,
        "country": signature.country,
        "city": signature.city,
        "comment": signature.comment,
        "own_words": signature.own_words,
        "language": signature.language,
        "signed_at": _moment(signature.created_at),
        "confirmed_at": _moment(signature.confirmed_at),
        "corrected_or_taken_back_at": _moment(signature.taken_back_at),
        "asked_again_at": _moment(signature.asked_again_at),
        "written_to_at": _moment(signature.told_at),
        "links_asked": signature.links_asked,
        "place_in_log": signature.leaf,
        "shown_on_page": signature.is_shown,
        "hidden_by_organizers": signature.hidden,
        "reason_of_organizers": signature.reason,
        "allows": {kind: getattr(signature, kind) for kind in consents.KINDS},
        "consents": consents.as_data(signature.consents),
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
