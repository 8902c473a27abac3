"""Makes a page again and again, in a process of its own, and prints what one costs.

    python -m tests.bench.page_once PATH COUNT DATABASE

It is asked for as visitors ask, when the one in memory has just grown old. The milliseconds are those of the
processor, of this process and of the database, whose process DATABASE is, with all below it.
"""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import Final

from campaign.app import create_app
from campaign.web import page_cache
from tests.bench import load

# So many are made first: the first ones load and compile what stays.
FIRST: Final = 10
# So soon is what was kept too old, and made again before it is shown.
SOON_S: Final = 1e-9


def cpu_ms(path: str, count: int, database: int) -> float:
    """What a page at `path` costs: the median in the application and the mean in the database."""
    app = create_app()
    app.extensions[page_cache.NAME].fresh_s = SOON_S
    visitor = app.test_client()
    for _once in range(FIRST):
        visitor.get(path)
    costs, before = [], load.cpu_s(database)
    for _again in range(count):
        begun = time.process_time()
        answer = visitor.get(path)
        costs.append(time.process_time() - begun)
        assert answer.status_code == 200, answer.status
    return 1000 * (median(costs) + (load.cpu_s(database) - before) / count)


if __name__ == "__main__":
    _path, _count, _database = sys.argv[1:]
    sys.stdout.write(f"{cpu_ms(_path, int(_count), int(_database)):.2f}")
