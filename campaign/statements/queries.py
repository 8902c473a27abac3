"""Finding statements and items."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.statements.models import Change, Item, Statement

_whole = selectinload(Statement.items).selectinload(Item.addressees)


def newest_first() -> list[Statement]:
    """All statements with their items."""
    return list(db.session.scalars(select(Statement).options(_whole).order_by(Statement.created_at.desc())))


def by_slug(slug: str) -> Statement:
    """The statement with this slug; raises `NotFound`."""
    wanted = select(Statement).where(Statement.slug == slug).options(_whole)
    found: Statement | None = db.session.scalar(wanted)
    if found is None:
        raise NotFound(_("There is no statement at this address."))
    return found


def by_hash(sha256: bytes) -> Statement | None:
    """The statement with exactly this text, if it was brought in before."""
    return db.session.scalar(select(Statement).where(Statement.sha256 == sha256).options(_whole))


def item_by_id(item_id: str) -> Item:
    """The item with this id; raises `NotFound`."""
    found = db.session.get(Item, item_id)
    if found is None or found.dropped_at:
        raise NotFound(_("This item does not exist any more."))
    return found


def changes_of(statement: Statement) -> list[Change]:
    """All that was done to the statement's items, in its order."""
    wanted = select(Change).where(Change.statement_id == statement.id).order_by(Change.position)
    return list(db.session.scalars(wanted))


def change_by_id(change_id: str) -> Change:
    """The change with this id; raises `NotFound`."""
    found = db.session.get(Change, change_id)
    if found is None:
        raise NotFound(_("This change is not in the history any more."))
    return found
