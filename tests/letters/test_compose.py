from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from campaign.letters.checking import check
from campaign.letters.compose import compose
from campaign.letters.errors import (
    BrokenDraft,
    SenderTooLong,
    UnknownCondition,
    UnknownPlaceholder,
    UnresolvedPlaceholder,
    WrongNumberOfLines,
)
from campaign.letters.values import DraftText, ParagraphKind

if TYPE_CHECKING:
    from campaign.letters.facts import Facts
    from campaign.letters.values import Frame, SignatureSheet


def body(text: str) -> DraftText:
    return DraftText("((campaign))", text)


def texts(draft: DraftText, facts: Facts, frame: Frame) -> list[str]:
    return [paragraph.text for paragraph in compose(draft, facts, frame).paragraphs]


def test_placeholders_are_filled(facts: Facts, frame: Frame) -> None:
    letter = compose(body("In the name of ((count)) people in ((countries)) countries."), facts, frame)
    assert letter.subject == "Legal protection for North Korean refugees"
    assert letter.paragraphs[0].text == "In the name of 1,284 people in 38 countries."
    assert letter.key == frame.key


def test_the_item_alone_is_a_quote_with_its_source(facts: Facts, frame: Frame) -> None:
    quote = compose(body("((item))"), facts, frame).paragraphs[0]
    assert quote.kind is ParagraphKind.QUOTE
    assert quote.text == f"“{facts.item}”"
    assert quote.source == "Item 1.3 of the Joint Statement, 29 August 2007"


def test_the_paragraph_with_the_ask_is_the_request(facts: Facts, frame: Frame) -> None:
    letter = compose(body("Hello.\n\n((signed?? We ask ((ask)).))"), facts, frame)
    assert [paragraph.kind for paragraph in letter.paragraphs] == [ParagraphKind.TEXT, ParagraphKind.REQUEST]


def test_own_words_may_be_empty_and_may_be_several_paragraphs(facts: Facts, frame: Frame) -> None:
    draft = body("((own words))\n\nEnd.")
    assert texts(draft, facts, frame) == ["End."]
    written = replace(facts, own_words="I teach\nat a school.\r\n\r\nTwo pupils.\n\n \n")
    letter = compose(draft, written, frame)
    assert [paragraph.text for paragraph in letter.paragraphs] == [
        "I teach at a school.",
        "Two pupils.",
        "End.",
    ]
    assert letter.paragraphs[0].kind is ParagraphKind.OWN


def test_a_passage_stands_only_where_its_condition_holds(facts: Facts, frame: Frame) -> None:
    draft = body("We write((signed??, for ((count)),)) now.\n\n((unsigned?? Nobody yet.))")
    assert texts(draft, facts, frame) == ["We write, for 1,284, now."]
    assert texts(draft, replace(facts, count=0), frame) == ["We write now.", "Nobody yet."]


def test_a_signature_sheet_makes_its_condition_hold(
    facts: Facts, frame: Frame, sheet: SignatureSheet
) -> None:
    draft = body("((sheet?? It follows.)) End.")
    assert texts(draft, facts, replace(frame, annex=sheet)) == ["It follows. End."]
    assert texts(draft, facts, frame) == ["End."]


def test_a_placeholder_inside_a_name_is_printed_and_never_filled(facts: Facts, frame: Frame) -> None:
    sly = replace(
        facts, signer_name="((organization)) ((signed?? x))", own_words="((count)) and ((nonsense))"
    )
    assert texts(body("I am ((signer name)).\n\n((own words))"), sly, frame) == [
        "I am ((organization)) ((signed?? x)).",
        "((count)) and ((nonsense))",
    ]


def test_an_unknown_placeholder_is_named_with_its_line(facts: Facts, frame: Frame) -> None:
    draft = body("Hello.\n\nDear ((signer nmae)),")
    for refuse in (lambda: check(draft), lambda: compose(draft, facts, frame)):
        with pytest.raises(UnknownPlaceholder, match=r"line 3.*“\(\(signer nmae\)\)”"):
            refuse()


def test_an_unknown_placeholder_is_found_inside_a_passage_that_does_not_hold(
    facts: Facts, frame: Frame
) -> None:
    with pytest.raises(UnknownPlaceholder):
        compose(body("((unsigned?? ((nobody)))) x"), facts, frame)


def test_an_unknown_condition_is_named(facts: Facts) -> None:
    with pytest.raises(UnknownCondition, match="maybe"):
        check(body("((maybe?? x))"))


def test_a_draft_that_does_not_close_its_parentheses_is_refused() -> None:
    with pytest.raises(BrokenDraft, match="the subject"):
        check(DraftText("((campaign", "x"))


def test_what_is_not_known_is_named_with_letter_and_place(facts: Facts, frame: Frame) -> None:
    with pytest.raises(UnresolvedPlaceholder, match=r"lp-th-head-of-government.*signer name.*line 3"):
        compose(body("One.\n\nI am ((signer name))."), facts, frame)
    with pytest.raises(UnresolvedPlaceholder, match="the subject"):
        compose(DraftText("((campaign))", "x"), replace(facts, campaign="\u202e \x00"), frame)


@pytest.mark.parametrize("count", [1, 2, 8])
def test_an_address_has_three_to_seven_lines(facts: Facts, frame: Frame, count: int) -> None:
    with pytest.raises(WrongNumberOfLines, match="3 to 7"):
        compose(body("x"), facts, replace(frame, address=("Line",) * count))


def test_an_unknown_address_says_so(facts: Facts, frame: Frame) -> None:
    letter = compose(body("x"), facts, replace(frame, address=()))
    assert letter.address_lines == ("Office of the Prime Minister", "[address to be completed]")


def test_a_sender_has_at_most_six_lines(facts: Facts, frame: Frame) -> None:
    with pytest.raises(SenderTooLong):
        compose(body("x"), facts, replace(frame, sender=("Line",) * 7))


def test_everything_is_cleaned(facts: Facts, frame: Frame, sheet: SignatureSheet) -> None:
    dirty = replace(sheet, names=(("Mi\u202ena\x00", "Ja\npan"),))
    letter = compose(
        DraftText("A\r\nBcc: ((campaign))", "x\x07y"),
        replace(facts, campaign="c\u2066d"),
        replace(frame, reference="\u202eR\x1b", annex=dirty),
    )
    assert letter.subject == "A Bcc: cd"
    assert letter.paragraphs[0].text == "x y"
    assert letter.reference == "R"
    assert letter.annex
    assert letter.annex.names == (("Mina", "Ja pan"),)


def test_salutation_and_close_end_with_a_comma(facts: Facts, frame: Frame) -> None:
    letter = compose(body("x"), facts, replace(frame, salutation="Excellency", close="Yours respectfully,"))
    assert (letter.salutation, letter.close) == ("Excellency,", "Yours respectfully,")


def test_the_same_arguments_give_the_same_letter(facts: Facts, frame: Frame) -> None:
    assert compose(body("((item))"), facts, frame) == compose(body("((item))"), facts, frame)


def test_a_courtesy_translation_follows_the_quote_and_is_marked_in_the_letters_language(
    facts: Facts, frame: Frame
) -> None:
    korean = replace(facts, language="ko", translation="시민적 자유를\n보호할 것을 촉구한다.")
    letter = compose(
        body("((item))\n\n((translated?? 번역을 덧붙입니다.))"), korean, replace(frame, language="ko")
    )
    quote, translation, words = letter.paragraphs
    assert (quote.kind, quote.text, quote.language) == (ParagraphKind.QUOTE, f"“{facts.item}”", "en")
    assert translation.kind is ParagraphKind.TRANSLATION
    assert (translation.text, translation.source) == ("시민적 자유를 보호할 것을 촉구한다.", "참고용 번역")
    assert words.text.strip() == "번역을 덧붙입니다."


def test_a_drafts_own_salutation_and_close_go_before_the_recipients(facts: Facts, frame: Frame) -> None:
    assert compose(body("x"), facts, frame).salutation == "Excellency,"
    own = replace(body("x"), salutation="존경하는 장관님께", close="謹白")
    letter = compose(own, facts, frame)
    assert (letter.salutation, letter.close) == ("존경하는 장관님께,", "謹白")


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("((signer nme))", "((signer name))"),
        ("((recipient))", "((recipient office))"),
        ("((singed?? x))", "((signed?? …))"),
    ],
)
def test_a_name_that_is_in_no_list_brings_the_one_that_was_meant(typed: str, nearest: str) -> None:
    with pytest.raises((UnknownPlaceholder, UnknownCondition), match="Did you mean") as refused:
        check(body(typed))
    assert nearest in str(refused.value)


def test_a_name_that_is_like_no_other_brings_none() -> None:
    with pytest.raises(UnknownPlaceholder, match="Choose one from the list"):
        check(body("((favourite colour))"))
