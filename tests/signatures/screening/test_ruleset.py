from __future__ import annotations

from datetime import date
from fnmatch import fnmatchcase
from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.core import addresses
from campaign.signatures.screening.ruleset import Person, hashed, is_listed, ruleset
from campaign.signatures.screening.values import Rates

HERE = ip_network("192.0.2.7/32")
THERE = ip_network("2001:db8:0:1::/64")
KEYS = {date(2026, 3, 2): b"1" * 32}
LABELS = st.text("abx-", min_size=1, max_size=5)


def blocking(*rules, keys=KEYS):
    made = ruleset([("block", kind, value, None) for kind, value in rules], Rates(), keys.get)
    return made.everywhere.block


def person(email="mina@example.org", network=HERE):
    return Person("c", email, network)


@pytest.mark.parametrize(
    ("value", "of_ours", "of_theirs"),
    [
        ("192.0.2.7/32", True, False),
        ("192.0.2.0/24", True, False),
        ("192.0.0.0/13", True, False),
        ("192.0.3.0/24", False, False),
        ("2001:db8:0:1::/64", False, True),
        ("2001:db8::/32", False, True),
        ("2001:db8:0:2::/63", False, False),
    ],
)
def test_a_network_holds_those_within_it(value, of_ours, of_theirs):
    block = blocking(("network", value))
    assert (block.has(person(network=HERE)), block.has(person(network=THERE))) == (of_ours, of_theirs)
    assert not block.has(person(network=None))


@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(8, 32)), max_size=8),
    st.integers(0, 2**32 - 1),
)
def test_many_networks_hold_what_each_of_them_holds(blocked, address):
    networks = [ip_network(pair, strict=False) for pair in blocked]
    seen = ip_network(address)
    block = blocking(*[("network", str(network)) for network in networks])
    assert block.has_network(person(network=seen)) == any(seen.subnet_of(network) for network in networks)


@given(st.lists(st.sampled_from(["*", "?", "a", "b", "-", "."]), min_size=1, max_size=8), st.lists(LABELS))
def test_globs_are_those_of_the_shell(glob, labels):
    pattern, domain = "".join(glob), ".".join([*labels, "org"])
    block = blocking(("domain", pattern + ".org"), ("domain", "other.example"))
    assert block.has_domain(person(f"a@{domain}")) == fnmatchcase(domain, pattern + ".org")


@pytest.mark.parametrize(
    ("value", "domain", "is_held"),
    [
        ("example.org", "Example.org", True),
        ("example.org", "mail.example.org", False),
        ("*.example.org", "mail.example.org", True),
        ("*.example.org", "example.org", False),
        ("xn--bcher-kva.example", "bücher.example", True),
        ("xn--bcher-kva.example", "bucher.example", False),
        ("*.xn--bcher-kva.example", "a.b.BÜCHER.example", True),
        ("example.org", "example.org.example", False),
        ("e.ample.org", "example.org", False),
    ],
)
def test_a_domain_holds_itself_and_a_glob_what_it_fits(value, domain, is_held):
    assert blocking(("domain", value)).has_domain(person(f"mina@{domain}")) is is_held


def test_an_address_is_known_by_its_mark_however_it_is_spelled(settings):
    block = blocking(("address", addresses.index("mina@example.org").hex()))
    assert block.has(person("MINA+x@Example.org"))
    assert not block.has(person("mina@example.com"))


def test_a_network_seen_in_a_trend_is_held_while_the_key_of_its_day_lives():
    value = f"2026-03-02:{hashed('c', HERE, b'1' * 32).hex()}"
    assert blocking(("hashed", value)).has(person(network=HERE))
    assert not blocking(("hashed", value)).has(person(network=THERE))
    assert not blocking(("hashed", value), keys={}).has(person(network=HERE))


def test_a_rule_of_one_campaign_holds_there_alone():
    made = ruleset([("block", "domain", "example.org", "c1")], Rates(), KEYS.get)
    assert any(one.block.has(person()) for one in made.lists("c1"))
    assert not any(one.block.has(person()) for one in made.lists("c2"))


def test_a_throw_away_domain_stands_on_the_kept_list_or_is_said_to_be_one_and_may_be_taken_off_it():
    def disposable(email, *rules):
        made = ruleset([(act, "domain", value, None) for act, value in rules], Rates(), KEYS.get)
        return made.is_disposable(person(email))

    assert is_listed("mailinator.com")
    assert disposable("a@mailinator.com")
    assert disposable("a@sub.Mailinator.com")
    assert not disposable("a@notmailinator.com.example.org")
    assert not disposable("a@mailinator.com", ("lasting", "mailinator.com"))
    assert not disposable("a@example.org")
    assert disposable("a@example.org", ("disposable", "*.org"))
    assert not disposable("a@example.org", ("disposable", "*.org"), ("lasting", "example.org"))


@pytest.mark.parametrize("house", ["gmail.com", "naver.com", "proton.me", "example.org"])
def test_the_kept_list_holds_no_house_where_people_live(house):
    assert not is_listed(house)
