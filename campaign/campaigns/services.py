"""Opening, editing, publishing and closing campaigns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from campaign.campaigns import keeping, queries
from campaign.campaigns.models import Campaign, CampaignRecipient, Organization
from campaign.campaigns.recipients import roles_for, suggested
from campaign.campaigns.titles import title_of
from campaign.campaigns.values import KEPT_DAYS, TRANSITIONS, CannotMove, CannotPublish, State, slug_of
from campaign.core import clock
from campaign.core.db import db, one_at_a_time
from campaign.core.errors import Conflict, Refused
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements.checking import edits
from campaign.statements.checking import services as checking
from campaign.statements.checking.services import Hand
from campaign.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from campaign.directory.models import Recipient
    from campaign.statements.checking.sheet import Asked
    from campaign.statements.models import Item

QUOTED = 80
EDITABLE = frozenset({"title", "summary", "goal", "opens_at", "closes_at", "kept_days"})


def open(  # noqa: A001 - the house's verb
    item: Item,
    recipients: Iterable[Recipient] | None = None,
    hand: Hand | None = None,
    asked: Iterable[Asked] | None = None,
) -> Campaign:
    """Take up `item` as a draft campaign, or give the campaign that it has these recipients, and accept it.

    `recipients` default to all that the item names and the statement proposes; `asked` says who the item
    asks, if that is to change. Raises `Conflict`, and does nothing, where the item was changed since `hand`
    saw it.
    """
    hand = hand or Hand()
    with one_at_a_time(_changed_meanwhile):
        if asked is not None:
            edit = partial(edits.ask, item_id=item.id, asked=list(asked))
            checking.note(item.statement, "ask", item.place, edit, hand, [item.id])
            hand = replace(hand, seen=None)
        checking.accept(item.statement, [item], hand)
        chosen = [c.recipient for c in suggested(item)] if recipients is None else list(recipients)
        campaign = _campaign_of(item)
        _choose(campaign, chosen)
    return campaign


def accept(
    statement: Statement, items: Sequence[Item], recipients: Mapping[str, list[Recipient]], hand: Hand
) -> None:
    """Accept these items and take up those that become campaigns: all of it in one step, or nothing.

    `recipients` has those of each campaign item by its id. Raises `Conflict` where one of the items was
    changed since `hand` saw it.
    """
    with one_at_a_time(_changed_meanwhile):
        checking.accept(statement, items, hand)
        for item in items:
            if item.campaign:
                _choose(_campaign_of(item), recipients[item.id])


def edit(
    campaign: Campaign, version: int, changes: Mapping[str, object], recipients: list[Recipient]
) -> None:
    """Change what an organizer may change, unless somebody else has since `version`; raises `Conflict`.

    Raises `ErasedTooSoon` where signatures would be erased before anybody notices.
    """
    organization = queries.organization()
    with one_at_a_time(_changed_meanwhile):
        if campaign.version != version:
            raise _changed_meanwhile()
        to_be_reduced_at = campaign.to_be_reduced_at(organization)
        for name in EDITABLE & changes.keys():
            setattr(campaign, name, changes[name])
        _choose(campaign, recipients)
        keeping.refuse_too_soon(campaign, organization, to_be_reduced_at)


def publish(campaign: Campaign) -> None:
    """Make the page public and take signatures; raises `CannotPublish` or `CannotMove`."""
    try:
        _refuse_unready(campaign)
        _move(campaign, State.PUBLISHED, "published_at")
    except Refused:
        db.session.rollback()
        raise


def close(campaign: Campaign) -> None:
    """Take no more signatures; the page stays. Raises `CannotMove`."""
    _move(campaign, State.CLOSED, "closed_at")


def remove(statement: Statement) -> None:
    """Delete a statement and its draft campaigns; raises `Conflict` if one of them was ever published."""
    campaigns = queries.of_statement(statement).values()
    if any(campaign.state != State.DRAFT for campaign in campaigns):
        message = _("This statement has campaigns that are public. It cannot be deleted any more.")
        raise Conflict(message)
    try:
        for campaign in campaigns:
            db.session.delete(campaign)
        db.session.flush()
        db.session.delete(statement)
        db.session.commit()
    except (StaleDataError, IntegrityError) as error:
        db.session.rollback()
        message = _(
            "Letters of this statement were exported, or somebody is working on it. It cannot be deleted."
        )
        raise Conflict(message) from error


def describe_organization(values: Mapping[str, str | int]) -> Organization:
    """Store who the organization is, and for how many days signatures are kept.

    Raises `ErasedTooSoon` where signatures would be erased before anybody notices.
    """
    organization = db.session.get(Organization, 1) or Organization(id=1, kept_days=KEPT_DAYS)
    before = keeping.moments(organization)
    for name, value in values.items():
        setattr(organization, name, value.strip() if isinstance(value, str) else value)
    with one_at_a_time(_changed_meanwhile):
        for campaign in queries.public():
            keeping.refuse_too_soon(campaign, organization, before.get(campaign.id))
        db.session.add(organization)
    return organization


def refuse_without_organization() -> None:
    """Raise `CannotPublish` until an admin has said whose letters these are."""
    if queries.organization().missing:
        message = _("An admin must first say whose letters these are: Admin, Organization.")
        raise CannotPublish(message)


def _refuse_unready(campaign: Campaign) -> None:
    refuse_without_organization()
    _refuse_reduced(campaign)
    _refuse_other_words(campaign)
    if all(recipient.is_copy for recipient in campaign.recipients):
        message = _("Choose at least one office that is asked, then publish.")
        raise CannotPublish(message)
    if campaign.closes_at and campaign.closes_at <= clock.now():
        raise CannotPublish(_("The closing time has passed. Set a later one, or none, then publish."))


def _refuse_reduced(campaign: Campaign) -> None:
    if campaign.reduced_at:
        message = _("Its signatures are erased and only their number is kept, so it takes no more of them.")
        raise CannotPublish(message)


def _refuse_other_words(campaign: Campaign) -> None:
    item = campaign.item
    # Whoever changes the item waits for us, or we see what they did.
    db.session.execute(select(Statement.id).where(Statement.id == item.statement_id).with_for_update())
    db.session.refresh(item)
    if item.dropped_at:
        message = _("Its item was taken out of the statement's items. Put it back there, then publish.")
        raise CannotPublish(message)
    if not item.statement.is_as_brought_in:
        message = _(
            "The stored text of the statement is not the one that was brought in: its SHA-256 is another. "
            "Bring the statement in again."
        )
        raise CannotPublish(message)
    if not campaign.quotes_its_item:
        message = _(
            "The campaign was made for the words “%(quote)s”, and item %(number)s of the statement has other "
            "words now. Look at it there and accept it again, then publish.",
            quote=_shortened(campaign.quote),
            number=item.place,
        )
        raise CannotPublish(message)
    if not item.is_accepted:
        message = _(
            "Item %(number)s of the statement is not accepted. Look at it and accept it, then publish.",
            number=item.place,
        )
        raise CannotPublish(message)


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1].rstrip()}…"


def _move(campaign: Campaign, to: State, moment: str) -> None:
    now: datetime = clock.now()
    state = State(campaign.state)
    if to not in TRANSITIONS[state]:
        raise _cannot_move(state, to)
    same = [Campaign.id == campaign.id, Campaign.state == state]
    if to is State.PUBLISHED:
        # It may be reduced at this moment: what it took then would be erased.
        same.append(Campaign.reduced_at.is_(None))
    moved = db.session.scalar(
        update(Campaign)
        .where(*same)
        .values({"state": to, moment: now, "updated_at": now, "version": Campaign.version + 1})
        .returning(Campaign.id)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    db.session.refresh(campaign)
    if not moved:
        if to is State.PUBLISHED:
            _refuse_reduced(campaign)
        raise _cannot_move(State(campaign.state), to)


def _cannot_move(state: State, to: State) -> CannotMove:
    if state is to:
        return CannotMove(_("This campaign is %(state)s already.", state=state.label))
    return CannotMove(_("A campaign that is %(state)s cannot be %(to)s.", state=state.label, to=to.label))


def _campaign_of(item: Item) -> Campaign:
    """The item's campaign, which is made if there is none; a draft takes the item's words as they are now."""
    campaign = db.session.scalar(select(Campaign).where(Campaign.item_id == item.id))
    if campaign is None:
        phrases = [addressee.phrase for addressee in item.addressees if addressee.phrase]
        title = title_of(item.request_words or (item.text,), phrases)
        campaign = Campaign(id=new_id(), item=item, slug=_free_slug(title), title=title, quote=item.text)
        db.session.add(campaign)
    elif not campaign.is_public:
        campaign.quote = item.text
    return campaign


def _choose(campaign: Campaign, recipients: list[Recipient]) -> None:
    # So that the version moves on also where the recipients alone are changed.
    campaign.updated_at = clock.now()
    flag_modified(campaign, "updated_at")
    kept = {row.recipient_id: row for row in campaign.recipients}
    chosen = []
    with db.session.no_autoflush:  # so that a new campaign is written once, with its recipients
        roles = roles_for(campaign.item, recipients)
    for position, (recipient, role) in enumerate(roles):
        row = kept.get(recipient.id) or CampaignRecipient(id=new_id(), recipient=recipient)
        row.position, row.role = position, role
        chosen.append(row)
    campaign.recipients = chosen
    if campaign.state == State.PUBLISHED:
        _refuse_unready(campaign)


def _free_slug(words: str) -> str:
    slug = wanted = slug_of(words)
    number = 1
    while db.session.scalar(select(Campaign.id).where(Campaign.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _changed_meanwhile() -> Conflict:
    message = _("Somebody else has changed this campaign meanwhile. Look at it again, then make your change.")
    return Conflict(message)
