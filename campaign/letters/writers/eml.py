"""A letter as a mail that a mail program opens as a draft, ready to be sent by whoever opens it."""

from __future__ import annotations

from email.charset import QP, Charset
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import Message
from email.policy import compat32
from email.utils import formataddr
from typing import TYPE_CHECKING, Final

from campaign.letters.errors import WrongEmail
from campaign.letters.writers.archive import single_files
from campaign.letters.writers.file import File
from campaign.letters.writers.txt import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from campaign.letters.values import Letter
    from campaign.letters.writers.report import Report

MEDIA_TYPE: Final = "message/rfc822"
# The newer policies fold headers anew, and wrongly.
_CRLF = compat32.clone(linesep="\r\n")


def write(letter: Letter) -> bytes:
    """The mail to the recipient, or to nobody yet; it names no sender and has no date, so that it is a draft.

    Raises:
        WrongEmail: the recipient's e-mail address is none.
        Unspeakable: the letter holds a character that text cannot hold.

    """
    message: Message[Header | str, Header | str] = Message(policy=_CRLF)
    message["MIME-Version"] = "1.0"
    message.set_payload(text_of(letter, width=None), _charset())
    message["Subject"] = _subject(letter.subject)
    if letter.email:
        message["To"] = _recipient(letter, letter.email)
    # Outlook's mark of a message that is still to be sent.
    message["X-Unsent"] = "1"
    return message.as_bytes(policy=_CRLF)


def stream(letters: Iterable[Letter], report: Report) -> Iterator[bytes]:
    """A ZIP, in pieces, with one mail for each letter, 10,000 at most; see `archive.single_files`."""
    return single_files(letters, file_of, report)


def file_of(letter: Letter) -> File:
    """The mail as a file; raises what `write` raises."""
    return File(".eml", MEDIA_TYPE, write(letter))


def _charset() -> Charset:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset


def _subject(subject: str) -> Header:
    # Python 3.11's EmailMessage loses blanks where it breaks a long subject in another script.
    return Header(subject, "us-ascii" if subject.isascii() else "utf-8", header_name="Subject")


def _recipient(letter: Letter, email: str) -> str:
    try:
        checked = Address(addr_spec=email)
        return formataddr((letter.office, checked.addr_spec))
    except (MessageError, ValueError, IndexError) as error:
        raise WrongEmail(letter.key, email) from error
