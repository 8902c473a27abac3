"""Signing, confirming, showing and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.values import CampaignClosed
from campaign.core import addresses, clock
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.mailer import services as mailer
from campaign.signatures import consents, links
from campaign.signatures.counting import services as counting
from campaign.signatures.log.forgetting import destroy_secret
from campaign.signatures.models import Signature
from campaign.signatures.retention.times import UNCONFIRMED
from campaign.signatures.screening.values import Verdict
from campaign.signatures.taking import giving, later, telling
from campaign.signatures.taking import services as taking
from campaign.signatures.taking.values import Fate
from campaign.signatures.values import NoSuchSignature, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from campaign.signatures.screening.values import Visit
    from campaign.signatures.taking.giving import Signable
    from campaign.signatures.values import Signing

ENTERED_TOGETHER = 200
# Files that hold the name are erased by the room that wrote them.
FORGET = "letters.forget"
# What SQLite wrote before lies in its log for a while.
TRUNCATE_LOG = "signatures.truncate_log"
OWNED = ("name", "email", "city", "comment", "own_words", "address_index", "told_at", "asked_again_at")


def sign(campaign: Signable, signing: Signing, language: str, visit: Visit | None = None) -> None:
    """Store a pending signature and the mail that confirms it, together.

    An address that holds a signature under this campaign keeps the one it has; its owner alone is
    told, at most once a day. What screening finds in `visit` makes a rejected signature without a mail, or
    holds the mail. The caller cannot tell these cases apart, and is not meant to.
    Raises `CampaignClosed`, `TooMany`, and `Unavailable` if nothing could be stored.
    """
    given = giving.given(campaign, signing, language, visit)
    _end_transaction()
    match taking.take(given):
        case Fate.CLOSED:
            raise CampaignClosed
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
        fates = taking.take_all([giving.entered(campaign_id, title, one, language) for one in some])
        new += fates.count(Fate.STORED)
        if Fate.CLOSED in fates:
            raise CampaignClosed
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
    return confirmable_by(links.read(token, links.CONFIRM))


def confirmable_by(signature_id: str) -> Signature:
    """The same for its id, which a link was proved to hold; raises `NoSuchSignature`, `CampaignClosed`."""
    signature = _not_rejected(_still_there(db.session.get(Signature, signature_id)))
    if signature.state == State.PENDING and not signature.campaign.is_open:
        message = _("This campaign has closed. Only what was confirmed by then is counted.")
        raise CampaignClosed(message)
    return signature


def confirm(token: str) -> Signature:
    """Let the signature count; doing it again changes nothing. Raises what `confirmable` raises."""
    signature = confirmable(token)
    if signature.state == State.CONFIRMED:
        return signature
    now = clock.now()
    taking = select(Campaign.id).where(Campaign.id == signature.campaign_id, campaigns.taking(now))
    db.session.execute(
        update(Signature)
        # The campaign may have closed since it was looked at.
        .where(Signature.id == signature.id, Signature.state == State.PENDING, taking.exists())
        .values(state=State.CONFIRMED, confirmed_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    db.session.refresh(signature)
    return confirmable(token) if signature.state == State.PENDING else _not_rejected(_still_there(signature))


def send_link(email: str) -> None:
    """Write to whoever has signed with this address where her page is, at most once a day.

    Also where nothing is confirmed, and no link to confirm with is sent any more. The caller cannot tell
    whether the address has signed, and is not meant to. Raises `Unavailable`.
    """
    index = addresses.index(email)

    def tell(connection: Connection) -> None:
        newest = (
            select(Signature.id)
            .where(Signature.address_index == index)
            .order_by((Signature.state == State.CONFIRMED).desc(), Signature.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        if told := telling.note_that_told(connection, Signature.id == newest, since=Signature.told_at):
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
    """Store what the owner allows now: name on the page, name to the offices, mail about what comes of it.

    Raises `NoSuchSignature` where it was withdrawn meanwhile.
    """
    if not _held([signature]):
        raise _withdrawn()
    takes_name_back = signature.deliver_name and not deliver_name
    after = {"show_name": show_name, "deliver_name": deliver_name, "updates": updates}
    before = {kind: bool(getattr(signature, kind)) for kind in after}
    signature.consents = consents.changed(signature.consents, before, after)
    signature.show_name = show_name
    signature.deliver_name = deliver_name
    signature.updates = updates
    if takes_name_back:
        # The time is that after the wait for whoever holds the row: files may be written meanwhile.
        with db.session.no_autoflush:
            db.session.execute(select(Signature.id).where(Signature.id == signature.id).with_for_update())
        signature.taken_back_at = clock.now()
    db.session.commit()
    if takes_name_back:
        queue.enqueue(FORGET, signature.id)


def withdraw(signatures: list[Signature]) -> None:
    """Take back signatures: they count no more, and what their owner wrote is erased at once.

    What stays tells the history of the number: country, moments, and whether somebody had rejected it.
    """
    held = _held(signatures)
    ids = [signature.id for signature in held]
    counting.taken_out(held)
    for signature in held:
        signature.state = State.WITHDRAWN
        signature.withdrawn_at = clock.now()
        mailer.forget(signature.id)
        _forget(signature)
    db.session.commit()
    for signature_id in ids:
        queue.enqueue(FORGET, signature_id)
    queue.enqueue(TRUNCATE_LOG)


def reject(signature: Signature, reason: str) -> None:
    """Take a signature out of the number, for a reason that is kept; its place is free again.

    One that was withdrawn meanwhile stays as it is.
    """
    if _held([signature]):
        counting.taken_out([signature])
        signature.state = State.REJECTED
        signature.verdict = Verdict.BY_HAND
        signature.reason = reason
        destroy_secret(signature)
    db.session.commit()


def hide(signature: Signature, reason: str) -> None:
    """Keep a name and comment off the page, for a reason that is kept; the signature still counts.

    One that was withdrawn meanwhile stays as it is.
    """
    if _held([signature]):
        signature.hidden = True
        signature.reason = reason
    db.session.commit()


def restore(signature: Signature) -> None:
    """Undo `hide`."""
    if _held([signature]):
        signature.hidden = False
        signature.reason = ""
    db.session.commit()


def _held(signatures: Sequence[Signature]) -> list[Signature]:
    """Those that are not withdrawn, as their rows say now; nobody changes them until the commit.

    What was read before may be out of date: what is withdrawn at this moment shall hold nothing afterwards.
    """
    ids = [signature.id for signature in signatures]
    query = select(Signature).where(Signature.id.in_(ids), Signature.state != State.WITHDRAWN)
    held = query.order_by(Signature.id).with_for_update(of=Signature)
    return list(db.session.scalars(held.execution_options(populate_existing=True)))


def _end_transaction() -> None:
    # They are stored over a connection of their own: SQLite has one writer, and it may be this session.
    if not db.session.registry.has():
        return
    try:
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error


def _still_there(signature: Signature | None) -> Signature:
    if signature is None:
        raise NoSuchSignature(
            _(
                "Nothing is kept of this signature any more. What is not confirmed is erased after %(days)s"
                " days, and some time after a campaign has ended only the number of its signatures is kept.",
                days=UNCONFIRMED.days,
            )
        )
    if signature.state == State.WITHDRAWN:
        raise _withdrawn()
    return signature


def _withdrawn() -> NoSuchSignature:
    return NoSuchSignature(
        _("This signature was withdrawn, and what was kept of it is erased. You can sign again.")
    )


def _not_rejected(signature: Signature) -> Signature:
    if signature.state == State.REJECTED:
        raise NoSuchSignature(_("The organizers have taken this signature out of the count."))
    return signature


def _forget(signature: Signature) -> None:
    # Files that may name her are found by it; without it nobody knows whether she allowed that.
    named = signature.deliver_name or signature.taken_back_at
    signature.taken_back_at = signature.withdrawn_at if named else None
    for field in OWNED:
        setattr(signature, field, None)
    for field in (*consents.KINDS, "hidden"):
        setattr(signature, field, False)
    destroy_secret(signature)
    signature.consents, signature.reason, signature.language, signature.links_asked = {}, "", "", 0
    # What a person took out of the number never counted: the numbers of the past are told by that.
    if signature.verdict != Verdict.BY_HAND:
        signature.verdict = ""
