from __future__ import annotations

import pytest

from campaign.core.errors import Conflict, NotConfigured, NotFound, Refused, Unavailable


@pytest.mark.parametrize(
    ("error", "status"),
    [(Refused, 400), (NotFound, 404), (Conflict, 409), (NotConfigured, 500), (Unavailable, 503)],
)
def test_a_refusal_is_a_sentence_with_a_status(error, status):
    refusal = error("Enter a name.")
    assert isinstance(refusal, Refused)
    assert (refusal.sentence, refusal.status) == ("Enter a name.", status)


def test_what_is_away_says_that_nothing_was_stored():
    assert "Nothing was stored" in Unavailable().sentence
