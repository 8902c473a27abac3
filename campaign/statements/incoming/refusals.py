"""The sentences for files that cannot be taken in: what is wrong, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from campaign.core.languages import gettext as _
from campaign.statements.errors import (
    Damaged,
    Empty,
    Locked,
    NotText,
    NotUnicode,
    NoWords,
    TooLarge,
    Unsafe,
)
from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT, MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from campaign.statements.errors import CannotRead
    from campaign.statements.incoming.values import Kind


def refusal(error: Unreadable, kind: Kind, name: str) -> CannotRead:
    """The error with its sentence for a file called `name` that was read as a `kind`."""
    why = error.why
    if why == Why.DAMAGED and kind not in {"docx", "pdf"}:
        why = Why.BINARY
    family, sentence = _SAID[why]
    values: dict[str, str | int] = {"name": name, "format": kind.upper(), "limit": LIMIT // MEGABYTE}
    return family(sentence(values | error.values))


_SAID: Final[Mapping[Why, tuple[type[CannotRead], Callable[[Mapping[str, str | int]], str]]]] = {
    Why.BINARY: (
        NotText,
        lambda values: _(
            "%(name)s is no text file: paste the statement's text, or save it as .txt.",
            **values,
        ),
    ),
    Why.BOMB: (
        Unsafe,
        lambda values: _(
            "%(name)s unpacks to far more than it seems to hold, as no word processor packs it: paste"
            " its text.",
            **values,
        ),
    ),
    Why.CLIMBING: (
        Unsafe,
        lambda values: _(
            "%(name)s holds names that lead out of it (“..”), as no word processor writes them: paste"
            " its text.",
            **values,
        ),
    ),
    Why.DAMAGED: (
        Damaged,
        lambda values: _(
            "%(name)s is a %(format)s file that cannot be opened: it is damaged. Save it again, or "
            "paste its text.",
            **values,
        ),
    ),
    Why.EMPTY: (
        Empty,
        lambda values: _(
            "%(name)s is empty: it holds no words to read.",
            **values,
        ),
    ),
    Why.ENTITIES: (
        Unsafe,
        lambda values: _(
            "%(name)s declares entities, which no statement needs and which can hide a trap: paste its text.",
            **values,
        ),
    ),
    Why.MACROS: (
        Unsafe,
        lambda values: _(
            "%(name)s holds macros, which are programs: save it as .docx without them.",
            **values,
        ),
    ),
    Why.MEMORY: (
        TooLarge,
        lambda values: _(
            "%(name)s takes too much memory to read. Save the statement alone, without pictures and annexes.",
            **values,
        ),
    ),
    Why.NOT_UNICODE: (
        NotUnicode,
        lambda values: _(
            "%(name)s is not in UTF-8 (the byte at offset %(offset)s is 0x%(byte)s): save it as UTF-8.",
            **values,
        ),
    ),
    Why.OTHER_FORMAT: (
        NotText,
        lambda values: _(
            "%(name)s is a %(format)s file, which is not read: save it as .docx, .pdf or .txt, or "
            "paste its text.",
            **values,
        ),
    ),
    Why.PAGES: (
        TooLarge,
        lambda values: _(
            "%(name)s has more than %(limit)s pages. Save the pages of the statement alone.",
            **values,
        ),
    ),
    Why.LOCKED: (
        Locked,
        lambda values: _(
            "%(name)s opens with a password only: save it without one, or paste its text.",
            **values,
        ),
    ),
    Why.PICTURE: (
        NoWords,
        lambda values: _(
            "%(name)s is a picture, and words in a picture cannot be read: run text recognition over "
            "it, or type them in.",
            **values,
        ),
    ),
    Why.REMOTE_TEMPLATE: (
        Unsafe,
        lambda values: _(
            "%(name)s takes its template from elsewhere (%(host)s), and nothing is fetched: save it "
            "as .docx without that template, or paste its text.",
            **values,
        ),
    ),
    Why.SCANNED: (
        NoWords,
        lambda values: _(
            "%(name)s shows its pages as pictures, as scanners make them, and holds no text: run text"
            " recognition over it, or paste its text.",
            **values,
        ),
    ),
    Why.SLOW: (
        TooLarge,
        lambda values: _(
            "%(name)s takes too long to read. Save the pages of the statement alone, or paste its text.",
            **values,
        ),
    ),
    Why.TOO_LARGE: (
        TooLarge,
        lambda values: _(
            "%(name)s is larger than %(limit)s MB. Save the statement alone, without pictures and annexes.",
            **values,
        ),
    ),
    Why.ZIP: (
        NotText,
        lambda values: _(
            "%(name)s is a ZIP archive and no Word file: unpack it, and bring in the statement alone.",
            **values,
        ),
    ),
}
