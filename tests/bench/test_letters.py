from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from tests.bench.letter_paths import WAYS
from tests.bench.letters import FULL, OURS, QUICK, Runs
from tests.bench.processes import ROOT
from tests.bench.signers import ALL, KOREAN, LATIN, stamps

KEYS = {"pdf_en_per_cpu_s", "pdf_ko_per_cpu_s", "docx_per_cpu_s", "stamped_per_cpu_s", "peak_mb"}
BASELINE_KEYS = {"weasyprint_per_cpu_s", "docxtpl_per_cpu_s", "libreoffice_per_cpu_s"}


def program(*arguments):
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )


def test_a_quick_run_measures_every_way_and_prints_a_table_and_then_all_figures():
    answer = program("tests.bench", "letters", "--quick", "--seconds", "0")
    assert (answer.returncode, answer.stderr) == (0, "")
    *printed, last = answer.stdout.splitlines()
    said = json.loads(last)
    assert said["bench"] == "letters"
    assert set(said) >= KEYS
    assert all(said[key] > 0 for key in KEYS)
    assert set(said["baseline"]) >= BASELINE_KEYS
    assert all(said["baseline"][key] > 0 for key in BASELINE_KEYS - {"libreoffice_per_cpu_s"})
    assert said["memory_letters"] == list(QUICK.memory)
    assert len(said["memory_mb"]) == len(QUICK.memory)
    assert said["stamped_bytes"] < 1024
    for ours, other in (("pdf_en", "weasyprint"), ("docx", "docxtpl"), ("stamped", "pdf_en")):
        assert any(line.split()[:2] == [ours, other] for line in printed)


def test_a_full_run_writes_a_hundred_thousand_letters_and_shares_both_kinds_of_pdf():
    assert FULL.memory == (1000, 10_000, 100_000)
    assert set(FULL.shared) == {"pdf_en", "stamped"}
    assert set(FULL.letters) == set(QUICK.letters) == set(WAYS)


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_write_all_letters_between_them(workers):
    told = json.loads(program("tests.bench.letters_workers", "stamped", str(workers), "30").stdout)
    assert told["letters"] == 30
    assert 0 < told["ready_s"] <= told["whole_s"]


def test_of_two_ways_of_a_baseline_the_faster_counts():
    runs = Runs()
    for way, seconds in (("weasyprint", 5), ("weasyprint_single", 8), ("pdf_en", 0.2)):
        runs.add(way, json.dumps({"letters": 100, "cpu_s": seconds, "bytes": 1, "peak_mb": 2}))
    assert runs.of("weasyprint") == pytest.approx(20)
    assert runs.times("pdf_en", "weasyprint") == pytest.approx(25)
    assert runs.times("pdf_en", "libreoffice") is None


def test_the_same_numbers_give_the_same_signers_wherever_a_range_begins():
    for kind in (LATIN, KOREAN, ALL):
        assert list(stamps(kind, 0, 40))[25:] == list(stamps(kind, 25, 40))
    everywhere = "".join(stamp.name for stamp in stamps(ALL, 0, 300))
    for script in ("a-z", "가-힣", "一-龥", "ก-ฮ", "ກ-ຮ", "က-အ", "Đ"):
        assert re.search(f"[{script}]", everywhere)
    assert {f"{way}_per_cpu_s" for way in OURS} <= KEYS
