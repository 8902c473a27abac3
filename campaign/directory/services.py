"""What is done to the directory: filling it from what ships, editing one entry, taking a file in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import IO, TYPE_CHECKING

from sqlalchemy import select

from campaign.core import clock
from campaign.core.db import db, one_at_a_time
from campaign.core.errors import Conflict
from campaign.core.languages import gettext as _
from campaign.directory import filling, queries, sheets
from campaign.directory import shipped as data
from campaign.directory.errors import WrongEntry
from campaign.directory.models import Recipient, RecipientChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from campaign.directory.entries import Entry
    from campaign.directory.filling import Changes


def load_shipped() -> int:
    """Add the shipped recipients that are missing and refresh the others; returns how many were added.

    One that somebody edited is left alone. Raises `Conflict` if the directory changed meanwhile.
    """
    wanted = filling.prepare(data.entries(), sparing_edited=True)
    filling.write(wanted, act="shipped", edited=False)
    return len(wanted.new)


def shipped() -> list[Entry]:
    """The recipients that ship with the program, by key."""
    return list(data.entries())


def save(key: str | None, entry: Entry, account_id: str | None, seen: datetime | None) -> Recipient:
    """Keep what somebody made of an entry, or, with `key` None, a new one.

    `seen` is `updated_at` of the entry that the editor was shown, None to write over whatever is there.

    Raises:
        NoSuchRecipient: no entry has the key.
        WrongEntry: something is wrong with it; `problems` says what.
        Conflict: the entry was changed or added meanwhile.

    """
    wrong = list(entry.problems(clock.now().date()))
    if key is not None and entry.key != key:
        wrong.append(_("The key of an entry stays as it is: %(key)s.", key=key))
    if wrong:
        raise WrongEntry(wrong)
    with one_at_a_time(_changed_meanwhile):
        recipient = _new(entry.key) if key is None else _locked(key)
        if seen is not None and recipient.updated_at != seen:
            raise _changed_meanwhile()
        _change(recipient, entry, "added" if key is None else "changed", account_id)
    return recipient


def check_today(recipient: Recipient, account_id: str | None) -> None:
    """Say that somebody compared the address with its source today.

    Raises `WrongEntry` where there is no address, and `Conflict` if the entry changed meanwhile.
    """
    if not recipient.is_reachable:
        raise WrongEntry([_("There is no address to be checked. Complete it first.")])
    shown = recipient.updated_at
    with one_at_a_time(_changed_meanwhile):
        kept = _locked(recipient.key)
        if kept.updated_at != shown:
            raise _changed_meanwhile()
        _change(kept, replace(kept.entry, checked_on=clock.now().date()), "checked", account_id)


def remove(recipient: Recipient, account_id: str | None) -> None:
    """Take an entry out of the directory; its changes stay to be read.

    Raises `Conflict` where a campaign or an export uses it.
    """
    with one_at_a_time(_in_use):
        db.session.add(_change_of(recipient.key, "removed", account_id, before=recipient.entry))
        db.session.delete(recipient)


def import_csv(
    stream: IO[bytes],
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    dry_run: bool = False,
    account_id: str | None = None,
) -> Changes:
    """Add and change recipients as the rows of a file say, all or nothing; those it does not name stay.

    Args:
        stream: the file, CSV in UTF-8.
        mapping: the directory's column for each of the file's (`sheets.suggest`), "" for one to be left out.
            With None, and without `defaults`, the file must have the columns of an exported one.
        defaults: what cells that are empty or missing say, by the directory's column.
        dry_run: say what would change, and change nothing.
        account_id: whose change it is, None for the command line.

    Raises:
        CannotImport: the file is none, or rows are wrong; `problems` and `error_file()` say which.
        Conflict: somebody else changed the directory at the same moment.

    """
    table = sheets.table(stream, mapping, defaults)
    known = queries.by_keys(table.keys)
    entries = sheets.read(table, clock.now().date(), {key: known[key].entry for key in known})
    wanted = filling.prepare(entries, sparing_edited=False)
    if not dry_run:
        filling.write(wanted, act="imported", edited=True, account_id=account_id)
    return wanted.changes


def export_csv() -> Iterator[str]:
    """The whole directory as a file that `import_csv` takes, in pieces, without a byte order mark."""
    return sheets.write(recipient.entry for recipient in queries.everyone())


def _new(key: str) -> Recipient:
    if queries.find_by_key(key):
        raise Conflict(_("The directory has an entry %(key)s already. Choose another key.", key=key))
    recipient = Recipient(key=key)
    db.session.add(recipient)
    return recipient


def _locked(key: str) -> Recipient:
    wanted = select(Recipient).where(Recipient.key == key).with_for_update()
    found: Recipient | None = db.session.scalar(wanted.execution_options(populate_existing=True))
    return found or queries.by_key(key)


def _change(recipient: Recipient, entry: Entry, act: str, account_id: str | None) -> None:
    before = None if act == "added" else recipient.entry
    db.session.add(_change_of(entry.key, act, account_id, before=before, after=entry))
    recipient.take(entry)
    recipient.edited = True
    # The moment tells an editor's version from the next one: it moves on even where the clock does not.
    moved = (recipient.updated_at or clock.now()) + timedelta(microseconds=1)
    recipient.updated_at = max(clock.now(), moved)


def _change_of(
    key: str, act: str, account_id: str | None, *, before: Entry | None = None, after: Entry | None = None
) -> RecipientChange:
    return RecipientChange(
        key=key,
        act=act,
        before=before.as_json if before else {},
        after=after.as_json if after else {},
        account_id=account_id,
    )


def _changed_meanwhile() -> Conflict:
    return Conflict(
        _("Somebody else changed this entry meanwhile. Nothing was changed; look at it anew and try again.")
    )


def _in_use() -> Conflict:
    return Conflict(
        _("A campaign or an export uses this entry, so it stays. Take it out of the campaigns first.")
    )
