"""What arrives broken, late or without end at the server as it is shipped."""

from __future__ import annotations

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from campaign.core import tokens
from campaign.core.db import db
from campaign.signatures.models import Signature
from campaign.web.public.form_token import PURPOSE
from tests import factories, family
from tests.journeys import walking

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PATIENCE_S = 20.0
WITHIN_S = 5.0
# On a machine that does much else; whoever waits for a body waits longer.
AT_ONCE_S = 3.0
MEGABYTES = 1_000_000
FORM = "Content-Type: application/x-www-form-urlencoded"
# Of a server that is warm.
MORE_KB = 40_000


class Wire:
    """The server, spoken to without a library that would put right what is wrong."""

    def __init__(self, site, process, slug, token):
        self.process = process
        self.page = f"/c/{slug}"
        self.port = int(site.url.rpartition(":")[2])
        self.form = f"csrf_token={token}&name=Mina&country=JP&email=mina%40example.org".encode()
        self.start = f"POST /c/{slug}/sign HTTP/1.1\r\nHost: x\r\n{FORM}\r\n".encode()

    def head(self, length, more=""):
        return self.start + f"Content-Length: {length}\r\n{more}\r\n".encode()

    def asking(self, path, *more, method="GET"):
        lines = [f"{method} {path} HTTP/1.1", "Host: x", FORM, *more]
        return "\r\n".join([*lines, "", ""]).encode()

    def open(self, data):
        wire = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
        wire.sendall(data)
        return wire

    def said(self, data, *, closes=False):
        """The status of the answer to `data`, 0 where the server closes without one, and the seconds it took.

        Raises `TimeoutError` if neither comes.
        """
        begin = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as wire:
            try:
                wire.sendall(data)
                if closes:
                    wire.shutdown(socket.SHUT_WR)
                answer = wire.recv(100)
            except ConnectionError:
                answer = b""
        found = re.match(rb"HTTP/1\.\d (\d+)", answer)
        return int(found[1]) if found else 0, time.monotonic() - begin


@pytest.fixture
def wire(make_site):
    site = make_site()
    with walking.inside(site):
        factories.an_organization()
        slug = factories.a_campaign().slug
        token = tokens.make(PURPOSE, f"sign {slug}")
    with site.serving() as server:
        yield Wire(site, server.pid, slug, token)
    with walking.inside(site):
        stored = {signature.email for signature in db.session.query(Signature)}
    # Half an address is nobody's, and so is what was said to be longer than it was.
    assert stored <= {"mina@example.org"}


def length(octets):
    return f"Content-Length: {octets}"


def broken(wire):
    """Name, octets, whether the sender then goes, and the statuses that may follow."""
    form, whole = wire.form, len(wire.form)
    chunked = wire.start + b"Transfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n%b\r\n" % (whole, form)
    return [
        ("no length", wire.start + b"\r\n" + form, False, {400}),
        ("too short a length", wire.head(20) + form, False, {400}),
        ("a length that is no number", wire.head("abc") + form, False, {400}),
        ("a negative length", wire.head(-5) + form, False, {400}),
        ("two lengths", wire.head(whole, "Content-Length: 5\r\n") + form, False, {400}),
        ("a length without end", wire.head(10**15) + form, False, {413}),
        ("a length that does not come", wire.head(10 * MEGABYTES) + form, False, {413}),
        ("too long a length", wire.head(whole + 1) + form, False, {408}),
        ("half a body", wire.head(whole) + form[:-10], False, {408}),
        ("no body", wire.head(whole), False, {408}),
        ("as long a body as a form may be, that stalls", wire.head(256 * 1024) + form, False, {408}),
        (
            "a file of nobody's that stalls",
            wire.asking("/manage/statements/bring_in", length(6_000_000), method="POST"),
            False,
            {408},
        ),
        (
            "a body that no page takes and that stalls",
            wire.asking("/nowhere", length(6_000_000), method="POST"),
            False,
            {408},
        ),
        ("half a body, then nobody", wire.head(whole) + form[:-10], True, {0, 400}),
        ("too long a length, then nobody", wire.head(whole + 1) + form, True, {0, 400}),
        ("chunks", chunked + chunk + b"0\r\n\r\n", False, {411}),
        ("chunks that end early", chunked + chunk, True, {0, 400, 411}),
        ("chunks that are none", chunked + b"zz\r\n" + form, False, {0, 400, 411}),
        ("length and chunks", wire.head(5, "Transfer-Encoding: chunked\r\n") + chunk, False, {400, 411}),
        ("a megabyte", wire.head(MEGABYTES) + b"a" * MEGABYTES, False, {413}),
        ("more than any file may have", wire.head(7 * MEGABYTES) + b"a" * 7 * MEGABYTES, False, {413}),
        ("three million fields", wire.head(6 * MEGABYTES) + b"a&" * 3 * MEGABYTES, False, {413}),
        ("half a head", wire.start, False, {0, 408}),
        ("nothing", b"", False, {0, 408}),
        ("no HTTP", b"\x16\x03\x01\x00\xff", False, {0, 400, 408}),
        ("a head without end", wire.start + b"X-A: " + b"a" * MEGABYTES, False, {0, 400, 431}),
    ]


def test_what_arrives_broken_is_answered_or_closed_within_five_seconds_and_leaves_nothing(wire):
    bad = broken(wire)
    with ThreadPoolExecutor(len(bad)) as threads:
        asked = [threads.submit(wire.said, data, closes=closes) for _name, data, closes, _statuses in bad]
        answers = [later.result() for later in asked]
    told = [(name, *answer) for (name, *_rest), answer in zip(bad, answers, strict=True)]
    assert not [one for one, (*_rest, statuses) in zip(told, bad, strict=True) if one[1] not in statuses]
    assert not [one for one in told if one[2] > WITHIN_S]
    assert wire.said(wire.head(len(wire.form)) + wire.form)[0] == 303

    quick = [one[1:3] for one, (_status, seconds) in zip(bad, answers, strict=True) if seconds < 1]
    before = family.memory_kb(wire.process)
    with ThreadPoolExecutor(50) as slow, ThreadPoolExecutor(8) as threads:
        late = [slow.submit(wire.said, wire.head(1_000) + b"name=M") for _slow in range(100)]
        for _again in range(8):
            list(threads.map(lambda one: wire.said(one[0], closes=one[1]), quick))
        assert {one.result()[0] for one in late} == {408}
    assert family.memory_kb(wire.process) - before < MORE_KB
    assert wire.said(wire.head(len(wire.form)) + wire.form)[0] == 303


def test_who_asks_for_a_page_and_says_that_a_body_comes_is_answered_at_once_and_keeps_nobody(wire):
    odd = [length(10), length(10**9), "Transfer-Encoding: chunked"]
    for method in ("GET", "HEAD"):
        for said in odd:
            # Whoever asks then makes the page anew.
            time.sleep(1.1)
            status, seconds = wire.said(wire.asking(wire.page, said, method=method))
            assert (said, status) == (said, 200)
            assert seconds < AT_ONCE_S
    with ExitStack() as held:
        for path in [wire.page, "/healthz"] * 70:
            held.enter_context(wire.open(wire.asking(path, length(10))))
        time.sleep(1.1)
        for path in (wire.page, "/healthz"):
            status, seconds = wire.said(wire.asking(path))
            assert (path, status) == (path, 200)
            assert seconds < AT_ONCE_S


def test_a_body_that_nobody_reads_is_not_taken_for_a_request(wire):
    hidden = wire.asking("/nowhere")
    asked = wire.asking("/healthz", length(len(hidden))) + hidden + wire.asking("/healthz")
    with wire.open(asked) as kept:
        kept.settimeout(1)
        told = b""
        with suppress(TimeoutError):
            while piece := kept.recv(4096):
                told += piece
    assert set(re.findall(rb"HTTP/1\.1 (\d+)", told)) == {b"200"}
