from __future__ import annotations

import pytest

from campaign.letters.errors import BrokenDraft
from campaign.letters.template import Passage, Placeholder, Words, paragraphs, parse


def test_a_text_without_double_parentheses_stays_as_it_is() -> None:
    assert parse("As item 1 (a) says, yes?? (no)", "here") == (Words("As item 1 (a) says, yes?? (no)"),)


def test_a_placeholder_may_be_written_with_blanks_and_capitals() -> None:
    assert parse("To (( Signer  Name )).", "here") == (Words("To "), Placeholder("signer name"), Words("."))


def test_a_passage_holds_placeholders_and_passages() -> None:
    assert parse("((signed?? by ((count))((joined?? people))))!", "here") == (
        Passage("signed", (Words(" by "), Placeholder("count"), Passage("joined", (Words(" people"),)))),
        Words("!"),
    )


@pytest.mark.parametrize("typed", ["((count", "((", "((signed?? by ((count))", "((signed?? by", "((a ((b))"])
def test_what_is_opened_and_not_closed_is_refused_by_its_place(typed: str) -> None:
    with pytest.raises(BrokenDraft, match="the subject"):
        parse(typed, "the subject")


def test_paragraphs_are_parted_by_blank_lines_and_know_their_first_line() -> None:
    assert list(paragraphs("\none\ntwo\n\n \nthree\r\n")) == [(2, "one two"), (6, "three")]
