from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.bench.processes import ROOT
from tests.bench.read import QUICK_SIZES_KB, SIZES_KB, Runs

KEYS = {"sizes_kb", "cpu_ms", "items", "peak_mb", "start_s"}


def bench(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_quick_run_reads_every_size_and_prints_a_table_and_then_all_figures():
    answer = bench("read", "--quick", "--seconds", "5")
    assert (answer.returncode, answer.stderr) == (0, "")
    *printed, last = answer.stdout.splitlines()
    rows = [line.split()[0] for line in printed if line[:4].strip().isdigit()]
    assert rows == [str(kb) for kb in QUICK_SIZES_KB]
    assert any(line.startswith("Linear is 1: a KB of 500 KB costs") for line in printed)
    said = json.loads(last)
    assert set(said) == {"bench", "database", "baseline", *KEYS}
    assert (said["bench"], said["database"]) == ("read", "sqlite")
    assert all(found >= kb for found, kb in zip(said["items"], QUICK_SIZES_KB, strict=True))
    assert_of_the_shape_agreed(said)
    assert_of_the_shape_agreed(said["baseline"])


def assert_of_the_shape_agreed(figures):
    assert set(figures) >= KEYS
    assert figures["sizes_kb"] == list(QUICK_SIZES_KB)
    assert len(figures["cpu_ms"]) == len(figures["items"]) == len(QUICK_SIZES_KB)
    assert all(ms > 0 for ms in figures["cpu_ms"])
    assert figures["peak_mb"] > 1
    assert figures["start_s"] > 0


def test_a_full_run_reads_from_10_kb_to_2_mb():
    assert (min(SIZES_KB), max(SIZES_KB)) == (10, 2000)


def test_growth_is_one_where_time_is_linear_and_more_where_it_is_not():
    linear, squared = Runs((10, 100, 500)), Runs((10, 100, 500))
    for kb in linear.sizes_kb:
        linear.add(kb, json.dumps({"items": 1, "cpu_ms": 2 * kb, "peak_mb": 40}))
        squared.add(kb, json.dumps({"items": 1, "cpu_ms": kb * kb, "peak_mb": 40}))
    assert linear.growth() == pytest.approx(1)
    assert squared.growth() == pytest.approx(5)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nothing",), "'nothing' is not one of 'read', 'letters', 'sign', 'known', 'growth'"),
        (("read", "--database", "oracle://x"), "give sqlite, postgresql, or a URL"),
        (("read", "--seconds", "-1"), "is not in the range"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence_with_status_two(arguments, sentence):
    answer = bench(*arguments)
    assert answer.returncode == 2
    assert sentence in answer.stderr.splitlines()[-1]
