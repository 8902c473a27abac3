"""Screening where signatures are stored: what is rejected, what is held, and what takes no place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network

import pytest
from sqlalchemy import select

from campaign.campaigns.values import ProofMode
from campaign.core.db import db
from campaign.mailer import services as mailer
from campaign.mailer.models import Message
from campaign.signatures import queries, services
from campaign.signatures.screening import entries, proof, switching
from campaign.signatures.screening import services as screening
from campaign.signatures.screening.models import NetworkUse
from campaign.signatures.screening.values import Act, Visit
from tests import factories
from tests.signatures.screening.test_proof import answered

NETWORK = ip_network("192.0.2.7/32")
MINUTE = timedelta(minutes=1)
PERSON = Visit(NETWORK, 30.0)
PROGRAM = Visit(NETWORK, 30.0, trap="https://example.org")


@pytest.fixture
def config(config):
    """With the rates on."""
    return replace(config, rate_limits=True)


@pytest.fixture
def campaign(session, clock):
    factories.an_organization()
    return factories.a_campaign()


def sign(campaign, visit=PERSON, **said):
    services.sign(campaign, factories.a_signing(**said), "en", visit)
    return queries.by_email(campaign.id, said.get("email", "mina@example.org"))[0]


def waits(clock):
    """The minutes that each mail waits, in the order of writing."""
    due = db.session.scalars(select(Message.due_at).order_by(Message.id))
    return [(moment - clock.now()) / MINUTE for moment in due]


def test_what_is_rejected_is_kept_with_its_verdict_and_gets_no_mail(campaign, clock):
    signature = sign(campaign, PROGRAM)
    assert (signature.state, signature.verdict, signature.name) == ("rejected", "trap", "Mina Ito")
    assert waits(clock) == []
    assert queries.counts_by_state(campaign.id) == {"rejected": 1}


def test_what_is_rejected_takes_no_place(campaign, clock):
    for _again in range(3):
        sign(campaign, PROGRAM)
    signature = sign(campaign)
    assert (signature.state, signature.verdict) == ("pending", "")
    sign(campaign, PROGRAM)
    assert queries.counts_by_state(campaign.id) == {"rejected": 4, "pending": 1}
    assert waits(clock) == [0]


def test_a_school_behind_one_network_loses_nobody_and_a_mail_goes_each_minute(campaign, clock):
    for pupil in range(30):
        sign(campaign, email=f"pupil-{pupil}@example.org")
    assert queries.counts_by_state(campaign.id) == {"pending": 30}
    assert waits(clock) == list(range(30))
    sent = []
    for _minute in range(30):
        sent.append(mailer.send_due())
        clock.set_to(clock.now() + MINUTE)
    assert sent == [1] * 30


def test_what_is_entered_at_the_desk_is_neither_judged_nor_held(campaign, clock):
    services.enter(campaign, [factories.a_signing(name="www.example.org", email="a@mailinator.com")], "en")
    sign(campaign, None, name="www.example.org")
    assert queries.counts_by_state(campaign.id) == {"pending": 2}
    assert waits(clock) == [0, 0]
    assert db.session.scalar(select(NetworkUse)) is None


def test_a_rule_holds_at_once_and_is_taken_back_at_once(campaign):
    blocked = [entries.read("192.0.2.0/24"), entries.read("kim@example.org")]
    assert screening.add(Act.BLOCK, blocked, account_id=None) == 2
    assert screening.add(Act.BLOCK, blocked, account_id=None) == 0
    assert sign(campaign).verdict == "network"
    for rule in screening.queries.page(kind="network").rows:
        screening.remove(rule)
    assert sign(campaign, email="kim+1@example.org").verdict == "address"
    assert sign(campaign).verdict == ""


def test_a_rule_of_one_campaign_leaves_the_others_alone(campaign):
    other = factories.a_campaign()
    screening.add(Act.BLOCK, [entries.read("*.org")], campaign_id=campaign.id, account_id=None)
    assert sign(campaign).verdict == "domain"
    assert sign(other).verdict == ""


def test_who_rejects_by_hand_gives_the_verdict_by_hand(campaign):
    signature = sign(campaign)
    services.reject(signature, "Somebody else's name.")
    assert (signature.state, signature.verdict) == ("rejected", "by-hand")


def test_asked_for_proof_whoever_brings_none_waits_and_whoever_brings_it_does_not(campaign, clock):
    switching.choose(campaign, ProofMode.ALWAYS, None)
    good = answered(proof.challenge(campaign.slug))
    another = answered(proof.challenge("another"))
    for place, text in enumerate(("", good, good, another, "nonsense")):
        visit = Visit(ip_network(f"192.0.2.{place}/32"), 30.0, proof=text)
        assert sign(campaign, visit, email=f"{place}@example.org").state == "pending"
    # A replay is like none at all.
    assert waits(clock) == [10, 0, 10, 10, 10]


def test_nobody_waits_where_proof_is_not_asked_for(campaign, clock):
    sign(campaign)
    assert waits(clock) == [0]
