from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.campaigns import services as campaigns
from campaign.campaigns.values import CampaignClosed
from campaign.core.db import db
from campaign.core.tokens import TokenRefused
from campaign.mailer.models import Message
from campaign.signatures import asking, links, new_links, services
from campaign.signatures.new_links import LinksUsedUp, WrittenToday
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A_DAY = timedelta(days=1, seconds=1)


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def mails() -> list[Message]:
    return list(db.session.scalars(select(Message).order_by(Message.id)))


def later(clock, by: timedelta = A_DAY) -> None:
    clock.set_to(clock.now() + by)


def test_from_a_link_that_is_too_old_comes_one_that_is_good(campaign, clock):
    token = links.confirm_token(factories.signed(campaign).id)
    later(clock, timedelta(days=31))
    asking.send_new_link(token)
    fresh = mails()[-1]
    assert (fresh.kind, fresh.address, fresh.context["days"]) == ("confirm", "mina@example.org", 30)
    assert services.confirm(fresh.context["link"].rpartition("/")[2]).counts


def test_five_new_links_are_sent_and_a_sixth_is_refused_with_a_sentence(campaign, clock):
    signature = factories.signed(campaign)
    token = links.confirm_token(signature.id)
    for _time in range(new_links.MOST):
        later(clock)
        asking.send_new_link(token)
    later(clock)
    with pytest.raises(LinksUsedUp, match="5 times, and no more are sent"):
        asking.send_new_link(token)
    # Neither does signing again lead further.
    services.sign(campaign, factories.a_signing(), "en")
    assert len(mails()) == 1 + new_links.MOST
    assert signature.links_asked == new_links.MOST


@sqlite_alone
def test_whoever_has_used_up_her_links_can_still_see_and_erase_what_is_kept(campaign, clock):
    signature = factories.signed(campaign)
    signature.links_asked = new_links.MOST
    db.session.commit()
    for day in (1, 2):
        later(clock)
        for _again in range(2):
            services.send_link("mina@example.org")
        assert [mail.kind for mail in mails()[1:]] == ["mine"] * day
    token = mails()[-1].context["link"].rpartition("/")[2]
    assert services.signature_of(token, links.MINE) == signature


@sqlite_alone
def test_every_way_to_a_new_link_counts_as_one(campaign, clock):
    signature = factories.signed(campaign)
    later(clock)
    services.send_link("mina@example.org")
    later(clock)
    services.sign(campaign, factories.a_signing(name="Other"), "en")
    later(clock)
    asking.send_new_link(links.confirm_token(signature.id))
    db.session.refresh(signature)
    assert (signature.links_asked, len(mails())) == (3, 4)


@sqlite_alone
def test_a_second_within_a_day_is_refused_with_another_sentence(campaign, clock):
    token = links.confirm_token(factories.signed(campaign).id)
    with pytest.raises(WrittenToday, match="within a day"):
        asking.send_new_link(token)
    assert len(mails()) == 1


@sqlite_alone
def test_whoever_has_confirmed_gets_her_page_for_as_long_as_she_is_kept(campaign, clock):
    signature = factories.confirmed(campaign)
    for _time in range(new_links.MOST + 2):
        later(clock)
        services.send_link("mina@example.org")
    assert [mail.kind for mail in mails()[1:]] == ["mine"] * (new_links.MOST + 2)
    db.session.refresh(signature)
    assert signature.links_asked == 0
    asking.send_new_link(links.confirm_token(signature.id))
    assert len(mails()) == new_links.MOST + 3


@sqlite_alone
def test_one_that_is_pending_and_used_up_does_not_close_the_way_to_one_that_counts(campaign, clock):
    counts = factories.confirmed(campaign)
    pending = factories.signed(factories.a_campaign())
    pending.links_asked = new_links.MOST
    db.session.commit()
    later(clock)
    services.send_link("mina@example.org")
    assert mails()[-1].about == counts.id


@sqlite_alone
def test_a_made_up_link_a_withdrawn_signature_and_a_closed_campaign_send_nothing(campaign, clock):
    signature = factories.signed(campaign)
    token = links.confirm_token(signature.id)
    later(clock)
    for wrong in ("", "x", token[:-3], links.mine_token(signature.id)):
        with pytest.raises(TokenRefused):
            asking.send_new_link(wrong)
    campaigns.close(campaign)
    with pytest.raises(CampaignClosed):
        asking.send_new_link(token)
    services.withdraw([signature])
    with pytest.raises(NoSuchSignature):
        asking.send_new_link(token)
    assert [mail.address for mail in mails()] == [None]


def test_of_many_who_ask_at_once_one_mail_comes(app, campaign, clock):
    token = links.confirm_token(factories.signed(campaign).id)
    later(clock)
    db.session.remove()
    results = at_once(app, *[lambda: asking.send_new_link(token)] * 6)
    assert len(mails()) == 2
    assert sum(isinstance(result, WrittenToday) for result in results) == 5
