from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from campaign.core.db import db
from campaign.signatures import queries as signatures
from campaign.signatures import services as signing
from campaign.signatures.counting import queries, recounting, services
from campaign.signatures.counting.models import Rollup, Tally
from campaign.signatures.counting.values import AT_ONCE, LATE
from campaign.signatures.models import Signature
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def confirmed(campaign, *countries: str) -> list[Signature]:
    return [
        factories.confirmed(campaign, email=f"{country}{number}@example.org", country=country)
        for number, country in enumerate(countries)
    ]


def count(campaign, clock) -> None:
    """A worker's turn, some seconds later."""
    clock.set_to(clock.now() + 2 * LATE)
    while services.count(campaign.id, clock.now() - LATE):
        pass


def tally(campaign) -> dict[str, int]:
    """What windows hold, without what is newer."""
    found = db.session.scalar(select(Tally.by_country).where(Tally.id == campaign.id))
    rolled = select(Rollup.country, func.sum(Rollup.count)).where(Rollup.campaign_id == campaign.id)
    hours = {country: n for country, n in db.session.execute(rolled.group_by(Rollup.country)) if n}
    db.session.rollback()
    assert hours == (found or {})
    return hours


def test_signing_and_confirming_write_no_counter(campaign):
    confirmed(campaign, "JP")
    assert db.session.scalar(select(func.count()).select_from(Tally)) == 0
    assert queries.now(campaign.id).by_country == {"JP": 1}


def test_a_window_is_counted_once(campaign, clock):
    confirmed(campaign, "JP", "KR", "JP")
    count(campaign, clock)
    assert tally(campaign) == {"JP": 2, "KR": 1}
    count(campaign, clock)
    assert tally(campaign) == {"JP": 2, "KR": 1}
    assert queries.now(campaign.id).by_country == {"JP": 2, "KR": 1}
    assert queries.totals([campaign.id]) == {campaign.id: 3}


def test_what_is_confirmed_after_the_last_window_is_in_the_number_at_once(campaign, clock):
    confirmed(campaign, "JP")
    count(campaign, clock)
    factories.confirmed(campaign, email="new@example.org", country="KR")
    assert tally(campaign) == {"JP": 1}
    assert queries.now(campaign.id).by_country == {"JP": 1, "KR": 1}
    assert queries.totals([campaign.id]) == {campaign.id: 2}


@pytest.mark.parametrize(
    ("after_the_end", "counted"), [(-1, {"JP": 1}), (0, {"JP": 1}), (1, {})], ids=["before", "at", "after"]
)
def test_a_window_holds_what_was_confirmed_by_its_end_to_the_microsecond(
    campaign, clock, after_the_end, counted
):
    end = clock.now()
    clock.set_to(end + timedelta(microseconds=after_the_end))
    confirmed(campaign, "JP")
    services.count(campaign.id, end)
    assert tally(campaign) == counted
    services.count(campaign.id, end + SECOND)
    assert tally(campaign) == {"JP": 1}


def test_hours_are_kept_apart(campaign, clock):
    confirmed(campaign, "JP")
    first = clock.hour_of(clock.now())
    clock.set_to(clock.now() + timedelta(hours=1))
    factories.confirmed(campaign, email="later@example.org")
    count(campaign, clock)
    rows = db.session.execute(select(Rollup.hour, Rollup.count).order_by(Rollup.hour)).all()
    assert [tuple(row) for row in rows] == [(first, 1), (first + timedelta(hours=1), 1)]


def test_a_campaign_with_many_confirmations_is_counted_in_pieces(campaign, clock, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    assert AT_ONCE > 2
    for number in range(5):
        factories.confirmed(campaign, email=f"{number}@example.org")
        clock.set_to(clock.now() + SECOND)
    assert services.count(campaign.id, clock.now())
    assert tally(campaign) == {"JP": 2}
    assert queries.totals([campaign.id]) == {campaign.id: 5}
    assert services.count(campaign.id, clock.now())
    assert not services.count(campaign.id, clock.now())
    assert tally(campaign) == {"JP": 5}


@pytest.mark.parametrize("is_counted", [True, False], ids=["counted", "not_counted_yet"])
@pytest.mark.parametrize("act", ["withdraw", "reject"])
def test_what_is_taken_back_leaves_the_number_at_once_and_once(campaign, clock, is_counted, act):
    first, _second = confirmed(campaign, "JP", "KR")
    if is_counted:
        count(campaign, clock)
    if act == "withdraw":
        signing.withdraw([first])
    else:
        signing.reject(first, "made up")
    assert queries.now(campaign.id).by_country == {"KR": 1}
    assert queries.totals([campaign.id]) == {campaign.id: 1}
    signing.withdraw([first])
    count(campaign, clock)
    assert tally(campaign) == {"KR": 1}
    assert not recounting.recount(campaign.id).differs


def test_a_signature_that_never_counted_takes_nothing_out(campaign, clock):
    confirmed(campaign, "JP")
    waiting = factories.signed(campaign, email="waiting@example.org")
    count(campaign, clock)
    signing.withdraw([waiting])
    assert tally(campaign) == {"JP": 1}


def test_withdrawing_from_several_campaigns_changes_each(campaign, clock):
    other = factories.a_campaign()
    mine = [factories.confirmed(campaign), factories.confirmed(other)]
    for one in (campaign, other):
        count(one, clock)
    signing.withdraw(mine)
    assert (tally(campaign), tally(other)) == ({}, {})


def test_a_signature_that_was_confirmed_and_counted_meanwhile_is_taken_out(campaign, clock):
    seen = factories.signed(campaign)
    db.session.expunge(seen)
    moment = {"state": "confirmed", "confirmed_at": clock.now()}
    db.session.execute(update(Signature).where(Signature.id == seen.id).values(moment))
    db.session.commit()
    count(campaign, clock)
    services.taken_out([seen])
    db.session.execute(update(Signature).where(Signature.id == seen.id).values(state="withdrawn"))
    db.session.commit()
    assert tally(campaign) == {}


def test_taking_back_twice_at_once_takes_out_once(app, campaign, clock):
    first, *_others = confirmed(campaign, "JP", "JP", "JP")
    count(campaign, clock)
    key = first.id
    db.session.remove()

    def withdraw() -> None:
        signing.withdraw([signatures.by_id(key)])

    at_once(app, withdraw, withdraw, withdraw)
    assert tally(campaign) == {"JP": 2}


def test_counting_and_taking_back_at_once_agree(app, campaign, clock):
    given = confirmed(campaign, *["JP"] * 12)
    keys = [signature.id for signature in given]
    clock.set_to(clock.now() + 2 * LATE)
    until = clock.now() - LATE
    db.session.remove()
    works = [lambda: services.count(campaign.id, until) for _ in range(3)]
    works += [lambda key=key: signing.withdraw([signatures.by_id(key)]) for key in keys[:5]]
    results = at_once(app, *works)
    assert not [result for result in results if isinstance(result, Exception)]
    services.count(campaign.id, until)
    assert tally(campaign) == {"JP": 7}


def test_a_correction_of_the_country_moves_what_was_counted(campaign, clock):
    first, second = confirmed(campaign, "JP", "JP")
    count(campaign, clock)
    newer = factories.confirmed(campaign, email="newer@example.org")
    for signature in (first, newer):
        signature.country = "KR"
        services.moved(signature, "JP")
        db.session.commit()
    assert tally(campaign) == {"JP": 1, "KR": 1}
    assert queries.now(campaign.id).by_country == {"JP": 1, "KR": 2}
    services.moved(second, "JP")
    db.session.commit()
    count(campaign, clock)
    assert not recounting.recount(campaign.id).differs
    assert tally(campaign) == {"JP": 1, "KR": 2}


def test_goals_are_noted_when_they_are_met_and_forgotten_when_they_are_met_no_more(session, clock):
    campaign = factories.a_campaign(goal=2)
    first, *_others = confirmed(campaign, "JP", "KR")
    end = clock.now() + LATE
    services.count(campaign.id, end)
    reached = select(Tally.reached).where(Tally.id == campaign.id)
    assert db.session.scalar(reached) == {"2": end.isoformat()}
    db.session.rollback()
    signing.withdraw([first])
    assert db.session.scalar(reached) == {}


def test_of_a_reduced_campaign_the_number_stays_when_its_signatures_go(campaign, clock):
    gone = confirmed(campaign, "JP", "JP", "KR")
    count(campaign, clock)
    factories.confirmed(campaign, email="last@example.org", country="KP")
    before = clock.now()
    services.keep_number(campaign.id)
    db.session.commit()
    for signature in signatures.page(campaign.id).rows:
        db.session.delete(signature)
    db.session.commit()
    assert gone
    everything = {"JP": 2, "KR": 1, "KP": 1}
    clock.set_to(clock.now() + timedelta(days=30))
    count(campaign, clock)
    assert not recounting.recount(campaign.id).differs
    assert queries.now(campaign.id).by_country == everything
    assert queries.at(campaign.id, clock.now()) == everything
    assert queries.at(campaign.id, before - timedelta(hours=1)) == {}
    assert tally(campaign) == everything


def test_a_reduced_campaign_that_is_opened_again_counts_what_comes(campaign, clock):
    confirmed(campaign, "JP")
    services.keep_number(campaign.id)
    db.session.commit()
    db.session.execute(text("delete from signatures"))
    db.session.commit()
    clock.set_to(clock.now() + timedelta(hours=2))
    factories.confirmed(campaign, email="later@example.org")
    assert queries.now(campaign.id).by_country == {"JP": 2}
    count(campaign, clock)
    assert tally(campaign) == {"JP": 2}
    assert not recounting.recount(campaign.id).differs
    assert queries.at(campaign.id, clock.now()) == {"JP": 2}


def test_what_counted_at_a_moment_is_told_to_the_signature(campaign, clock):
    start = clock.now()
    given = []
    for number, country in enumerate(("JP", "KR", "JP", "KP")):
        clock.set_to(start + timedelta(minutes=40 * number))
        given.append(factories.confirmed(campaign, email=f"{number}@example.org", country=country))
    third = clock.now() - timedelta(minutes=40)
    exact = {"JP": 2, "KR": 1}
    assert queries.at(campaign.id, third) == exact
    count(campaign, clock)
    assert queries.at(campaign.id, third) == exact
    signing.withdraw(given[:1])
    assert queries.at(campaign.id, third) == exact
    assert queries.at(campaign.id, third - timedelta(microseconds=1)) == {"JP": 1, "KR": 1}
    assert queries.at(campaign.id, clock.now()) == {"JP": 1, "KR": 1, "KP": 1}
    assert queries.now(campaign.id).by_country == {"JP": 1, "KR": 1, "KP": 1}
