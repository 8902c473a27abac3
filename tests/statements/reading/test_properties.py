"""What holds for any text at all."""

from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.statements.errors import CannotRead, NoItems
from campaign.statements.incoming.intake import text_of
from campaign.statements.reading.reader import read, read_statement

PIECES = st.sampled_from(
    [
        *(
            "1. ",
            "2) ",
            "(a) ",
            "- ",
            "URGE ",
            "DEMAND that ",
            "Urges ",
            "strongly urges ",
            "Demands ",
            "CALLS UPON ",
            "We call on ",
            "We, the undersigned, urge ",
            "Recalling ",
            "Resolved, That the House urges ",
            "requested ",
            "are urged to ",
            "It also asks ",
        ),
        *(
            "North Korea ",
            "the Thai authorities ",
            "all States ",
            "the United Nations ",
            "(",
            ")",
            "to act",
            "not to ",
        ),
        *(
            "countries like ",
            "the North-South summit ",
            "between ",
            "and ",
            ", ",
            "; ",
            ". ",
            ": ",
            "\n",
            "\n\n",
            "  ",
        ),
        *(
            "We will ",
            "Joint Statement ",
            "by the ",
            "29 August 2007 ",
            "held in Seoul ",
            "’s ",
            "\u2028",
            "\u3000",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))
calm = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(TEXTS)
def test_every_text_is_its_slice_and_items_follow_each_other(text):
    reached = 0
    for item in read(text).items:
        assert item.text == text[item.start : item.end]
        assert reached <= item.start < item.end
        reached = item.end


@calm
@given(TEXTS)
def test_every_phrase_and_request_is_its_slice_too(text):
    for item in read(text).items:
        for request in item.requests:
            assert item.start <= request.start < request.end <= item.end
        for addressee in item.addressees:
            assert addressee.phrase == text[addressee.start : addressee.end]
            # A letter and a stem name who is asked before the item.
            assert 0 <= addressee.start < addressee.end <= item.end
        for proposal in item.proposed:
            assert proposal.phrase is None or proposal.phrase == text[proposal.start : proposal.end]


@calm
@given(TEXTS)
def test_blocks_hold_all_that_is_visible(text):
    reading = read(text)
    reached = 0
    for block in reading.blocks:
        assert not text[reached : block.start].strip()
        reached = block.end
    assert not text[reached:].strip()
    numbered = [block.item for block in reading.blocks if block.kind == "item"]
    assert numbered == list(range(len(reading.items)))


@calm
@given(TEXTS)
def test_reading_is_deterministic(text):
    assert read(text) == read(text)


@calm
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80).filter(lambda line: "\n" not in line))
def test_a_paragraph_after_the_end_changes_no_item(text_of_2007, reading_of_2007, line):
    after = read(f"{text_of_2007}\n\nSo they said: {line}")
    assert [item.text for item in after.items] == [item.text for item in reading_of_2007.items]


@calm
@given(st.integers(1, 50))
def test_blank_lines_before_only_move_the_items(text_of_2007, reading_of_2007, count):
    after = read("\n" * count + text_of_2007)
    moved = [(item.start - count, item.text) for item in after.items]
    assert moved == [(item.start, item.text) for item in reading_of_2007.items]


@calm
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_sentence(content):
    try:
        text = text_of(content)
    except CannotRead as error:
        said = error.sentence
    else:
        said = f"It has {len(read(text).items)} items."
    assert said.endswith(".")


def test_a_text_without_items_is_refused_where_items_are_needed():
    with pytest.raises(NoItems, match="Looked for lines that begin with a verb in capitals"):
        read_statement("Hello.")


def test_a_lone_surrogate_does_not_stop_the_reading():
    assert read("1. Urges \ud800 Peru to act.").items[0].text == "Urges \ud800 Peru to act."


@pytest.mark.parametrize(
    "piece",
    [
        *(
            " ",
            "a",
            "(",
            "only ",
            "x\n",
            "by the ",
            "to the ",
            "and China, ",
            "UN ",
            "URGE that a be b by C.\n",
        ),
        *("1. Urges ", "; 2. Demands ", "countries like China. ", "summit of all States ", "Aa ", "may "),
    ],
)
def test_what_repeats_is_read_in_linear_time(piece, processor_time):
    """Ten times the text may take up to thirty times as long: with squares it would be a hundred."""
    short, long = "1. Urges " + piece * 2_000, "1. Urges " + piece * 20_000
    assert processor_time(read, long) < 30 * processor_time(read, short) + 0.2


class _Work:
    """Counts calls, of Python and of C, while a text is read."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _frame: object, event: str, _argument: object) -> None:
        self.calls += event in {"call", "c_call"}


def work_of(text: str) -> int:
    work = _Work()
    sys.setprofile(work)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return work.calls


@pytest.mark.parametrize(
    "form",
    [
        "1. Urges Chad to act, and calls upon Mali to help;\n2. Demands that Niger stop.\n",
        "We welcome the talks, and urge all parties to stop. If they fail, we call on Chad to act. ",
        "We call on Chad to:\n\n- open the port;\n- free the crew;\n- pay its debts.\n\n",
        "A/EX/1        Title\n\nThe Council calls on Mali to act. It also urges Chad to stop.\n\n2/2\n\n",
        "They said “we urge Chad to act” and “we demand it”, and demand more, and demand all, ",
    ],
)
def test_the_work_grows_as_the_text_does(form):
    read(form)
    once, often = work_of(form * 20), work_of(form * 200)
    assert often < 12 * once
