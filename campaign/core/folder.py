"""A folder of this machine as the place where files are kept."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from campaign.core import files
from campaign.core.errors import NotFound, Unavailable
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Folder:
    """Files under `folder`, at the paths that their keys say."""

    folder: Path

    def put(self, key: str, pieces: Iterable[bytes]) -> None:
        """Keep `pieces` under `key`, whole or not at all; raises `Unavailable`."""
        try:
            files.write_whole(self._path(key), pieces)
        except OSError as error:
            message = _("The file %(key)s could not be stored: %(reason)s.", key=key, reason=error.strerror)
            raise Unavailable(message) from error

    @contextmanager
    def open(self, key: str) -> Iterator[IO[bytes]]:
        """What lies under `key`; raises `NotFound`, `Unavailable`."""
        with _told(key), self._path(key).open("rb") as file:
            yield file

    def head(self, key: str, size: int) -> bytes:
        """The first `size` bytes under `key`, or fewer; raises `NotFound`, `Unavailable`."""
        with self.open(key) as file:
            return file.read(size)

    def size(self, key: str) -> int:
        """How many bytes lie under `key`; raises `NotFound`, `Unavailable`."""
        path = self._path(key)
        if not path.is_file():
            raise _not_kept(key)
        with _told(key):
            return path.stat().st_size

    def delete(self, key: str) -> None:
        """Erase what is under `key`, and what a writer that was killed left of it; raises `Unavailable`."""
        path = self._path(key)
        with _told(key):
            for draft in files.drafts_of(path):
                draft.unlink(missing_ok=True)
            path.unlink(missing_ok=True)

    def keys(self) -> list[str]:
        """All keys, in order."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def _path(self, key: str) -> Path:
        return self.folder / key


@contextmanager
def _told(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise _not_kept(key) from error
    except OSError as error:
        message = _("The file %(key)s cannot be reached: %(reason)s.", key=key, reason=error.strerror)
        raise Unavailable(message) from error


def _not_kept(key: str) -> NotFound:
    return NotFound(_("The file %(key)s is no longer kept.", key=key))
