from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.letters.placeholders import CONDITIONS, PLACEHOLDERS

if TYPE_CHECKING:
    from campaign.letters.facts import Facts

COALITION = "International Parliamentarians’ Coalition for North Korean Refugees’ Human Rights"


def test_every_placeholder_has_a_text_and_a_description(facts: Facts) -> None:
    known = replace(facts, signer_name="Mina Ito", signer_country="Japan", own_words="I teach.")
    for name, placeholder in PLACEHOLDERS.items():
        assert placeholder.text(known), name
        assert str(placeholder.description), name


def test_every_condition_that_can_hold_is_described(facts: Facts) -> None:
    known = (
        replace(facts, own_words="I teach.", translation="태국에 촉구한다.").conditions
        | replace(facts, count=0).conditions
    )
    assert known | {"sheet"} == set(CONDITIONS)


@pytest.mark.parametrize(
    ("statement", "issuer", "citation"),
    [
        (
            "the Joint Statement",
            "the Coalition",
            "the Joint Statement, issued by the Coalition on 29 August 2007",
        ),
        (
            "the statement of the Coalition",
            "the Coalition",
            "the statement of the Coalition, issued on 29 August 2007",
        ),
        (
            "the statement of 29 August 2007",
            "the Coalition",
            "the statement of 29 August 2007, issued by the Coalition",
        ),
        ("the statement of 29 August 2007", "", "the statement of 29 August 2007"),
    ],
)
def test_a_citation_says_nothing_twice(facts: Facts, statement: str, issuer: str, citation: str) -> None:
    assert replace(facts, statement=statement, issuer=issuer).citation == citation


def test_a_citation_of_a_statement_without_a_date_has_none(facts: Facts) -> None:
    undated = replace(facts, statement_date=None)
    assert undated.citation == f"the Joint Statement, issued by the {COALITION}"
    assert undated.source == "Item 1.3 of the Joint Statement"


def test_an_item_without_a_number_is_the_following_one(facts: Facts) -> None:
    unnumbered = replace(facts, item_number="")
    assert unnumbered.item_place == "the following item"
    assert unnumbered.source == "From the Joint Statement, 29 August 2007"
