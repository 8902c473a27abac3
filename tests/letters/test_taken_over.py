"""Two workers that write the same part, because the first one has lost its lease."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from campaign.core import config, storage
from campaign.jobs import leases
from campaign.letters import exports, writing
from campaign.letters.models import Part
from campaign.letters.requests import ExportRequest
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.signatures import queries as signature_queries
from campaign.signatures import services as signatures
from tests import factories
from tests.letters.exporting import content, delivered, fresh, write

pytestmark = pytest.mark.usefixtures("session", "clock")
OF_SIGNERS = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT)


@pytest.fixture
def campaign(session):
    """One with a recipient and two signers who give their names."""
    factories.an_organization()
    made = factories.a_campaign(factories.State.PUBLISHED, factories.a_recipient("th-head-of-government"))
    delivered(made, 2)
    return made


def test_a_worker_that_has_lost_a_part_stores_nothing(campaign, clock):
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    [part] = export.parts
    lost = leases.take(Part, Part.id == part.id)
    clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    leases.take(Part, Part.id == part.id)
    with pytest.raises(writing._TakenOverError):
        writing._written(part.id, lost)
    assert storage.current().all_keys() == []
    assert fresh(export).parts[0].state == PartState.WAITING


def test_a_part_that_two_have_stored_is_written_anew(campaign, clock, files_url):
    config.use(replace(config.current(), files_url=files_url))
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    [part] = export.parts
    slow = leases.take(Part, Part.id == part.id)
    changes = writing._written(part.id, slow)
    stale = content(part)
    clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    signatures.withdraw(signature_queries.by_email(campaign.id, "0@example.org"))
    write(part)
    assert fresh(export).state == ExportState.DONE
    # The storage was slow to take what the first one had sent.
    storage.current().write(part.key, [stale])
    writing._record(part.id, slow, changes)
    assert (fresh(export).state, part.state) == (ExportState.ASKED, PartState.WAITING)
    assert storage.current().all_keys() == []
    write(part)
    assert (fresh(export).state, part.state) == (ExportState.DONE, PartState.WRITTEN)
    assert b"Mina 0" in stale
    assert b"Mina 0" not in content(part)


def test_what_somebody_stores_of_a_part_that_is_erased_is_not_kept(campaign, clock, files_url):
    config.use(replace(config.current(), files_url=files_url))
    export = exports.ask(campaign, campaign.recipients, OF_SIGNERS)
    [part] = export.parts
    slow = leases.take(Part, Part.id == part.id)
    changes = writing._written(part.id, slow)
    clock.set_to(clock.now() + leases.DURATION + timedelta(seconds=1))
    write(part)
    exports.erase(fresh(export).parts, exports.taken_back())
    storage.current().write(part.key, [b"Mina 0"])
    writing._record(part.id, slow, changes)
    assert (fresh(export).state, part.state) == (ExportState.DONE, PartState.ERASED)
    assert storage.current().all_keys() == []
