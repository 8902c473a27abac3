"""Signing, confirming, showing and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from campaign.campaigns import queries as campaigns
from campaign.campaigns.values import CampaignClosed
from campaign.core import addresses, clock
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.mailer import services as mailer
from campaign.signatures import links
from campaign.signatures.models import Signature
from campaign.signatures.taking import later, telling
from campaign.signatures.taking import services as taking
from campaign.signatures.taking.values import Fate, Given
from campaign.signatures.values import NoSuchSignature, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from campaign.campaigns.models import Campaign
    from campaign.signatures.values import Signing


class Titled(Protocol):
    """A campaign, or what is known of one."""

    @property
    def id(self) -> str:
        """The campaign's."""

    @property
    def title(self) -> str:
        """What the mail calls it."""


ENTERED_TOGETHER = 200
# Files that hold the name are erased by the room that wrote them.
FORGET = "letters.forget"
OWNED = ("name", "email", "city", "comment", "own_words", "address_index")


def sign(campaign: Titled, signing: Signing, language: str) -> None:
    """Store a pending signature and the mail that confirms it, together.

    An address that holds a signature under this campaign keeps the one it has; its owner alone is
    told, at most once a day. The caller cannot tell the two cases apart, and is not meant to.
    Raises `CampaignClosed`, `TooMany`, and `Unavailable` if nothing could be stored.
    """
    index = addresses.index(signing.email)
    given = Given(campaign.id, campaign.title, signing, language, index)
    _end_transaction()
    match taking.take(given):
        case Fate.CLOSED:
            raise _closed()
        case Fate.AWAY:
            raise Unavailable


def enter(campaign: Campaign, signings: Sequence[Signing], language: str) -> int:
    """Store pending signatures that were collected elsewhere, each with the mail that confirms it.

    Addresses that hold a signature are passed over, and nobody is told: entered twice, a list gives what
    it gives once. Returns how many are new. Raises `CampaignClosed`, and `Unavailable` with all that was
    stored before it kept.
    """
    campaign_id, title, new = campaign.id, campaign.title, 0
    _end_transaction()
    for batch in range(0, len(signings), ENTERED_TOGETHER):
        some = signings[batch : batch + ENTERED_TOGETHER]
        fates = taking.take_all(
            [
                Given(campaign_id, title, one, language, addresses.index(one.email), tells_owner=False)
                for one in some
            ]
        )
        new += fates.count(Fate.STORED)
        if Fate.CLOSED in fates:
            raise _closed()
        if Fate.AWAY in fates:
            message = _(
                "The database does not answer. %(count)s were taken in before; take the file in again."
            )
            raise Unavailable(message % {"count": new})
    return new


def confirmable(token: str) -> Signature:
    """The signature that a confirmation link is for, if it is confirmed or may be.

    Raises `TokenRefused`, `TokenTooOld`, `NoSuchSignature` after a withdrawal, `CampaignClosed`.
    """
    signature = _not_rejected(signature_of(token, links.CONFIRM))
    if signature.state == State.PENDING and not signature.campaign.is_open:
        message = _("This campaign has closed. Only what was confirmed by then is counted.")
        raise CampaignClosed(message)
    return signature


def confirm(token: str) -> Signature:
    """Let the signature count; doing it again changes nothing. Raises what `confirmable` raises."""
    signature = confirmable(token)
    if signature.state == State.CONFIRMED:
        return signature
    db.session.execute(
        update(Signature)
        .where(Signature.id == signature.id, Signature.state == State.PENDING)
        .values(state=State.CONFIRMED, confirmed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    db.session.refresh(signature)
    return _not_rejected(_still_there(signature))


def send_link(email: str) -> None:
    """Write to whoever has signed with this address where her page is, at most once a day.

    The caller cannot tell whether the address has signed, and is not meant to. Raises `Unavailable`.
    """
    index = addresses.index(email)

    def tell(connection: Connection) -> None:
        newest = select(Signature.id).where(Signature.address_index == index).order_by(Signature.id.desc())
        which = Signature.id == newest.limit(1).scalar_subquery()
        if told := telling.note_that_told(connection, which, since=Signature.told_at):
            telling.write(connection, "mine", told, "")

    try:
        # The same for every address: something waits for the disk, and the mail, if any, is written later.
        campaigns.touch()
        db.session.commit()
        later.LATER.add(db.engine, {("mine", index): tell})
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error


def signature_of(token: str, purpose: str) -> Signature:
    """The signature that a signer's link is for; raises `TokenRefused`, `TokenTooOld`, `NoSuchSignature`."""
    return _still_there(db.session.get(Signature, links.read(token, purpose)))


def change_consents(signature: Signature, *, show_name: bool, deliver_name: bool, updates: bool) -> None:
    """Store what the owner allows now: name on the page, name to the offices, mail about what comes of it."""
    takes_name_back = signature.deliver_name and not deliver_name
    signature.show_name = show_name
    signature.deliver_name = deliver_name
    signature.updates = updates
    db.session.commit()
    if takes_name_back:
        queue.enqueue(FORGET, signature.id)


def withdraw(signatures: list[Signature]) -> None:
    """Take back signatures: they count no more, and what their owner wrote is erased at once."""
    for signature in signatures:
        signature.state = State.WITHDRAWN
        signature.withdrawn_at = clock.now()
        mailer.forget(signature.id)
        _forget(signature)
    db.session.commit()
    for signature in signatures:
        queue.enqueue(FORGET, signature.id)


def reject(signature: Signature, reason: str) -> None:
    """Take a signature out of the number, for a reason that is kept; its place is free again.

    One that was withdrawn meanwhile stays as it is.
    """
    if signature.state == State.WITHDRAWN:
        return
    signature.state = State.REJECTED
    signature.reason = reason
    db.session.commit()


def hide(signature: Signature, reason: str) -> None:
    """Keep a name and comment off the page, for a reason that is kept; the signature still counts."""
    signature.hidden = True
    signature.reason = reason
    db.session.commit()


def restore(signature: Signature) -> None:
    """Undo `hide`."""
    signature.hidden = False
    signature.reason = ""
    db.session.commit()


def _end_transaction() -> None:
    # They are stored over a connection of their own: SQLite has one writer, and it may be this session.
    if not db.session.registry.has():
        return
    try:
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error


def _closed() -> CampaignClosed:
    return CampaignClosed(_("This campaign takes no signatures at the moment."))


def _still_there(signature: Signature | None) -> Signature:
    if signature is None or signature.state == State.WITHDRAWN:
        message = _("This signature was withdrawn, and what was kept of it is erased. You can sign again.")
        raise NoSuchSignature(message)
    return signature


def _not_rejected(signature: Signature) -> Signature:
    if signature.state == State.REJECTED:
        raise NoSuchSignature(_("The organizers have taken this signature out of the count."))
    return signature


def _forget(signature: Signature) -> None:
    for field in OWNED:
        setattr(signature, field, None)
        # Written also where this process knows of nothing: the owner may have kept words a moment ago.
        flag_modified(signature, field)
    signature.reason = ""
