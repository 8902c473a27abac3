from __future__ import annotations

from datetime import date

from campaign.letters.fonts import folders
from campaign.letters.writers.post_list import PostRow, post_list

ROWS = [
    PostRow(
        recipient=f"Office {number}",
        lines=(f"Office {number}", "Street", country),
        country=country,
        letters=1000 + number,
        format="DL",
    )
    for number, country in enumerate(["THAILAND", "VIET NAM", "THAILAND"])
]


def listed(rows: list[PostRow], **options: object) -> bytes:
    return post_list(rows, "Legal protection", date(2026, 11, 26), fonts=folders(()), **options)


def test_each_recipient_is_a_row_and_countries_are_added_up(poppler) -> None:
    text = [" ".join(line.split()) for line in poppler.text(listed(ROWS)).splitlines()]
    assert "26 November 2026 · 3,003 letters in all" in text
    assert "3 Office 2 Office 2 THAILAND 1,002 DL" in text
    assert "THAILAND 2 2,002" in text
    assert "VIET NAM 1 1,001" in text


def test_a_row_stays_whole_and_pages_are_numbered(poppler) -> None:
    pdf = listed(ROWS * 40)
    pages = poppler.text(pdf).split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert page.count("Street") == page.count("Office") / 2


def test_who_is_left_out_is_named(poppler) -> None:
    text = poppler.text(listed([], left_out=["Permanent Mission of Mongolia"]))
    assert "Left out, since no address is known" in text
    assert "Permanent Mission of Mongolia" in text


def test_typst_is_text_and_the_same_rows_give_the_same_bytes(poppler) -> None:
    sly = PostRow(recipient="#panic()", lines=("$x$", "*b*", "_c_"), country="=1+1", letters=1, format="#")
    assert "#panic()" in poppler.text(listed([sly]))
    assert listed([sly]) == listed([sly])


def test_a_character_that_no_font_has_does_not_fail_the_list(poppler) -> None:
    odd = PostRow(recipient="Office \ue000\ue001", lines=("a", "b"), country="LAOS", letters=1, format="DL")
    assert "Office \ufffd\ufffd" in poppler.text(listed([odd]))
