from __future__ import annotations

import email
import io
import zipfile
from dataclasses import replace
from email import policy
from typing import TYPE_CHECKING

import pytest

from campaign.letters.cleaning import cleaned
from campaign.letters.errors import WrongEmail
from campaign.letters.writers.eml import stream, write
from campaign.letters.writers.report import Report
from campaign.letters.writers.txt import text_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from campaign.letters.values import Letter


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=policy.default)


def test_a_mail_opens_as_a_draft_to_the_recipient(signer_letter: Letter) -> None:
    message = read(write(signer_letter))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == signer_letter.subject
    assert message["To"].addresses[0].addr_spec == "office@thailand.example.org"
    assert message["From"] is None
    assert message["Date"] is None
    assert message.get_content().replace("\r\n", "\n") == text_of(signer_letter, width=None)


def test_a_recipient_without_an_address_leaves_the_mail_open(signer_letter: Letter) -> None:
    assert read(write(replace(signer_letter, email=None)))["To"] is None


@pytest.mark.parametrize(
    "subject", ["A\r\nBcc: spy@example.org", "A\nBcc: spy@example.org", "A\u2028Bcc: x", "A\x85Bcc: x"]
)
def test_a_line_break_in_a_subject_makes_no_header(signer_letter: Letter, subject: str) -> None:
    message = read(write(cleaned(replace(signer_letter, subject=subject))))
    assert message["Subject"] == f"A {subject[1:].strip()}"
    assert message["Bcc"] is None


def test_a_long_subject_in_another_script_comes_back_whole(signer_letter: Letter) -> None:
    subject = "북한 난민의 법적 보호 " * 12
    message = read(write(cleaned(replace(signer_letter, subject=subject))))
    assert message["Subject"] == subject.strip()


@pytest.mark.parametrize(
    "address", ["nobody", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@example.org", "@", ""]
)
def test_an_address_that_is_none_is_refused_or_left_out(signer_letter: Letter, address: str) -> None:
    if not address:
        assert read(write(replace(signer_letter, email=address)))["To"] is None
        return
    with pytest.raises(WrongEmail, match="lp-th-head-of-government"):
        write(replace(signer_letter, email=address))


def test_an_office_with_commas_and_line_breaks_is_one_recipient(signer_letter: Letter) -> None:
    sly = cleaned(replace(signer_letter, office='Office, "of" <x@example.org>\r\nBcc: y@example.org'))
    message = read(write(sly))
    assert [one.addr_spec for one in message["To"].addresses] == ["office@thailand.example.org"]
    assert message["Bcc"] is None


def test_several_mails_lie_in_an_archive_in_their_order(signer_letter: Letter) -> None:
    letters = [replace(signer_letter, key=key) for key in ("th-unhcr 1", "a/../c 2", "é")]
    archive = b"".join(stream(letters, Report()))
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        assert file.namelist() == ["00001--th-unhcr.eml", "00002--a-c.eml", "00003--e.eml"]
        assert read(file.read("00001--th-unhcr.eml"))["X-Unsent"] == "1"
    assert b"".join(stream(letters, Report())) == archive


def test_a_mail_that_goes_nowhere_is_set_aside(signer_letter: Letter) -> None:
    report = Report()
    pieces = stream([replace(signer_letter, key="lost", email="nobody"), signer_letter], report)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as file:
        assert file.namelist() == ["00002--lp-th-head-of-government.eml"]
    assert [(one.letter, "“nobody”" in one.reason) for one in report.set_aside] == [("lost", True)]
