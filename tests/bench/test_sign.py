from __future__ import annotations

import json
import re
import subprocess
import sys

from tests.bench.load import cpu_s
from tests.bench.processes import ROOT

KEYS = {
    "signatures_per_s",
    "p50_ms",
    "p99_ms",
    "errors",
    "cpu_s_per_1000",
    "page_per_s",
    "page_cpu_s_per_1000",
    "page_made_cpu_ms",
}
BASELINE_KEYS = {"signatures_per_s", "cpu_s_per_1000", "page_per_s", "page_cpu_s_per_1000"}


def test_a_quick_run_loads_both_servers_and_prints_a_table_and_then_all_figures():
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench", "sign", "--quick", "--database", "postgresql"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    *printed, last = answer.stdout.splitlines()
    said = json.loads(last)
    assert (said["bench"], said["database"], said["errors"]) == ("sign", "postgresql", 0)
    assert set(said) >= KEYS
    assert set(said["baseline"]) == BASELINE_KEYS
    assert all(said[key] > 0 for key in KEYS - {"errors"})
    assert all(said["baseline"][key] > 0 for key in BASELINE_KEYS)
    assert said["mixed_confirmed"] > 0
    assert any(re.match(r"\s*signatures_per_s", line) for line in printed)


def test_the_work_of_a_process_counts_with_that_of_those_below_it():
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(30_000_000))']); input()"
    with subprocess.Popen([sys.executable, "-c", busy], stdin=subprocess.PIPE) as started:
        while cpu_s(started.pid) < 0.2:
            assert started.poll() is None
        started.communicate(b"\n")
    assert cpu_s(started.pid) == 0
