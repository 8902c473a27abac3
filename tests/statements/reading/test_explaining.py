from __future__ import annotations

import pytest

from campaign.statements.reading.explaining import explained

STEM = "We call on the ministers:\n\n- to open the port;\n- to free the crew.\n"


def stages_of(text, which):
    [findings] = explained(text, which)
    return [(finding.stage, finding.found, finding.rule) for finding in findings]


def test_it_says_which_rule_found_the_item_and_its_verbs(text_of_2007):
    found = stages_of(text_of_2007, "3.1")
    assert found[0] == ("item", "3.1", "capitals")
    assert [it for it in found if it[0] == "verb"] == [
        ("verb", "urge", "capitals"),
        ("verb", "urge", "further verb of the item"),
    ]


def test_an_item_under_a_stem_shows_the_verb_of_the_stem():
    found = stages_of(STEM, "#2")
    assert ("verb", "call upon", "first person") in found
    assert ("verb", "free", "bullet under a stem") in found


@pytest.mark.parametrize("which", ["7", "#0", "#9", "#x", ""])
def test_there_is_nothing_to_say_of_an_item_that_is_not_there(which):
    assert explained(STEM, which) == []
