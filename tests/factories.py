"""Made-up people, statements and campaigns, each stored and ready."""

from __future__ import annotations

import hashlib
import itertools
from importlib import resources
from typing import TYPE_CHECKING, Any

from campaign.campaigns import services as campaigns
from campaign.campaigns.models import Campaign, CampaignRecipient
from campaign.campaigns.values import Role, State
from campaign.core import clock
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.directory import queries as directory
from campaign.directory import services as directory_services
from campaign.directory.models import Recipient
from campaign.signatures import links, queries, services
from campaign.signatures.values import Signing
from campaign.statements import services as statements
from campaign.statements.models import Addressee, Item, Statement
from campaign.statements.services import Particulars

if TYPE_CHECKING:
    from campaign.campaigns.models import Organization
    from campaign.signatures.models import Signature

ORGANIZATION = {
    "name": "Society for Open Borders",
    "return_address": "12 Harbour Lane\n1050 Brussels\nBelgium",
    "place": "Brussels",
    "signatory": "Maria Lindqvist",
    "signatory_title": "Secretary",
    "contact": "office@example.org",
    "about": "We are made up.",
    "privacy": "We keep what you write, and nothing else.",
}
URGE = "URGE Thailand to protect refugees from being sent back."
STATEMENT_OF_2007 = (
    resources.files("campaign.statements").joinpath("data/ipcnkr-2007.txt").read_text(encoding="utf-8")
)

_numbers = itertools.count(1)


def an_organization(**said: str) -> Organization:
    return campaigns.describe_organization(ORGANIZATION | said)


def a_recipient(key: str = "th-head-of-government") -> Recipient:
    """One of the recipients that ship with the program."""
    if known := directory.find_by_key(key):
        return known
    recipient = Recipient()
    recipient.take(next(entry for entry in directory_services.shipped() if entry.key == key))
    db.session.add(recipient)
    db.session.commit()
    return recipient


def a_statement(**said: Any) -> Statement:
    """A statement of one item, which urges Thailand; read by nobody, so that it takes no time."""
    number = next(_numbers)
    text = f"{URGE}\n\nNo. {number}"
    verb = len("URGE ")
    asked = Addressee(
        id=new_id(),
        position=0,
        code="TH",
        kind="state",
        name="Thailand",
        phrase="Thailand",
        start=verb,
        end=verb + len("Thailand"),
        basis="named",
    )
    request = URGE.index("protect")
    item = Item(
        id=new_id(),
        position=0,
        number="1.1",
        kind="ask",
        verbs=["urge"],
        start=0,
        end=len(URGE),
        requests=[[request, len(URGE) - 1]],
        campaign=True,
        accepted_at=clock.now(),
        addressees=[asked],
    )
    given: dict[str, Any] = {
        "slug": f"statement-{number}",
        "title": "Joint Statement",
        "text": text,
        "sha256": hashlib.sha256(text.encode()).digest(),
        "blocks": [],
    }
    statement = Statement(id=new_id(), items=[item], **(given | said))
    db.session.add(statement)
    db.session.commit()
    return statement


def a_campaign(state: State = State.PUBLISHED, *recipients: Recipient, **said: Any) -> Campaign:
    """A campaign that asks the recipients, by default Thailand's."""
    number = next(_numbers)
    asked = recipients or (a_recipient(),)
    given: dict[str, Any] = {"slug": f"protect-refugees-{number}", "title": "Protect refugees"}
    item = a_statement().items[0]
    campaign = Campaign(id=new_id(), item=item, quote=item.text, state=state, **(given | said))
    campaign.recipients = [
        CampaignRecipient(id=new_id(), recipient=recipient, position=position, role=Role.ADDRESSEE)
        for position, recipient in enumerate(asked)
    ]
    db.session.add(campaign)
    db.session.commit()
    return campaign


def the_statement_of_2007() -> Statement:
    """The statement that the tool was made for, read by the reader; the directory holds what ships."""
    directory_services.load_shipped()
    return statements.bring_in(STATEMENT_OF_2007, Particulars())


def the_seven_campaigns() -> dict[str | None, Campaign]:
    """Its campaigns, published, by the number of their item."""
    an_organization()
    opened = [campaigns.open(item) for item in the_statement_of_2007().items if item.campaign]
    for campaign in opened:
        campaigns.publish(campaign)
    return {campaign.item.number: campaign for campaign in opened}


def a_signing(**said: Any) -> Signing:
    """What somebody wrote into the form."""
    given = {"name": "Mina Ito", "email": "mina@example.org", "country": "JP"}
    return Signing(**(given | said))


def signed(campaign: Campaign, **said: Any) -> Signature:
    """A signature that waits for being confirmed."""
    signing = a_signing(**said)
    services.sign(campaign, signing, "en")
    return queries.by_email(campaign.id, signing.email)[0]


def confirmed(campaign: Campaign, **said: Any) -> Signature:
    """A signature that counts."""
    return services.confirm(links.confirm_token(signed(campaign, **said).id))
