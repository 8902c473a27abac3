from __future__ import annotations

import time
from contextlib import suppress

import pytest

from campaign.signatures import own_words
from campaign.signatures.values import CannotSign


def refused(text: str) -> str:
    with pytest.raises(CannotSign) as caught:
        own_words.screened(text)
    assert (caught.value.field, caught.value.status) == ("own", 422)
    return caught.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        "I teach in Osaka.",
        "My uncle came in 1997, at 9.15 p.m., through Yanji; he has lived in St.Petersburg (No.5) since.",
        "See e.g. art.33 of the Convention of 1951, i.e. what the U.N. and D.C. have signed.",
        "I went home.It was late. Well...it was.",
        "Version 1.2.3 of file.txt",
        "THE UN AND THE UNHCR",
        "저는 오사카에서 가르칩니다. 제 이름은 김민지입니다.",
        "私は大阪で教えています。",
        "ข้าพเจ้าสอนหนังสือที่โอซาก้า",
        "က\u200bခ",
        "👩\u200d🏫",
        "{{ x }} #strong[x] <b>=cmd</b> (and (more)",
        "x" * 600,
    ],
)
def test_what_people_write_is_taken_as_it_is(text):
    assert own_words.screened(text) == text


def test_blanks_around_go_and_line_ends_become_one_kind():
    assert own_words.screened(" a\r\nb\rc\n\n\n\nd\t \n") == "a\nb\nc\n\nd"


@pytest.mark.parametrize("text", ["", " \r\n ", "\u3164", "\u2800\n\u2800"])
def test_what_shows_nothing_is_nothing(text):
    assert own_words.screened(text) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.b now", "https://a.b"),
        ("ftp://a", "ftp://a"),
        ("www.example", "www.example"),
        ("on example.org/x.", "example.org/x."),
        ("Go to example.org.", "example.org"),
        ("Example.Com", "example.com"),
        ("EXAMPLE.CO.UK", "example.co.uk"),
        ("bit.ly/abc", "bit.ly/abc"),
        ("travel.example/foo", "travel.example/foo"),
        ("서울.kr", "서울.kr"),
        ("ｅｘａｍｐｌｅ．ｏｒｇ", "example.org"),
        ("exam\u200bple.org", "example.org"),
        ("at 10.0.0.1", "10.0.0.1"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("I went home.it was late", "home.it"),
    ],
)
def test_a_link_is_refused_and_named(text, found):
    sentence = refused(text)
    assert f"please leave out “{found}”: it reads as a link." in sentence.lower()
    assert "put a blank after the full stop" in sentence


def test_an_address_is_refused_and_named():
    assert refused("Write to mina@example.org") == (
        "Please leave out “mina@example.org”: a letter to an office holds no e-mail address."
    )
    assert "e-mail" in refused("mina.ito+x@home")


def test_a_long_link_is_named_by_its_beginning():
    assert len(refused("https://" + "a" * 500)) < 200


@pytest.mark.parametrize("text", ["((signer name))", "a ((", "flag?? x))", "（（request））"])
def test_what_stands_for_something_else_is_refused(text):
    assert "double parentheses" in refused(text)


def test_capitals_alone_are_refused():
    assert "capitals only" in refused("STOP SENDING THEM BACK, AT ONCE!")


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufeff"])
def test_what_cannot_be_seen_is_refused(character):
    assert refused(f"a{character}b").startswith("Your paragraph holds a character that cannot be printed (U+")


def test_more_than_six_hundred_characters_are_refused():
    assert refused("x" * 601) == "Your paragraph can have at most 600 characters."


@pytest.mark.parametrize("piece", ["a", "a.", "a-", "a_", "-", "1.", "a.b-", "com.", "\ufdfa", "a@"])
def test_no_paragraph_takes_long_to_look_at(piece):
    began = time.process_time()
    with suppress(CannotSign):
        own_words.screened((piece * 600)[:600])
    assert time.process_time() - began < 0.5
