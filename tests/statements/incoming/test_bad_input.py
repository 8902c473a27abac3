"""Whatever is handed in is answered with a sentence, in time, and nothing else happens."""

from __future__ import annotations

import http.server
import threading
import time
import zlib

import pytest

from campaign.statements.errors import CannotRead, Damaged, Empty, Locked, NoWords, TooLarge, Unsafe
from campaign.statements.incoming import walls
from campaign.statements.incoming.intake import taken_in
from campaign.statements.incoming.values import MEGABYTE
from tests.statements.incoming import made

SECONDS = 10
LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{LOL}]>'
DOCUMENT = (
    f'<w:document xmlns:w="{made.WORD}"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
)
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "%s">]>' + DOCUMENT % "&x;"
DOCM = made.TYPES.replace(
    "</Types>",
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
)
TEMPLATE = made.relations(("attachedTemplate", "https://templates.example.org/a.dotm", "External"))
LOCKED_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
PICTURE = (
    "<w:p><w:r><w:t>1. Urges Peru to act.</w:t></w:r><w:r><w:pict>"
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<v:imagedata xmlns:r="{made.OFFICE}" r:id="r0"/></v:shape></w:pict></w:r></w:p>'
)
PAGE = (
    '<!DOCTYPE html SYSTEM "HERE/c.dtd"><html><head><base href="HERE"><link rel="stylesheet" href="/d.css">'
    '<script src="/e.js"></script></head><body><p>1. Urges Peru to act.</p><img src="/f.png">'
    '<iframe src="/g"></iframe><object data="/h"></object></body></html>'
)
SCAN = b"q 595 0 0 842 0 0 cm /Im0 Do Q\n"


def refused(content: bytes, name: str, family: type[CannotRead], sentence: str) -> None:
    began = time.monotonic()
    with pytest.raises(family, match=sentence) as caught:
        taken_in(content, name)
    assert time.monotonic() - began < SECONDS
    assert caught.value.sentence.startswith(name)
    assert caught.value.sentence.endswith(".")


def answered_in_time(content: bytes, name: str) -> str:
    """What comes of a file, text or sentence."""
    began = time.monotonic()
    try:
        said = taken_in(content, name).text
    except CannotRead as error:
        said = error.sentence
    assert time.monotonic() - began < SECONDS
    return said


@pytest.mark.parametrize(
    "climbing", ["../../evil.xml", "/etc/passwd", "word\\..\\..\\evil.xml", "C:/evil.xml", "word/../../a.xml"]
)
def test_names_that_climb_are_refused(climbing):
    packed = made.archive({"[Content_Types].xml": made.TYPES, "word/document.xml": "<a/>", climbing: "x"})
    refused(packed, "climbs.docx", Unsafe, "names that lead out of it")


def test_a_relation_that_climbs_is_refused():
    up = made.relations(("officeDocument", "../../../../etc/passwd", "Internal"))
    refused(made.docx(**{"_rels__.rels": up}), "climbs.docx", Unsafe, "names that lead out of it")


@pytest.mark.parametrize(
    "main",
    [
        BOMB + DOCUMENT % "&l9;",
        EXTERNAL % "file:///etc/passwd",
        EXTERNAL % "http://127.0.0.1/x",
        (BOMB + DOCUMENT % "&l9;").encode("utf-16"),
    ],
)
def test_entities_are_refused_before_they_grow_or_reach_out(main):
    refused(made.docx(main=main), "entities.docx", Unsafe, "declares entities")


@pytest.mark.parametrize("source", [f"{BOMB}<html><p>&l9;</p></html>", EXTERNAL % "file:///etc/passwd"])
def test_entities_of_a_page_are_refused(source):
    refused(source.encode(), "entities.html", Unsafe, "declares entities")


def test_a_macro_document_is_refused():
    plain_types = made.docx(**{"word__vbaProject.bin": b"\xd0\xcf"})
    refused(plain_types, "macros.docx", Unsafe, "holds macros")
    packed = made.archive({"[Content_Types].xml": DOCM, "word/document.xml": DOCUMENT % "x"})
    refused(packed, "macros.docm", Unsafe, "holds macros, which are programs: save it as .docx without them")


@pytest.mark.parametrize(
    "target", ["https://templates.example.org/a.dotm", r"\\templates.example.org\a.dotm"]
)
def test_a_remote_template_is_refused_with_its_host(target):
    relations = made.relations(("attachedTemplate", target, "External"))
    packed = made.docx(**{"word___rels__settings.xml.rels": relations})
    refused(packed, "remote.docx", Unsafe, r"elsewhere \(templates\.example\.org\), and nothing is fetched")


def test_a_template_of_somebodys_own_is_nothing_to_refuse():
    relations = made.relations(("attachedTemplate", "file:///C:/Templates/Normal.dotm", "External"))
    packed = made.docx(**{"word___rels__settings.xml.rels": relations})
    assert taken_in(packed, "own.docx").text == "1. Urges Peru to act.\n"


def test_what_opens_with_a_password_only_is_refused():
    refused(LOCKED_WORD, "locked.docx", Locked, "opens with a password only")
    page = made.page((50, 700, "Urges Peru to act."))
    refused(made.pdf([page], encrypted=True), "locked.pdf", Locked, "opens with a password only")
    packed = bytearray(made.docx())
    for place in (packed.find(b"PK\x03\x04") + 6, packed.find(b"PK\x01\x02") + 8):
        packed[place] |= 1
    refused(bytes(packed), "locked.docx", Locked, "opens with a password only")


def test_a_scan_without_text_is_refused():
    refused(made.pdf([SCAN] * 3), "scan.pdf", NoWords, "shows its pages as pictures, as scanners make them")
    stamped = made.pdf([SCAN + made.page((500, 20, "p. 7"))] * 3)
    refused(stamped, "scan.pdf", NoWords, "run text recognition over it")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.docx()[:200], "cut.docx"),
        (made.docx(main="<w:document><unclosed>"), "broken.docx"),
        (made.docx("<w:tbl>" * 2_000), "deep.docx"),
        (b"\0\1\2\3", "noise.docx"),
        (b"%PDF-1.7\n%\xe2\xe3", "cut.pdf"),
        (b"%PDF-1.7\n" + b"\xff" * 5_000, "noise.pdf"),
        (b"\0\1\2\3", "noise.pdf"),
        (made.pdf([]), "no-pages.pdf"),
    ],
)
def test_a_damaged_file_is_refused_as_what_it_is(content, name):
    refused(content, name, Damaged, rf"is a {name[-4:].strip('.').upper()} file that cannot be opened")


def test_two_thousand_pages_are_refused_unread():
    pages = (made.page((50, 700, f"{number}. Urges Peru to act.")) for number in range(2_000))
    refused(made.pdf(pages), "long.pdf", TooLarge, "has more than 200 pages")


def test_a_page_that_never_ends_is_given_up():
    refused(made.pdf([made.line(50, 700, "a") * 2_000_000]), "endless.pdf", TooLarge, "takes too")


def test_a_stream_of_a_gigabyte_is_given_up():
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MEGABYTE) for _time in range(1_000)) + packer.flush()
    small = zlib.compress(made.page((50, 700, "a")))
    content = made.pdf([made.page((50, 700, "a"))])
    content = content.replace(b"/Length %d" % len(small), b"/Length %d" % len(packed)).replace(small, packed)
    refused(content, "bomb.pdf", CannotRead, "damaged|takes too")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><body>" + b"<div>" * 500_000, "deep.html"),
        (b"<html><body><p>" + b"<" * 500_000, "signs.html"),
        (b"<html><body><p>" + b"<!--" * 1_000_000, "comments.html"),
        (b"<html><body>" + b"<ul><li>urges all of them to act now " * 50_000, "lists.html"),
        (b"*a _b `c [d ](" * 70_000, "signs.md"),
        (b"> " * 1_000_000 + b"x", "quotes.md"),
        (b"[" * 1_000_000, "brackets.md"),
        (("<p>" + "urges all to act " * 60_000).encode(), "line.html"),
        (b"urges all to act " * 60_000, "line.md"),
        (b"urges all to act " * 60_000, "line.txt"),
        (made.docx(f"<w:p><w:r><w:t>{'urges all to act ' * 60_000}</w:t></w:r></w:p>"), "line.docx"),
        (made.docx(main=DOCUMENT % ("a" * 3 * MEGABYTE)), "word.docx"),
    ],
)
def test_what_is_made_to_take_long_is_read_or_refused_in_time(content, name):
    assert answered_in_time(content, name)


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx"])
def test_ten_thousand_items_are_taken_in_or_refused_in_time(ending):
    items = [f"Urges Peru to act on matter number {number}." for number in range(1, 10_001)]
    numbered = "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    listed = "".join(f"<li>{item}</li>" for item in items)
    content = {
        "txt": numbered.encode(),
        "md": numbered.encode(),
        "html": f"<html><body><ol>{listed}</ol></body></html>".encode(),
        "docx": _numbered_docx(items),
    }[ending]
    said = answered_in_time(content, f"many.{ending}")
    assert "\n10000. Urges Peru to act on matter number 10000." in said or "takes too long to read" in said


def test_ten_thousand_printed_items_are_read_or_refused_in_time():
    pages = (
        made.page(*((50, 800 - 15 * row, f"{page * 50 + row}. Urges Peru to act.") for row in range(50)))
        for page in range(200)
    )
    said = answered_in_time(made.pdf(pages), "many.pdf")
    assert "9999. Urges Peru" in said or "takes too long to read" in said


def test_pages_and_files_that_hold_nothing_are_empty():
    refused(b"<html><body><script>all()</script></body></html>", "empty.html", Empty, "is empty")
    refused(made.docx(""), "empty.docx", Empty, "is empty")
    refused(b"<!-- nothing -->", "empty.md", Empty, "is empty")


def test_the_limits_of_the_child_are_those_promised():
    assert walls.MEMORY <= 500 * MEGABYTE
    assert walls.PROCESSOR_SECONDS < SECONDS


def test_nothing_is_fetched():
    asked: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    server = http.server.HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    relations = made.relations(("image", f"{here}/a.png", "External"), ("hyperlink", f"{here}/b", "External"))
    packed = made.docx(PICTURE, **{"word___rels__document.xml.rels": relations})
    try:
        assert "Urges Peru" in taken_in(packed, "a.docx").text
        assert "Urges Peru" in taken_in(PAGE.replace("HERE", here).encode(), "a.html").text
        assert "Urges Peru" in taken_in(f"1. Urges Peru.\n\n![x]({here}/i.png)".encode(), "a.md").text
    finally:
        server.shutdown()
        server.server_close()
    assert not asked


def _numbered_docx(items: list[str]) -> bytes:
    body = "".join(made.listed(item) for item in items)
    return made.docx(body, **{"word__numbering.xml": made.numbering(("decimal", "%1."))})
