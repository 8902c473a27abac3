"""Bringing a statement in, and saying what is known of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.core.languages import gettext as _
from campaign.statements import queries
from campaign.statements.checking import rows
from campaign.statements.checking.edits import marked_as_read
from campaign.statements.errors import TooManyItems
from campaign.statements.incoming import languages
from campaign.statements.incoming.values import Incoming
from campaign.statements.models import Item, Statement
from campaign.statements.reading.reader import read, read_statement

if TYPE_CHECKING:
    from datetime import date

    from campaign.statements.values import About, Reading

SLUG_LENGTH = 60
# BCP 47's word for a language that nobody has told.
UNKNOWN = "und"
# The longest resolutions of the General Assembly have about four hundred paragraphs.
MOST_ITEMS = 1_000


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


def bring_in(given: str | Incoming, particulars: Particulars, *, by_hand: bool = False) -> Statement:
    """Read a text, whose lines end with a line feed, and store it with its items.

    Raises `NoItems` if nothing in it is an item, unless they are to be marked `by_hand`, `TooManyItems`
    above a thousand, and `StatementExists` if the same text is there.
    """
    incoming = Incoming(given, "text", ()) if isinstance(given, str) else given
    sha256 = hashlib.sha256(incoming.text.encode()).digest()
    if known := queries.by_hash(sha256):
        raise StatementExists(known)
    reading = read(incoming.text) if by_hand else read_statement(incoming.text)
    if len(reading.items) > MOST_ITEMS:
        raise TooManyItems(
            _(
                "%(count)s items were found in the text, and at most %(most)s fit into one statement. "
                "Bring it in in parts.",
                count=len(reading.items),
                most=MOST_ITEMS,
            )
        )
    statement = _statement(incoming, sha256, reading, particulars)
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


def _statement(incoming: Incoming, sha256: bytes, reading: Reading, particulars: Particulars) -> Statement:
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
        text=incoming.text,
        language=languages.seems(incoming.text) or (languages.READ if reading.items else UNKNOWN),
        kind=incoming.kind,
        places=incoming.pages,
        marks=[[mark.start, mark.end, mark.style] for mark in incoming.marks],
        sha256=sha256,
        blocks=[asdict(block) for block in reading.blocks],
        copies_unhcr=reading.names_unhcr if copies is None else copies,
        items=_items(reading),
    )


def _items(reading: Reading) -> list[Item]:
    items = []
    for found in reading.items:
        item = Item(id=new_id())
        rows.write(item, marked_as_read(found, item.id))
        items.append(item)
    rows.put_in_order(items)
    return items


def _free_slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:SLUG_LENGTH].strip("-") or "statement"
    slug, number = wanted, 1
    while db.session.scalar(select(Statement.id).where(Statement.slug == slug)):
        number += 1
        slug = f"{wanted}-{number}"
    return slug
