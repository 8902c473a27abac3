"""Writes letters in one process or several that share the signers, and prints how long that took.

    python -m tests.bench.letters_workers WAY WORKERS COUNT

By the clock: `ready_s` from when all are ready to when the last is done, `whole_s` from the very start.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.letter_paths import WAYS

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

FIRST = 2


def write(way: str, workers: int, count: int, folder: Path) -> dict[str, float]:
    """Each worker gets a range of the signers, of the same length."""
    began = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(workers + 1)
    bounds = [FIRST + count * number // workers for number in range(workers + 1)]
    started = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        own = folder / str(number)
        own.mkdir()
        started.append(context.Process(target=_work, args=(way, start, end, own, ready)))
    for worker in started:
        worker.start()
    ready.wait()
    go = time.perf_counter()
    for worker in started:
        worker.join()
        if worker.exitcode:
            message = f"A worker ended with status {worker.exitcode}."
            raise SystemExit(message)
    done = time.perf_counter()
    written = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"ready_s": done - go, "whole_s": done - began, "letters": count, "bytes": written}


def _work(way: str, start: int, end: int, folder: Path, ready: Barrier) -> None:
    WAYS[way](0, FIRST, folder)
    ready.wait()
    WAYS[way](start, end, folder)


if __name__ == "__main__":
    _way, _workers, _count = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as _folder:
        sys.stdout.write(json.dumps(write(_way, int(_workers), int(_count), Path(_folder))))
