"""Files that appear whole or not at all, also where the power fails."""

from __future__ import annotations

import glob
import hashlib
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TOKEN = 4


class Passing:
    """Chunks that are counted and hashed as they go by: `size` (bytes) and `sha256` of what has passed."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._hash = chunks, hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        """Let them pass."""
        for chunk in self._chunks:
            self.size += len(chunk)
            self._hash.update(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        """The SHA-256, in hexadecimal digits."""
        return self._hash.hexdigest()


def write_whole(path: Path, chunks: Iterable[bytes], *, keep_old: bool = False) -> None:
    """Write `chunks` to `path` with mode 600, in a folder that is made with mode 700; it is on the disk then.

    A file that is there is replaced, or with `keep_old` stays as it is. Raises `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Neither two processes nor two threads share a draft.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(TOKEN)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if keep_old:
            with suppress(FileExistsError):
                os.link(draft, path)
        else:
            draft.replace(path)
        _settle(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def drafts_of(path: Path) -> Iterator[Path]:
    """What writers of `path` have not ended: those at work, and those that were killed."""
    return path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 2 * TOKEN}")


def _settle(folder: Path) -> None:
    # The name of a file lies in its folder, which is written to the disk by itself (fsync(2), NOTES).
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
