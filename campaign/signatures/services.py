"""Signing, confirming, showing and withdrawing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import flag_modified

from campaign.campaigns import queries as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.values import CampaignClosed
from campaign.core import addresses, clock
from campaign.core.db import AWAY, db
from campaign.core.errors import Unavailable
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.jobs import queue
from campaign.mailer import services as mailer
from campaign.signatures import links
from campaign.signatures.counting import services as counting
from campaign.signatures.models import HOLDS_ITS_PLACE, Signature
from campaign.signatures.values import NoSuchSignature, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Row, SQLColumnExpression

    from campaign.signatures.values import Signing

QUIET = timedelta(days=1)
ENTERED_TOGETHER = 200
# Files that hold the name are erased by the room that wrote them.
FORGET = "letters.forget"
OWNED = ("name", "email", "city", "comment", "own_words", "address_index")


def sign(campaign: Campaign, signing: Signing, language: str) -> None:
    """Store a pending signature and the mail that confirms it, together.

    An address that holds a signature under this campaign keeps the one it has; its owner alone is
    told, at most once a day. The caller cannot tell the two cases apart, and is not meant to.
    Raises `CampaignClosed`, and `Unavailable` if nothing could be stored.
    """
    _refuse_closed(campaign)
    try:
        signature_id = _insert(campaign, signing, language)
        if signature_id:
            _mail("confirm", signature_id, signing.email, language, campaign.title)
        else:
            _tell_the_owner(campaign, addresses.index(signing.email))
        db.session.commit()
    except AWAY as error:
        db.session.rollback()
        raise Unavailable from error


def enter(campaign: Campaign, signings: Sequence[Signing], language: str) -> int:
    """Store pending signatures that were collected elsewhere, each with the mail that confirms it.

    Addresses that hold a signature are passed over, and nobody is told: entered twice, a list gives what
    it gives once. Returns how many are new. Raises `CampaignClosed`, and `Unavailable` with all that was
    stored before it kept.
    """
    _refuse_closed(campaign)
    title, new = campaign.title, 0
    try:
        for batch in range(0, len(signings), ENTERED_TOGETHER):
            entered = 0
            for signing in signings[batch : batch + ENTERED_TOGETHER]:
                if signature_id := _insert(campaign, signing, language):
                    _mail("confirm", signature_id, signing.email, language, title)
                    entered += 1
            db.session.commit()
            new += entered
    except AWAY as error:
        db.session.rollback()
        message = _("The database does not answer. %(count)s were taken in before; take the file in again.")
        raise Unavailable(message % {"count": new}) from error
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

    The caller cannot tell whether the address has signed, and is not meant to. Raises `Unavailable`.
    """
    newest = (
        select(Signature.id)
        .where(Signature.address_index == addresses.index(email))
        .order_by(Signature.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    try:
        # As for an address that has signed, something waits for the disk: no stopwatch tells them apart.
        campaigns.touch()
        if told := _note_that_told(Signature.id == newest, since=Signature.told_at):
            _mail("mine", told.id, told.email, told.language, "")
        db.session.commit()
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
    counting.taken_out(signatures)
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
    counting.taken_out([signature])
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


def _refuse_closed(campaign: Campaign) -> None:
    if not campaign.is_open:
        raise CampaignClosed(_("This campaign takes no signatures at the moment."))


def _insert(campaign: Campaign, signing: Signing, language: str) -> str | None:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    signature_id = new_id()
    statement = (
        dialect.insert(Signature)
        .values(
            id=signature_id,
            campaign_id=campaign.id,
            address_index=addresses.index(signing.email),
            state=State.PENDING,
            name=signing.name,
            email=signing.email,
            city=signing.city or None,
            comment=signing.comment or None,
            country=signing.country,
            language=language,
            show_name=signing.show_name,
            deliver_name=signing.deliver_name,
            updates=signing.updates,
            created_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["campaign_id", "address_index"], index_where=HOLDS_ITS_PLACE)
        .returning(Signature.id)
    )
    stored: str | None = db.session.scalar(statement)
    return stored


def _tell_the_owner(campaign: Campaign, address_index: bytes) -> None:
    holder = (
        Signature.campaign_id == campaign.id,
        Signature.address_index == address_index,
        Signature.state.in_((State.PENDING, State.CONFIRMED)),
    )
    # As a new signature does, this one waits for something to be on the disk: no stopwatch tells them apart.
    touched = update(Signature).where(*holder).values(asked_again_at=clock.now())
    db.session.execute(touched.execution_options(synchronize_session=False))
    if told := _note_that_told(*holder):
        kind = "confirm" if told.state == State.PENDING else "known"
        _mail(kind, told.id, told.email, told.language, campaign.title)


def _note_that_told(
    *which: ColumnElement[bool], since: SQLColumnExpression[Any] | None = None
) -> Row[str, str, str | None, str] | None:
    """The signature, noted as one whose owner gets a mail now; None if she got one within a day.

    `since` is when she got the last one: by default that about signing counts.
    """
    now = clock.now()
    about_signing: SQLColumnExpression[Any] = func.coalesce(Signature.told_at, Signature.created_at)
    last = about_signing if since is None else since
    return db.session.execute(
        update(Signature)
        .where(*which, or_(last.is_(None), last < now - QUIET))
        .values(told_at=now)
        .returning(Signature.id, Signature.state, Signature.email, Signature.language)
        .execution_options(synchronize_session=False)
    ).one_or_none()


def _mail(kind: str, signature_id: str, email: str, language: str, title: str) -> None:
    link = links.confirm_url(signature_id) if kind == "confirm" else links.mine_url(signature_id)
    context = {
        "title": title,
        "link": link,
        "days": links.LIVES.days,
        "organization": campaigns.organization().name,
    }
    mailer.write(kind, email, language, context, about=signature_id, notice=kind == "known")


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
