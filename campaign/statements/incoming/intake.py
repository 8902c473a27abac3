"""Taking in what people hand over: a file of any kind, or a paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.statements.incoming import plain, refusals
from campaign.statements.incoming.kinds import kind_of
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Incoming, Kind


def taken_in(content: bytes, filename: str | None = None) -> Incoming:
    """A file's text with its structure, and the way back to the places in the file.

    `content` holds the whole file, as .txt, .md, .html, .docx or .pdf; `filename` decides only what the
    content leaves open, and is named in messages. All but plain text is read in a child process. Raises of
    the `CannotRead` family, within ten seconds.
    """
    name = filename or _("The text")
    if len(content) > LIMIT:
        raise refusals.refusal(Unreadable(Why.TOO_LARGE), "text", name)
    kind: Kind = "text"
    try:
        kind = kind_of(content, filename)
        return _read(content, kind)
    except Unreadable as error:
        raise refusals.refusal(error, kind, name) from error


def text_of(content: bytes, filename: str | None = None) -> str:
    """The text of a file alone; otherwise as `taken_in`."""
    return taken_in(content, filename).text


def pasted(text: str) -> Incoming:
    """What somebody pasted, held to the rules for a text file; raises of the `CannotRead` family."""
    # A lone surrogate, which no file can hold, is replaced as a browser would.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    try:
        return plain.as_incoming(whole)
    except Unreadable as error:
        raise refusals.refusal(error, "text", _("The text")) from error


def _read(content: bytes, kind: Kind) -> Incoming:
    if kind == "text":
        return plain.read(content)
    from campaign.statements.incoming import apart  # noqa: PLC0415 - plain text needs no process

    return apart.read(content, kind)
