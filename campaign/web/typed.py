"""What people type into forms, made tidy before anything looks at it."""

from __future__ import annotations

from campaign.letters.cleaning import plain


def one_line(text: str | None) -> str:
    """A line of text: no control characters, single blanks, none at the ends."""
    return plain(text or "")


def lines(text: str | None) -> str:
    """Text of several lines, each of them tidy; empty ones are kept inside and go at the ends."""
    given = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(plain(line) for line in given).strip("\n")


def as_pasted(text: str | None) -> str:
    """Text that must stay as it is, but for line ends, which browsers send as two characters."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")
