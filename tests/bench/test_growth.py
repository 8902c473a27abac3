from __future__ import annotations

import json
import subprocess
import sys

from tests.bench.growth import GROWTHS, KEYS, OF_BASELINE, OF_EXPORT, QUICK_SIZES, SIZES, Grown
from tests.bench.processes import ROOT


def test_a_quick_run_grows_a_campaign_and_prints_a_table_and_then_all_figures():
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench", "growth", "--quick"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    *printed, last = answer.stdout.splitlines()
    rows = [line.split()[0] for line in printed if line.split() and line.split()[0][0].isdigit()]
    assert rows == [f"{size:,}" for size in QUICK_SIZES] * 2
    assert "Flat is 1: so many times as long as a site with 1,000, asked in turn:" in printed
    said = json.loads(last)
    assert set(said) == {"bench", "database", "baseline", "rows", *KEYS, *GROWTHS, *OF_EXPORT}
    assert (said["bench"], said["database"], said["rows"]) == ("growth", "sqlite", list(QUICK_SIZES))
    assert set(said["baseline"]) == {"rows", *OF_BASELINE}
    for name in (*KEYS, *GROWTHS, *OF_EXPORT):
        assert len(said[name]) == len(QUICK_SIZES)
        assert all(value > 0 for value in said[name])


def test_a_full_run_grows_from_10_thousand_to_5_million():
    assert SIZES == (10_000, 100_000, 1_000_000, 5_000_000)


def test_figures_of_all_sizes_stand_in_their_order():
    grown = Grown()
    for rows, ms in ((1, 2.0), (10, 9.0), (100, 5.0)):
        grown.add(rows, {"post_ms": ms})
    assert grown.as_figures() == {"rows": [1, 10, 100], "post_ms": [2.0, 9.0, 5.0]}
