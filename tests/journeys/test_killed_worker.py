"""An export outlives its worker: killed at any moment, no letter is missing and none is there twice."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections import Counter

import pytest

from tests import crowds, factories
from tests.journeys import walking

SIGNERS = int(os.environ.get("CAMPAIGN_TEST_SIGNERS", "600"))
KILLS = int(os.environ.get("CAMPAIGN_TEST_KILLS", "3"))
PATIENCE_S = 600.0
SLUG = "provide-some-measure-of-legal-protection-for-the-civil"


@pytest.fixture
def asked(make_site):
    """A site without a worker, and the id of an export that was asked for there."""
    site = make_site()
    site.command("db", "upgrade")
    with walking.inside(site):
        campaign = factories.the_seven_campaigns()["1.3"]
        crowds.gather(campaign, SIGNERS)
        from campaign.letters import exports
        from campaign.letters.requests import ExportRequest
        from campaign.letters.values import Audience

        rows = campaign.recipients[:2]
        return site, exports.ask(campaign, rows, ExportRequest(audience=Audience.SIGNERS)).id


def test_a_worker_killed_at_random_times_loses_no_letter_and_doubles_none(asked):
    site, export_id = asked
    chance = random.Random(7)
    for _kill in range(KILLS):
        with site.process("worker") as worker:
            time.sleep(chance.uniform(1.5, 6.0))
            worker.send_signal(signal.SIGKILL)
            worker.wait(timeout=10)
    with site.process("worker"):
        _wait(site, export_id)
    with walking.inside(site):
        from campaign.letters import export_queries, exports
        from campaign.letters.states import ExportState

        export = export_queries.by_id(export_id)
        assert export.state == ExportState.DONE
        assert export.written == export.planned == 2 * SIGNERS
        for key in {part.recipient.key for part in export.parts}:
            parts = [part for part in export.parts if part.recipient.key == key]
            found = Counter(
                number for part in parts for number in _numbers(b"".join(exports.read_part(part)))
            )
            assert sorted(found) == list(range(1, SIGNERS + 1))
            # The name stands at the head, in the return line and under the letter.
            assert set(found.values()) == {3}


def _wait(site, export_id: str) -> None:
    from campaign.core.db import db
    from campaign.letters import export_queries

    deadline = time.monotonic() + PATIENCE_S
    with walking.inside(site):
        while time.monotonic() < deadline:
            if export_queries.by_id(export_id).is_over:
                return
            db.session.rollback()
            db.session.expire_all()
            time.sleep(1)
    pytest.fail("the export did not come to an end")


def _numbers(content: bytes) -> list[int]:
    """The numbers behind the names of the made-up signers."""
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    names = "|".join(re.escape(name) for name, _country, _city in crowds.NAMES)
    return [int(number) for number in re.findall(rf"(?:{names}) (\d+)\b", text)]
