from __future__ import annotations

import pytest

from campaign.letters.layouts import LAYOUTS, MOST_LINES, POINT, Envelope, Layout, Paper, layout

LAYOUTS_BY_NAME = pytest.mark.parametrize("one", LAYOUTS.values(), ids=LAYOUTS.keys())


def test_there_is_a_layout_for_every_envelope_and_both_papers() -> None:
    assert {one.envelope for one in LAYOUTS.values()} == set(Envelope)
    assert layout(Paper.LETTER, Envelope.US_10).window
    assert layout(Paper.A4, Envelope.NONE).window is None
    with pytest.raises(KeyError):
        layout(Paper.A4, Envelope.US_10)


@LAYOUTS_BY_NAME
def test_what_stands_on_a_sheet_is_apart_from_each_other(one: Layout) -> None:
    boxes = [one.sender, one.address, one.information]
    for box in boxes:
        assert box.left >= 15
        assert box.right <= one.width - 15
        assert box.bottom <= one.body_top
        for other in boxes:
            apart = box.right <= other.left or other.right <= box.left
            assert box is other or apart or box.bottom <= other.top or other.bottom <= box.top
    assert one.body_bottom <= one.foot_top
    assert one.foot_top + one.foot_height <= one.height - 5


@LAYOUTS_BY_NAME
def test_the_window_shows_the_address_and_nothing_but_the_line_above_it(one: Layout) -> None:
    if one.window is None:
        return
    seen = one.window
    assert seen.left <= one.address.left
    assert one.address.right <= seen.right
    assert seen.top <= one.address.top - one.return_line
    assert one.address.bottom <= seen.bottom
    for other in (one.sender, one.information):
        assert other.left >= seen.right or other.bottom <= seen.top or other.top >= seen.bottom
    assert one.body_top >= seen.bottom


@LAYOUTS_BY_NAME
def test_any_number_of_lines_stays_in_the_address(one: Layout) -> None:
    for lines in range(1, MOST_LINES + 1):
        assert lines * one.pitch(lines) <= one.address.height + 1e-9
        assert one.type_size(lines) * POINT * 1.15 <= one.pitch(lines) + 1e-9
        assert one.type_size(lines) >= 6.5
