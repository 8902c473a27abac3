"""What the directory refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core.errors import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence


class NoSuchRecipient(NotFound):
    """A key that no entry of the directory has."""


class WrongEntry(Refused):
    """An entry that was not kept; `problems` says what is wrong, a sentence each."""

    status = 422

    def __init__(self, problems: Sequence[str]) -> None:
        """Say the problems in one message too."""
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class CannotImport(Refused):
    """A file of recipients that was not taken in; `problems` says what is wrong, row by row."""

    status = 422

    def __init__(self, message: str, problems: Sequence[str] = (), file: bytes = b"") -> None:
        """Say `message`, and keep the problems of single rows and the file with them in it."""
        super().__init__(message)
        self.problems = tuple(problems)
        self._file = file

    def error_file(self) -> bytes:
        """The file with what is wrong in a column more, row by row; empty where it could not be read."""
        return self._file
