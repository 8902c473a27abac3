from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typst

from campaign.letters.errors import AddressTooWide
from campaign.letters.fonts import DEBIAN_FOLDERS, folders
from campaign.letters.layouts import DIN_B, LAYOUTS
from campaign.letters.values import Paragraph, ParagraphKind
from campaign.letters.writers.errors import CannotBeSet, CannotSet, LetterTooLong
from campaign.letters.writers.typesetter import Unset

if TYPE_CHECKING:
    from collections.abc import Callable

    from campaign.letters.layouts import Layout
    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter

SYNTAX = [
    "#panic() #sys.inputs.data",
    "$x^2$ and $",
    "= Head",
    "*bold* _slanted_ `code`",
    '"quoted" \\ #"',
    "[#raw] ]{}",
    "// gone? /* gone? */",
    "@key <label> ~ --- ...",
    "<b>bold</b> &amp; ((signer name))",
    "{{ 7*7 }} {% if %} {# #}",
]


def with_text(letter: Letter, text: str) -> Letter:
    return replace(letter, paragraphs=(Paragraph(ParagraphKind.TEXT, text),))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_address_lies_inside_the_window(
    poppler, setter: Typesetter, organization_letter: Letter, inside_window: Callable[[list], bool]
) -> None:
    words = poppler.words(setter.set([organization_letter]))
    address = " ".join(organization_letter.address_lines).split()
    first = next(
        at for at, word in enumerate(words) if [w.text for w in words[at : at + len(address)]] == address
    )
    assert inside_window(words[first : first + len(address)])


def test_seven_lines_lie_inside_the_window_and_the_return_line_above_them(
    poppler, setter: Typesetter, signer_letter: Letter, inside_window: Callable[[list], bool]
) -> None:
    lines = tuple(f"Line{number}Égj" for number in range(7))
    words = poppler.words(setter.set([replace(signer_letter, address=lines, sender=("Sender",))]))
    assert inside_window([word for word in words if word.text in lines])
    assert len([word for word in words if word.text in lines]) == 7
    above = [word for word in words if word.text == "Sender" and word.top > 45]
    assert above
    assert above[0].bottom < 45 + 17.7
    assert above[0].right < 105


def test_nothing_else_stands_in_the_window(poppler, setter: Typesetter, organization_letter: Letter) -> None:
    words = poppler.words(setter.set([organization_letter]))
    seen = [word.text for word in words if word.left < 105 and word.bottom > 45 + 17.7 and word.top < 90]
    assert seen == " ".join(organization_letter.address_lines).split()


def test_the_pdf_is_tagged_titled_and_in_its_language(
    poppler, setter: Typesetter, organization_letter: Letter
) -> None:
    pdf = setter.set([organization_letter])
    about = poppler.about(pdf)
    assert "Tagged:          yes" in about
    assert f"Title:           {organization_letter.subject}" in about
    assert b"/Lang(en-GB)" in pdf
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:part" in pdf


def test_the_structure_has_a_heading_a_quote_and_a_picture_with_words(
    poppler, setter: Typesetter, organization_letter: Letter
) -> None:
    structure = poppler.about(setter.set([organization_letter]), "-struct")
    for tag in ("H1", "BlockQuote", "Figure", "Link"):
        assert tag in structure
    order = poppler.about(setter.set([organization_letter]), "-struct-text")
    places = [
        order.index(words) for words in ("Pissanulok", "Excellency", "URGE", "Yours", "Lindqvist", "https:")
    ]
    assert places == sorted(places)


def test_a_letter_takes_one_page(poppler, setter: Typesetter, organization_letter: Letter) -> None:
    assert poppler.pages(setter.set([organization_letter])) == 1
    assert poppler.pages(setter.set([organization_letter] * 3)) == 3


@pytest.mark.parametrize("text", SYNTAX)
def test_syntax_is_printed_as_the_text_it_is(
    poppler, setter: Typesetter, signer_letter: Letter, text: str
) -> None:
    sly = replace(
        with_text(signer_letter, text),
        subject=text,
        signatory=(text,),
        sender=(text,),
        reference="REF",
        close="C,",
    )
    shown = flat(poppler.text(setter.set([sly])))
    assert shown.count(flat(text)) >= 4


def test_the_same_letters_give_the_same_bytes(
    setter: Typesetter, organization_letter: Letter, signer_letter: Letter
) -> None:
    for letters in ([organization_letter], [signer_letter, replace(signer_letter, key="b")]):
        assert setter.set(letters) == setter.set(letters)


def test_a_longer_letter_is_set_smaller_to_stay_on_its_page(
    poppler, setter: Typesetter, signer_letter: Letter
) -> None:
    long = with_text(signer_letter, "Nineteen words of text stand here. " * 78)
    assert poppler.pages(setter.set([long])) == 1
    assert poppler.pages(setter.set([signer_letter, long, signer_letter])) == 3


def test_a_letter_of_more_than_a_page_is_refused_by_its_key(
    setter: Typesetter, signer_letter: Letter
) -> None:
    long = replace(with_text(signer_letter, "word " * 3000), key="la-head-of-government")
    with pytest.raises(LetterTooLong, match="la-head-of-government"):
        setter.set([signer_letter, long])


def test_an_address_line_wider_than_the_window_is_refused(setter: Typesetter, signer_letter: Letter) -> None:
    wide = "Office of the United Nations High Commissioner for Refugees in Geneva"
    with pytest.raises(AddressTooWide, match=f"lp-th-head-of-government.*{wide}"):
        setter.set([replace(signer_letter, address=(wide, "Geneva", "SWITZERLAND"))])


def test_an_unknown_address_is_left_to_be_completed_and_a_long_office_takes_two_lines(
    poppler, setter: Typesetter, signer_letter: Letter
) -> None:
    office = "Premier of the Cabinet of the Democratic People’s Republic of Korea"
    letter = replace(signer_letter, address=(), office=office)
    assert len(letter.address_lines) == 3
    text = flat(poppler.text(setter.set([letter])))
    assert "[address to be completed]" in text
    assert "Democratic People’s Republic of Korea" in text


@pytest.mark.parametrize(
    ("name", "code", "package"),
    [
        ("김민지", "U+AE40", "fonts-noto-cjk"),
        ("အောင်", "U+1021", "fonts-noto-core"),
        ("Ana\U0001f600", "U+1F600", ""),
    ],
)
def test_a_character_that_no_font_has_is_refused_with_letter_place_and_package(
    bare_setter: Typesetter, signer_letter: Letter, name: str, code: str, package: str
) -> None:
    other = replace(signer_letter, key="kp-mission", signatory=("Name", name))
    with pytest.raises(CannotSet) as refused:
        bare_setter.set([signer_letter, other])
    for part in ("kp-mission", "the signature", code, package):
        assert part in refused.value.sentence
    assert ("package" in refused.value.sentence) is bool(package)


def test_english_letters_need_no_installed_font(
    poppler, bare_setter: Typesetter, signer_letter: Letter
) -> None:
    pdf = bare_setter.set([signer_letter])
    assert "Đặng" not in poppler.text(pdf)
    other = replace(signer_letter, signatory=("Đặng Thị Ánh", "Нина"))
    assert {"Đặng", "Нина"} <= set(poppler.text(bare_setter.set([other])).split())


@pytest.mark.parametrize(
    "name", ["김민지", "伊藤美奈", "陈晓明", "สมชาย ใจดี", "ສົມສັກ", "အောင်ကျော်", "दीपक", "مينا"]
)
def test_names_in_many_scripts_are_set_or_their_package_is_named(
    setter: Typesetter, signer_letter: Letter, name: str
) -> None:
    letter = replace(signer_letter, signatory=(name, "Japan"))
    if len(folders(())) == len(DEBIAN_FOLDERS):
        assert setter.set([letter]).startswith(b"%PDF")
    else:
        with pytest.raises(CannotSet, match="fonts-noto"):
            setter.set([letter])


def test_a_word_longer_than_a_line_stays_on_the_sheet(
    poppler, setter: Typesetter, signer_letter: Letter
) -> None:
    long = replace(with_text(signer_letter, "W" * 300), signatory=("M" * 100,), sender=("M" * 100,))
    words = poppler.words(setter.set([long]))
    assert max(word.right for word in words) < 195


def test_a_preview_is_a_picture_and_refuses_what_the_pdf_refuses(
    setter: Typesetter, organization_letter: Letter, signer_letter: Letter
) -> None:
    picture = setter.preview(organization_letter)
    assert picture.startswith(b"\x89PNG")
    assert len(setter.preview(organization_letter, ppi=220)) > len(picture)
    with pytest.raises(LetterTooLong):
        setter.preview(with_text(signer_letter, "word " * 3000))


def test_several_threads_may_set_at_once(setter: Typesetter, signer_letter: Letter) -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(setter.set([signer_letter]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [setter.set([signer_letter])] * 4


def test_where_typst_fails_without_a_word_the_letter_is_found_by_halving(
    setter: Typesetter, signer_letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = setter.engine
    fails = {"key 3"}

    class Failing:
        families = engine.families

        def pdf(self, told: dict, *more: object) -> bytes:
            if any(set(letter["signatory"]) & fails for letter in told["letters"]):
                error = typst.TypstError()
                error.message = "it does not say which letter"
                raise error
            return engine.pdf(told, *more)

    monkeypatch.setattr(setter, "engine", Failing())
    letters = [replace(signer_letter, key=f"key {at}", signatory=(f"key {at}",)) for at in range(7)]
    with pytest.raises(Unset) as unset:
        setter.document(letters, DIN_B)
    assert {at: type(refused) for at, refused in unset.value.refusals.items()} == {3: CannotBeSet}
    fails.add("A")
    with pytest.raises(typst.TypstError):
        setter.document(letters, DIN_B)


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_picture_shows_the_window_where_there_is_one(
    setter: Typesetter, organization_letter: Letter, layout: Layout
) -> None:
    plain = setter.preview(organization_letter, layout)
    over = setter.preview(organization_letter, layout, window=True)
    assert (plain != over) is (layout.window is not None)
