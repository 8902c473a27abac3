"""Files that the site keeps (exports), encrypted where they lie and decrypted as they are read."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from campaign.core import config, encryption, files
from campaign.core.errors import NotFound, Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FRAME = 256 * 1024
LENGTH = struct.Struct(">I")
KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Storage:
    """A folder of sealed files. A file is a row of frames: four bytes of length, then sealed bytes.

    A frame is bound to the file's key, its place and whether it is the last, so that a file that was
    cut, mixed or renamed does not open.
    """

    folder: Path

    def write(self, key: str, chunks: Iterable[bytes]) -> None:
        """Store `chunks` under `key`, whole or not at all.

        Raises `Unavailable` if the disk is full or refuses.
        """
        try:
            files.write_whole(self._path(key), _sealed(key, chunks))
        except OSError as error:
            message = _("The file %(key)s could not be stored: %(reason)s.", key=key, reason=error.strerror)
            raise Unavailable(message) from error

    def read(self, key: str) -> Iterator[bytes]:
        """The content under `key`, in pieces; raises `NotFound` at once if there is none."""
        path = self._path(key)
        if not path.is_file():
            raise NotFound(_("The file %(key)s is no longer kept.", key=key))
        return self._read(key, path)

    def delete(self, key: str) -> None:
        """Erase what is under `key`, if anything is."""
        self._path(key).unlink(missing_ok=True)

    def all_keys(self) -> list[str]:
        """The keys of all files, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def is_newest(self, key: str) -> bool:
        """Whether the newest data key sealed this file."""
        with self._path(key).open("rb") as file:
            file.seek(LENGTH.size)
            return encryption.ring().is_newest(file.read(encryption.HEAD))

    def _read(self, key: str, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            # Also what is empty was one frame; a file without any was cut.
            place = 0
            sealed: bytes | None = _next_frame(file) or b""
            while sealed is not None:
                following = _next_frame(file)
                label = _label(key, place, last=following is None)
                yield encryption.open_sealed(sealed, label)
                place, sealed = place + 1, following

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise NotFound(_("The file %(key)s is no longer kept.", key=key))
        return self.folder / key


def current() -> Storage:
    """The storage of the configuration in use."""
    return Storage(Path(config.current().files_url.removeprefix("file:")))


def _label(key: str, place: int, *, last: bool) -> str:
    return f"file {key} {place} {'last' if last else 'more'}"


def _sealed(key: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    for place, (frame, last) in enumerate(_frames(chunks)):
        sealed = encryption.ring().seal(frame, _label(key, place, last=last))
        yield LENGTH.pack(len(sealed)) + sealed


def _next_frame(file: IO[bytes]) -> bytes | None:
    """The next sealed frame, None at the end; of a file that was cut, what is left, which does not open."""
    length = file.read(LENGTH.size)
    if len(length) == LENGTH.size:
        # No frame is as long as a damaged length may say.
        return file.read(min(LENGTH.unpack(length)[0], 2 * FRAME))
    return length or None


def _frames(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) > FRAME:
            yield bytes(rest[:FRAME]), False
            del rest[:FRAME]
    yield bytes(rest), True
