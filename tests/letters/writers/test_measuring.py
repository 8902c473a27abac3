from __future__ import annotations

from dataclasses import replace

import typst

from campaign.letters.fonts import folders
from campaign.letters.layouts import DIN_B, UK, US_10, Box
from campaign.letters.writers.measuring import wide_lines

OFFICE = ("The Permanent Representative", "Permanent Mission", "1200 Geneva", "SWITZERLAND")
LONG = "Permanent Mission to the United Nations Office and others"


def test_a_line_is_as_wide_as_another_program_finds_it_in_the_page(poppler) -> None:
    line = "PermanentMissiontotheUnitedNationsOffice"
    nothing = replace(DIN_B, address=Box(25, 62.7, 0, 27.3))
    ((found,),) = wide_lines([(line,)], nothing)
    source = f'#set text(10.5pt, font: "Libertinus Serif")\n#set page(width: 210mm)\n{line}'
    pdf = typst.compile(source.encode(), font_paths=list(folders(())), ignore_system_fonts=True)
    (word,) = [word for word in poppler.words(pdf) if word.text == line]
    assert abs(found.over - (word.right - word.left)) < 0.2


def test_a_line_fits_one_window_and_not_a_narrower_one() -> None:
    address = ("The Director", LONG, "1200 Geneva", "SWITZERLAND")
    assert wide_lines([address], UK) == [()]
    (found,) = wide_lines([OFFICE, address], US_10)[1]
    assert found.line == LONG
    assert 0 < found.over < 20


def test_seven_lines_are_set_smaller_and_so_are_narrower() -> None:
    narrow = replace(US_10, address=Box(25, 66, 1, 19))
    (three,) = wide_lines([("A", LONG, "B")], narrow)[0][1:2]
    (seven,) = [
        one for one in wide_lines([("A", LONG, "B", "C", "D", "E", "F")], narrow)[0] if one.line == LONG
    ]
    assert seven.over < three.over


def test_text_is_never_source() -> None:
    lines = ("#panic()", '"); #text', "$x$ \\ *b*", "Đường Tôn Thất Đàm 정부서울청사")
    assert wide_lines([lines, ()], DIN_B) == [(), ()]
