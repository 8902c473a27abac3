"""Loads a server on this machine with wrk, and reads off what its processes took of the processor."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SCRIPT: Final = Path(__file__).with_name("sign.lua")
CONNECTIONS: Final = 32
PATIENCE_S: Final = 60
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: requests that were answered, seconds, errors, and two percentiles."""

    requests: int
    seconds: float
    errors: int
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent to a server: a page's path, and for signatures the part of the form that all share.

    Before each signature the page is asked for by so many `readers`.
    """

    path: str
    form: str = ""
    cookie: str = ""
    readers: int = 0


def wrk(url: str, sent: Sent, seconds: float, mark: str = "") -> Load:
    """Load `url` for so many seconds over 32 connections; `mark` makes the addresses of a round its own."""
    environ = {**os.environ, "BENCH_PATH": sent.path, "BENCH_MARK": mark}
    environ["BENCH_READERS"] = str(sent.readers)
    if sent.form:
        environ["BENCH_FORM"] = sent.form
    if sent.cookie:
        environ["BENCH_COOKIE"] = sent.cookie
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds:g}s",
        "--timeout",
        "10s",
        "-s",
        str(SCRIPT),
        url,
    ]
    try:
        done = subprocess.run(
            command, env=environ, capture_output=True, text=True, check=True, timeout=seconds + PATIENCE_S
        )
    except FileNotFoundError as error:
        message = "wrk is missing: apt-get install wrk"
        raise click.ClickException(message) from error
    return Load(**json.loads(done.stdout.splitlines()[-1]))


def form_of(url: str, path: str) -> tuple[str, str]:
    """The token of the form on a page, and the cookie that came with it, if any."""
    with urllib.request.urlopen(f"{url}{path}", timeout=PATIENCE_S) as answer:
        found = _TOKEN.search(answer.read().decode())
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
    assert found
    return found[1], cookie


@contextmanager
def serving(command: Sequence[str], environ: Mapping[str, str], url: str, log: Path) -> Iterator[int]:
    """The number of a server's process, once `url` answers and for the length of the block."""
    with log.open("ab") as output:
        started = subprocess.Popen(
            command, env={**environ}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        _wait(started, url, log)
        yield started.pid
    finally:
        started.terminate()
        try:
            started.wait(timeout=15)
        finally:
            started.kill()


def cpu_s(*roots: int) -> float:
    """Seconds of the processor, user and system, of these processes and all below them, by now."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in brackets, may hold blanks (proc_pid_stat(5)).
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        number = int(status.parent.name)
        parents[number] = int(fields[1])
        used[number] = sum(map(int, fields[11:15])) / _TICKS
    return sum(seconds for number, seconds in used.items() if _is_below(number, set(roots), parents))


def _is_below(number: int, roots: set[int], parents: Mapping[int, int]) -> bool:
    while number and number not in roots:
        number = parents.get(number, 0)
    return number in roots


def _wait(started: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and started.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    message = f"The server does not answer at {url}. It said: {log.read_text()[-500:]}"
    raise click.ClickException(message)
