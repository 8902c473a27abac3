"""What the window of an envelope shows of an address, for pages."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.campaigns import queries as campaigns
from campaign.core import config
from campaign.directory.values import PostalAddress
from campaign.letters.layouts import LAYOUTS, Envelope
from campaign.letters.writers import window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.letters.layouts import Layout


@dataclass(frozen=True, slots=True)
class Look:
    """A picture as an address of the web that holds it, and what is wrong with the address in it."""

    picture: str
    problems: tuple[str, ...]


def look(lines: Sequence[str], envelope: str) -> Look:
    """The window with these lines in it; an envelope that is not known is the usual one."""
    organization = campaigns.organization()
    sender = " · ".join((organization.name, *organization.address_lines))
    view = window.preview(lines, _layout(envelope), config.current().fonts, sender.strip(" ·"))
    picture = f"data:image/png;base64,{b64encode(view.picture).decode()}"
    return Look(picture, (*PostalAddress(tuple(lines)).problems, *view.problems))


def _layout(envelope: str) -> Layout:
    known = {layout.envelope.value: layout for layout in LAYOUTS.values() if layout.window}
    return known.get(envelope, known[Envelope.DIN_B.value])
