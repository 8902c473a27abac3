"""What the directory refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.errors import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoSuchRecipient(NotFound):
    """A key that no entry of the directory has."""


class CannotImport(Refused):
    """A file of recipients that was not taken in; `problems` says what is wrong, row by row."""

    status = 422

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        """Say `message`, and keep the problems of single rows."""
        super().__init__(message)
        self.problems = tuple(problems)
