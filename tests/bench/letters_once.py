"""Writes letters one way in a process of its own, and prints what that cost without the start.

    python -m tests.bench.letters_once WAY COUNT

A few letters are written first: what is loaded once, with the first of them, belongs to the start.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.letter_paths import WAYS
from tests.bench.processes import peak_mb

FIRST = 2


def write(way: str, count: int, folder: Path) -> dict[str, float]:
    """Seconds of the processor, of this process and those it started, the bytes, and the peak in MB."""
    written = WAYS[way]
    written(0, FIRST, folder)
    cpu, clock = _cpu_s(), time.perf_counter()
    size = written(FIRST, FIRST + count, folder)
    cost = {"cpu_s": _cpu_s() - cpu, "wall_s": time.perf_counter() - clock}
    return {**cost, "letters": count, "bytes": size, "peak_mb": peak_mb()}


def _cpu_s() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    _way, _count = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="campaign-bench-") as _folder:
        sys.stdout.write(json.dumps(write(_way, int(_count), Path(_folder))))
