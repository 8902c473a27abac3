from __future__ import annotations

import pytest

from campaign.statements.incoming.html.page import read

INTRO = (
    "The members of the coalition, gathered here in great number, say with one voice what is to be done. " * 6
)


def text_of(body: str) -> str:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("listed", "printed"),
    [
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n\n2. b\n"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n\n4. b\n"),
        ('<ol><li>a</li><li value="7">b</li><li>c</li></ol>', "1. a\n\n7. b\n\n8. c\n"),
        ('<ol type="a"><li>a</li><li>b</li></ol>', "a. a\n\nb. b\n"),
        ('<ol type="I" start="4"><li>a</li><li>b</li></ol>', "IV. a\n\nV. b\n"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n\n1. b\n"),
        ('<ol style="list-style-type: lower-roman"><li>a</li><li>b</li></ol>', "i. a\n\nii. b\n"),
        ('<ol style="list-style: inside upper-alpha"><li>a</li></ol>', "A. a\n"),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", "- a\n\n- b\n\nc\n"),
        ("<ol><li>a<ol type=a><li>b</li></ol></li><li>c</li></ol>", "1. a\n\n  a. b\n\n2. c\n"),
        ("<ul><li>(a) by hand</li><li>1. by hand</li></ul>", "(a) by hand\n\n1. by hand\n"),
    ],
)
def test_lists_keep_the_numbers_that_a_browser_shows(listed, printed):
    assert text_of(listed) == printed


def test_a_short_page_keeps_its_list_beside_a_long_introduction():
    text = text_of(
        f"<div id='page'><div class='intro'><p>{INTRO}</p><p>{INTRO}</p></div>"
        "<div><ul><li>URGE Peru to act at once</li><li>DEMAND that all act</li></ul></div></div>"
    )
    assert "- URGE Peru to act at once\n\n- DEMAND that all act" in text


@pytest.mark.parametrize(
    "around",
    [
        "<nav><ul><li>Statements of the coalition and its members</li></ul></nav>",
        "<div class='site-sidebar'><p>Statements of the coalition and its members</p></div>",
        "<div id=comments><ol><li>Statements of the coalition and its members</li></ol></div>",
        "<ul>" + "<li><a href='/x'>Statements of the coalition and its members</a></li>" * 5 + "</ul>",
        "<aside><p>Statements of the coalition and its members</p></aside>",
        "<div hidden><p>Statements of the coalition and its members</p></div>",
        "<div style='display: none'><p>Statements of the coalition and its members</p></div>",
        "<footer>Statements of the coalition and its members</footer>",
        "<form><button>Statements of the coalition and its members</button></form>",
        "<noscript>Statements of the coalition and its members</noscript>",
    ],
)
def test_what_stands_around_the_text_is_left_out(around):
    body = f"<p>{INTRO}</p><ol><li>Urges Peru to act at once</li></ol>"
    text = text_of(f"{around}<div>{body}</div>{around}")
    assert "1. Urges Peru to act at once" in text
    assert "Statements of the coalition" not in text


def test_a_page_within_a_form_is_a_page_all_the_same():
    assert text_of(f"<form><div><p>{INTRO}</p><p>1. Urges Peru to act.</p></div></form>").endswith(
        "Peru to act.\n"
    )


def test_the_headline_comes_along():
    text = text_of(f"<header><h1>Joint Statement</h1></header><main><p>{INTRO}</p><p>{INTRO}</p></main>")
    assert text.startswith("Joint Statement\n\nThe members")


def test_two_line_breaks_are_a_paragraph_and_one_is_a_line():
    assert text_of("<div>One<br>two<br><br>three<br />\n<br>four</div>") == "One\ntwo\n\nthree\n\nfour\n"


def test_preformatted_lines_stay_lines():
    assert (
        text_of("<pre>Resolved, That--\n  (1) one;\n\n  (2) two.</pre>")
        == "Resolved, That--\n(1) one;\n\n(2) two.\n"
    )


def test_what_leads_to_footnotes_is_left_out_and_ordinals_stay():
    body = "<p>On the 4<sup>th</sup> it urges<sup>1</sup> Peru<a href='#n2'>[2]</a> to act<sup>[3]</sup>.</p>"
    assert text_of(body) == "On the 4th it urges Peru to act.\n"


def test_a_number_in_a_cell_of_its_own_stands_before_its_words():
    rows = "<tr><td>1.</td><td><p>Urges Peru</p></td></tr><tr><td>Name</td><td>Country</td></tr>"
    assert text_of(f"<table>{rows}</table>") == "1. Urges Peru\n\nName\n\nCountry\n"


def test_styles_and_headings_are_marked():
    incoming = read(
        b"<html><body><h2>Our demands</h2><p><em>Strongly <b>urges</b></em> Peru.</p></body></html>"
    )
    marked = [(mark.style, incoming.text[mark.start : mark.end]) for mark in incoming.marks]
    assert marked == [("heading", "Our demands"), ("italic", "Strongly urges"), ("bold", "urges")]


def test_places_are_offsets_in_the_source():
    source = (
        "<html><body>\n<!-- URGE --><p>One &amp; only</p><script>URGE</script>\n"
        "<ol><li><b>URGE</b> all</li></ol></body></html>"
    )
    incoming = read(source.encode())
    for words in ("One", "URGE</b>"):
        found = incoming.place(incoming.text.index(words.removesuffix("</b>")))
        assert found.offset == source.index(words)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<meta charset="unicode-escape">', "utf-8"),
    ],
)
def test_the_encoding_that_a_page_declares_is_the_one_it_is_read_in(declared, encoding):
    source = f"{declared}<html><body><p>“Café” – 1. Urges Peru.</p></body></html>"
    assert read(source.encode(encoding)).text == "“Café” – 1. Urges Peru.\n"
