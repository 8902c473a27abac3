from __future__ import annotations

import resource
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from campaign.core.errors import Unavailable
from campaign.core.folder import Folder
from campaign.core.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "exports/one/part"
LETTER = b"Mina Ito, Osaka. " * 50_000


@pytest.fixture
def kept(here, tmp_path) -> Storage:
    return Storage(Folder(tmp_path / "files"))


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: what a quota does, without one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of one megabyte; where none may be mounted, a folder whose files cannot grow beyond that."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        with full_after(1_000_000):
            yield folder
    else:
        yield folder
        subprocess.run(["umount", str(folder)], check=True)


def path_of(kept: Storage) -> Path:
    return kept.place.folder / KEY


def test_nobody_else_may_read_a_file(kept):
    kept.write(KEY, [LETTER])
    assert path_of(kept).stat().st_mode & 0o777 == 0o600


def test_a_file_that_may_not_grow_is_said_in_a_sentence_and_leaves_the_old_one(kept):
    kept.write(KEY, [b"old"])
    with (
        full_after(300_000),
        pytest.raises(Unavailable, match=r"could not be stored: File too large") as caught,
    ):
        kept.write(KEY, [LETTER])
    assert caught.value.status == 503
    assert b"".join(kept.read(KEY)) == b"old"
    assert list(path_of(kept).parent.iterdir()) == [path_of(kept)]


def test_a_disk_that_fills_is_said_in_a_sentence_and_has_room_again(here, small_disk):
    kept = Storage(Folder(small_disk))
    kept.write(KEY, [b"old"])
    with pytest.raises(Unavailable, match=r"could not be stored: (No space left on device|File too large)"):
        kept.write(KEY, [LETTER] * 3)
    assert b"".join(kept.read(KEY)) == b"old"
    assert list(path_of(kept).parent.iterdir()) == [path_of(kept)]
    kept.write("exports/one/other", [LETTER])


def test_a_folder_that_is_none_is_said_in_a_sentence(kept):
    kept.place.folder.write_text("no folder")
    for use in (lambda: kept.write(KEY, [b""]), lambda: kept.delete(KEY)):
        with pytest.raises(Unavailable, match=KEY):
            use()


def test_erasing_takes_away_what_a_killed_writer_left_too(kept):
    kept.write(KEY, [b"Mina"])
    beside = path_of(kept).with_name("part2")
    for path in (path_of(kept).with_name(".part.0a1b2c3d"), beside, beside.with_name(".part2.0a1b2c3d")):
        path.write_bytes(b"half")
    kept.delete(KEY)
    assert sorted(path.name for path in path_of(kept).parent.iterdir()) == [".part2.0a1b2c3d", "part2"]
