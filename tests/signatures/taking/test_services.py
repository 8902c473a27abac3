from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from campaign.campaigns import services as campaigns
from campaign.core import addresses, clock
from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures import queries
from campaign.signatures.taking import services as taking
from campaign.signatures.taking.values import Fate, Given
from campaign.signatures.values import Signing
from tests import factories
from tests.refusing import SIGNING, refusing
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def campaign(session):
    factories.an_organization()
    made = factories.a_campaign()
    session.commit()
    return made


def given(campaign, number=0, **changes):
    email = changes.pop("email", f"mina{number}@example.org")
    signing = Signing(f"Mina {number}", email, "JP", **changes)
    return Given(campaign.id, campaign.title, signing, "en", addresses.index(email))


def take(campaign, *what):
    what = what or [given(campaign)]
    db.session.commit()
    return taking.take_all(what)


def names(campaign):
    db.session.rollback()
    return sorted(signature.name for signature in queries.page(campaign.id, size=100).rows)


def mails():
    db.session.rollback()
    return list(db.session.scalars(select(Message)))


def test_many_at_once_are_each_stored_with_a_mail_of_its_own(campaign):
    many = [given(campaign, number, city="Osaka", comment=f"Act {number}") for number in range(40)]
    assert take(campaign, *many) == [Fate.STORED] * 40
    stored = {signature.name: signature for signature in queries.page(campaign.id, size=100).rows}
    assert set(stored) == {f"Mina {number}" for number in range(40)}
    assert all(one.comment == f"Act {one.name[5:]}" and one.city == "Osaka" for one in stored.values())
    assert sorted(mail.about for mail in mails()) == sorted(one.id for one in stored.values())
    assert {mail.address for mail in mails()} == {one.email for one in stored.values()}


def test_an_address_that_comes_twice_at_once_is_stored_once(campaign):
    fates = take(
        campaign, given(campaign, 1), given(campaign, 2), given(campaign, 1, email="MINA1@example.org")
    )
    assert sorted(fates, key=str) == [Fate.KNOWN, Fate.STORED, Fate.STORED]
    assert len(names(campaign)) == len(mails()) == 2


def test_one_of_a_closed_campaign_is_left_out_and_the_others_are_stored(campaign, session):
    closed = factories.a_campaign()
    campaigns.close(closed)
    session.commit()
    assert take(campaign, given(campaign, 1), given(closed, 2), given(campaign, 3)) == [
        Fate.STORED,
        Fate.CLOSED,
        Fate.STORED,
    ]


@pytest.mark.parametrize(("opens", "closes"), [(1, None), (None, -1), (-2, -1), (None, 0)])
def test_nothing_is_stored_before_a_campaign_opens_and_after_it_closes(campaign, session, opens, closes):
    now = clock.now()
    campaign.opens_at = now + timedelta(hours=opens) if opens is not None else None
    campaign.closes_at = now + timedelta(hours=closes) if closes is not None else None
    session.commit()
    assert take(campaign) == [Fate.CLOSED]


def test_a_row_that_cannot_be_stored_harms_no_other(campaign):
    # Nothing of a form gets here without a country.
    bad = given(campaign, 2)
    bad = replace(bad, signing=replace(bad.signing, country=None))
    good = [given(campaign, 1), given(campaign, 3)]
    db.session.commit()
    fates = taking.batch.take([good[0], bad, good[1]])
    assert (fates[0], fates[2]) == (Fate.STORED, Fate.STORED)
    assert isinstance(fates[1], IntegrityError)
    assert names(campaign) == ["Mina 1", "Mina 3"]


def test_where_the_database_is_away_nobody_is_thanked(campaign):
    two = [given(campaign, 1), given(campaign, 2)]
    db.session.commit()
    with refusing(db.engine, at=SIGNING):
        assert taking.batch.take(two) == [Fate.AWAY, Fate.AWAY]
    assert names(campaign) == []


def test_fifty_who_sign_with_one_address_at_once_are_one(app, campaign):
    everyone = [given(campaign, number, email="mina@example.org") for number in range(50)]
    db.session.commit()
    fates = at_once(app, *(partial(taking.take, one) for one in everyone))
    assert sorted(fates, key=str) == [Fate.KNOWN] * 49 + [Fate.STORED]
    assert len(names(campaign)) == len(mails()) == 1
