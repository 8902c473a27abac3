from __future__ import annotations

import pytest

from campaign.statements.errors import CannotRead, Empty, NotText, NotUnicode, TooLarge
from campaign.statements.reading.incoming import LIMIT, pasted, text_of


def test_a_byte_order_mark_is_dropped_and_line_ends_are_line_feeds():
    assert text_of(b"\xef\xbb\xbfone\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_a_text_at_the_limit_is_read():
    assert len(text_of(b"a" * LIMIT)) == LIMIT


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b \u3000\xa0".encode()])
def test_nothing_to_read_is_refused(content):
    with pytest.raises(Empty, match=r"statement\.txt is empty"):
        text_of(content, "statement.txt")


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "DOC"),
        (b"{\\rtf1\\ansi", "RTF"),
    ],
)
def test_other_formats_are_refused_by_name(content, format_name):
    with pytest.raises(NotText, match=rf"a {format_name} file.*paste its text"):
        text_of(content)


def test_a_binary_file_is_refused():
    with pytest.raises(NotText, match="no text file"):
        text_of(b"URGE\0all")


def test_another_encoding_is_refused_with_the_place_of_the_first_wrong_byte():
    with pytest.raises(NotUnicode, match=r"offset 3 is 0xE9.*save it as UTF-8"):
        text_of("caf\xe9".encode("latin-1"))
    with pytest.raises(NotUnicode):
        text_of("URGE".encode("utf-16"))


def test_a_huge_file_is_refused():
    with pytest.raises(TooLarge, match="larger than 5 MB"):
        text_of(b"a" * (LIMIT + 1))


def test_every_refusal_is_of_one_family_and_has_a_status():
    for error, status in ((Empty, 422), (NotText, 415), (NotUnicode, 422), (TooLarge, 413)):
        assert issubclass(error, CannotRead)
        assert error.status == status


def test_pasted_text_is_held_to_the_same_rules():
    assert pasted("one\r\ntwo") == "one\ntwo"
    assert pasted("a\ud800b") == "a?b"
    with pytest.raises(Empty):
        pasted(" ")
    with pytest.raises(NotText):
        pasted("a\0b")
    with pytest.raises(TooLarge):
        pasted("é" * (LIMIT // 2 + 1))
