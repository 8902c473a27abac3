from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from campaign.core.db import db
from campaign.mailer.models import Message
from campaign.signatures import links, queries, services
from campaign.signatures.correcting import Correction, correct
from campaign.signatures.models import Signature
from campaign.signatures.values import NoSuchSignature
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# How whoever changes a row waits for it.
LOCKED = re.compile(r"SELECT signatures\.(id|country) \nFROM")


def give_no_name(signature) -> None:
    services.change_consents(signature, show_name=False, deliver_name=False, updates=False)


def correct_name(signature) -> None:
    correct(signature, Correction("Mina Itō", signature.country))


@pytest.fixture
def campaign(session):
    factories.an_organization()
    return factories.a_campaign()


def test_withdrawing_erases_all_that_is_personal_and_the_waiting_mails(campaign, session, clock):
    signature = factories.confirmed(campaign, city="Osaka", comment="Act.", show_name=True)
    clock.set_to(clock.now() + timedelta(days=2))
    services.sign(campaign, factories.a_signing(), "en")
    services.withdraw([signature])
    columns = "name, email, city, comment, address_index"
    row = session.connection().exec_driver_sql(f"SELECT {columns} FROM signatures").one()  # noqa: S608
    assert list(row) == [None] * 5
    assert (signature.state, signature.withdrawn_at) == ("withdrawn", clock.now())
    assert {(m.state, m.address, m.context) for m in session.scalars(select(Message))} == {
        ("cancelled", None, None)
    }
    assert queries.count(campaign.id) == 0
    assert queries.shown(campaign.id, 10) == []
    assert queries.by_email(campaign.id, "mina@example.org") == []


@pytest.mark.parametrize("verdict", ["", "by-hand", "trap"])
def test_of_what_is_withdrawn_a_country_and_moments_are_kept_and_nothing_else(campaign, clock, verdict):
    said = {"show_name": True, "deliver_name": True, "updates": True, "city": "Osaka", "comment": "Act."}
    signature = factories.confirmed(campaign, **said)
    if verdict == "by-hand":
        services.reject(signature, "Made up")
    for field in ("told_at", "asked_again_at"):
        setattr(signature, field, clock.now())
    signature.verdict, signature.links_asked, signature.hidden = verdict, 3, True
    db.session.commit()
    signed_at = signature.created_at
    clock.set_to(clock.now() + timedelta(days=2))
    services.withdraw([signature])
    row = {column.name: getattr(signature, column.name) for column in Signature.__table__.columns}
    kept = {"id", "campaign_id", "country", "created_at", "confirmed_at", "withdrawn_at", "taken_back_at"}
    if verdict == "by-hand":
        kept.add("verdict")
    assert {name: value for name, value in row.items() if value} == {
        "state": "withdrawn",
        **{name: row[name] for name in kept},
    }
    assert (row["created_at"], row["confirmed_at"]) == (signed_at, signed_at)
    # By this files that name her are found.
    assert row["withdrawn_at"] == row["taken_back_at"] == clock.now()


@sqlite_alone
def test_whoever_gave_the_offices_no_name_leaves_no_mark_that_she_did(campaign):
    signature = factories.confirmed(campaign)
    services.withdraw([signature])
    assert signature.taken_back_at is None


@sqlite_alone
def test_whoever_has_withdrawn_is_known_no_more_by_any_link(campaign):
    signature = factories.confirmed(campaign)
    services.withdraw([signature])
    for open_it in (
        lambda: services.confirm(links.confirm_token(signature.id)),
        lambda: services.signature_of(links.mine_token(signature.id), links.MINE),
    ):
        with pytest.raises(NoSuchSignature, match="You can sign again") as caught:
            open_it()
        assert caught.value.status == 404


@sqlite_alone
def test_withdrawn_signatures_are_nobodys_and_so_not_one_persons(campaign):
    one, other = (factories.confirmed(campaign, email=f"{n}@example.org") for n in "ab")
    services.withdraw([one, other])
    assert queries.of_the_same_owner(one) == []


def test_whoever_has_withdrawn_can_sign_again(campaign):
    first = factories.confirmed(campaign)
    services.withdraw([first])
    second = factories.confirmed(campaign, name="Mina I.")
    assert second.id != first.id
    assert queries.counts_by_state(campaign.id) == {"withdrawn": 1, "confirmed": 1}


@sqlite_alone
def test_several_are_withdrawn_together(campaign):
    other = factories.a_campaign()
    mine = [factories.confirmed(one) for one in (campaign, other)]
    hers = factories.confirmed(campaign, email="ana@example.org")
    services.withdraw(queries.of_the_same_owner(mine[0]))
    assert queries.counts([campaign.id, other.id]) == {campaign.id: 1}
    assert hers.counts


def test_confirming_and_withdrawing_at_once_never_leaves_a_name(app, campaign):
    signature_id = factories.signed(campaign).id
    db.session.remove()
    at_once(
        app,
        lambda: services.confirm(links.confirm_token(signature_id)),
        lambda: services.withdraw([queries.by_id(signature_id)]),
    )
    signature = queries.by_id(signature_id)
    assert (signature.state, signature.name, signature.address_index) == ("withdrawn", None, None)


def test_a_rejected_signature_frees_its_place(campaign):
    first = factories.confirmed(campaign)
    services.reject(first, "A made-up name")
    assert (queries.count(campaign.id), first.reason, first.name) == (0, "A made-up name", "Mina Ito")
    with pytest.raises(NoSuchSignature, match="taken this signature out"):
        services.confirm(links.confirm_token(first.id))
    second = factories.confirmed(campaign)
    assert second.id != first.id
    assert queries.by_email(campaign.id, "mina@example.org") == [second, first]


@sqlite_alone
def test_what_was_withdrawn_is_not_rejected_afterwards(campaign):
    signature = factories.confirmed(campaign)
    services.withdraw([signature])
    services.reject(signature, "Too late")
    assert (signature.state, signature.reason) == ("withdrawn", "")


@sqlite_alone
def test_a_hidden_name_counts_and_is_not_shown(campaign):
    signature = factories.confirmed(campaign, show_name=True)
    services.hide(signature, "An insult")
    assert (queries.count(campaign.id), queries.shown(campaign.id, 9), signature.is_shown) == (1, [], False)
    services.restore(signature)
    assert (queries.shown(campaign.id, 9), signature.reason) == (
        [(signature.name, "JP", signature.comment)],
        "",
    )


def test_no_table_holds_a_mark_of_the_address_that_was_withdrawn(session):
    signature = factories.confirmed(factories.a_campaign())
    session.commit()
    services.withdraw([signature])
    assert session.query(Message).filter(Message.about == signature.id).count() == 0
    assert [m.address_index for m in session.query(Message) if m.state != "queued"] == [None]
    assert signature.address_index is None


@pytest.mark.parametrize("take_back", [give_no_name, correct_name])
def test_a_name_is_taken_back_when_the_wait_for_its_row_is_over(campaign, clock, take_back):
    signature = factories.confirmed(campaign, deliver_name=True)
    db.session.commit()

    def wait(*said):
        if LOCKED.match(said[2]):
            clock.set_to(clock.now() + timedelta(seconds=1))

    event.listen(db.engine, "after_cursor_execute", wait)
    try:
        take_back(signature)
    finally:
        event.remove(db.engine, "after_cursor_execute", wait)
    assert signature.taken_back_at == clock.now()
