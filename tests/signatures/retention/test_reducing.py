from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from campaign.campaigns import keeping
from campaign.campaigns import queries as campaign_queries
from campaign.campaigns import services as campaigns
from campaign.campaigns.models import Campaign
from campaign.campaigns.values import CannotPublish, ErasedTooSoon
from campaign.core import storage
from campaign.core.db import db
from campaign.letters import exports
from campaign.letters.errors import CannotExport
from campaign.letters.requests import ExportRequest
from campaign.letters.states import ExportState, PartState
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.mailer.models import Message
from campaign.signatures import links, queries, services
from campaign.signatures.counting import services as counting
from campaign.signatures.log import services as log
from campaign.signatures.models import Signature
from campaign.signatures.retention import jobs, reducing, rows
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.killed import sweep, until_nothing_is_left_to_kill
from tests.letters.exporting import fresh, write
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
OF_SIGNERS = ExportRequest(audience=Audience.SIGNERS, format=Format.TXT)
DAYS = 40


@pytest.fixture
def campaign(session):
    """One with three signatures that count, one that waits, one withdrawn and one rejected; kept 40 days."""
    factories.an_organization()
    made = factories.a_campaign(kept_days=DAYS)
    fill(made)
    return made


def fill(made) -> None:
    for number, country in enumerate(("JP", "JP", "KR")):
        said = {"email": f"{number}@example.org", "country": country}
        factories.confirmed(made, **said, deliver_name=True)
    factories.signed(made, email="pending@example.org")
    services.withdraw([factories.confirmed(made, email="withdrawn@example.org")])
    services.reject(factories.confirmed(made, email="rejected@example.org"), "No name")


def rows_of(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def at_its_end(campaign, clock, *, days: int = DAYS, seconds: int = 0) -> None:
    campaigns.close(campaign)
    clock.set_to(clock.now() + timedelta(days=days, seconds=seconds))


def test_the_number_that_stays_is_proved_first(campaign, clock):
    counting.count(campaign.id, clock.now())
    # What was committed after its window was counted.
    clock.set_to(clock.now() - timedelta(minutes=5))
    factories.confirmed(campaign, email="late@example.org", country="KP")
    at_its_end(campaign, clock)
    assert queries.counts_by_country(campaign.id) == {"JP": 2, "KR": 1}
    reducing.reduce(campaign.id)
    assert campaign.reduced_at == clock.now()
    assert queries.counts_by_country(campaign.id) == {"JP": 2, "KR": 1, "KP": 1}


def test_who_publishes_while_it_is_reduced_is_told(campaign, clock):
    at_its_end(campaign, clock)
    assert campaign.reduced_at is None
    marked = update(Campaign).where(Campaign.id == campaign.id).values(reduced_at=clock.now())
    # As another process does it: nothing here knows.
    db.session.execute(marked.execution_options(synchronize_session=False))
    with pytest.raises(CannotPublish, match="only their number is kept"):
        campaigns.publish(campaign)
    db.session.commit()
    assert campaign.state == factories.State.CLOSED


def test_after_its_end_and_its_days_only_numbers_remain(campaign, clock):
    before = queries.counts_by_country(campaign.id)
    other = factories.confirmed(factories.a_campaign())
    at_its_end(campaign, clock, seconds=-1)
    assert not list(jobs.over())
    clock.set_to(clock.now() + timedelta(seconds=1))
    assert list(jobs.over()) == [(jobs.REDUCE, (campaign.id,))]
    sweep()
    assert [row.id for row in db.session.scalars(select(Signature))] == [other.id]
    assert {about for about in db.session.scalars(select(Message.about)) if about} == {other.id}
    db.session.refresh(campaign)
    assert campaign.reduced_at == clock.now()
    assert queries.counts_by_country(campaign.id) == before == {"JP": 2, "KR": 1}
    assert queries.count(campaign.id) == 3
    assert queries.counts([campaign.id, other.campaign_id]) == {campaign.id: 3, other.campaign_id: 1}
    assert not list(jobs.over())


@sqlite_alone
def test_its_files_are_erased_and_no_more_are_written(campaign, clock):
    done, waiting = (exports.ask(campaign, campaign.recipients, OF_SIGNERS) for _one in range(2))
    write(*done.parts)
    assert storage.current().all_keys()
    at_its_end(campaign, clock, days=DAYS - 1)
    done.finished_at = clock.now()
    db.session.commit()
    clock.set_to(clock.now() + timedelta(days=1))
    jobs.reducing.reduce(campaign.id)
    sweep()
    assert storage.current().all_keys() == []
    assert fresh(done).parts[0].state == PartState.ERASED
    assert fresh(waiting).state == ExportState.CANCELLED
    with pytest.raises(CannotExport, match="signatures of this campaign are erased"):
        exports.ask(campaign, campaign.recipients, OF_SIGNERS)


@sqlite_alone
def test_it_is_not_opened_again_and_its_links_say_what_became_of_it(campaign, clock):
    token = links.mine_token(queries.by_email(campaign.id, "0@example.org")[0].id)
    at_its_end(campaign, clock)
    sweep()
    db.session.refresh(campaign)
    with pytest.raises(CannotPublish, match="only their number is kept"):
        campaigns.publish(campaign)
    with pytest.raises(NoSuchSignature, match="only the number of its signatures is kept"):
        services.confirmable_by(links.read_old(token, links.MINE))


@sqlite_alone
def test_the_organizations_days_hold_where_a_campaign_says_nothing(campaign, clock):
    campaign.kept_days = None
    db.session.commit()
    at_its_end(campaign, clock, days=364)
    assert not list(jobs.over())
    clock.set_to(clock.now() + timedelta(days=1))
    assert list(jobs.over())


@sqlite_alone
def test_the_end_is_the_first_of_closing_by_hand_and_the_closing_time(campaign, clock):
    now = clock.now()
    organization = campaign_queries.organization()
    assert campaign.to_be_reduced_at(organization) is None
    campaign.closes_at = now + timedelta(days=10)
    assert campaign.to_be_reduced_at(organization) == now + timedelta(days=50)
    campaigns.close(campaign)
    assert campaign.to_be_reduced_at(organization) == now + timedelta(days=40)
    clock.set_to(now + timedelta(days=1))
    campaigns.publish(campaign)
    assert campaign.to_be_reduced_at(organization) == now + timedelta(days=50)
    clock.set_to(now + timedelta(days=30))
    campaigns.close(campaign)
    assert campaign.to_be_reduced_at(organization) == now + timedelta(days=50)


def test_two_workers_count_once(app, campaign, clock, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    at_its_end(campaign, clock)
    campaign_id = campaign.id
    db.session.remove()
    assert at_once(app, *[lambda: jobs.reducing.reduce(campaign_id)] * 3) == [None] * 3
    sweep()
    assert (queries.count(campaign_id), rows_of(Signature)) == (3, 0)


@sqlite_alone
def test_whoever_is_killed_at_any_statement_leaves_the_number_as_it_was(session, clock, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    factories.an_organization()
    now, ids = clock.now(), []

    def set_up():
        clock.set_to(now)
        made = factories.a_campaign(kept_days=DAYS)
        for number in range(3):
            factories.confirmed(made, email=f"{number}@example.org")
        ids.append(made.id)
        # What the log does not know yet stays until it does.
        log.append(made.id)
        at_its_end(made, clock)
        db.session.remove()

    for _statement in until_nothing_is_left_to_kill(lambda: jobs.reducing.reduce(ids[-1]), set_up):
        assert queries.count(ids[-1]) == 3
        db.session.remove()
        for _name, (campaign_id,) in list(jobs.over()):
            jobs.reducing.reduce(campaign_id)
        assert queries.counts(ids) == dict.fromkeys(ids, 3)
        assert rows_of(Signature) == 0


def changes_of(campaign, **changes):
    names = ("title", "summary", "goal", "opens_at", "closes_at", "kept_days")
    return {name: getattr(campaign, name) for name in names} | changes


@sqlite_alone
def test_nobody_shortens_the_time_so_that_names_go_within_a_week(campaign, clock):
    recipients = [row.recipient for row in campaign.recipients]
    at_its_end(campaign, clock, days=33)
    with pytest.raises(ErasedTooSoon, match="“Protect refugees” would be erased within 7 days"):
        campaigns.edit(campaign, campaign.version, changes_of(campaign, kept_days=30), recipients)
    db.session.refresh(campaign)
    assert campaign.kept_days == DAYS
    # What comes soon already is no reason to refuse another change, and more time may always be given.
    clock.set_to(clock.now() + timedelta(days=3))
    campaigns.edit(campaign, campaign.version, changes_of(campaign, goal=250), recipients)
    campaigns.edit(campaign, campaign.version, changes_of(campaign, kept_days=400), recipients)
    assert campaign.kept_days == 400


@sqlite_alone
def test_neither_does_an_admin_for_all(campaign, clock):
    campaign.kept_days = None
    db.session.commit()
    at_its_end(campaign, clock, days=100)
    with pytest.raises(ErasedTooSoon):
        campaigns.describe_organization({"kept_days": 60})
    assert campaign_queries.organization().kept_days == 365
    assert campaigns.describe_organization({"kept_days": 110}).kept_days == 110
    [(found, moment)] = keeping.soon(campaign_queries.organization(), clock.now() + timedelta(days=11))
    assert (found.id, moment) == (campaign.id, clock.now() + timedelta(days=10))
