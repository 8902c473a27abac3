from __future__ import annotations

import pytest

from campaign.core import clock as the_clock
from campaign.core.db import db
from campaign.signatures import keeping, queries, services
from campaign.signatures.values import CannotSign, NameIsNotGiven, NoSuchSignature, Signer
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WORDS = "I teach in Osaka."


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


@pytest.fixture
def signature(campaign):
    return factories.confirmed(campaign, city="Osaka", deliver_name=True)


def delivered(campaign) -> list[Signer]:
    return list(queries.delivered(campaign.id, the_clock.now()))


def identical(campaign) -> int:
    return queries.count_identical(campaign.id, the_clock.now())


def test_words_that_are_kept_go_to_the_offices_until_they_are_deleted(campaign, signature):
    keeping.keep_own_words(signature, f" {WORDS}\r\n")
    assert signature.own_words == WORDS
    assert delivered(campaign) == [Signer("Mina Ito", "JP", "Osaka", WORDS)] == [signature.signer]
    keeping.keep_own_words(signature, "I teach in Sakai.")
    assert [signer.own_words for signer in delivered(campaign)] == ["I teach in Sakai."]
    keeping.keep_own_words(signature, "")
    assert [signer.own_words for signer in delivered(campaign)] == [""]
    assert signature.own_words is None


def test_letters_without_words_of_their_own_are_counted_as_the_same(campaign, signature):
    factories.confirmed(campaign, email="ana@example.org", deliver_name=True)
    factories.confirmed(campaign, email="kim@example.org")
    factories.signed(campaign, email="li@example.org", deliver_name=True)
    assert identical(campaign) == 2
    keeping.keep_own_words(signature, WORDS)
    assert identical(campaign) == 1
    services.withdraw([signature])
    assert identical(campaign) == 1


@sqlite_alone
def test_words_that_cannot_be_taken_leave_those_that_are_kept(signature):
    keeping.keep_own_words(signature, WORDS)
    with pytest.raises(CannotSign, match="reads as a link"):
        keeping.keep_own_words(signature, "example.org")
    assert signature.own_words == WORDS


@sqlite_alone
def test_without_the_name_nothing_is_kept_and_what_is_kept_can_be_deleted(campaign, signature):
    keeping.keep_own_words(signature, WORDS)
    services.change_consents(signature, show_name=False, deliver_name=False, updates=False)
    with pytest.raises(NameIsNotGiven, match="do not give your name to the offices"):
        keeping.keep_own_words(signature, "More.")
    assert (signature.own_words, delivered(campaign)) == (WORDS, [])
    keeping.keep_own_words(signature, "")
    assert signature.own_words is None


@sqlite_alone
def test_a_signature_that_does_not_count_keeps_no_words(campaign, signature):
    services.reject(signature, "Made up")
    pending = factories.signed(campaign, email="ana@example.org", deliver_name=True)
    for other in (signature, pending):
        with pytest.raises(NoSuchSignature, match="nothing was kept of the paragraph"):
            keeping.keep_own_words(other, WORDS)
        assert other.own_words is None


def test_withdrawing_erases_them(campaign, signature, session):
    keeping.keep_own_words(signature, WORDS)
    services.withdraw([signature])
    row = session.connection().exec_driver_sql("SELECT own_words FROM signatures").one()
    assert list(row) == [None]
    with pytest.raises(NoSuchSignature):
        keeping.keep_own_words(signature, WORDS)


def test_withdrawing_erases_what_was_kept_a_moment_ago_elsewhere(app, campaign, signature, session):
    signature_id = signature.id
    db.session.remove()
    for _time in range(5):
        at_once(
            app,
            lambda: keeping.keep_own_words(queries.by_id(signature_id), WORDS),
            lambda: services.withdraw([queries.by_id(signature_id)]),
        )
        row = session.connection().exec_driver_sql("SELECT state, own_words FROM signatures").one()
        assert list(row) == ["withdrawn", None]
        session.connection().exec_driver_sql("UPDATE signatures SET state = 'confirmed'")
        db.session.commit()


def test_organizers_take_them_out_for_a_reason_and_the_signature_counts(campaign, signature):
    keeping.keep_own_words(signature, WORDS)
    keeping.clear_own_words(signature, "An insult")
    assert (signature.own_words, signature.reason, signature.counts) == (None, "An insult", True)
    assert [signer.own_words for signer in delivered(campaign)] == [""]
