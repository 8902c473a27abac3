"""What became of the letters while a file was written: those written, and those set aside."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SetAside:
    """A letter that could not be written: its key, which names no person, and a sentence that says why."""

    letter: str
    reason: str


@dataclass(slots=True)
class Report:
    """Filled by a writer as it goes; complete when its last piece is taken."""

    written: int = 0
    set_aside: list[SetAside] = field(default_factory=list)

    def put_aside(self, letter: str, reason: str) -> None:
        """Note a letter that is not in the file."""
        self.set_aside.append(SetAside(letter, reason))
