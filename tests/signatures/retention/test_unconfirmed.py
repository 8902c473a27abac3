from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from campaign.campaigns import services as campaigns
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures import letting_in, links, queries, services
from campaign.signatures.models import Signature
from campaign.signatures.retention import jobs, rows
from campaign.signatures.retention.times import UNCONFIRMED
from campaign.signatures.screening.values import Visit
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.killed import sweep, until_nothing_is_left_to_kill
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def kept() -> list[str]:
    return sorted(email or "" for email in db.session.scalars(select(Signature.email)))


def messages() -> int:
    return db.session.scalar(select(func.count()).select_from(Message)) or 0


def test_what_nobody_confirmed_goes_after_sixty_days_with_its_mails_and_all_else_stays(campaign, clock):
    factories.confirmed(campaign, email="confirmed@example.org")
    factories.signed(campaign, email="pending@example.org")
    services.reject(factories.signed(campaign, email="rejected@example.org"), "No name")
    services.reject(factories.confirmed(campaign, email="counted@example.org"), "No name")
    clock.set_to(clock.now() + UNCONFIRMED)
    late = factories.signed(campaign, email="late@example.org")
    assert not list(jobs.too_old())
    clock.set_to(clock.now() + A_MOMENT)
    assert list(jobs.too_old()) == [(jobs.ERASE_UNCONFIRMED, (campaign.id,))]
    sweep()
    assert kept() == ["confirmed@example.org", "counted@example.org", "late@example.org"]
    assert messages() == 3
    assert queries.count(campaign.id) == 1
    assert services.confirm(links.confirm_token(late.id)).counts


@sqlite_alone
def test_its_link_says_so_and_its_place_is_free(campaign, clock):
    token = links.mine_token(factories.signed(campaign).id)
    clock.set_to(clock.now() + UNCONFIRMED + A_MOMENT)
    sweep()
    with pytest.raises(NoSuchSignature, match="not confirmed is erased after 60 days"):
        services.confirmable_by(links.read_old(token, links.MINE))
    assert factories.confirmed(campaign).counts


def test_a_link_that_is_sent_late_is_good_for_as_long_as_its_mail_says(campaign, clock):
    for who in ("again", "let-in"):
        visit = Visit(None, 30.0, trap="x") if who == "let-in" else None
        services.sign(campaign, factories.a_signing(email=f"{who}@example.org"), "en", visit)
    factories.signed(campaign, email="forgotten@example.org")
    clock.set_to(clock.now() + UNCONFIRMED - A_MOMENT)
    services.sign(campaign, factories.a_signing(email="again@example.org"), "en")
    letting_in.let_in(queries.by_email(campaign.id, "let-in@example.org")[0])
    sent = [mail for mail in db.session.scalars(select(Message).order_by(Message.id)) if mail.about][-2:]
    clock.set_to(clock.now() + timedelta(days=sent[0].context["days"]))
    assert list(jobs.too_old()) == [(jobs.ERASE_UNCONFIRMED, (campaign.id,))]
    sweep()
    assert kept() == ["again@example.org", "let-in@example.org"]
    for mail in sent:
        assert services.confirm(mail.context["link"].rpartition("/")[2]).counts


@sqlite_alone
def test_one_that_is_written_to_again_and_again_keeps_no_other(campaign, clock):
    for email in ("first@example.org", "second@example.org"):
        factories.signed(campaign, email=email)
    for _month in range(3):
        clock.set_to(clock.now() + timedelta(days=25))
        services.send_link("first@example.org")
        sweep()
    assert kept() == ["first@example.org"]
    clock.set_to(clock.now() + UNCONFIRMED + A_MOMENT)
    sweep()
    assert kept() == []


@sqlite_alone
def test_it_goes_also_where_the_campaign_is_closed(campaign, clock):
    factories.signed(campaign)
    campaigns.close(campaign)
    clock.set_to(clock.now() + UNCONFIRMED + A_MOMENT)
    sweep()
    assert kept() == []


def test_more_than_a_batch_go_and_two_workers_do_not_hinder_each_other(app, campaign, clock, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 3)
    for number in range(10):
        factories.signed(campaign, email=f"{number}@example.org")
    factories.confirmed(campaign)
    clock.set_to(clock.now() + UNCONFIRMED + A_MOMENT)
    campaign_id = campaign.id
    db.session.remove()
    assert at_once(app, *[lambda: jobs.unconfirmed.erase(campaign_id)] * 3) == [None] * 3
    sweep()
    assert kept() == ["mina@example.org"]


@sqlite_alone
def test_whoever_is_killed_at_any_statement_leaves_nothing_half_done(campaign, clock, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    campaign_id, now = campaign.id, clock.now()

    def set_up():
        clock.set_to(now)
        held = db.session.get(type(campaign), campaign_id)
        for number in range(3):
            services.sign(held, factories.a_signing(email=f"{number}@example.org"), "en")
        clock.set_to(now + UNCONFIRMED + A_MOMENT)
        db.session.remove()

    for _statement in until_nothing_is_left_to_kill(lambda: jobs.unconfirmed.erase(campaign_id), set_up):
        # No mail tells of a signature that is gone, and none that is there has lost its mail.
        about = set(db.session.scalars(select(Message.about)))
        assert about == set(db.session.scalars(select(Signature.id)))
        db.session.remove()
        jobs.unconfirmed.erase(campaign_id)
        assert (kept(), messages()) == ([], 0)
