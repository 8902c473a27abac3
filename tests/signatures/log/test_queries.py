from __future__ import annotations

import pytest
from sqlalchemy import select, text

from campaign.core.errors import NotFound
from campaign.signatures import services as signing
from campaign.signatures.log import queries
from campaign.signatures.models import NOT_IN_LOG, STILL_IN_LOG, Signature
from tests import factories

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_what_waits_for_the_log_is_found_by_an_index_of_its_own(kept, session):
    for where, index in (
        (NOT_IN_LOG, "ix_signatures_not_in_log"),
        (STILL_IN_LOG, "ix_signatures_still_in_log"),
    ):
        query = f"explain query plan select id from signatures where campaign_id = 'c' and {where}"  # noqa: S608 - ours
        [row] = session.execute(text(query))
        assert f"USING COVERING INDEX {index} " in row.detail


def test_a_row_may_be_deleted_once_the_log_has_said_all_of_it(kept, session):
    standing, gone = kept.confirmed("mina", "ken")
    pending = factories.signed(kept.campaign, email="pending@example.org")

    def settled():
        return set(session.scalars(select(Signature.id).where(queries.is_settled())))

    assert settled() == {pending.id}
    kept.run()
    assert settled() == {pending.id, standing.id, gone.id}
    signing.withdraw([gone])
    assert settled() == {pending.id, standing.id}
    kept.an_hour_later()
    assert settled() == {pending.id, standing.id, gone.id}


def test_entries_are_read_from_the_middle_of_rows_and_over_them(kept, monkeypatch):
    kept.confirmed("a", "b", "c")
    kept.run()
    whole = queries.entries_of(kept.campaign.id, 0, 3)
    assert len(set(whole)) == 3
    assert queries.entries_of(kept.campaign.id, 1, 2) == whole[1:2]
    assert queries.entries_of(kept.campaign.id, 2, 900) == whole[2:]


def test_checkpoints_are_compared_from_the_older_to_the_newer(kept):
    kept.run()
    kept.confirmed("mina")
    kept.an_hour_later()
    assert queries.comparison(kept.campaign.id, 1, 2).check()[1].size == 1
    with pytest.raises(NotFound, match="older checkpoint"):
        queries.comparison(kept.campaign.id, 2, 1)
