from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.core import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def breaking_off() -> Iterator[bytes]:
    yield b"half"
    raise OSError


def test_a_file_and_its_folder_are_for_their_owner_alone(tmp_path: Path):
    path = tmp_path / "new" / "file"
    files.write_whole(path, [b"a", b"b"])
    assert path.read_bytes() == b"ab"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_file_is_replaced_or_kept(tmp_path: Path):
    path = tmp_path / "file"
    for content in (b"first", b"second"):
        files.write_whole(path, [content])
    files.write_whole(path, [b"third"], keep_old=True)
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_off_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path):
    path = tmp_path / "file"
    files.write_whole(path, [b"old"])
    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        files.write_whole(path, breaking_off())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
