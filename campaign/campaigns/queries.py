"""Finding campaigns and the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import joinedload, selectinload

from campaign.campaigns.models import Campaign, CampaignRecipient, Organization
from campaign.campaigns.values import KEPT_DAYS, NoSuchCampaign, State, is_open
from campaign.core.db import db
from campaign.core.languages import gettext as _
from campaign.statements.models import Item, Statement

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from campaign.directory.models import Recipient

FIELDS = ("name", "return_address", "place", "signatory", "signatory_title", "contact", "about", "privacy")
_whole = selectinload(Campaign.recipients)
_statement = joinedload(Campaign.item).joinedload(Item.statement)


def organization() -> Organization:
    """The organization, empty if nothing was entered yet (then it is not in the database)."""
    return db.session.get(Organization, 1) or Organization(
        id=1, kept_days=KEPT_DAYS, **dict.fromkeys(FIELDS, "")
    )


def touch() -> None:
    """Write a row that is always there, in the caller's transaction, and change nothing by it."""
    # Its time of change too, which would else be set to now.
    db.session.execute(update(Organization).values(updated_at=Organization.updated_at))


def open_among(campaign_ids: set[str], connection: Connection) -> set[str]:
    """Those that take signatures now; read over `connection`."""
    columns = select(Campaign.id, Campaign.state, Campaign.opens_at, Campaign.closes_at)
    found = connection.execute(columns.where(Campaign.id.in_(campaign_ids)))
    return {row.id for row in found if is_open(row.state, row.opens_at, row.closes_at)}


def taking(moment: datetime) -> ColumnElement[bool]:
    """The condition that a campaign takes confirmations at a moment: it is published, and has not ended."""
    return and_(
        Campaign.state == State.PUBLISHED, or_(Campaign.closes_at.is_(None), Campaign.closes_at > moment)
    )


def by_slug(slug: str) -> Campaign:
    """The campaign with this slug in any state; raises `NoSuchCampaign`."""
    found: Campaign | None = db.session.scalar(select(Campaign).where(Campaign.slug == slug).options(_whole))
    if found is None:
        raise NoSuchCampaign(_("There is no campaign called %(slug)s.", slug=slug))
    return found


def public_by_slug(slug: str) -> Campaign:
    """The campaign with this slug if its page is public; raises `NoSuchCampaign`."""
    query = select(Campaign).where(Campaign.slug == slug).options(_whole, _statement)
    found: Campaign | None = db.session.scalar(query)
    if found is None or not found.is_public:
        raise NoSuchCampaign(_("There is no campaign at this address."))
    return found


def in_order(state: State | None = None) -> list[Campaign]:
    """Campaigns, those of the newest statement first, within one in its items' order."""
    query = select(Campaign).join(Campaign.item).join(Item.statement).options(_whole)
    if state:
        query = query.where(Campaign.state == state)
    return list(db.session.scalars(query.order_by(Statement.created_at.desc(), Statement.id, Item.position)))


def public() -> list[Campaign]:
    """Campaigns with a public page: those that are published, then those that are closed."""
    return [*in_order(State.PUBLISHED), *in_order(State.CLOSED)]


def writing_to(recipient: Recipient) -> list[Campaign]:
    """Campaigns in any state whose letters go to this recipient, by title."""
    query = select(Campaign).join(Campaign.recipients).where(CampaignRecipient.recipient_id == recipient.id)
    return list(db.session.scalars(query.order_by(Campaign.title, Campaign.id)))


def of_statement(statement: Statement) -> dict[str, Campaign]:
    """The statement's campaigns by the id of their item."""
    query = select(Campaign).join(Campaign.item).where(Item.statement_id == statement.id).options(_whole)
    return {campaign.item_id: campaign for campaign in db.session.scalars(query)}


def public_items(statement: Statement) -> set[str]:
    """The ids of the statement's items whose campaigns are public, or were."""
    wanted = select(Campaign.item_id).join(Campaign.item)
    return set(
        db.session.scalars(wanted.where(Item.statement_id == statement.id, Campaign.state != State.DRAFT))
    )
