from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

from campaign.core import bucket, config, storage
from campaign.core.bucket import PART
from campaign.core.bucket_url import BucketUrl
from campaign.core.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "exports/one/part"


@pytest.fixture
def kept(here, bucket_url):
    config.use(replace(here, files_url=bucket_url))
    return storage.current()


@pytest.fixture
def refusing(kept, bucket_server):
    """The server asks who is there, and knows nobody."""
    ask_for_credentials(bucket_server, after="0")
    yield kept
    ask_for_credentials(bucket_server, after="inf")


def ask_for_credentials(server: str, after: str) -> None:
    """Let moto believe nobody after so many requests."""
    headers = {"Content-Type": "text/plain"}
    url = f"{server}/moto-api/reset-auth"
    urlopen(Request(url, data=after.encode(), headers=headers, method="POST")).close()


@contextmanager
def answering(status: int, body: str, length: int | None = None) -> Iterator[str]:
    """A server that gives everybody the same answer, and may promise more bytes than it sends."""

    class Answer(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Length", str(length or len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_PUT = do_POST = answer  # noqa: N815 - names of the standard library

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def uses(kept):
    """Every way in which a bucket is asked for something."""
    return (
        lambda: kept.write(KEY, [b"Mina"]),
        lambda: kept.write(KEY, [bytes(PART)] * 2),
        lambda: kept.read(KEY),
        lambda: kept.delete(KEY),
        lambda: kept.is_newest(KEY),
        kept.all_keys,
    )


def assert_all_say(kept, pattern):
    for use in uses(kept):
        with pytest.raises(Unavailable, match=pattern) as caught:
            use()
        assert "made-up" not in caught.value.sentence


def read(kept):
    with kept.place.open(KEY) as file:
        while file.read(1_000):
            pass


def at(url: str, **changes: str) -> storage.Storage:
    return storage.Storage(bucket.Bucket(replace(BucketUrl.parse(url), **changes)))


def test_objects_lie_under_the_prefix_and_no_others_are_seen(kept, bucket_url):
    kept.write(KEY, [b"Mina"])
    whole = at(bucket_url, prefix="")
    whole.write("of-another", [b""])
    assert whole.all_keys() == ["of-a-site/exports/one/part", "of-another"]
    assert kept.all_keys() == [KEY]
    assert at(bucket_url, prefix="of-a").all_keys() == []


def test_keys_are_listed_over_several_pages(kept):
    # A page has 1,000.
    keys = [f"exports/{number:04}" for number in range(1_005)]
    for key in keys:
        kept.place.put(key, [b""])
    assert kept.all_keys() == keys


def test_an_empty_object_was_sealed_by_no_key(kept):
    kept.place.put(KEY, [b""])
    assert not kept.is_newest(KEY)


def test_parts_of_an_upload_have_eight_megabytes_or_more(kept, monkeypatch):
    sizes = []
    sent = bucket._sent
    monkeypatch.setattr(bucket, "_sent", lambda *given: sizes.append(len(given[3])) or sent(*given))
    kept.write(KEY, (bytes(100_000) for _number in range(200)))
    assert len(sizes) == 3
    assert all(PART <= size < PART + 300_000 for size in sizes[:-1])


def test_a_bucket_that_is_not_there_is_said(kept, bucket_url):
    assert_all_say(at(bucket_url, bucket="nowhere"), "There is no bucket nowhere: make it, or correct CAMP")


def test_a_bucket_that_refuses_is_said(refusing):
    assert_all_say(refusing, r"refuses this site \(InvalidAccessKeyId\): check its credentials")


def test_a_site_without_credentials_is_said(kept, credentials):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        credentials.delenv(name)
    bucket._client.cache_clear()
    assert_all_say(kept, r"refuses this site \(NoCredentialsError\)")


def test_a_server_that_nobody_answers_for_is_said(kept, bucket_url, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setattr(bucket, "ATTEMPTS", 1)
    away = at(bucket_url, endpoint=f"http://127.0.0.1:{port}")
    assert_all_say(away, r"does not answer as it should \(EndpointConnectionError\). Please try again")


def test_a_server_that_says_nothing_is_not_waited_for_long(kept, bucket_url, monkeypatch):
    monkeypatch.setattr(bucket, "READ_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        away = at(bucket_url, endpoint=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(Unavailable, match=r"does not answer as it should \(ReadTimeoutError\)"):
            away.write(KEY, [b"Mina"])


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (507, "XMinioStorageFull", "is full (XMinioStorageFull): make room"),
        (403, "QuotaExceeded", "is full (QuotaExceeded): make room"),
        (400, "InvalidRequest", "does not answer as it should (InvalidRequest)"),
    ],
)
def test_a_server_without_room_is_said(kept, bucket_url, status, code, sentence):
    with answering(status, f"<Error><Code>{code}</Code><Message>made-up</Message></Error>") as endpoint:
        away = at(bucket_url, endpoint=endpoint)
        with pytest.raises(Unavailable) as caught:
            away.write(KEY, [b"Mina"])
    assert sentence in caught.value.sentence
    assert "made-up" not in caught.value.sentence


def test_a_connection_that_ends_in_the_middle_of_a_file_is_said(kept, bucket_url):
    with answering(200, "half of it", length=1_000) as endpoint:
        away = at(bucket_url, endpoint=endpoint)
        with pytest.raises(Unavailable, match="does not answer as it should"):
            read(away)
