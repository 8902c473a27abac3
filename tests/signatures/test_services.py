from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import ProgrammingError

from campaign.campaigns import services as campaigns
from campaign.campaigns.values import CampaignClosed, State
from campaign.core import tokens
from campaign.core.db import db
from campaign.core.errors import Unavailable
from campaign.core.tokens import TokenRefused, TokenTooOld
from campaign.mailer.models import Message
from campaign.signatures import links, queries, services
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
A_DAY = timedelta(days=1, seconds=1)
SPELLINGS = ("mina@example.org", "Mina@Example.ORG", "mina+news@example.org", " mina@example.org ")


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def mails(kind: str | None = None) -> list[Message]:
    found = select(Message).order_by(Message.id)
    return list(db.session.scalars(found.where(Message.kind == kind) if kind else found))


def states(campaign) -> dict[str, int]:
    return queries.counts_by_state(campaign.id)


def later(clock, by: timedelta = A_DAY) -> None:
    clock.set_to(clock.now() + by)


def test_a_signature_waits_to_be_confirmed_by_a_mail(campaign):
    signature = factories.signed(campaign, city="Osaka", comment="Act.", deliver_name=True)
    assert (signature.state, signature.name, signature.email) == ("pending", "Mina Ito", "mina@example.org")
    assert (signature.city, signature.comment, signature.country) == ("Osaka", "Act.", "JP")
    assert (signature.show_name, signature.deliver_name, signature.updates) == (False, True, False)
    [mail] = mails()
    assert (mail.kind, mail.address, mail.about, mail.is_notice) == (
        "confirm",
        "mina@example.org",
        signature.id,
        False,
    )
    token = mail.context["link"].rpartition("/confirm/")[2]
    assert links.read(token, links.CONFIRM) == signature.id
    assert mail.context["title"] == "Protect refugees"
    assert queries.count(campaign.id) == 0


def test_signature_and_mail_are_stored_together_or_not_at_all(campaign, session):
    session.connection().exec_driver_sql("ALTER TABLE messages RENAME TO away")
    session.commit()
    with pytest.raises((Unavailable, ProgrammingError)):
        services.sign(campaign, factories.a_signing(), "en")
    session.rollback()
    assert states(campaign) == {}


@sqlite_alone
@pytest.mark.parametrize("email", SPELLINGS)
def test_one_mailbox_signs_once_however_it_is_spelled(campaign, email):
    factories.signed(campaign)
    services.sign(campaign, factories.a_signing(email=email, name="Somebody Else"), "en")
    [kept] = queries.by_email(campaign.id, "mina@example.org")
    assert kept.name == "Mina Ito"
    assert len(mails()) == 1


@sqlite_alone
def test_one_mailbox_may_sign_several_campaigns(campaign):
    other = factories.a_campaign()
    signatures = [factories.signed(one) for one in (campaign, other)]
    assert queries.of_the_same_owner(signatures[0]) == signatures[::-1]
    assert len(mails("confirm")) == 2


def test_of_twenty_that_sign_at_once_with_one_address_one_is_kept_and_none_fails(app, campaign):
    signing = [factories.a_signing(email=SPELLINGS[n % 4], name=f"Mina {n}") for n in range(20)]
    campaign_id = campaign.id
    db.session.remove()

    def sign(one):
        services.sign(db.session.get(type(campaign), campaign_id), one, "en")

    assert at_once(app, *[lambda one=one: sign(one) for one in signing]) == [None] * 20
    assert queries.counts_by_state(campaign_id) == {"pending": 1}
    assert len(mails()) == 1


def test_a_known_address_is_told_at_most_once_a_day_and_campaign(campaign, clock):
    factories.confirmed(campaign)
    for hours, told in ((1, 0), (22, 0), (2, 1), (1, 1), (22, 1), (2, 2)):
        later(clock, timedelta(hours=hours))
        services.sign(campaign, factories.a_signing(), "en")
        assert len(mails("known")) == told
    other = factories.a_campaign()
    services.sign(other, factories.a_signing(), "en")
    assert len(mails("confirm")) == 2


@sqlite_alone
def test_who_never_confirmed_gets_another_link_after_a_day(campaign, clock):
    signature = factories.signed(campaign)
    later(clock)
    services.sign(campaign, factories.a_signing(name="Other"), "en")
    assert [mail.kind for mail in mails()] == ["confirm", "confirm"]
    token = mails()[1].context["link"].rpartition("/")[2]
    assert services.confirm(token).id == signature.id
    assert signature.name == "Mina Ito"


@sqlite_alone
def test_the_mail_to_a_known_address_can_be_unsubscribed_from_and_opens_her_page(campaign, clock):
    signature = factories.confirmed(campaign)
    later(clock)
    services.sign(campaign, factories.a_signing(email="MINA+x@example.org"), "en")
    [mail] = mails("known")
    assert mail.is_notice
    assert mail.address == "mina@example.org"
    assert services.signature_of(mail.context["link"].rpartition("/")[2], links.MINE) == signature


def test_a_known_address_makes_the_database_write_as_a_new_one_does(campaign, clock):
    signature = factories.signed(campaign)
    for _again in range(2):
        later(clock, timedelta(minutes=1))
        services.sign(campaign, factories.a_signing(), "en")
        db.session.refresh(signature)
        assert signature.asked_again_at == clock.now()


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
@sqlite_alone
def test_only_an_open_campaign_takes_signatures(state):
    campaign = factories.a_campaign(state)
    with pytest.raises(CampaignClosed, match="takes no signatures") as caught:
        services.sign(campaign, factories.a_signing(), "en")
    assert caught.value.status == 410
    assert states(campaign) == {}


@sqlite_alone
def test_a_full_disk_is_said_in_a_sentence_and_nothing_is_half_written(campaign, session):
    connection = session.connection()
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")

    def sign_until_it_is_full():
        for number in range(100):
            signing = factories.a_signing(email=f"{number}@example.org", comment="x" * 999)
            services.sign(campaign, signing, "en")

    with pytest.raises(Unavailable, match="Nothing was stored") as caught:
        sign_until_it_is_full()
    assert caught.value.status == 503
    assert states(campaign) == {"pending": len(mails())}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_that_goes_away_is_said_in_a_sentence(campaign, session):
    assert campaign.is_open
    own = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
    with db.engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({own})")
    with pytest.raises(Unavailable, match="Nothing was stored"):
        services.sign(campaign, factories.a_signing(), "en")
    assert states(campaign) == {}


def test_confirming_counts_once_however_often_it_is_done(campaign, clock):
    token = links.confirm_token(factories.signed(campaign).id)
    confirmed = services.confirm(token)
    assert (confirmed.state, confirmed.confirmed_at) == ("confirmed", clock.now())
    at = clock.now()
    later(clock)
    assert services.confirm(token).confirmed_at == at
    assert queries.count(campaign.id) == 1


def test_two_that_confirm_at_once_both_see_it_confirmed(app, campaign):
    token = links.confirm_token(factories.signed(campaign).id)
    db.session.remove()
    assert at_once(app, *[lambda: services.confirm(token).state] * 2) == ["confirmed", "confirmed"]
    assert queries.count(campaign.id) == 1


@sqlite_alone
def test_a_link_that_is_wrong_old_or_for_something_else_confirms_nothing(campaign, clock):
    signature = factories.signed(campaign)
    token = links.confirm_token(signature.id)
    for_other_things = links.mine_token(signature.id), tokens.make("unsubscribe", signature.id)
    for wrong in ("", "x", token[:-3], *for_other_things):
        with pytest.raises(TokenRefused):
            services.confirm(wrong)
    with pytest.raises(NoSuchSignature):
        services.confirm(links.confirm_token("0" * 26))
    later(clock, links.LIVES + timedelta(seconds=1))
    with pytest.raises(TokenTooOld):
        services.confirm(token)
    assert states(campaign) == {"pending": 1}


@sqlite_alone
def test_what_was_not_confirmed_when_the_campaign_closed_stays_uncounted(campaign):
    late = links.confirm_token(factories.signed(campaign).id)
    in_time = links.confirm_token(factories.confirmed(campaign, email="ana@example.org").id)
    campaigns.close(campaign)
    with pytest.raises(CampaignClosed, match="Only what was confirmed by then is counted"):
        services.confirm(late)
    assert services.confirm(in_time).counts
    assert queries.count(campaign.id) == 1


def test_the_link_to_her_page_goes_to_whoever_signed_and_to_nobody_else(campaign, clock):
    services.send_link("nobody@example.org")
    assert mails() == []
    signature = factories.confirmed(campaign)
    later(clock)
    for _again in range(2):
        services.send_link("Mina+x@example.org")
    [mail] = mails("mine")
    assert (mail.address, mail.about) == ("mina@example.org", signature.id)


@sqlite_alone
def test_whoever_asks_for_the_link_changes_nothing_of_the_organization(session, clock):
    before = factories.an_organization().updated_at
    later(clock)
    services.send_link("nobody@example.org")
    assert campaigns.queries.organization().updated_at == before


@sqlite_alone
def test_consents_are_her_own_to_change(campaign):
    signature = factories.confirmed(campaign)
    assert not signature.is_shown
    services.change_consents(signature, show_name=True, deliver_name=True, updates=True)
    db.session.refresh(signature)
    assert (signature.is_shown, signature.deliver_name, signature.updates) == (True, True, True)
