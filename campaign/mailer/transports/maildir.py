"""Mail into a folder of files (Maildir, cr.yp.to/proto/maildir.html), and out of it again for a page.

For trying out: nothing leaves the machine.
"""

from __future__ import annotations

import email
import os
import re
from dataclasses import dataclass
from email import policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from campaign.core.errors import NotFound
from campaign.core.languages import gettext as _
from campaign.mailer.values import ServerAway

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from campaign.mailer.values import Mail

KEY = re.compile(r"[0-9a-z]+")
PARTS = ("tmp", "new", "cur")
NEWEST = 100


@dataclass(frozen=True, slots=True)
class MaildirTransport:
    """Delivers into the Maildir at `folder`, which only its owner can read."""

    folder: Path
    sender: str

    def connect(self) -> None:
        """Make the folder, unless it is there; raises `ServerAway`."""
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            for folder in (self.folder, *(self.folder / part for part in PARTS)):
                folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise ServerAway(type(error).__name__) from error

    def send(self, mail: Mail) -> None:
        """Store a mail under its key, so that one sent again takes its own place; raises `ServerAway`."""
        name = f"{mail.key}.eml"
        draft = self.folder / "tmp" / name
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(mail.content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.folder / "new" / name)
        except OSError as error:
            raise ServerAway(type(error).__name__) from error

    def close(self) -> None:
        """Nothing is held open."""


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail in the folder, as a page shows it."""

    key: str
    to: str
    subject: str
    date: datetime
    text: str


def list_messages(folder: Path, limit: int = NEWEST) -> list[KeptMail]:
    """Up to `limit` mails of the Maildir, the last delivered first."""
    found = sorted(_files(folder), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in found[:limit]]


def read(folder: Path, key: str) -> KeptMail:
    """The mail with this key; raises `NotFound`."""
    if KEY.fullmatch(key):
        for path in _files(folder):
            if _key(path) == key:
                return _read(path)
    raise NotFound(_("This mail is not in the folder."))


def erase(folder: Path, keys: Iterable[str]) -> None:
    """Delete the mails with these keys, so far as they are there."""
    wanted = set(keys)
    for path in [path for path in _files(folder) if _key(path) in wanted]:
        path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    for part in PARTS[1:]:
        yield from (folder / part).glob("*.eml*")


def _key(path: Path) -> str:
    return path.name.partition(".")[0]


def _read(path: Path) -> KeptMail:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return KeptMail(
        key=_key(path),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        date=parsedate_to_datetime(str(message["Date"])),
        text=body.get_content().replace("\r\n", "\n") if body else "",
    )
