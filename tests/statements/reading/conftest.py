from __future__ import annotations

import time
from pathlib import Path

import pytest

import campaign
from campaign.statements.reading.reader import read


@pytest.fixture(scope="session")
def text_of_2007() -> str:
    path = Path(campaign.__file__).parent / "statements" / "data" / "ipcnkr-2007.txt"
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def reading_of_2007(text_of_2007):
    return read(text_of_2007)


@pytest.fixture(scope="session")
def processor_time():
    def measure(function, argument) -> float:
        def once() -> float:
            began = time.process_time()
            function(argument)
            return time.process_time() - began

        # What else the machine does only ever adds to it.
        return min(once() for _ in range(3))

    return measure
