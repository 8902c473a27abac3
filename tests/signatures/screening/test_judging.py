from __future__ import annotations

from datetime import date
from ipaddress import ip_network

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from campaign.core import addresses
from campaign.signatures.screening import judging
from campaign.signatures.screening.ruleset import hashed, ruleset
from campaign.signatures.screening.values import Rates, Verdict, Visit
from campaign.signatures.values import Signing

NETWORK = ip_network("192.0.2.7/32")
THROWN_AWAY = "mina@mailinator.com"
KEY = b"k" * 32
IN_ORDER = [
    Verdict.NETWORK,
    Verdict.DOMAIN,
    Verdict.ADDRESS,
    Verdict.TOO_FAST,
    Verdict.TRAP,
    Verdict.DISPOSABLE,
    Verdict.LINK,
]
AFTER_THE_LISTS = IN_ORDER[3:]


def judged(wrongs, *allowed):
    """The verdict where all these things are wrong, and these kinds of rules allow it."""
    email = THROWN_AWAY if Verdict.DISPOSABLE in wrongs else "mina@example.com"
    values = {
        "network": "192.0.2.0/24",
        "domain": "*.com",
        "address": addresses.index(email).hex(),
        "hashed": "2026-03-02:" + hashed("c", NETWORK, KEY).hex(),
    }
    rules = [
        ("block", kind, values[kind], None) for kind in ("network", "domain", "address") if kind in wrongs
    ]
    rules += [("allow", kind, values[kind], None) for kind in allowed]
    signing = Signing("www.example.org" if Verdict.LINK in wrongs else "Mina Ito", email, "JP")
    age_s = 1.9 if Verdict.TOO_FAST in wrongs else 2.0
    visit = Visit(NETWORK, age_s, "https://example.org" if Verdict.TRAP in wrongs else "")
    return judging.verdict(ruleset(rules, Rates(), {date(2026, 3, 2): KEY}.get), "c", signing, visit)


@pytest.mark.parametrize("place", range(len(IN_ORDER)))
def test_what_comes_first_in_the_order_is_the_verdict(settings, place):
    assert judged(IN_ORDER[place:]) is IN_ORDER[place]


@pytest.mark.parametrize("wrong", IN_ORDER)
def test_each_thing_alone_is_found(settings, wrong):
    assert judged([wrong]) is wrong


def test_nothing_is_found_of_a_person(settings):
    assert judged([]) is None


@pytest.mark.parametrize("kind", ["network", "hashed"])
def test_who_is_allowed_is_asked_nothing_more_and_blocks_come_before(settings, kind):
    assert judged(AFTER_THE_LISTS, kind) is None
    assert judged(IN_ORDER, kind) is Verdict.NETWORK
    assert judged(IN_ORDER[2:], kind) is Verdict.ADDRESS


@pytest.mark.parametrize("kind", ["domain", "address"])
def test_a_domain_or_an_address_may_be_allowed_as_well(settings, kind):
    assert judged(AFTER_THE_LISTS, kind) is None
    assert judged([Verdict.NETWORK, *AFTER_THE_LISTS], kind) is Verdict.NETWORK


# One configuration for all examples: none of them changes it.
@examples(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wrongs=st.sets(st.sampled_from(IN_ORDER)),
    allowed=st.sets(st.sampled_from(["network", "domain", "address"])),
)
def test_the_verdict_is_the_first_of_what_is_wrong_unless_it_is_allowed(settings, wrongs, allowed):
    blocks, others = [v for v in IN_ORDER[:3] if v in wrongs], [v for v in AFTER_THE_LISTS if v in wrongs]
    left = blocks + ([] if allowed else others)
    assert judged(wrongs, *allowed) is (left[0] if left else None)


def test_with_the_rates_lifted_nobody_is_too_fast(settings):
    settings(rate_limits="off")
    assert judged([Verdict.TOO_FAST]) is None
    assert judged([Verdict.TOO_FAST, Verdict.TRAP]) is Verdict.TRAP


@pytest.mark.parametrize(
    "name",
    [
        "https://example.org",
        "Buy at www.example.org now",
        "cheap-pills.com",
        "Visit SPAM.COM",
        "t.example/abc",
        "ftp://x",
        "ｗｗｗ．example．com",
        "пример.com",
    ],
)
def test_a_link_is_nobodys_name(name):
    assert judging.is_link(name)


@pytest.mark.parametrize(
    "name",
    [
        "Mina Ito",
        "J.R. Smith",
        "J.R.Smith",
        "SMITH.JO",
        "Nguyen.Van.An",
        "St.John",
        "Dr. Ana de la Cruz",
        "김민수",
        "Ö. Çelik",
        "Mary-Jane O'Neill",
        "mina@example.org",
        "D'Arcy: M.",
        "Jan.Link",
        "Kim / Lee",
    ],
)
def test_initials_and_dots_are_names(name):
    assert not judging.is_link(name)
