"""Where the reader doubts whom an item asks."""

from __future__ import annotations

import pytest

from campaign.statements.reading.reader import read


def flags_in(text):
    [item] = [found for found in read(text).items if found.kind == "ask"]
    return item.flags


@pytest.mark.parametrize(
    "text",
    [
        "We urge Chad to open the border.",
        "We call on the Governments of Chad and Niger to open the border.",
        "We demand that all parties open the border.",
        "We urge Hamas to open the border.",
        "We call for an open border.",
        "Armenia and Azerbaijan met. We urge both countries to open the border.",
    ],
)
def test_who_is_named_where_a_name_belongs_leaves_no_doubt(text):
    assert "unsure" not in flags_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "We call for restraint by all parties.",
        "We condemn the attacks by Chad and demand an immediate end to them.",
        "We urge the wise weavers of the villages to open the border.",
        "We urge Chad and whoever else may be near to open the border.",
        "To: The President of Chad\n\nDear friends,\n\nWe ask that the border be opened.",
    ],
)
def test_who_is_found_in_a_roundabout_way_is_doubted(text):
    assert "unsure" in flags_in(text)


def test_a_verb_that_takes_a_person_and_finds_none_is_doubted():
    assert set(flags_in("We urge more support for refugees.")) == {"no-addressee", "unsure"}


def test_an_item_that_asks_nobody_is_not_doubted():
    [item] = read("1. Welcomes the report of the Secretary-General;").items
    assert item.flags == ()
