"""A letter as a mail that a mail program opens as a draft, ready to be sent by whoever opens it."""

from __future__ import annotations

import re
from email.charset import QP, Charset
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import Message
from email.policy import compat32
from email.utils import formataddr
from typing import TYPE_CHECKING

from campaign.letters.errors import WrongEmail
from campaign.letters.writers.archive import archive
from campaign.letters.writers.txt import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.letters.values import Letter

# The newer policies fold headers anew, and wrongly.
_CRLF = compat32.clone(linesep="\r\n")


def write(letter: Letter) -> bytes:
    """The mail to the recipient, or to nobody yet; it names no sender and has no date, so that it is a draft.

    Raises:
        WrongEmail: the recipient's e-mail address is none.

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


def write_all(letters: Sequence[Letter]) -> bytes:
    """A ZIP with one mail for each letter, numbered in their order and named by their keys."""
    digits = len(str(len(letters)))
    return archive(
        (f"{at:0{digits}}-{_file_name(letter.key)}.eml", write(letter))
        for at, letter in enumerate(letters, start=1)
    )


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


def _file_name(key: str) -> str:
    return re.sub(r"[^\w.-]+", "-", key, flags=re.ASCII).strip("-.") or "letter"
