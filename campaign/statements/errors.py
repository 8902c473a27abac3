"""What can be wrong with a text that someone wants read."""

from __future__ import annotations

from campaign.core.errors import Refused


class CannotRead(Refused):
    """The text cannot be read as a statement."""

    status = 422


class Empty(CannotRead):
    """There is no text."""


class TooLarge(CannotRead):
    """The file is over the limit."""

    status = 413


class NotText(CannotRead):
    """The file is no text file."""

    status = 415


class NotUnicode(CannotRead):
    """The file is not encoded in UTF-8."""


class NoWords(CannotRead):
    """The file shows words, and holds none as text."""


class Damaged(CannotRead):
    """The file is not whole, or not of the kind that it says."""


class Locked(CannotRead):
    """The file opens with a password only."""


class Unsafe(CannotRead):
    """The file holds what no statement needs: programs, references to elsewhere, more than it shows."""


class NoItems(CannotRead):
    """The text holds nothing that reads as an item of a statement."""


class NotEnglish(NoItems):
    """The text holds no items that are read, and seems to be in another language."""


class TooManyItems(CannotRead):
    """More items were found than anybody could check."""
