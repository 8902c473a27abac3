"""Files that the site keeps (exports), encrypted where they lie and decrypted as they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from campaign.core import config, files, frames
from campaign.core.bucket import Bucket
from campaign.core.bucket_url import SCHEME, BucketUrl
from campaign.core.errors import NotFound
from campaign.core.folder import Folder
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from campaign.core.frames import Readable

KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*", re.IGNORECASE)


class Place(Protocol):
    """Where sealed bytes lie, under keys like `exports/1/2`.

    All of it raises `Unavailable`, with a sentence, where the place is full, refuses or does not answer,
    and `NotFound` where nothing is under the key.
    """

    def put(self, key: str, pieces: Iterable[bytes]) -> None:
        """Keep `pieces` under `key`, whole or not at all."""

    def open(self, key: str) -> AbstractContextManager[Readable]:
        """What lies under `key`, to be read from its beginning."""

    def head(self, key: str, size: int) -> bytes:
        """The first `size` bytes under `key`, or fewer."""

    def size(self, key: str) -> int:
        """How many bytes lie under `key`."""

    def delete(self, key: str) -> None:
        """Erase what is under `key`, if anything is."""

    def keys(self) -> list[str]:
        """All keys, in order."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its size in bytes and its SHA-256 in hexadecimal, both of the clear content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Storage:
    """Sealed files in a folder or in a bucket; content goes in and out in pieces, never whole."""

    place: Place

    def write(self, key: str, chunks: Iterable[bytes]) -> Stored:
        """Store `chunks` under `key`, whole or not at all, and say what they were.

        Raises `Unavailable` if the storage is full or refuses; what the chunks raise is passed on.
        """
        passing = files.Passing(chunks)
        self.place.put(_checked(key), frames.sealed(key, passing))
        return Stored(passing.size, passing.sha256)

    def read(self, key: str) -> Iterator[bytes]:
        """The content under `key`, in pieces; raises `NotFound` at once if there is none."""
        # Opened only when somebody reads: a connection for each of many files would not last until then.
        self.place.size(_checked(key))
        return self._read(key)

    def delete(self, key: str) -> None:
        """Erase what is under `key`, if anything is; raises `Unavailable`."""
        self.place.delete(_checked(key))

    def all_keys(self) -> list[str]:
        """The keys of all files, in order; raises `Unavailable`."""
        return self.place.keys()

    def is_newest(self, key: str) -> bool:
        """Whether the newest data key sealed this file; raises `NotFound`, `Unavailable`."""
        return frames.is_newest(self.place.head(_checked(key), frames.HEAD))

    def key_name(self, key: str) -> bytes:
        """The name of the data key that sealed this file; raises `NotFound`, `Unavailable`."""
        return frames.key_name(self.place.head(_checked(key), frames.HEAD))

    def size(self, key: str) -> int:
        """How many bytes the content under `key` has; raises `NotFound`, `Unavailable`."""
        return frames.size_in_clear(self.place.size(_checked(key)))

    def _read(self, key: str) -> Iterator[bytes]:
        with self.place.open(key) as file:
            yield from frames.opened(key, file)


def current() -> Storage:
    """The storage of the configuration in use; raises `NotConfigured` if its library is missing."""
    url = config.current().files_url
    if url.startswith(SCHEME):
        return Storage(Bucket(BucketUrl.parse(url)))
    return Storage(Folder(Path(url.removeprefix("file:"))))


def _checked(key: str) -> str:
    if not KEY.fullmatch(key):
        raise NotFound(_("The file %(key)s is no longer kept.", key=key))
    return key
