from __future__ import annotations

import time

import pytest

from campaign.letters.layouts import DIN_A, DIN_B, LAYOUTS, UK, US_10
from campaign.letters.writers import window

LINES = ("The Prime Minister", "Government House", "Bangkok 10300", "THAILAND")
TOO_LONG = "Department of International Organizations of the Ministry of Foreign Affairs"


@pytest.mark.parametrize("layout", [DIN_B, DIN_A, UK, US_10], ids=lambda layout: layout.name)
def test_the_picture_has_the_proportions_of_the_window_and_its_surroundings(layout):
    picture = window.preview(LINES, layout).picture
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    around = 2 * window.AROUND
    wanted = (layout.window.width + around) / (layout.window.height + around)
    assert width / height == pytest.approx(wanted, rel=0.01)


def test_a_line_that_is_too_wide_is_named_by_its_number_and_by_how_much():
    problems = window.preview((LINES[0], TOO_LONG, *LINES[2:]), DIN_B).problems
    assert len(problems) == 1
    assert problems[0].startswith("Line 2 is ")
    assert "mm too wide" in problems[0]


def test_what_fits_one_window_may_be_too_wide_for_another():
    line = "Permanent Mission of the Republic of Nowhere to it"
    assert not window.preview((line, *LINES), UK).problems
    assert window.preview((line, *LINES), DIN_B).problems


def test_a_character_that_no_font_has_is_said():
    assert "“🦄”" in " ".join(window.preview(("A 🦄", *LINES), DIN_B).problems)


def test_what_is_typed_is_text_and_never_markup():
    injected = ('#panic("no")', "$ x $ *bold* `raw`", '"] #assert(false)', "FRANCE")
    assert not window.preview(injected, DIN_B).problems


def test_an_address_that_is_not_known_is_an_empty_window():
    assert window.preview((), DIN_B).picture != window.preview(LINES, DIN_B).picture


def test_the_strip_for_the_sender_is_in_the_windows_that_have_one():
    sender = "Society for Open Borders · 12 Harbour Lane"
    with_strip = window.preview(LINES, DIN_B, return_line=sender)
    assert with_strip.picture != window.preview(LINES, DIN_B).picture
    assert window.preview(LINES, UK, return_line=sender) == window.preview(LINES, UK)


def test_without_a_window_there_is_nothing_to_look_at():
    with pytest.raises(ValueError, match="no window"):
        window.preview(LINES, LAYOUTS["a4-none"])


def test_it_is_quick_enough_to_follow_somebody_who_types():
    window.preview(LINES, DIN_B)
    begun = time.process_time()
    for number in range(10):
        window.preview((f"{number} Example Street", *LINES), DIN_B)
    assert (time.process_time() - begun) / 10 < 0.15
