"""Filling the directory: from what ships with the program, and from a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import yaml
from sqlalchemy.exc import IntegrityError

from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.directory import queries, sheets
from campaign.directory.entries import Entry
from campaign.directory.models import Recipient

if TYPE_CHECKING:
    from collections.abc import Iterator

SHIPPED: Final = Path(__file__).resolve().parent / "data" / "recipients.yaml"


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import did, or would do, by key."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def load_shipped() -> int:
    """Add the shipped recipients that are missing and refresh the others; returns how many were added.

    One that somebody edited is left alone. Raises `Conflict` if the directory changed meanwhile.
    """
    return len(_fill(shipped(), by_hand=False).added)


def import_csv(stream: IO[bytes], *, dry_run: bool = False) -> Changes:
    """Add and change recipients as the rows of a file say, all or nothing; those it does not name stay.

    With `dry_run` nothing is written. Raises `CannotImport`, whose `problems` name the rows, or `Conflict`.
    """
    entries = sheets.read(stream, clock.now().date())
    return _fill(entries, by_hand=True, dry_run=dry_run)


def export_csv() -> Iterator[str]:
    """The whole directory as a file that `import_csv` takes, in pieces, without a byte order mark."""
    return sheets.write(recipient.entry for recipient in queries.everyone())


def shipped() -> list[Entry]:
    """The recipients that ship with the program."""
    data = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return [_shipped_entry(data["defaults"] | said) for said in data["recipients"]]


def _shipped_entry(said: dict[str, Any]) -> Entry:
    return Entry(**said | {"lines": tuple(said.get("lines", ()))})


def _fill(entries: list[Entry], *, by_hand: bool, dry_run: bool = False) -> Changes:
    known = queries.by_keys(entry.key for entry in entries)
    done: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    for entry in entries:
        recipient = known.get(entry.key)
        if recipient is None:
            done["added"].append(entry.key)
        elif recipient.entry == entry or (recipient.edited and not by_hand):
            done["unchanged"].append(entry.key)
            continue
        else:
            done["changed"].append(entry.key)
        if not dry_run:
            _write(entry, recipient or Recipient(), by_hand=by_hand)
    _commit()
    return Changes(**{name: tuple(keys) for name, keys in done.items()})


def _commit() -> None:
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        message = _("Somebody else changed the directory at the same moment. Nothing was changed; try again.")
        raise Conflict(message) from error


def _write(entry: Entry, recipient: Recipient, *, by_hand: bool) -> None:
    recipient.take(entry)
    recipient.edited = by_hand
    db.session.add(recipient)
