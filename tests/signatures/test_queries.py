from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from campaign.core import clock as the_clock
from campaign.core.db import db
from campaign.core.ids import new_id
from campaign.signatures import queries, services, streaming
from campaign.signatures.counting import services as counting
from campaign.signatures.models import Signature
from campaign.signatures.values import NoSuchSignature, Signer, State
from tests import factories

sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def campaign(session):
    return factories.a_campaign()


def many(campaign, count: int, **said) -> list[str]:
    """Signatures that differ in their names alone, as fast as the database takes them; gives their ids."""
    given = {
        "campaign_id": campaign.id,
        "state": State.CONFIRMED,
        "country": "JP",
        "language": "en",
        "deliver_name": True,
        "confirmed_at": the_clock.now(),
    }
    ids = sorted(new_id() for _ in range(count))
    db.session.execute(
        insert(Signature), [{"id": key, "name": f"Mina {n}", **given, **said} for n, key in enumerate(ids)]
    )
    db.session.commit()
    return ids


def ids(page: queries.Page) -> list[str]:
    return [row.id for row in page.rows]


def test_all_counts_say_the_same_number(campaign):
    confirmed = [
        factories.confirmed(campaign, email=f"{n}@example.org", country=c)
        for n, c in enumerate(("JP", "KR", "JP", "KP"))
    ]
    factories.signed(campaign, email="waiting@example.org")
    services.withdraw(confirmed[:1])
    services.reject(confirmed[1], "Made up")
    factories.confirmed(factories.a_campaign())
    assert queries.counts_by_state(campaign.id) == {
        "confirmed": 2,
        "pending": 1,
        "withdrawn": 1,
        "rejected": 1,
    }
    assert queries.counts_by_country(campaign.id) == {"JP": 1, "KP": 1}
    assert queries.count(campaign.id) == 2
    assert queries.counts([campaign.id]) == {campaign.id: 2}
    assert [len(rows) for rows in streaming.everything(campaign.id, State.CONFIRMED)] == [2]
    assert [len(rows) for rows in streaming.everything(campaign.id)] == [5]
    assert len(queries.page(campaign.id, State.CONFIRMED).rows) == 2


def test_lists_of_several_batches_and_parts_meet_each_signature_once_in_the_order_of_signing(
    campaign, monkeypatch
):
    monkeypatch.setattr(streaming, "AT_ONCE", 3)
    monkeypatch.setattr(streaming, "PART", 2)
    give = (factories.confirmed, factories.signed)
    ids = [give[n % 2](campaign, email=f"{n}@example.org").id for n in range(7)]
    parts = [[row.id for row in rows] for rows in streaming.everything(campaign.id)]
    assert parts == [ids[:2], ids[2:3], ids[3:5], ids[5:6], ids[6:]]


@sqlite_alone
def test_a_campaign_that_nobody_signed_counts_nothing(campaign):
    assert queries.count(campaign.id) == 0
    assert queries.counts([]) == {}
    assert queries.counts_by_country(campaign.id) == {}


def test_countries_are_counted_as_of_a_moment(campaign, clock):
    factories.confirmed(campaign)
    until = clock.now()
    clock.set_to(until + timedelta(seconds=1))
    factories.confirmed(campaign, email="ana@example.org", country="KR")
    assert queries.counts_by_country(campaign.id, until) == {"JP": 1}
    assert queries.counts_by_country(campaign.id, clock.now()) == {"JP": 1, "KR": 1}


@pytest.mark.parametrize("is_counted", [False, True])
def test_what_was_rejected_and_then_withdrawn_counted_at_no_moment(campaign, clock, is_counted):
    factories.confirmed(campaign, email="ana@example.org", country="KR")
    made_up, cutoffs = factories.confirmed(campaign), [clock.now()]
    for act in (lambda: services.reject(made_up, "Made up"), lambda: services.withdraw([made_up])):
        clock.set_to(clock.now() + timedelta(hours=2))
        if is_counted:
            counting.count(campaign.id, clock.now())
        cutoffs.append(clock.now())
        act()
    for until in cutoffs:
        assert queries.counts_by_country(campaign.id, until) == {"KR": 1}
        assert [country for _key, country, _at in queries.listed(campaign.id, until)] == ["KR"]
        assert queries.not_counted(campaign.id, until) == {"pending": 0, "withdrawn": 1, "rejected": 0}


def test_offices_get_the_names_of_those_who_gave_them_and_had_confirmed(campaign, clock):
    factories.confirmed(campaign, deliver_name=True, city="Osaka")
    factories.confirmed(campaign, email="shown@example.org", show_name=True)
    factories.signed(campaign, email="waiting@example.org", deliver_name=True)
    services.hide(factories.confirmed(campaign, email="hidden@example.org", deliver_name=True), "x")
    until = clock.now()
    clock.set_to(until + timedelta(seconds=1))
    factories.confirmed(campaign, email="late@example.org", deliver_name=True)
    assert list(queries.delivered(campaign.id, until)) == [
        Signer("Mina Ito", "JP", "Osaka"),
        Signer("Mina Ito", "JP"),
    ]
    assert [count for _first, _last, count in queries.delivered_spans(campaign.id, until, 10)] == [2]


def test_more_signers_than_a_batch_are_all_delivered_once_and_in_order(campaign, clock):
    keys = many(campaign, queries.BATCH * 2 + 1)
    size, last = 300, len(keys) - 1
    assert queries.delivered_spans(campaign.id, clock.now(), size) == [
        (keys[at], keys[min(at + size - 1, last)], min(size, len(keys) - at))
        for at in range(0, len(keys), size)
    ]
    names = [signer.name for signer in queries.delivered(campaign.id, clock.now())]
    assert names == [f"Mina {n}" for n in range(len(keys))]
    some = queries.delivered(campaign.id, clock.now(), keys[3], keys[5])
    assert [signer.name for signer in some] == ["Mina 3", "Mina 4", "Mina 5"]


def test_pages_lead_to_the_oldest_and_back_and_leave_nobody_out(campaign):
    newest_first = many(campaign, 7)[::-1]
    first = queries.page(campaign.id, size=3)
    second = queries.page(campaign.id, before=first.older, size=3)
    third = queries.page(campaign.id, before=second.older, size=3)
    assert ids(first) + ids(second) + ids(third) == newest_first
    assert (first.newer, third.older) == (None, None)
    back = queries.page(campaign.id, after=third.newer, size=3)
    assert ids(back) == ids(second)
    assert ids(queries.page(campaign.id, after=back.newer, size=3)) == ids(first)
    assert queries.page(campaign.id, after=second.newer, size=3).newer is None


@sqlite_alone
def test_a_page_that_is_just_full_is_the_last_one(campaign):
    many(campaign, 3)
    assert queries.page(campaign.id, size=3).older is None
    assert ids(queries.page(campaign.id, before="0", size=3)) == []
    assert ids(queries.page(campaign.id, after="z", size=3)) == []


@sqlite_alone
def test_a_page_holds_one_state_if_it_is_asked_to(campaign):
    many(campaign, 2)
    waiting = factories.signed(campaign)
    assert queries.page(campaign.id, State.PENDING).rows == [waiting]


@sqlite_alone
@pytest.mark.parametrize("email", ["mina@example.org", "MINA+x@Example.org"])
def test_a_signature_is_found_by_exactly_its_address(campaign, email):
    signature = factories.signed(campaign)
    factories.signed(factories.a_campaign())
    assert queries.by_email(campaign.id, email) == [signature]


@sqlite_alone
@pytest.mark.parametrize("email", ["", "mina", "%@example.org", "min@example.org", "ina@example.org"])
def test_a_part_of_an_address_finds_nobody(campaign, email):
    factories.signed(campaign)
    assert queries.by_email(campaign.id, email) == []


@sqlite_alone
def test_a_signature_that_is_not_there_is_said():
    with pytest.raises(NoSuchSignature):
        queries.by_id("0" * 26)


def test_the_page_shows_the_latest_of_those_who_want_it(campaign):
    shown = [factories.confirmed(campaign, email=f"{n}@example.org", show_name=True) for n in range(3)]
    factories.confirmed(campaign, email="quiet@example.org")
    factories.signed(campaign, email="waiting@example.org", show_name=True)
    newest = sorted(shown, key=lambda signature: signature.id)[1:][::-1]
    assert queries.shown(campaign.id, 2) == [(one.name, one.country, one.comment) for one in newest]
