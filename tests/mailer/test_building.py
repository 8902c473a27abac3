from __future__ import annotations

import email
import email.policy
import re
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import jinja2
import pytest

from campaign.mailer.building import Envelope, build
from campaign.mailer.values import Sender

LINK = "https://letters.example.org/confirm/" + "t" * 200
UNSUBSCRIBE = "https://letters.example.org/unsubscribe/" + "u" * 300


def built(*, title="Confirm your signature", link=LINK, **given) -> bytes:
    settings = {
        "address": "no-reply@letters.example.org",
        "sender": Sender("Friends of Ana"),
        "to": "ana@example.org",
        "message_id": "<1@letters.example.org>",
    }
    return build(Envelope(**settings | given), "hello", "en", {"title": title, "link": link})


def parsed(**given):
    return email.message_from_bytes(built(**given), policy=email.policy.default)


def test_a_mail_has_what_a_mail_must_have(clock):
    mail = parsed()
    assert mail["From"] == "Friends of Ana <no-reply@letters.example.org>"
    assert mail["To"] == "ana@example.org"
    assert mail["Subject"] == "Confirm your signature"
    assert mail["Message-ID"] == "<1@letters.example.org>"
    assert parsedate_to_datetime(mail["Date"]) - clock.now() == timedelta(0)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["MIME-Version"] == "1.0"
    assert not mail.defects


def test_plain_text_comes_first_and_html_says_the_same():
    mail = parsed()
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert LINK in text.get_content().splitlines()
    assert f'href="{LINK}"' in html.get_content()


def test_every_line_ends_as_mail_wants_it_and_none_is_too_long():
    for content in (built(), built(title="Grüße an alle " * 30), built(title="a\rb\nc\r\nd")):
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None
        assert max(len(line) for line in content.split(b"\r\n")) <= 998


def test_only_a_notice_can_be_unsubscribed_from_and_by_one_click():
    assert parsed()["List-Unsubscribe"] is None
    assert "unsubscribe" not in built().decode().lower()
    content = built(unsubscribe=UNSUBSCRIBE)
    # One-click does not work where the header is encoded or broken.
    assert f"\r\nList-Unsubscribe: <{UNSUBSCRIBE}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    assert UNSUBSCRIBE in parsed(unsubscribe=UNSUBSCRIBE).get_body(("plain",)).get_content()


def test_headers_hold_no_link_to_confirm():
    head = built(title="Hello").partition(b"\r\n\r\n")[0]
    assert b"confirm" not in head
    assert b"ttt" not in head


@pytest.mark.parametrize(
    "text",
    [
        "Hello\r\nBcc: bo@example.org",
        "Hello\nBcc: bo@example.org",
        "Hello\u2028Bcc: bo@example.org\x85\x0bX: y",
        "Grüße\r\nBcc: bo@example.org",
        "Hel\0lo",
    ],
)
def test_text_never_becomes_a_header(text):
    for mail in (
        parsed(title=text),
        parsed(sender=Sender(text, "answers@example.org\r\nBcc: bo@example.org")),
    ):
        assert mail["Bcc"] is None
        assert mail["X"] is None
        assert mail["To"] == "ana@example.org"
        assert "\0" not in mail["Subject"]


@pytest.mark.parametrize(
    "words",
    ['Grüße, "Ana" & <Bo> ' * 10, "서명을 확인해 주세요 " * 20, "Plain, with comma; and <brackets> " * 5],
)
def test_words_of_any_script_arrive_as_they_were_written(words):
    mail = parsed(title=words, sender=Sender(words))
    assert mail["Subject"] == " ".join(words.split())
    # `policy.default` puts blanks between the encoded words of a name, against RFC 2047 §6.2.
    old = email.message_from_bytes(built(sender=Sender(words)))
    name, address = parseaddr(old["From"])
    assert str(make_header(decode_header(name))) == " ".join(words.split())
    assert address == "no-reply@letters.example.org"
    assert words.strip() in mail.get_body(("plain",)).get_content()


def test_encoded_words_have_at_most_75_characters():
    content = built(title="서명을 확인해 주세요 " * 20, sender=Sender("대한민국의 친구들 " * 9))
    words = re.findall(rb"=\?utf-8\?[bq]\?[^?]*\?=", content)
    assert words
    assert max(len(word) for word in words) <= 75


def test_html_is_escaped_and_text_is_not():
    mail = parsed(title="<script>alert(1)</script> & more")
    assert "<script>alert(1)</script> & more" in mail.get_body(("plain",)).get_content()
    assert "<script>" not in mail.get_body(("html",)).get_content()


def test_answers_go_to_the_organization():
    assert parsed()["Reply-To"] is None
    assert parsed(sender=Sender("", "office@example.org"))["Reply-To"] == "office@example.org"
    assert parsed(sender=Sender("", "office@example.org"))["From"] == "no-reply@letters.example.org"


def test_an_address_that_is_not_ascii_is_written_as_it_is():
    content = built(to="김철수@bücher.example.org")
    assert "\r\nTo: 김철수@xn--bcher-kva.example.org\r\n".encode() in content


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(jinja2.UndefinedError):
        build(Envelope("a@example.org", Sender(), "b@example.org", "<1@example.org>"), "hello", "en", {})
