"""Bringing a statement in, and saying that its items were read right."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements import queries
from campaign.statements.models import Addressee, Item, Statement
from campaign.statements.reading.reader import read_statement

if TYPE_CHECKING:
    from datetime import date

    from campaign.statements.values import About, Reading, ReadItem

SLUG_LENGTH = 60


class StatementExists(Conflict):
    """The same text was brought in before, as `statement`."""

    def __init__(self, statement: Statement) -> None:
        super().__init__(_("This text was brought in before, as “%(title)s”.", title=statement.title))
        self.statement = statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What an organizer says of a statement; empty where the reader's guess is to be taken."""

    title: str = ""
    issuer: str = ""
    adopted_on: date | None = None
    place: str = ""
    source: str = ""
    copies_unhcr: bool | None = None


def bring_in(text: str, particulars: Particulars) -> Statement:
    """Read `text`, whose lines end with a line feed, and store it with its items.

    Raises `NoItems` if nothing in it is an item, and `StatementExists` if the same text is there.
    """
    sha256 = hashlib.sha256(text.encode()).digest()
    if known := queries.by_hash(sha256):
        raise StatementExists(known)
    reading = read_statement(text)
    statement = _statement(text, sha256, reading, particulars)
    db.session.add(statement)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        if known := queries.by_hash(sha256):
            raise StatementExists(known) from error
        message = _("Somebody else brought in a statement at the same moment. Please try again.")
        raise Conflict(message) from error
    return statement


def describe(statement: Statement, particulars: Particulars) -> None:
    """Correct what is said of a statement; its text never changes."""
    for name in ("title", "issuer", "adopted_on", "place", "source"):
        setattr(statement, name, getattr(particulars, name))
    statement.copies_unhcr = bool(particulars.copies_unhcr)
    db.session.commit()


def accept(item: Item) -> None:
    """Note that an organizer found the item read right."""
    item.accepted_at = clock.now()
    db.session.commit()


def _statement(text: str, sha256: bytes, reading: Reading, particulars: Particulars) -> Statement:
    about: About = reading.about
    title = particulars.title or about.title or _("Statement")
    adopted_on = particulars.adopted_on or about.adopted_on
    copies = particulars.copies_unhcr
    return Statement(
        id=new_id(),
        slug=_free_slug(f"{title} {adopted_on.isoformat() if adopted_on else ''}"),
        title=title[:300],
        issuer=(particulars.issuer or about.issuer or "")[:300],
        adopted_on=adopted_on,
        place=(particulars.place or about.place or "")[:200],
        source=particulars.source[:500],
        text=text,
        sha256=sha256,
        blocks=[asdict(block) for block in reading.blocks],
        copies_unhcr=reading.names_unhcr if copies is None else copies,
        items=[_item(position, found) for position, found in enumerate(reading.items)],
    )


def _item(position: int, found: ReadItem) -> Item:
    return Item(
        id=new_id(),
        position=position,
        number=found.number,
        section=found.section,
        kind=found.kind,
        verbs=list(found.verbs),
        start=found.start,
        end=found.end,
        request=found.request,
        requests=[[span.start, span.end] for span in found.requests],
        campaign=found.is_campaign,
        flags=list(found.flags),
        proposed=[proposal.as_json() for proposal in found.proposed],
        addressees=[
            Addressee(
                id=new_id(),
                position=place,
                code=addressee.code[:200],
                kind=addressee.kind,
                name=addressee.name[:200],
                phrase=addressee.phrase,
                start=addressee.start,
                end=addressee.end,
                basis=addressee.basis,
            )
            for place, addressee in enumerate(found.addressees)
        ],
    )


def _free_slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:SLUG_LENGTH].strip("-") or "statement"
    slug, number = wanted, 1
    while db.session.scalar(select(Statement.id).where(Statement.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
