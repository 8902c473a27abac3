"""Writes the export of a campaign in a process of its own, and prints what that cost without the start.

    python -m tests.bench.growth_export CAMPAIGN

The site's settings are those of the environment.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from campaign.app import create_app
from campaign.campaigns import queries as campaigns
from campaign.core.db import only_reading
from campaign.signatures import sheets
from tests.bench.processes import peak_mb


def export(slug: str) -> dict[str, float]:
    """Rows, seconds by the clock and of this process's processor, and the peak in MB."""
    with create_app().app_context(), only_reading(), Path(os.devnull).open("wb") as out:
        campaign_id, rows = campaigns.by_slug(slug).id, -1
        began, cpu = time.perf_counter(), time.process_time()
        for piece in sheets.as_csv(campaign_id):
            content = piece.encode()
            rows += content.count(b"\r\n")
            out.write(content)
        seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
    return {"rows": rows, "seconds": seconds, "cpu_s": cpu_s, "peak_mb": peak_mb()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(export(sys.argv[1])))
