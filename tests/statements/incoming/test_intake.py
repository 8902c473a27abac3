from __future__ import annotations

import pytest

from campaign.statements.errors import CannotRead, Empty, NotText, NotUnicode, NoWords, TooLarge
from campaign.statements.incoming.intake import pasted, taken_in, text_of
from campaign.statements.incoming.values import LIMIT, Place
from tests.statements.incoming import made


def test_a_byte_order_mark_is_dropped_and_line_ends_are_line_feeds():
    assert text_of(b"\xef\xbb\xbfone\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_what_a_byte_order_mark_names_is_decoded(encoding):
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert text_of(f"{mark}Café, 서울".encode(encoding)) == "Café, 서울"


def test_a_text_keeps_all_its_characters_and_their_places():
    source = "1. Urges\r\nPeru\r\n\r\nto act"
    incoming = taken_in(source.encode())
    for word in ("Urges", "Peru", "to act"):
        assert incoming.place(incoming.text.index(word)).offset == source.index(word)
    assert incoming.kind == "text"
    assert taken_in(b"plain").place(3) == Place(3, offset=3)


def test_a_text_at_the_limit_is_read():
    assert len(text_of(b"a" * LIMIT)) == LIMIT


def test_what_grows_over_the_limit_when_it_is_decoded_is_refused():
    with pytest.raises(TooLarge, match="larger than 5 MB"):
        text_of(("\ufeff" + "字" * (LIMIT // 2 - 2)).encode("utf-16-le"))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u200b \u3000\xa0".encode()])
def test_nothing_to_read_is_refused(content):
    with pytest.raises(Empty, match=r"statement\.txt is empty"):
        text_of(content, "statement.txt")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{\\rtf1\\ansi", "is a RTF file, which is not read: save it as .docx, .pdf or .txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "is a DOC file"),
        (
            made.archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, 0),
            "is a ODT file",
        ),
    ],
)
def test_other_formats_are_refused_by_name(content, sentence):
    with pytest.raises(NotText, match=sentence):
        text_of(content)


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a_picture_is_refused_as_such(start):
    with pytest.raises(NoWords, match="is a picture, and words in a picture cannot be read"):
        text_of(start + b"\0" * 20, "scan.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", None])
def test_a_binary_file_is_refused(name):
    with pytest.raises(NotText, match="no text file"):
        text_of(b"<p>URGE\0all</p>", name)


def test_another_encoding_is_refused_with_the_place_of_the_first_wrong_byte():
    with pytest.raises(NotUnicode, match=r"offset 3 is 0xE9.*save it as UTF-8"):
        text_of("caf\xe9".encode("latin-1"))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_mixed_encodings_are_refused(name):
    with pytest.raises(NotUnicode, match="is 0xE9"):
        text_of("<p>one café</p>".encode() + "<p>another café</p>".encode("latin-1"), name)


def test_a_huge_file_is_refused():
    with pytest.raises(TooLarge, match="larger than 5 MB"):
        text_of(b"a" * (LIMIT + 1))


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (made.docx(), "a.pdf", "docx"),
        (made.docx(), "a.txt", "docx"),
        (made.pdf([made.page((50, 700, "1. Urges Peru to act at once."))]), "a.docx", "pdf"),
        (b"<!DOCTYPE html><p>1. Urges Peru to act.</p>", "a.txt", "html"),
        (b"<p>1. Urges Peru to act.</p>", "a.html", "html"),
        (b"1. Urges Peru to act.", "a.html", "text"),
        (b"1. Urges Peru to act.", "a.pdf", "text"),
        (b"1. Urges Peru to act.", "a.docx", "text"),
        (b"# Urges\n", "a.MD", "markdown"),
        (b"# Urges\n", "a.txt", "text"),
        (b"# Urges\n", None, "text"),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_ending_says(content, name, kind):
    incoming = taken_in(content, name)
    assert incoming.kind == kind
    assert "Urges" in incoming.text


def test_pasted_text_is_held_to_the_same_rules():
    assert pasted("one\r\ntwo").text == "one\ntwo"
    assert pasted("a\ud800b").text == "a?b"
    assert pasted("<p>%PDF-</p>").text == "<p>%PDF-</p>"
    with pytest.raises(Empty):
        pasted(" ")
    with pytest.raises(NotText):
        pasted("a\0b")
    with pytest.raises(TooLarge):
        pasted("é" * (LIMIT // 2 + 1))


def test_every_refusal_is_of_one_family_and_has_a_status():
    for error, status in ((Empty, 422), (NotText, 415), (NotUnicode, 422), (TooLarge, 413)):
        assert issubclass(error, CannotRead)
        assert error.status == status
