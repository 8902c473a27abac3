from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from campaign.core import addresses, config
from campaign.core.db import db
from campaign.mailer import jobs, queries, records, services
from campaign.mailer.models import Message, Suppression
from campaign.mailer.transports import maildir
from campaign.mailer.values import Scope, State
from tests.killed import sweep

pytestmark = pytest.mark.usefixtures("session", "clock")
MINE = {"title": "A campaign", "link": "https://example.org/x", "days": 30, "organization": "Friends of Ana"}


def write(email: str = "mina@example.org", about: str = "a") -> str:
    key = services.write("mine", email, "en", MINE, about=about).id
    db.session.commit()
    return key


def test_the_record_of_a_mail_goes_after_ninety_days_and_one_that_waits_stays(clock):
    write()
    services.send_due()
    waiting = services.write(
        "mine", "kim@example.org", "en", MINE, due_at=clock.now() + timedelta(days=200)
    ).id
    db.session.commit()
    clock.set_to(clock.now() + records.KEPT_FOR)
    assert not list(jobs.too_old())
    clock.set_to(clock.now() + timedelta(seconds=1))
    assert list(jobs.too_old()) == [(jobs.ERASE_OLD, ())]
    sweep()
    assert list(db.session.scalars(select(Message.id))) == [waiting]


def test_what_is_erased_about_an_id_is_nowhere_any_more(clock):
    write(about="a")
    services.send_due()
    kept = write("kim@example.org", about="b")
    services.send_due()
    write(about="a")
    assert len(queries.of_owner(["a"])) == 2
    services.erase_about(["a"])
    db.session.commit()
    assert list(db.session.scalars(select(Message.id))) == [kept]
    assert [mail.key for mail in maildir.list_messages(config.current().mail_folder)] == [kept]


def test_forgetting_leaves_the_record_of_a_mail_without_anybody(clock):
    write()
    services.send_due()
    services.forget("a")
    db.session.commit()
    [record] = db.session.scalars(select(Message))
    assert (record.state, record.about, record.address_index) == (State.SENT, None, None)
    assert maildir.list_messages(config.current().mail_folder) == []


def test_an_address_is_forgotten_with_what_it_wished_and_what_waits_for_it(clock):
    index, other = addresses.index("mina@example.org"), addresses.index("kim@example.org")
    write()
    write("kim@example.org")
    for one in (index, other):
        services.suppress(one, Scope.NOTICES)
    assert [one.scope for one in queries.suppressions_of(index)] == ["notices"]
    services.forget_address(index)
    db.session.commit()
    assert [one.address_index for one in db.session.scalars(select(Suppression))] == [other]
    assert [one.address_index for one in db.session.scalars(select(Message))] == [other]
