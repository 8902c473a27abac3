from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pikepdf
import pytest

from campaign.core import paths
from campaign.letters.languages import LANGUAGES
from campaign.letters.layouts import DIN_B, US_10
from campaign.letters.values import (
    CountCertificate,
    Paragraph,
    ParagraphKind,
    PublicLog,
    StatementAnnex,
    Verbatim,
)
from campaign.letters.writers import pdf
from campaign.letters.writers.errors import CannotSet
from campaign.letters.writers.report import Report
from tests.letters.writers.structure import Structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.values import Letter
    from campaign.letters.writers.typesetter import Typesetter


def numbered(letter: Letter, count: int) -> Iterator[Letter]:
    for at in range(count):
        yield replace(letter, key=f"key {at}", signatory=(f"Signer {at}", "Japan"))


def written(letters: Iterable[Letter], setter: Typesetter, report: Report | None = None) -> bytes:
    return b"".join(pdf.stream(letters, DIN_B, setter, report if report is not None else Report()))


def bookmarks(file: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(io.BytesIO(file)) as opened, opened.open_outline() as told:
        return [(item.title, [below.title for below in item.children]) for item in told.root]


@pytest.fixture
def statement() -> StatementAnnex:
    text = (paths.find("templates").parent / "campaign/statements/data/ipcnkr-2007.txt").read_text()
    start = text.index("URGE the United Nations")
    return StatementAnnex(
        title="Joint Statement",
        text=Verbatim(text),
        start=start,
        end=text.index("\n", start),
        number="1.3",
        issuer="the Coalition",
        place="Seoul",
        adopted_on=date(2007, 8, 29),
        source="https://statements.example.org/2007",
    )


@pytest.fixture
def certificate(organization_letter: Letter) -> CountCertificate:
    assert organization_letter.annex
    return CountCertificate(
        campaign="Legal protection",
        item="item 1.3 of the Joint Statement",
        words="URGE the United Nations",
        source="Item 1.3 of the Joint Statement",
        total=1284,
        by_country=organization_letter.annex.by_country,
        withdrawn=14,
        rejected=31,
        unconfirmed=207,
        cut_off=datetime(2026, 11, 24, 9, 30, 12, tzinfo=UTC),
        digest=hashlib.sha256(b"").hexdigest(),
        organization="Society for Open Borders",
        place="Brussels",
        signatory=("Maria Lindqvist", "Secretary"),
        log=PublicLog(
            address="https://campaign.example.org/c/one",
            key="89abcdef" * 8,
            made_at=datetime(2026, 11, 24, 9, 0, 2, tzinfo=UTC),
            entries=1298,
            total=1284,
            root="4567cdef" * 8,
        ),
    )


@pytest.fixture
def whole_letter(
    organization_letter: Letter, certificate: CountCertificate, statement: StatementAnnex
) -> Letter:
    return replace(organization_letter, certificate=certificate, statement=statement)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_with_a_letter_is_set_in_every_language(
    setter: Typesetter, sample, certificate: CountCertificate, statement: StatementAnnex, language: str
) -> None:
    report = Report()
    whole = replace(sample(language), certificate=certificate, statement=statement)
    written([whole], setter, report)
    assert report.set_aside == []


def test_many_letters_are_one_file_with_a_bookmark_each(
    poppler, setter: Typesetter, signer_letter: Letter
) -> None:
    report = Report()
    file = written(numbered(signer_letter, 220), setter, report)
    assert report.written == 220
    assert poppler.pages(file) == 220
    assert [title for title, _below in bookmarks(file)] == [
        "key 0 – key 99",
        "key 100 – key 199",
        "key 200 – key 219",
    ]
    assert Structure(file).wrong() == []


def test_no_letters_are_no_file(setter: Typesetter, signer_letter: Letter) -> None:
    report = Report()
    assert list(pdf.stream([], DIN_B, setter, report)) == []
    long = replace(signer_letter, paragraphs=(Paragraph(ParagraphKind.TEXT, "word " * 3000),))
    assert list(pdf.stream([long], DIN_B, setter, report)) == []
    assert report.written == 0
    assert [aside.letter for aside in report.set_aside] == [long.key]


def test_letters_are_taken_as_they_are_written(setter: Typesetter, signer_letter: Letter) -> None:
    taken = []

    def letters() -> Iterator[Letter]:
        for letter in numbered(signer_letter, 200):
            taken.append(letter.key)
            yield letter

    pieces = pdf.stream(letters(), DIN_B, setter, Report())
    next(pieces)
    assert len(taken) <= 101


def test_the_same_letters_give_the_same_bytes(setter: Typesetter, whole_letter: Letter) -> None:
    assert written([whole_letter], setter) == written([whole_letter], setter)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"signatory": ("\U0010fffd", "Japan")}, "U+10FFFD"),
        ({"signatory": ("Ana \ue000", "Japan")}, "U+E000"),
        ({"paragraphs": (Paragraph(ParagraphKind.OWN, "word " * 3000),)}, "longer than one page"),
        ({"address": ("M" * 60, "Geneva", "SWITZERLAND")}, "wider than the window"),
        ({"sender": ("Name " * 100,)}, "more room"),
        ({"place": "Place " * 100}, "more room"),
    ],
)
def test_a_letter_that_cannot_be_set_is_put_aside_and_the_others_are_written(
    poppler, setter: Typesetter, signer_letter: Letter, change: dict[str, object], reason: str
) -> None:
    letters = list(numbered(signer_letter, 60))
    for bad in (7, 8, 55):
        letters[bad] = replace(letters[bad], **change)
    report = Report()
    file = written(letters, setter, report)
    assert report.written == 57
    assert [aside.letter for aside in report.set_aside] == ["key 7", "key 8", "key 55"]
    assert all(reason in aside.reason for aside in report.set_aside)
    text = poppler.text(file)
    assert text.count("Excellency") == 57
    assert Structure(file).wrong() == []


@pytest.mark.parametrize(
    "name",
    [
        "Ana" * 100,
        "Å" * 100 + " " + "e\u0301" * 100,
        "\U0001f600",
        "مينا يوسف",
        "מינה כהן",
        "Mina \u202eotI",
        "Z\u0351\u036b\u0343a\u0329\u0320l\u0323go\u0310",
        "#panic() $x$ <b> [*a*]",
        '=HYPERLINK("https://example.org")',
        "((signer name)) {{ 7*7 }}",
        "1 0 R /Next 2 0 R (",
    ],
)
def test_any_name_is_written_or_put_aside_with_a_reason(
    setter: Typesetter, signer_letter: Letter, name: str
) -> None:
    odd = replace(signer_letter, key="odd", sender=(name, "Japan"), signatory=(name, "Japan"))
    report = Report()
    file = written([signer_letter, odd, replace(signer_letter, key="after")], setter, report)
    assert report.written + len(report.set_aside) == 3
    assert [aside.letter for aside in report.set_aside] in ([], ["odd"])
    assert all(aside.reason for aside in report.set_aside)
    assert Structure(file).wrong() == []


def test_letters_of_several_languages_stand_in_one_file(setter: Typesetter, sample, poppler) -> None:
    languages = ("en", "ko", "ko", "th", "en")
    report = Report()
    file = written([replace(sample(each), key=f"{at}") for at, each in enumerate(languages)], setter, report)
    assert report.written == 5
    assert Structure(file).wrong() == []
    assert poppler.pages(file) == 5


def test_what_goes_with_a_letter_follows_it_with_bookmarks(
    poppler, setter: Typesetter, whole_letter: Letter
) -> None:
    file = pdf.write([whole_letter], US_10, setter)
    assert bookmarks(file) == [
        ("Letter", []),
        ("Signature sheet", ["Signatures by country", "Those who wished their names to reach you"]),
        (
            "Count certificate",
            [
                "By country",
                "How signatures were counted",
                "What was not counted",
                "The public log",
                "How it can be checked",
                "The list of signatures",
            ],
        ),
        ("The statement in full", ["Item 1.3, which this letter is about"]),
    ]
    structure = Structure(file)
    assert structure.wrong() == []
    assert structure.kinds().count("Part") == 4
    text = " ".join(poppler.text(file).split())
    for said in (
        "09:30:12 UTC",
        "1,284 signatures",
        "e3b0c442 98fc1c14",
        "4567cdef 4567cdef",
        "Withdrawn by their signers 14",
    ):
        assert said in text


def test_the_statement_is_there_word_for_word(poppler, setter: Typesetter, whole_letter: Letter) -> None:
    assert whole_letter.statement
    text = " ".join(poppler.text(pdf.write([whole_letter], DIN_B, setter)).split())
    pages = text[text.index("The statement in full") :]
    for line in whole_letter.statement.text.split("\n"):
        words = " ".join(line.split())
        # The foot of a page stands between the halves of a paragraph.
        half = " ".join(words.split()[: len(words.split()) // 2])
        assert words in pages or half in pages


def test_a_statement_that_cannot_be_set_puts_its_letter_aside(
    setter: Typesetter, whole_letter: Letter, statement: StatementAnnex
) -> None:
    odd = replace(statement, text=Verbatim(f"{statement.text}\n\nThe end \ue000."))
    report = Report()
    assert written([replace(whole_letter, statement=odd)], setter, report) == b""
    assert "the statement in full" in report.set_aside[0].reason
    with pytest.raises(CannotSet, match="the statement in full"):
        pdf.write([replace(whole_letter, statement=odd)], DIN_B, setter)


def test_no_signer_stands_in_the_properties_of_a_file(setter: Typesetter, signer_letter: Letter) -> None:
    opened = pikepdf.open(io.BytesIO(written(numbered(signer_letter, 2), setter)))
    assert "/Author" not in opened.docinfo
    assert b"Signer" not in opened.Root.Metadata.read_bytes()
    assert "Ito" not in str(opened.docinfo)
