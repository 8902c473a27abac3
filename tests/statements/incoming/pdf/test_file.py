from __future__ import annotations

from campaign.statements.incoming.pdf.file import read
from tests.statements.incoming import made
from tests.statements.incoming.made import line, page

LEFT = 70
WORDS = "all states and peoples to act with one another and for one another without any"


def text_of(*pages: bytes) -> str:
    return read(made.pdf(pages)).text


def printed(first_line: float, *lines: str, x: float = LEFT, size: float = 10) -> bytes:
    """Lines of one paragraph, one under the other."""
    return b"".join(line(x, first_line - 12 * row, words, size) for row, words in enumerate(lines))


def test_wrapped_lines_are_joined_and_paragraphs_kept_apart():
    content = printed(700, f"1. Urges {WORDS}", f"delay {WORDS} whatever", "delay.") + printed(
        650, "2. Urges Peru to act.", "3. Urges Chile to act."
    )
    assert text_of(content).split("\n\n") == [
        f"1. Urges {WORDS} delay {WORDS} whatever delay.",
        "2. Urges Peru to act.",
        "3. Urges Chile to act.\n",
    ]


def test_words_that_a_line_end_divides_are_made_whole():
    content = printed(
        *(700, f"Urges {WORDS} de-", f"lay, {WORDS} of long-", f"term or well-being {WORDS} the North-"),
        *(f"South talks, and {WORDS} of well-", "being."),
    )
    text = text_of(content)
    assert "any delay, all" in text
    assert "of long-term or well-being" in text
    assert "the North-South talks" in text
    assert text.endswith("of well-being.\n")


def test_an_item_goes_on_over_a_page_with_header_footer_and_number():
    def around(number: int) -> bytes:
        return (
            line(LEFT, 800, f"A/RES/61/1 page {number}")
            + line(LEFT, 40, "The Assembly")
            + line(290, 25, str(number))
        )

    first = around(1) + printed(700, "1. Urges Peru to act.", f"2. Urges {WORDS} delay", f"and {WORDS} de-")
    second = around(2) + printed(760, f"lay at {WORDS} time", "of year.", "3. Urges Chile to act.")
    third = around(3) + printed(760, "4. Urges Brazil to act.")
    assert text_of(first, second, third).split("\n\n") == [
        "1. Urges Peru to act.",
        f"2. Urges {WORDS} delay and {WORDS} delay at {WORDS} time of year.",
        "3. Urges Chile to act.",
        "4. Urges Brazil to act.\n",
    ]


def test_numbered_titles_at_the_top_of_pages_are_no_headers():
    pages = [
        line(LEFT, 790, f"Resolution {n}", 16) + printed(700, f"Urges Peru to act {n} times.") for n in (1, 2)
    ]
    assert "Resolution 1" in text_of(*pages)
    assert "Resolution 2" in text_of(*pages)


def test_footnotes_and_what_leads_to_them_are_out_of_the_way():
    content = (
        printed(700, f"1. Urges {WORDS} delay", "as soon as possible")
        + line(160, 692, "12", 6)
        + printed(676, "2. Urges Peru.")
        + printed(90, "12 See the report of the year before, and what it says", "of all this.", size=8)
    )
    text = text_of(content)
    assert text == f"1. Urges {WORDS} delay as soon as possible\n\n2. Urges Peru.\n"


def test_ordinals_stay():
    content = (
        line(LEFT, 700, "Urges on the 4") + line(134, 704, "th", 6) + line(141, 700, " day of the month")
    )
    assert text_of(content).startswith("Urges on the 4th day")


def test_columns_are_read_one_after_the_other_under_a_line_that_crosses_both():
    column = "all states and peoples to act with one"
    left = [f"{number}. Urges {column}" for number in range(1, 13)]
    right = [f"{number}. Calls {column}" for number in range(13, 25)]
    content = line(LEFT, 750, f"The Assembly {WORDS}, in its wisdom,") + b"".join(
        line(LEFT, 700 - 20 * row, words) + line(320, 700 - 20 * row, right[row])
        for row, words in enumerate(left)
    )
    assert text_of(content).split("\n\n")[1:] == [*left, *right[:-1], right[-1] + "\n"]


def test_bullets_and_levels_are_kept():
    content = (
        line(LEFT, 700, "1. Urges Peru:")
        + line(90, 680, "• to act")
        + line(90, 660, "(a) to report")
        + line(LEFT, 640, "2. Urges Chile.")
    )
    assert text_of(content) == "1. Urges Peru:\n\n  - to act\n\n  (a) to report\n\n2. Urges Chile.\n"


def test_styles_and_headings_are_marked():
    content = (
        line(LEFT, 730, "Joint Statement", 18)
        + line(LEFT, 700, "Our demands", 10, "B")
        + line(LEFT, 680, "Strongly urges", 10, "I")
        + line(136, 680, "Peru to act, and all others with it.")
    )
    incoming = read(made.pdf([content]))
    marked = [(mark.style, incoming.text[mark.start : mark.end]) for mark in incoming.marks]
    assert marked == [
        *(("heading", "Joint Statement"), ("bold", "Our demands"), ("heading", "Our demands")),
        ("italic", "Strongly urges"),
    ]


def test_places_are_pages_and_lines():
    first = printed(700, "1. Urges Peru to act.", f"2. Urges {WORDS} delay", f"and {WORDS} then")
    incoming = read(made.pdf([first, printed(760, "and never before.", "3. Urges Chile.")]))
    places = [
        (found.page, found.line)
        for word in ("Peru", "delay", "then", "never", "Chile")
        for found in [incoming.place(incoming.text.index(word))]
    ]
    assert places == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]


def test_print_in_the_margin_that_runs_upwards_is_left_out():
    content = page((LEFT, 700, "Urges Peru to act.")) + b"BT /F 10 Tf 0 1 -1 0 20 300 Tm (DRAFT) Tj ET\n"
    assert text_of(content) == "Urges Peru to act.\n"
