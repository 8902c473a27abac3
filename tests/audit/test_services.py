from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.audit import queries, services

pytestmark = pytest.mark.usefixtures("session")


def test_what_was_done_is_told_with_who_and_when_the_latest_first(clock):
    services.note("signatures.addresses", "one", "a" * 26)
    clock.set_to(clock.now() + timedelta(minutes=1))
    services.note("signatures.addresses", "two", None)
    services.note("something.else", "three", None)
    found = queries.latest("signatures.addresses", 50)
    assert [(entry.about, entry.account_id) for entry in found] == [("two", None), ("one", "a" * 26)]
    assert found[0].made_at == clock.now()
    assert [entry.about for entry in queries.latest("signatures.addresses", 1)] == ["two"]
