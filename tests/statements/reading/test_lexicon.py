from __future__ import annotations

import pytest

from campaign.statements.reading import lexicon


@pytest.mark.parametrize(
    ("base", "third"),
    [
        ("urge", "urges"),
        ("call upon", "calls upon"),
        ("reaffirm", "reaffirms"),
        ("press", "presses"),
        ("deny", "denies"),
    ],
)
def test_the_third_person_is_made_by_rule(base, third):
    assert lexicon.third_person(base) == third


def test_urge_and_demand_alone_make_campaigns():
    assert {form.verb.lemma for form in lexicon.verbs().forms.values() if form.verb.is_campaign} == {
        "urge",
        "demand",
    }


@pytest.mark.parametrize("name", ["states", "bodies", "actors", "verbs"])
def test_every_data_file_says_where_it_comes_from(name):
    assert lexicon.load(name)["source"].strip()
