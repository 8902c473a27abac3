"""Runs a Python program in a fresh process, and tells what it cost."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process printed, and its seconds: by the clock, and of the processor (user and system)."""

    printed: str
    wall_s: float
    cpu_s: float


def measured(
    *arguments: str, most_seconds: float = MOST_SECONDS, environ: Mapping[str, str] | None = None
) -> Cost:
    """The cost of `python ARGUMENTS` with its children, from the call to its end.

    `environ` is its environment, by default ours. Raises `ClickException` if it fails or takes longer than
    `most_seconds`. One at a time: the processor's seconds are those of all children that ended in between.
    """
    cpu, wall = _cpu_of_children(), time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=most_seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        message = f"python {' '.join(arguments)} took longer than {most_seconds} seconds."
        raise click.ClickException(message) from error
    except subprocess.CalledProcessError as error:
        said = str(error.stderr).strip().rpartition("\n")[-1] or "nothing"
        message = f"python {' '.join(arguments)} failed and said: {said}"
        raise click.ClickException(message) from error
    return Cost(done.stdout, time.perf_counter() - wall, _cpu_of_children() - cpu)


def peak_mb() -> float:
    """The most memory that this process has held since it began, in MB of a million bytes.

    Linux hands `ru_maxrss` on from parent to child, so that a small child of a large parent looks large:
    `VmHWM` is the process's own (proc_pid_status(5)).
    """
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    [kibibytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kibibytes) * 1024 / 1e6


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
