"""A process and all that it started, and those started in turn."""

from __future__ import annotations

import os
import re
import signal
from contextlib import suppress
from pathlib import Path


def of(number: int) -> list[int]:
    """The process with this number and all below it, itself first."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name, in brackets, may hold blanks (proc_pid_stat(5)).
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(status.parent.name))
    found = [number]
    for one in found:
        found += children.get(one, [])
    return found


def kill(number: int) -> None:
    """End them all at once, by a signal that none can hear."""
    stopped: set[int] = set()
    # One that is stopped starts no other behind our back.
    while running := set(of(number)) - stopped:
        _send(signal.SIGSTOP, running)
        stopped |= running
    _send(signal.SIGKILL, stopped)


def memory_kb(number: int) -> int:
    """What they hold in memory together, in kilobytes; what they share is counted for each."""
    total = 0
    for one in of(number):
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{one}/status").read_text())
        total += int(found[1]) if found else 0
    return total


def _send(what: signal.Signals, numbers: set[int]) -> None:
    for one in numbers:
        with suppress(ProcessLookupError):
            os.kill(one, what)
