from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core.addresses import BadAddress, index
from campaign.signatures.screening import entries
from campaign.signatures.screening.values import Act, BadRule, Kind


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        (" 192.0.2.77/24 ", "192.0.2.0/24"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:DB8:0:1::/48", "2001:db8::/48"),
        ("::ffff:192.0.2.7", "192.0.2.7/32"),
        ("::ffff:192.0.2.0/120", "192.0.2.0/24"),
    ],
)
def test_a_network_is_read_as_wide_as_visitors_are_seen(typed, value):
    assert entries.read(typed) == entries.Entry(Kind.NETWORK, value, value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Example.ORG", "example.org"),
        ("@example.org", "example.org"),
        ("example.org.", "example.org"),
        ("*.example.org", "*.example.org"),
        ("mail?.example.*", "mail?.example.*"),
        ("*spam*.org", "*spam*.org"),
        ("*.org", "*.org"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("*.예시.example", "*.xn--vv4b11d.example"),
    ],
)
def test_a_domain_is_read_in_ascii_with_its_stars(typed, value):
    assert entries.read(typed) == entries.Entry(Kind.DOMAIN, value, value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter a network"),
        ("0.0.0.0/0", "too wide"),
        ("64.0.0.0/7", "too wide"),
        ("::/0", "too wide"),
        ("2000::/3", "too wide"),
        ("*", "is no network"),
        ("*.*", "nearly every domain"),
        ("?.*", "nearly every domain"),
        ("*a*b*.org", "too many"),
        ("bü*cher.example", "only the letters a to z"),
        ("example", "is no network"),
        ("example..org", "is no network"),
        ("-.org", "is no network"),
        ("exam ple.org", "is no network"),
        ("[a-z].org", "is no network"),
        ("1.2.3.4.5/99", "is no network"),
        (f"{'a' * 64}{'.a' * 100}.org", "is no network"),
    ],
)
def test_what_can_be_no_rule_is_said_in_a_sentence(typed, sentence):
    with pytest.raises(BadRule, match=sentence):
        entries.read(typed)


def test_of_an_address_only_its_mark_is_kept(settings):
    entry = entries.read("Mina.Ito+news@Example.org")
    assert entry == entries.Entry(Kind.ADDRESS, index("mina.ito@example.org").hex(), "M•••@e•••.org")
    with pytest.raises(BadAddress):
        entries.read("mina@")


@pytest.mark.parametrize("act", [Act.DISPOSABLE, Act.LASTING])
def test_only_domains_are_throw_away_or_not(settings, act):
    assert entries.read("example.org", act).kind is Kind.DOMAIN
    for typed in ("192.0.2.0/24", "mina@example.org"):
        with pytest.raises(BadRule, match="is no mail domain"):
            entries.read(typed, act)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed):
    if "@" in typed:
        typed = typed.replace("@", "")
    try:
        entry = entries.read(typed)
    except BadRule:
        return
    assert entry.value.isascii()
    assert entries.read(entry.value) == entry
