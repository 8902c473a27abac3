"""A file that was written whole, or is written in pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class File:
    """What was written: the end of its name with the dot, its media type, its bytes."""

    suffix: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Pieces:
    """What is being written: the same, and its bytes in pieces."""

    suffix: str
    media_type: str
    content: Iterator[bytes]
