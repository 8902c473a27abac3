from __future__ import annotations

import pytest

from campaign.statements.incoming.markdown.source import read


def text_of(source: str) -> str:
    return read(source.encode()).text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Joint *Statement* ##", "Joint Statement\n"),
        ("Joint\nStatement\n===", "Joint Statement\n"),
        ("One\ntwo  \nthree\\\nfour", "One two\nthree\nfour\n"),
        ("- a\n- b\n\n* c", "- a\n\n- b\n\n- c\n"),
        ("1. a\n2. b", "1. a\n\n2. b\n"),
        ("3) a\n5) b", "3) a\n\n5) b\n"),
        ("1. a\n1. b\n1. c", "1. a\n\n2. b\n\n3. c\n"),
        ("1. a\n   - b\n   - c\n2. d", "1. a\n\n  - b\n\n  - c\n\n2. d\n"),
        ("1. a\n   wrapped\n\n   second\n\n2. b", "1. a wrapped\n\nsecond\n\n2. b\n"),
        ("5\\. Urges **all**", "5. Urges all\n"),
        ("**(5)**\n\nUrges", "(5)\n\nUrges\n"),
        ("- (a) by hand", "(a) by hand\n"),
        ("> quoted\n> text", "quoted text\n"),
        ("a_b_c and 2 * 3 * 4", "a_b_c and 2 * 3 * 4\n"),
        ("**bold *both* bold** _it_ __b__ ***x***", "bold both bold it b x\n"),
        ("*open and `co*de`", "*open and co*de\n"),
        (
            '[a *link*](https://example.org "t"), ![x](y.png) <https://example.org>',
            "a link, https://example.org\n",
        ),
        ("All[^1] act.\n\n[^1]: A note\n    of two lines\n\nMore", "All act.\n\nMore\n"),
        ("[home]: https://example.org\n\nGo [there][home] &amp; back", "Go there & back\n"),
        ("---\ntitle: x\n---\nText\n\n---\n\nMore", "Text\n\nMore\n"),
        ("Text <!-- hidden\nlines --> more<br>and <b>on</b>", "Text more\nand on\n"),
        ("| 1. | Urges |\n|---|---|\n| 2. | Calls |", "1. Urges\n\n2. Calls\n"),
        ("```\nas it *is*\nhere\n```", "as it *is*\nhere\n"),
    ],
)
def test_marks_become_structure(source, text):
    assert text_of(source) == text


def test_styles_and_headings_are_marked():
    incoming = read(b"# Title\n\n1. *Strongly **urges*** Peru")
    marked = [(mark.style, incoming.text[mark.start : mark.end]) for mark in incoming.marks]
    assert ("heading", "Title") in marked
    assert ("bold", "urges") in marked


def test_places_are_offsets_in_the_source():
    source = "# Title\n\n1. First\n   line\n   - **URGE** all\n\n> So said"
    incoming = read(source.encode())
    for words in ("Title", "First", "line", "So said"):
        assert incoming.place(incoming.text.index(words)).offset == source.index(words)
