from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from campaign.campaigns.values import ProofMode
from campaign.core.db import db
from campaign.signatures.screening import jobs, network_keys, queries, rates, services, switching, trends
from campaign.signatures.screening.entries import Entry
from campaign.signatures.screening.models import NetworkUse, UsedChallenge
from campaign.signatures.screening.switching import Cause
from campaign.signatures.screening.values import Act, Kind
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(session):
    return factories.a_campaign()


def seen(campaign, count, network=b"n" * 32, domain="example.org", verdict=""):
    """So many signings from a network with a domain, now."""
    from campaign.core import clock

    uses = [rates.Use(campaign.id, network, domain, verdict)] * count
    db.session.execute(insert(NetworkUse), rates.rows(uses, [clock.now()] * count, clock.now()))
    db.session.commit()


def later(clock, **by):
    clock.set_to(clock.now() + timedelta(**by))


def look_after(campaign):
    """What the sweep of the worker does."""
    for _name, (campaign_id,) in jobs.trending():
        jobs.look_after_proof(campaign_id)
    db.session.refresh(campaign)
    return campaign.asks_for_proof


def test_networks_and_domains_are_shown_from_five_signers_up(campaign, clock):
    other = factories.a_campaign()
    seen(campaign, 4, b"a" * 32, "four.example")
    seen(campaign, 5, b"b" * 32, "five.example")
    seen(campaign, 3, b"c" * 32, "six.example")
    seen(campaign, 3, b"c" * 32, "six.example", "trap")
    seen(other, 9, b"d" * 32, "other.example")
    begun = clock.hour_of(clock.now())
    seen_then = trends.hour(campaign.id, begun)
    assert (seen_then.signings, seen_then.rejected, seen_then.is_cut) == (15, 3, False)
    assert seen_then.networks == [
        trends.Trend((b"c" * 32).hex(), 6, 3),
        trends.Trend((b"b" * 32).hex(), 5, 0),
    ]
    assert seen_then.domains == [trends.Trend("six.example", 6, 3), trends.Trend("five.example", 5, 0)]
    assert seen_then.networks[0].name == "63636363"
    later(clock, hours=1)
    seen(campaign, 1)
    assert trends.hour(campaign.id, clock.hour_of(clock.now())) == trends.Hour(1, 0, [], [])
    assert trends.hour(campaign.id, begun) == seen_then


@on_sqlite
def test_a_domain_whose_key_is_gone_is_left_out(campaign, clock, config):
    from dataclasses import replace

    from campaign.core import config as configuration

    seen(campaign, 5)
    configuration.use(replace(config, data=config.data / "elsewhere", data_keys=(b"2" * 32,)))
    found = trends.hour(campaign.id, clock.hour_of(clock.now()))
    assert (found.signings, len(found.networks), found.domains) == (5, 1, [])


@pytest.mark.parametrize(
    ("cause", "fewest", "seeing"),
    [
        (Cause.NETWORK, trends.FROM_A_NETWORK, {}),
        (Cause.REJECTED, trends.REJECTED, {"verdict": "trap", "domain": "gmail.com"}),
    ],
)
def test_a_trend_switches_proof_on_and_off_again_and_it_is_noted_why(campaign, clock, cause, fewest, seeing):
    for place in range(fewest - 1):
        many = bytes([place % 256, place // 256]) * 16
        seen(campaign, 1, b"n" * 32 if cause is Cause.NETWORK else many, **seeing)
    assert not look_after(campaign)
    seen(campaign, 1, **seeing)
    version = campaign.version
    assert look_after(campaign)
    assert campaign.version == version
    later(clock, minutes=9)
    assert look_after(campaign)
    # It is seen for ten minutes, and lasts an hour from then on.
    later(clock, minutes=59)
    assert look_after(campaign)
    later(clock, minutes=2)
    assert not look_after(campaign)
    assert not look_after(campaign)
    ended, begun = queries.proof_changes(campaign.id)
    assert (begun.asks, begun.cause, begun.figure, begun.account_id) == (True, cause, fewest, None)
    assert begun.name == ("6e6e6e6e" if cause is Cause.NETWORK else "")
    assert (ended.asks, ended.cause) == (False, Cause.OVER)


@on_sqlite
def test_many_from_one_small_mail_house_are_a_trend_and_from_a_large_one_are_not(campaign):
    for place in range(trends.FROM_A_DOMAIN):
        seen(campaign, 1, bytes([place]) * 32, "gmail.com")
    assert not look_after(campaign)
    for place in range(trends.FROM_A_DOMAIN):
        seen(campaign, 1, bytes([place]) * 32, "spam.example")
    assert look_after(campaign)
    assert queries.proof_changes(campaign.id)[0].cause == Cause.DOMAIN


@on_sqlite
def test_by_hand_it_is_always_or_never_and_a_trend_changes_nothing(campaign):
    switching.choose(campaign, ProofMode.NEVER, "a" * 26)
    seen(campaign, trends.FROM_A_NETWORK)
    assert not look_after(campaign)
    assert queries.proof_changes(campaign.id) == []
    switching.choose(campaign, ProofMode.ALWAYS, "a" * 26)
    assert campaign.asks_for_proof
    switching.choose(campaign, ProofMode.ALWAYS, "a" * 26)
    switching.choose(campaign, ProofMode.TREND, "b" * 26)
    assert not campaign.asks_for_proof
    changes = [(one.asks, one.cause, one.account_id) for one in queries.proof_changes(campaign.id)]
    assert changes == [(False, "by-hand", "b" * 26), (True, "by-hand", "a" * 26)]


def test_uses_are_gone_after_a_day_and_what_still_waits_is_not(campaign, clock):
    seen(campaign, 3)
    waiting = rates.rows(
        [rates.Use(campaign.id, b"w" * 32, "example.org")],
        [clock.now() + timedelta(hours=30)],
        clock.now(),
    )
    db.session.execute(insert(NetworkUse), waiting)
    db.session.add(UsedChallenge(nonce=b"1" * 16, expires_at=clock.now() + timedelta(minutes=30)))
    db.session.commit()
    assert list(jobs.something_to_forget()) == []
    later(clock, hours=24, minutes=1)
    assert list(jobs.something_to_forget()) == [(jobs.FORGET_NETWORKS, ())]
    jobs.forget_networks()
    assert list(jobs.something_to_forget()) == []
    assert db.session.query(NetworkUse).count() == 1
    assert db.session.query(UsedChallenge).count() == 0
    later(clock, hours=7)
    jobs.forget_networks()
    assert db.session.query(NetworkUse).count() == 0


@on_sqlite
def test_with_the_key_of_a_day_go_the_rules_that_it_made(campaign, clock):
    from ipaddress import ip_network

    made = network_keys.hashed(campaign.id, ip_network("192.0.2.7/32")).hex()
    services.add(Act.BLOCK, [Entry(Kind.HASHED, f"2026-03-02:{made}", made[:8])], account_id=None)
    later(clock, days=30)
    jobs.forget_networks()
    assert queries.count() == 1
    later(clock, days=1)
    assert list(jobs.something_to_forget()) == [(jobs.FORGET_NETWORKS, ())]
    jobs.forget_networks()
    assert queries.count() == 0
    assert network_keys.key_of((clock.now() - timedelta(days=31)).date()) is None
