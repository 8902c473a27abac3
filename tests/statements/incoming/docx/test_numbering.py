from __future__ import annotations

import pytest

from campaign.statements.incoming.docx.word import read
from tests.statements.incoming import made
from tests.statements.incoming.made import listed

TWO_LEVELS = made.numbering(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3)"))


def lines(body: str, numbering: str, styles: str | None = None) -> list[str]:
    parts = {"word__numbering.xml": numbering} | ({"word__styles.xml": styles} if styles else {})
    return [line for line in read(made.docx(body, **parts)).text.split("\n") if line]


def test_numbers_go_on_over_other_paragraphs_and_start_again_one_level_down():
    body = (
        listed("One") + listed("sub", 1) + listed("sub", 1) + listed("deep", 2) + made.ONE_ITEM
        + listed("Two") + listed("sub", 1)
    )  # fmt: skip
    assert lines(body, TWO_LEVELS) == [
        *("1. One", "  (a) sub", "  (b) sub", "    i) deep", "1. Urges Peru to act.", "2. Two", "  (a) sub"),
    ]


def test_a_second_list_of_the_same_kind_goes_on_or_starts_anew_as_it_says():
    body = listed("One") + listed("Two") + listed("One", numbered=2) + listed("Two", numbered=2)
    assert [line[:2] for line in lines(body, TWO_LEVELS)] == ["1.", "2.", "1.", "2."]


@pytest.mark.parametrize(
    ("form", "pattern", "printed"),
    [
        ("decimal", "%1.", "5."),
        ("decimal", "%1", "5."),
        ("decimal", "(%1)", "(5)"),
        ("decimalZero", "%1)", "05)"),
        ("upperLetter", "%1.", "E."),
        ("upperRoman", "%1.", "V."),
        ("lowerRoman", "(%1)", "(v)"),
        ("decimal", "Article %1:", "Article 5:"),
        ("bullet", "\uf0b7", "-"),
        ("none", "", "Words"),
        ("japaneseCounting", "%1.", "5."),
    ],
)
def test_numbers_are_printed_as_the_list_says(form, pattern, printed):
    [line] = lines(listed("Words"), made.numbering((form, pattern), start=5))
    assert line == (printed if printed == "Words" else f"{printed} Words")


def test_a_level_may_show_the_levels_above_it():
    numbering = made.numbering(("upperRoman", "%1."), ("decimal", "%1.%2"))
    legal = numbering.replace('<w:lvlText w:val="%1.%2"/>', '<w:lvlText w:val="%1.%2"/><w:isLgl/>')
    body = listed("One") + listed("Two") + listed("sub", 1)
    assert lines(body, numbering)[-1] == "  II.1. sub"
    assert lines(body, legal)[-1] == "  2.1. sub"


def test_a_paragraph_style_brings_its_list_and_a_paragraph_can_leave_it():
    styles = (
        f'<w:styles xmlns:w="{made.WORD}"><w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>'
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="Own"/>{}</w:pPr><w:r><w:t>Words</w:t></w:r></w:p>'
    left = styled.format('<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(listed("One") + styled.format("") + left, TWO_LEVELS, styles) == [
        *("1. One", "  (a) Words", "Words"),
    ]


def test_styles_and_lists_that_refer_to_each_other_in_a_circle_end():
    styles = (
        f'<w:styles xmlns:w="{made.WORD}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val=""/></w:numPr></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{made.WORD}"><w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Words</w:t></w:r></w:p>' + listed("More")
    assert lines(body, numbering, styles) == ["Words", "More"]


def test_a_list_that_is_not_there_numbers_nothing():
    assert lines(listed("Words", numbered=99), TWO_LEVELS) == ["Words"]
    assert lines(listed("Words", depth=8), TWO_LEVELS) == ["Words"]
