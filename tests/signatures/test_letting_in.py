from __future__ import annotations

from ipaddress import ip_network

import pytest
from sqlalchemy import select

from campaign.campaigns import services as campaigns
from campaign.campaigns.values import CampaignClosed
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.mailer.models import Message
from campaign.signatures import letting_in, links, queries, services
from campaign.signatures.screening.values import Visit
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
PROGRAM = Visit(ip_network("192.0.2.7/32"), 30.0, trap="x")


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


@pytest.fixture
def rejected(campaign):
    services.sign(campaign, factories.a_signing(), "en", PROGRAM)
    return queries.by_email(campaign.id, "mina@example.org")[0]


def test_what_screening_rejected_is_let_in_and_confirmed_by_its_owner(campaign, rejected):
    assert letting_in.can_be_let_in(rejected)
    letting_in.let_in(rejected)
    assert (rejected.state, rejected.verdict) == ("pending", "")
    [mail] = db.session.scalars(select(Message))
    assert (mail.kind, mail.address, mail.about) == ("confirm", "mina@example.org", rejected.id)
    assert services.confirm(mail.context["link"].rpartition("/")[2]).counts
    with pytest.raises(Conflict, match="nothing to let in"):
        letting_in.let_in(rejected)


def test_where_the_address_has_signed_meanwhile_one_is_enough(campaign, rejected):
    factories.confirmed(campaign)
    with pytest.raises(Conflict, match="One signature of it is enough"):
        letting_in.let_in(rejected)
    assert queries.counts_by_state(campaign.id) == {"confirmed": 1, "rejected": 1}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_person_rejected_stays_so(campaign):
    signature = factories.confirmed(campaign)
    services.reject(signature, "Not her name.")
    assert not letting_in.can_be_let_in(signature)
    with pytest.raises(Conflict, match="nothing to let in"):
        letting_in.let_in(signature)
    assert services.signature_of(links.mine_token(signature.id), links.MINE).state == "rejected"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_closed_campaign_lets_nobody_in(campaign, rejected):
    campaigns.close(campaign)
    with pytest.raises(CampaignClosed):
        letting_in.let_in(rejected)
