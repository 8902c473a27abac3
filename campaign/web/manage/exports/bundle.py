"""Many files as one ZIP, made while it is sent: nothing is gathered in memory or in clear on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from campaign.core import archives
from campaign.letters import exports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from campaign.letters.models import Part


def zipped(parts: Sequence[Part], last: tuple[str, bytes], moment: datetime) -> Iterator[bytes]:
    """The files of `parts` and a last one as a ZIP, in pieces, each dated `moment`.

    Raises `NotFound` if one is gone.
    """
    files = [(part.name, exports.read_part(part)) for part in parts]
    return archives.zipped([*files, (last[0], iter([last[1]]))], moment, large=True)
