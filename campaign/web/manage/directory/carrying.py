"""A file of recipients on its way through the steps of an import: in the form, packed, stored nowhere."""

from __future__ import annotations

import io
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.core.languages import gettext as _
from campaign.directory import tables
from campaign.directory.columns import CHOICES, suggest
from campaign.directory.errors import CannotImport
from campaign.web import typed

if TYPE_CHECKING:
    from collections.abc import Mapping


# What a whole file can say, where its rows do not.
CONSTANTS = ("kind", "style", "language", "status", "salutation", "close", "source", "checked_on")


@dataclass(frozen=True, slots=True)
class Carried:
    """A file, the directory's column for each of its own, and what its rows say where they say nothing."""

    content: bytes
    mapping: Mapping[str, str]
    constants: Mapping[str, str]

    @classmethod
    def fresh(cls, content: bytes) -> Carried:
        """A file that was just sent, with its columns as they seem to be; raises `CannotImport`."""
        return cls(content, suggest(tables.parse(io.BytesIO(content)).header), {})

    @classmethod
    def from_form(cls, sent: Mapping[str, str]) -> Carried:
        """What a step of the import sent on; raises `CannotImport`."""
        content = unpacked(sent.get("file", ""))
        header = tables.parse(io.BytesIO(content)).header
        said = [typed.one_line(sent.get(f"column-{number}")) for number in range(len(header))]
        mapping = {name: word if word in CHOICES else "" for name, word in zip(header, said, strict=True)}
        constants = {name: typed.one_line(sent.get(f"always-{name}")) for name in CONSTANTS}
        return cls(content, mapping, {name: text for name, text in constants.items() if text})

    @property
    def stream(self) -> io.BytesIO:
        """The file, to be read."""
        return io.BytesIO(self.content)

    @property
    def fields(self) -> dict[str, str]:
        """What the next step's form carries, hidden."""
        columns = {f"column-{number}": word for number, word in enumerate(self.mapping.values())}
        return (
            {"file": packed(self.content)} | columns | {f"always-{k}": v for k, v in self.constants.items()}
        )


def packed(content: bytes) -> str:
    """The bytes as text that a hidden field can hold; browsers change line ends in what is not packed."""
    return b64encode(zlib.compress(content, 9)).decode()


def unpacked(text: str) -> bytes:
    """The bytes that were packed, up to one more than a file may have; raises `CannotImport` for none."""
    try:
        content = zlib.decompressobj().decompress(b64decode(text, validate=True), tables.LARGEST_FILE + 1)
    except (ValueError, zlib.error):
        content = b""
    if not content:
        raise CannotImport(_("The file was lost on the way. Choose it again."))
    return content
