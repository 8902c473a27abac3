from __future__ import annotations

import pytest

from campaign.web.manage.checking.passages import Passage, Run, styled

TEXT = "Urges Peru to act"


def shown(passage: Passage) -> list[tuple[str, int, str]]:
    return [(run.text, run.at, run.style) for run in passage.runs]


@pytest.mark.parametrize(
    ("marks", "runs"),
    [
        ([], [("Urges Peru to act", 0, "")]),
        ([[0, 5, "italic"]], [("Urges", 0, "italic"), (" Peru to act", 5, "")]),
        (
            [[0, 10, "bold"], [6, 17, "italic"]],
            [("Urges ", 0, "bold"), ("Peru", 6, "bold italic"), (" to act", 10, "italic")],
        ),
        ([[40, 50, "bold"]], [("Urges Peru to act", 0, "")]),
    ],
)
def test_words_are_set_as_in_the_source(marks, runs):
    assert shown(styled(Passage((Run(TEXT, 0),)), marks)) == runs


def test_a_phrase_with_a_label_stays_in_one_piece():
    run = Run("Peru and Chile", 6, "asked", "asked: Peru")
    assert shown(styled(Passage((run,)), [[6, 10, "bold"]])) == [("Peru and Chile", 6, "")]


def test_a_line_that_the_source_sets_as_a_heading_is_one():
    assert styled(Passage((Run(TEXT, 0),)), [[0, len(TEXT), "heading"]]).is_heading
    assert not styled(Passage((Run(TEXT, 0),)), [[0, 5, "heading"]]).is_heading
