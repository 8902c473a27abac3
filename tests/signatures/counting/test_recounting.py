from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from structlog.testing import capture_logs

from campaign.core.db import db
from campaign.signatures.counting import queries, recounting, services
from campaign.signatures.counting.models import Rollup, Tally
from campaign.signatures.counting.values import LATE
from campaign.signatures.models import Signature
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
RIGHT = {"JP": 2, "KR": 1}


@pytest.fixture
def campaign(session, clock):
    """Three signatures of two hours, counted."""
    made = factories.a_campaign()
    for number, country in enumerate(("JP", "KR", "JP")):
        factories.confirmed(made, email=f"{number}@example.org", country=country)
        clock.set_to(clock.now() + timedelta(minutes=40))
    services.count(made.id, clock.now())
    return made


def said(campaign) -> dict[str, int]:
    found = db.session.scalar(select(Tally.by_country).where(Tally.id == campaign.id))
    db.session.rollback()
    return found


def change(statement) -> None:
    db.session.execute(statement)
    db.session.commit()


def a_late_one(campaign, confirmed_at) -> None:
    signature = factories.signed(campaign, email="late@example.org", country="KP")
    change(
        update(Signature)
        .where(Signature.id == signature.id)
        .values(state="confirmed", confirmed_at=confirmed_at)
    )


def test_a_number_that_is_right_stays_and_nothing_is_said(campaign):
    with capture_logs() as told:
        found = recounting.recount(campaign.id)
    assert (found.differs, found.said, found.counted) == (False, RIGHT, RIGHT)
    assert told == []


@pytest.mark.parametrize(
    "wrong",
    [
        update(Rollup).where(Rollup.country == "JP").values(count=7),
        delete(Rollup),
        update(Tally).values(by_country={"JP": 30}, total=30),
        update(Tally).values(by_country={"KR": 3}),
    ],
    ids=["an_hour_has_too_many", "hours_are_gone", "the_number_is_too_high", "the_countries_are_wrong"],
)
def test_a_number_that_is_wrong_is_put_right_and_told(campaign, wrong):
    change(wrong)
    with capture_logs() as told:
        found = recounting.recount(campaign.id)
    assert (found.differs, found.counted) == (True, RIGHT)
    assert said(campaign) == RIGHT
    assert queries.now(campaign.id).by_country == RIGHT
    [event] = told
    assert event["event"].startswith("a recount found another number")
    assert (event["log_level"], event["campaign"], event["counted"]) == ("warning", campaign.id, 3)
    assert not recounting.recount(campaign.id).differs


def test_what_was_committed_late_is_found(campaign, clock):
    late = clock.now() - timedelta(seconds=30)
    a_late_one(campaign, late)
    assert not services.count(campaign.id, clock.now())
    assert said(campaign) == RIGHT
    found = recounting.recount(campaign.id, since=clock.now() - timedelta(minutes=2))
    assert found.hours == (clock.hour_of(late),)
    assert said(campaign) == {**RIGHT, "KP": 1}
    assert queries.totals([campaign.id]) == {campaign.id: 4}


def test_a_second_look_leaves_earlier_hours_alone(campaign, clock):
    a_late_one(campaign, clock.now() - timedelta(hours=1))
    assert not recounting.recount(campaign.id, since=clock.now()).differs
    assert recounting.recount(campaign.id).differs


def test_what_no_window_holds_yet_is_no_difference(campaign, clock):
    clock.set_to(clock.now() + LATE)
    factories.confirmed(campaign, email="new@example.org")
    assert not recounting.recount(campaign.id).differs
    assert said(campaign) == RIGHT


def test_after_a_clock_that_ran_ahead_counting_goes_on(campaign, clock):
    now = clock.now()
    clock.set_to(now + timedelta(days=730))
    factories.confirmed(campaign, email="future@example.org", country="KP")
    services.count(campaign.id, clock.now())
    clock.set_to(now)
    factories.confirmed(campaign, email="now@example.org", country="TH")
    assert queries.ahead() == [campaign.id]
    assert queries.totals([campaign.id]) == {campaign.id: 4}
    recounting.step_back(campaign.id)
    everything = {**RIGHT, "KP": 1, "TH": 1}
    assert queries.now(campaign.id).by_country == everything
    clock.set_to(now + 2 * LATE)
    services.count(campaign.id, clock.now() - LATE)
    assert said(campaign) == {**RIGHT, "TH": 1}
    assert not recounting.recount(campaign.id).differs
    assert queries.now(campaign.id).by_country == everything


def test_after_a_clock_that_ran_ahead_the_number_of_a_reduced_campaign_stays(campaign, session, clock):
    now = clock.now()
    clock.set_to(now + timedelta(days=730))
    services.keep_number(campaign.id)
    session.execute(delete(Signature))
    session.commit()
    clock.set_to(now)
    assert queries.ahead() == []
    recounting.step_back(campaign.id)
    assert said(campaign) == queries.now(campaign.id).by_country == RIGHT


def test_a_campaign_that_was_never_counted_has_nothing_to_prove(session):
    assert not recounting.recount(factories.a_campaign().id).differs
