"""Why a file cannot be taken in, as it passes from the child process to the sentence for a person."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """What is wrong with a file."""

    BINARY = "binary"
    BOMB = "bomb"
    CLIMBING = "climbing"
    DAMAGED = "damaged"
    EMPTY = "empty"
    ENTITIES = "entities"
    MACROS = "macros"
    MEMORY = "memory"
    NOT_UNICODE = "not_unicode"
    OTHER_FORMAT = "other_format"
    PAGES = "pages"
    LOCKED = "locked"
    PICTURE = "picture"
    REMOTE_TEMPLATE = "remote_template"
    SCANNED = "scanned"
    SLOW = "slow"
    TOO_LARGE = "too_large"
    ZIP = "zip"


class Unreadable(Exception):  # noqa: N818 - it is no fault of the program
    """The file cannot be taken in; `values` fill the sentence."""

    def __init__(self, why: Why, **values: str | int) -> None:
        super().__init__(why)
        self.why = why
        self.values = values
