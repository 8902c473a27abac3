from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import campaign
from campaign.statements.incoming import apart, walls
from campaign.statements.incoming.apart import read
from campaign.statements.incoming.unreadable import Unreadable, Why
from tests.statements.incoming import made

HEAVY = ("lxml", "mammoth", "nh3", "pdfminer", "pdfplumber", "readability", "PIL", "docx")
STATEMENT = Path(campaign.__file__).parent / "statements" / "data" / "ipcnkr-2007.txt"


def in_a_child(script: str) -> list[str]:
    """What a script prints that first closes the walls around itself."""
    begun = "from campaign.statements.incoming import walls; walls.close()\n"
    ran = subprocess.run(
        [sys.executable, "-c", begun + script],
        capture_output=True,
        text=True,
        check=False,
        cwd=STATEMENT.parents[3],
    )
    return (ran.stdout + ran.stderr).strip().splitlines()


def test_a_child_that_takes_too_long_is_killed():
    with pytest.raises(Unreadable) as caught:
        read(made.pdf([made.line(50, 700, "a") * 500_000]), "pdf", seconds=1.0)
    assert caught.value.why in {Why.SLOW, Why.MEMORY}


def test_more_than_a_text_could_hold_is_not_listened_to(monkeypatch):
    monkeypatch.setattr(apart, "_ANSWER_AT_MOST", 1_000)
    with pytest.raises(Unreadable) as caught:
        read(b"all act " * 1_000, "markdown")
    assert caught.value.why == Why.TOO_LARGE


def test_a_child_knows_none_of_the_settings(monkeypatch):
    monkeypatch.setenv("CAMPAIGN_SECRET_KEY", "not for a parser of foreign files")
    seen = []
    started = subprocess.Popen

    def watching(*given, **named):
        seen.append(named["env"])
        return started(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", watching)
    read(b"text", "markdown")
    assert [set(environment) for environment in seen] == [{"PYTHONPATH"}]


def test_many_can_be_read_at_once():
    found: list[str] = []
    threads = [
        threading.Thread(
            target=lambda number=number: found.append(read(b"%d. Urges" % number, "markdown").text)
        )
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"{number}. Urges\n" for number in range(4)]


def test_the_memory_of_a_child_is_bounded():
    [*_trace, last] = in_a_child(f"bytearray({walls.MEMORY})")
    assert last == "MemoryError"


@pytest.mark.parametrize(
    "script",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "open('made-by-a-child.txt', 'w')",
        "import os; os.open('made-by-a-child.txt', os.O_CREAT | os.O_WRONLY)",
        "open('/etc/passwd')",
        "import os; os.remove('nothing')",
    ],
)
def test_a_child_may_not_reach_out(script):
    [*_trace, last] = in_a_child(script)
    assert last.startswith("PermissionError")


def test_a_child_may_load_its_parts_and_is_not_heard_outside():
    assert in_a_child("import pdfplumber, mammoth, readability, nh3; print('loaded')") == ["loaded"]
    assert socket.gethostname()


def test_reading_plain_text_loads_no_heavy_part():
    script = (
        "import sys, json; sys.argv = ['campaign', 'statements', 'read', sys.argv[1]]\n"
        "from campaign.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(STATEMENT)], capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout.splitlines()[-1]) == []


def test_taking_a_file_in_loads_no_heavy_part_here():
    script = (
        "import sys, json; from campaign.statements.incoming.intake import taken_in\n"
        "print(taken_in(sys.stdin.buffer.read()).kind)\n"
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], input=made.docx(), capture_output=True, check=True)
    assert ran.stdout.decode().split("\n")[:2] == ["docx", "[]"]
