from __future__ import annotations

import resource
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from campaign.core import storage
from campaign.core.encryption import CannotOpen
from campaign.core.errors import NotFound, Unavailable
from campaign.core.storage import FRAME, Storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "exports/one/part"
LETTER = b"Mina Ito, Osaka. " * 50_000


@pytest.fixture
def kept(here) -> Storage:
    return storage.current()


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: what a full disk does, without one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def content(kept: Storage, key: str = KEY) -> bytes:
    return b"".join(kept.read(key))


def path_of(kept: Storage, key: str = KEY) -> Path:
    return kept.folder / key


def frames(kept: Storage, key: str = KEY) -> list[bytes]:
    """The sealed frames with their lengths, as they lie on the disk."""
    rest, found = path_of(kept, key).read_bytes(), []
    while rest:
        length = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:length])
        rest = rest[length:]
    return found


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME])
def test_a_file_of_any_size_comes_back_as_it_was(kept, size):
    written = bytes(range(256)) * (size // 256 + 1)
    kept.write(KEY, [written[: size // 2], b"", written[size // 2 : size]])
    assert content(kept) == written[:size]


def test_nothing_of_a_file_lies_on_the_disk_in_clear_nor_for_others_to_read(kept):
    kept.write(KEY, [LETTER])
    assert b"Mina" not in path_of(kept).read_bytes()
    assert path_of(kept).stat().st_mode & 0o777 == 0o600


def test_a_file_that_was_cut_anywhere_does_not_open(kept):
    kept.write(KEY, [LETTER])
    whole, first = path_of(kept).read_bytes(), len(frames(kept)[0])
    for length in (0, 1, 3, 4, 5, 21, 60, first - 1, first, first + 1, first + 4, len(whole) - 1):
        path_of(kept).write_bytes(whole[:length])
        with pytest.raises(CannotOpen):
            content(kept)


def test_frames_that_were_swapped_repeated_or_appended_do_not_open(kept):
    kept.write(KEY, [LETTER])
    a, b, c, *rest = frames(kept)
    for wrong in ([b, a, c, *rest], [a, a, c, *rest], [a, c, *rest], [a, b, c, *rest, rest[-1]]):
        path_of(kept).write_bytes(b"".join(wrong))
        with pytest.raises(CannotOpen):
            content(kept)


@pytest.mark.parametrize("length", [0, 1, 36, FRAME, 2**32 - 1])
def test_a_length_that_was_changed_never_gives_another_content(kept, length):
    kept.write(KEY, [LETTER])
    path_of(kept).write_bytes(length.to_bytes(4, "big") + path_of(kept).read_bytes()[4:])
    with pytest.raises(CannotOpen):
        content(kept)


def test_a_file_under_another_key_does_not_open(kept):
    kept.write(KEY, [b"Mina"])
    path_of(kept).rename(path_of(kept, "exports/one/other"))
    with pytest.raises(CannotOpen):
        content(kept, "exports/one/other")


def test_a_full_disk_is_said_in_a_sentence_and_leaves_the_old_file(kept):
    kept.write(KEY, [b"old"])
    with (
        full_after(300_000),
        pytest.raises(Unavailable, match=r"could not be stored: File too large") as caught,
    ):
        kept.write(KEY, [LETTER])
    assert caught.value.status == 503
    assert content(kept) == b"old"
    assert list(path_of(kept).parent.iterdir()) == [path_of(kept)]


def test_a_file_that_is_not_kept_is_said_before_anything_is_read(kept):
    with pytest.raises(NotFound, match="no longer kept"):
        kept.read("exports/none")


@pytest.mark.parametrize("key", ["../secrets.json", "/etc/passwd", "a/../../b", "a//b", ".hidden", "", "a\n"])
def test_a_key_never_leaves_the_folder(kept, key):
    for use in (kept.read, kept.delete, lambda key: kept.write(key, [b""])):
        with pytest.raises(NotFound):
            use(key)


def test_a_file_can_be_erased_and_erased_again(kept):
    kept.write(KEY, [b"Mina"])
    kept.write("other", [b""])
    assert kept.all_keys() == [KEY, "other"]
    for _again in range(2):
        kept.delete(KEY)
    assert kept.all_keys() == ["other"]
