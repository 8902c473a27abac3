"""Reads one text in a process of its own, and prints what that cost without the start.

    python -m tests.bench.reading_once reader|expressions SHORT TEXT

SHORT is read first: what is loaded once, with the first text, belongs to the start.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.bench.processes import peak_mb


def read(how: str, short: str, text: str) -> dict[str, float]:
    """The items found in `text`, the milliseconds of processor time (user and system), the peak in MB."""
    if how == "reader":
        from campaign.statements.reading.reader import read_statement

        def count(words: str) -> int:
            return len(read_statement(words).items)
    else:
        from tests.bench import expressions

        def count(words: str) -> int:
            return len(expressions.items(words))

    count(short)
    began = time.process_time()
    items = count(text)
    cpu_ms = (time.process_time() - began) * 1000
    return {"items": items, "cpu_ms": cpu_ms, "peak_mb": peak_mb()}


if __name__ == "__main__":
    _how, _short, _text = sys.argv[1:]
    _texts = [Path(path).read_text(encoding="utf-8") for path in (_short, _text)]
    sys.stdout.write(json.dumps(read(_how, *_texts)))
