from __future__ import annotations

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import addresses, config
from campaign.core.addresses import BadAddress, canonical, checked, for_envelope
from campaign.core.config import Config


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana.Lee@Example.org", "ana.lee@example.org"),
        ("ana@example.org", " ana@example.org "),
        ("ana+statements@example.org", "ana@example.org"),
        ("a.n.a@gmail.com", "ana@gmail.com"),
        ("ana@googlemail.com", "a.na+x@GMAIL.com"),
        ("ana@bücher.example.org", "ana@xn--bcher-kva.example.org"),
        ("ａｎａ@example.org", "ana@example.org"),
        ("ane\u0301@example.org", "an\u00e9@example.org"),
    ],
)
def test_spellings_of_one_mailbox_are_the_same(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana@example.org", "ana@example.com"),
        ("a.na@example.org", "ana@example.org"),
        ("+ana@example.org", "+bo@example.org"),
        ("ana@mail.gmail.com", "a.na@mail.gmail.com"),
    ],
)
def test_other_mailboxes_are_not(one, other):
    assert canonical(one) != canonical(other)


@given(st.text())
def test_any_text_has_a_canonical_form_that_stays_the_same(text):
    assert isinstance(canonical(text), str)


@given(st.emails())
def test_a_canonical_form_is_its_own(address):
    assert canonical(canonical(address)) == canonical(address)


def test_the_index_tells_nothing_without_its_key(tmp_path):
    def index_of_a_site_in(folder: str) -> bytes:
        data = str(tmp_path / folder)
        config.use(Config.load({"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": data}))
        return addresses.index("ana@example.org")

    assert len(index_of_a_site_in("one")) == 32
    assert index_of_a_site_in("one") == addresses.index("Ana+x@example.org")
    assert index_of_a_site_in("one") != index_of_a_site_in("other")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Ana.Lee@Example.org\n", "Ana.Lee@example.org"),
        ("ana@bücher.example.org", "ana@bücher.example.org"),
        ("김철수@example.org", "김철수@example.org"),
    ],
)
def test_an_address_is_taken_as_its_owner_writes_it(typed, address):
    assert checked(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "ana lee@example.org",
        "ana@example.org, bo@example.org",
        "Ana <ana@example.org>",
        "ana@localhost",
        "ana@[192.0.2.1]",
        "ana@example.org\r\nBcc: bo@example.org",
        "a\x00na@example.org",
        "a\u200bna@example.org",
        "ana\u202e@example.org",
        "ana@exam\u00adple.org",
        "a" * 300 + "@example.org",
        "x" * 10_000,
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(typed):
    with pytest.raises(BadAddress) as refused:
        checked(typed)
    assert refused.value.sentence.endswith(".")
    assert refused.value.status == 400


def test_254_characters_are_the_most():
    longest = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.org"
    assert len(longest) < 254
    assert checked(longest) == longest
    with pytest.raises(BadAddress, match="254"):
        checked(f"{'a' * 64}@{'b' * 63}.{'c' * 63}.{'d' * 63}.org")


def test_servers_get_the_domain_in_ascii():
    assert for_envelope("ana@bücher.example.org") == "ana@xn--bcher-kva.example.org"
    assert for_envelope("김철수@example.org") == "김철수@example.org"


DOMAINS = ("example.org", "EXAMPLE.org", "localhost", "a..example.org", "-x.example.org", "[127.0.0.1]", "")
LONG = ("a" * 64, "a" * 65, "postmaster", "a.b", "a..b", ".a", "a.", "-a", "a+b", "+a", "info")


@given(st.one_of(st.text("ab0._+-'A", max_size=66), st.sampled_from(LONG)), st.sampled_from(DOMAINS))
def test_the_short_way_for_plain_addresses_says_what_the_long_one_says(local, domain):
    try:
        expected = validate_email(f"{local}@{domain}", check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(BadAddress):
            checked(f"{local}@{domain}")
    else:
        assert checked(f"{local}@{domain}") == expected


def test_a_domain_whose_ascii_form_makes_the_address_too_long_is_refused():
    domain = ".".join(["\N{LATIN SMALL LETTER U WITH DIAERESIS}" * 50] * 3) + ".org"
    with pytest.raises(BadAddress):
        checked(f"{'a' * 64}@{domain}")
