from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.core import config, storage
from campaign.core.bucket import PART, Bucket
from campaign.core.encryption import CannotOpen
from campaign.core.errors import NotFound, Refused
from campaign.core.frames import FRAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from campaign.core.storage import Storage

KEY = "exports/one/part"
LETTER = b"Mina Ito, Osaka. " * 50_000
MB = 1024 * 1024


@pytest.fixture
def kept(here, files_url) -> Storage:
    """The storage of a site, of either kind."""
    config.use(replace(here, files_url=files_url))
    return storage.current()


def content(kept: Storage, key: str = KEY) -> bytes:
    return b"".join(kept.read(key))


def sealed(kept: Storage, key: str = KEY) -> bytes:
    """The bytes as they lie there."""
    with kept.place.open(key) as file:
        return file.read(100 * MB)


def frames(kept: Storage, key: str = KEY) -> list[bytes]:
    """The sealed frames with their lengths."""
    rest, found = sealed(kept, key), []
    while rest:
        length = 4 + int.from_bytes(rest[:4], "big")
        found.append(rest[:length])
        rest = rest[length:]
    return found


@pytest.mark.parametrize("size", [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, PART, PART + 1, 2 * PART + 7])
def test_a_file_of_any_size_comes_back_as_it_was(kept, size):
    written = (bytes(range(256)) * (size // 256 + 1))[:size]
    stored = kept.write(KEY, [written[: size // 2], b"", written[size // 2 :]])
    assert content(kept) == written
    assert (stored.size, stored.sha256) == (size, hashlib.sha256(written).hexdigest())
    assert kept.size(KEY) == size


def test_nothing_of_a_file_lies_there_in_clear(kept):
    kept.write(KEY, [LETTER])
    assert b"Mina" not in sealed(kept)


def test_a_file_that_was_cut_anywhere_does_not_open(kept):
    kept.write(KEY, [LETTER])
    whole, first = sealed(kept), len(frames(kept)[0])
    for length in (0, 1, 3, 4, 5, 21, 60, first - 1, first, first + 1, first + 4, len(whole) - 1):
        kept.place.put(KEY, [whole[:length]])
        with pytest.raises(CannotOpen):
            content(kept)


def test_frames_that_were_swapped_repeated_or_appended_do_not_open(kept):
    kept.write(KEY, [LETTER])
    a, b, c, *rest = frames(kept)
    for wrong in ([b, a, c, *rest], [a, a, c, *rest], [a, c, *rest], [a, b, c, *rest, rest[-1]]):
        kept.place.put(KEY, wrong)
        with pytest.raises(CannotOpen):
            content(kept)


@pytest.mark.parametrize("length", [0, 1, 36, FRAME, 2**32 - 1])
def test_a_length_that_was_changed_never_gives_another_content(kept, length):
    kept.write(KEY, [LETTER])
    kept.place.put(KEY, [length.to_bytes(4, "big"), sealed(kept)[4:]])
    with pytest.raises(CannotOpen):
        content(kept)


def test_a_file_under_another_key_does_not_open(kept):
    kept.write(KEY, [b"Mina"])
    kept.place.put("exports/one/other", [sealed(kept)])
    with pytest.raises(CannotOpen):
        content(kept, "exports/one/other")


@pytest.mark.parametrize("size", [1, 3 * PART])
def test_what_goes_wrong_while_a_file_is_made_leaves_the_old_one(kept, size):
    refusal = Refused("this letter cannot be set")

    def chunks() -> Iterator[bytes]:
        yield bytes(size)
        raise refusal

    with pytest.raises(Refused, match="this letter cannot be set"):
        kept.write(KEY, chunks())
    assert kept.all_keys() == []
    kept.write(KEY, [b"old"])
    with pytest.raises(Refused, match="this letter cannot be set"):
        kept.write(KEY, chunks())
    assert content(kept) == b"old"
    assert unfinished(kept) == []


def test_a_file_that_is_not_kept_is_said_before_anything_is_read(kept):
    for use in (kept.read, kept.size, kept.is_newest):
        with pytest.raises(NotFound, match="no longer kept"):
            use("exports/none")


def test_a_file_that_is_erased_while_it_is_asked_for_is_not_kept(kept):
    kept.write(KEY, [b"Mina"])
    pieces = kept.read(KEY)
    kept.delete(KEY)
    with pytest.raises(NotFound, match="no longer kept"):
        next(pieces)


@pytest.mark.parametrize("key", ["../secrets.json", "/etc/passwd", "a/../../b", "a//b", ".hidden", "", "a\n"])
def test_a_key_never_leaves_the_place(kept, key):
    for use in (kept.read, kept.delete, kept.size, lambda key: kept.write(key, [b""])):
        with pytest.raises(NotFound):
            use(key)


def test_a_file_can_be_erased_and_erased_again(kept):
    kept.write(KEY, [b"Mina"])
    kept.write("other", [b""])
    assert kept.all_keys() == [KEY, "other"]
    for _again in range(2):
        kept.delete(KEY)
    assert kept.all_keys() == ["other"]


def test_keys_that_begin_alike_are_different_files(kept):
    for key in ("exports/1", "exports/10", "exports/100"):
        kept.write(key, [key.encode()])
    kept.delete("exports/1")
    with pytest.raises(NotFound):
        kept.read("exports/1")
    assert content(kept, "exports/10") == b"exports/10"
    assert kept.all_keys() == ["exports/10", "exports/100"]


IN_PIECES = """
import json, resource, sys
from campaign.core import config, storage

def pieces(count):
    for number in range(count):
        yield bytes([number % 256]) * 100_000

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

config.use(config.Config.load())
kept = storage.current()
found = []
# The first takes what is taken once: libraries, connections.
for count in (170, 680):
    stored = kept.write("exports/large", pieces(count))
    read = sum(len(piece) for piece in kept.read("exports/large"))
    found.append((stored.size, read, peak()))
print(json.dumps(found))
"""


def test_a_file_four_times_as_large_takes_no_more_memory(kept):
    (small, small_read, before), (large, large_read, after) = json.loads(in_another_process(IN_PIECES))
    assert (small, small_read, large, large_read) == (17_000_000, 17_000_000, 68_000_000, 68_000_000)
    assert after - before < 12


THAT_IS_KILLED = """
import os, signal
from campaign.core import config, storage
from campaign.core.bucket import PART

def pieces():
    for _number in range(5):
        yield bytes(PART // 2)
    os.kill(os.getpid(), signal.SIGKILL)
    yield b"the rest"

config.use(config.Config.load())
storage.current().write("exports/one/part", pieces())
"""


def test_a_writer_that_is_killed_leaves_no_file_and_the_old_one_whole(kept):
    in_another_process(THAT_IS_KILLED, status=-9)
    assert len(unfinished(kept)) == 1
    assert kept.all_keys() == []
    with pytest.raises(NotFound):
        kept.read(KEY)
    kept.write(KEY, [b"old"])
    in_another_process(THAT_IS_KILLED, status=-9)
    assert content(kept) == b"old"


def unfinished(kept: Storage) -> list[str]:
    """What was begun to be written and neither ended nor taken away."""
    if isinstance(kept.place, Bucket):
        found = kept.place._client.list_multipart_uploads(Bucket=kept.place.url.bucket)
        return [upload["Key"] for upload in found.get("Uploads", ())]
    return [path.name for path in kept.place.folder.rglob(".*")]


def in_another_process(program: str, status: int = 0) -> str:
    used = config.current()
    said = {"CAMPAIGN_ENV": "development", "CAMPAIGN_FILES_URL": used.files_url}
    environ = os.environ | said | {"CAMPAIGN_DATA": str(used.data)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == status, done.stderr
    return done.stdout
