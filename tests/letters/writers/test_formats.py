from __future__ import annotations

import email
import io
import zipfile
from dataclasses import replace
from email import policy
from typing import TYPE_CHECKING

import docx
import pytest

from campaign.letters.states import Packing
from campaign.letters.writers import formats
from campaign.letters.writers.errors import UnknownFormat
from campaign.letters.writers.formats import Format
from campaign.letters.writers.report import Report

if TYPE_CHECKING:
    from campaign.letters.values import Letter


def in_pdf(content: bytes, poppler) -> str:
    return poppler.text(content)


def in_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    feet = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *feet])


def in_eml(content: bytes) -> str:
    return email.message_from_bytes(content, policy=policy.default).get_content()


def words(text: str) -> set[str]:
    return set(text.split()) - {"=" * len("Signature sheet"), "·"}


@pytest.mark.parametrize("kind", ["organization_letter", "signer_letter"])
def test_all_four_formats_say_the_same_words(kind: str, poppler, request: pytest.FixtureRequest) -> None:
    letter: Letter = request.getfixturevalue(kind)
    said = {one: formats.write(letter, one).content for one in Format}
    text = words(said[Format.TXT].decode())
    assert words(in_eml(said[Format.EML])) == text
    # Where the sheet has pages, these have numbers.
    assert words(in_docx(said[Format.DOCX])) - {"Page", "of"} == text - {"Page", "of"}
    assert words(in_pdf(said[Format.PDF], poppler)) - {"Page", "of", "1"} == text - {"of", "1"}


@pytest.mark.parametrize("kind", list(Format))
def test_each_format_has_its_suffix_and_media_type(signer_letter: Letter, kind: Format) -> None:
    file = formats.write(signer_letter, kind)
    assert file.suffix == (".pdf" if kind is Format.PRINT_RUN else f".{kind}")
    assert "/" in file.media_type


@pytest.mark.parametrize("kind", [*Format])
def test_single_files_are_an_archive_of_one_for_each_letter(signer_letter: Letter, kind: Format) -> None:
    report = Report()
    file = formats.stream([signer_letter] * 2, kind, Packing.SINGLE, report)
    with zipfile.ZipFile(io.BytesIO(b"".join(file.content))) as archive:
        first, second = archive.namelist()
        assert archive.read(first) == formats.write(signer_letter, kind).content
    assert (first[:5], second[:5], file.suffix, report.written) == ("00001", "00002", ".zip", 2)


@pytest.mark.parametrize("kind", list(Format))
def test_no_file_holds_an_email_address_but_the_recipients(signer_letter: Letter, kind: Format) -> None:
    content = formats.write(replace(signer_letter, email=None), kind).content
    assert b"@thailand.example.org" not in content


@pytest.mark.parametrize("kind", [*Format])
def test_of_no_letter_there_is_no_file(kind: Format) -> None:
    assert b"".join(formats.stream([], kind, Packing.PARTS, Report()).content) == b""


@pytest.mark.parametrize("kind", [*Format])
def test_a_letter_that_cannot_be_written_is_set_aside_and_the_others_are_there(
    signer_letter: Letter, kind: Format
) -> None:
    bad = replace(signer_letter, key="th 2", email="nobody", signatory=("\ufdd0", "x\ue000"))
    report = Report()
    file = formats.stream([signer_letter, bad, signer_letter], kind, Packing.PARTS, report)
    assert b"".join(file.content)
    if kind in {Format.PDF, Format.PRINT_RUN, Format.EML}:
        assert (report.written, [letter.letter for letter in report.set_aside]) == (2, ["th 2"])
    else:
        assert report.written == 3


def test_an_unknown_format_names_those_there_are() -> None:
    assert formats.format_named("pdf") is Format.PDF
    with pytest.raises(UnknownFormat, match="pdf, docx, eml, txt"):
        formats.format_named("odt")


def test_a_preview_comes_from_the_same_fonts(signer_letter: Letter) -> None:
    assert formats.preview(signer_letter).startswith(b"\x89PNG")
