"""A message of the outbox as the bytes of a mail.

Headers are set by hand: what `email.policy` does for each costs more than all the rest, it encodes
a List-Unsubscribe that is longer than a line, and it forgets to quote a name with a comma where the
mail is in UTF-8 (RFC 6531).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING, Any

from campaign.core import addresses, clock
from campaign.core.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from campaign.mailer.values import Sender

# RFC 5322 §2.1.1, without the line end.
LONGEST_LINE = 998
# RFC 2047 §2, of an encoded word.
LONGEST_WORD = 75
POLICY = compat32.clone(linesep="\r\n")
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on a mail beside its words.

    `address` is the one we send from; `unsubscribe` is the page that ends notices, or None.
    """

    address: str
    sender: Sender
    to: str
    message_id: str
    unsubscribe: str | None = None


def build(envelope: Envelope, kind: str, language: str, context: Mapping[str, Any]) -> bytes:
    """The mail of this kind, in this language: plain text, and HTML for those who read that.

    Beside the context, templates know `sender_name`, `unsubscribe` (a link, or None) and `lang`.

    Raises what Jinja raises if a template is missing or lacks a value.
    """
    values = {
        "sender_name": envelope.sender.name,
        "unsubscribe": envelope.unsubscribe,
        "lang": language,
        **context,
    }
    subject, text, html = (
        render(f"email/{kind}/{file}", language, **values)
        for file in ("subject.txt", "body.txt", "body.html")
    )
    parts = MIMEMultipart("alternative", _subparts=[_part(text, "plain"), _part(html, "html")], policy=POLICY)
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(envelope, _one_line(subject)))
    return head.encode() + parts.as_bytes(policy=POLICY)


def _headers(envelope: Envelope, subject: str) -> list[tuple[str, str]]:
    sender, unsubscribe = envelope.sender, envelope.unsubscribe
    headers = [
        ("From", _mailbox(_one_line(sender.name), envelope.address)),
        ("To", addresses.for_envelope(envelope.to)),
        ("Subject", _encoded(subject, "Subject")),
        ("Date", format_datetime(clock.now())),
        ("Message-ID", envelope.message_id),
        # RFC 3834 §5: so that no absence notice comes back.
        ("Auto-Submitted", "auto-generated"),
    ]
    if sender.reply_to:
        headers.append(("Reply-To", addresses.for_envelope(_one_line(sender.reply_to))))
    if unsubscribe:
        # RFC 2369 §3.2 and RFC 8058 §3.1.
        headers.append(("List-Unsubscribe", f"<{unsubscribe}>"))
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


def _part(text: str, subtype: str) -> MIMEText:
    plain = text.isascii() and all(len(line) <= LONGEST_LINE for line in text.splitlines())
    if plain:
        return MIMEText(text, subtype, "us-ascii", policy=POLICY)
    return MIMEText(text, subtype, UTF8, policy=POLICY)  # type: ignore[arg-type]  # it takes a Charset, too


def _mailbox(name: str, address: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_encoded(name, 'From')} <{address}>"


def _encoded(text: str, header: str) -> str:
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, maxlinelen=LONGEST_WORD, header_name=header).encode(linesep="\r\n")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return "".join(character for character in line if unicodedata.category(character) != "Cc")
