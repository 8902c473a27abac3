from __future__ import annotations

import pytest

from campaign.statements.reading import lexicon


@pytest.mark.parametrize(
    "name", ["states", "bodies", "actors", "groups", "offices", "small_words", "verbs", "voices"]
)
def test_every_data_file_says_where_it_comes_from(name):
    assert lexicon.load(name)["source"].strip()
