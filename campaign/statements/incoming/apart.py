"""Reading a file in a process of its own, which can be killed and takes nothing else down with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING, Any, Final

from campaign.statements.incoming.unreadable import Unreadable, Why
from campaign.statements.incoming.values import LIMIT, Incoming, Mark, Place

if TYPE_CHECKING:
    from campaign.statements.incoming.values import Kind

SECONDS: Final = 9.0
"""How long reading one file may take by the clock on the wall."""
_CHILD: Final = "campaign.statements.incoming.child"
# The text, a place for each of its lines, and marks.
_ANSWER_AT_MOST: Final = 4 * LIMIT
_OUT_OF_TIME: Final = {-signal.SIGXCPU, -signal.SIGKILL}
_CRASHED: Final = {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT, -signal.SIGILL, -signal.SIGFPE}


def read(content: bytes, kind: Kind, seconds: float = SECONDS) -> Incoming:
    """The file, read by a child process; raises `Unreadable`, also for what kills the child."""
    began = time.monotonic()
    answer, status = _exchange(content, kind, seconds)
    if len(answer) > _ANSWER_AT_MOST:
        raise Unreadable(Why.TOO_LARGE)
    if status in _CRASHED:
        raise Unreadable(Why.DAMAGED)
    if status:
        is_late = status in _OUT_OF_TIME and time.monotonic() - began > seconds / 2
        raise Unreadable(Why.SLOW if is_late else Why.MEMORY)
    return _understood(json.loads(answer), kind)


def _exchange(content: bytes, kind: Kind, seconds: float) -> tuple[bytes, int]:
    """What the child answers, and the status that it ends with."""
    command = [sys.executable, "-P", "-X", "utf8", "-m", _CHILD, kind]
    with subprocess.Popen(  # noqa: S603 - our own program; the file only goes to its standard input
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # None of the settings, which hold secrets; but the same packages, from wherever they are.
        env={"PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder)},
    ) as process:
        clock = Timer(seconds, process.kill)
        clock.start()
        try:
            answer = _answer(process, content)
            if len(answer) <= _ANSWER_AT_MOST:
                process.wait()
        finally:
            clock.cancel()
            process.kill()
    return answer, process.returncode


def _answer(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    """The child reads all before it writes, so neither waits for the other; no more is taken than allowed."""
    if process.stdin is None or process.stdout is None:
        return b""
    # A child that is killed leaves its input unread.
    with suppress(BrokenPipeError):
        process.stdin.write(content)
    with suppress(BrokenPipeError):
        process.stdin.close()
    return process.stdout.read(_ANSWER_AT_MOST + 1)


def _understood(answer: dict[str, Any], kind: Kind) -> Incoming:
    if "why" in answer:
        raise Unreadable(Why(answer["why"]), **answer["values"])
    places = tuple(Place(*place) for place in answer["places"])
    marks = tuple(Mark(*mark) for mark in answer["marks"])
    return Incoming(answer["text"], kind, places, marks)
