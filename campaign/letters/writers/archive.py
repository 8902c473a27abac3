"""ZIP archives that come out the same, byte for byte, whenever they are made."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# The first moment that the format can hold.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def archive(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these names and contents in this order, without the time of its making."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(_entry(name), content)
    return made.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
