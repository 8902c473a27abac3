from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from campaign.core import addresses, tokens
from campaign.core.ids import new_id
from campaign.core.tokens import TokenRefused
from campaign.mailer import queries, services, unsubscribing
from campaign.mailer.models import Message, Suppression
from campaign.mailer.values import Scope, State
from tests.together import at_once

HELLO = {"title": "Hello", "link": "https://example.org/x"}


def write(**given) -> Message:
    return services.write("hello", "ana@example.org", "en", HELLO, **given)


def test_a_mail_is_part_of_the_transaction_that_causes_it(session):
    write()
    session.rollback()
    assert sum(queries.counts().values()) == 0
    write()
    session.commit()
    assert queries.counts()[State.QUEUED] == 1


def test_what_is_personal_lies_sealed_in_the_database(session):
    write()
    session.commit()
    row = session.connection().exec_driver_sql("SELECT * FROM messages").one()
    kept = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    for said in (b"ana", b"Hello", b"/x"):
        assert said not in kept


def test_mails_about_something_can_be_taken_back(session, server):
    about, other = new_id(), new_id()
    taken_back, stays = write(about=about), write(about=other)
    session.commit()
    services.cancel(about)
    session.commit()
    session.refresh(taken_back, ["state", "address", "context"])
    assert (taken_back.state, taken_back.address, taken_back.context) == (State.CANCELLED, None, None)
    session.commit()
    assert services.send_due() == 1
    assert server.ids == [stays.message_id]


def test_what_is_sent_cannot_be_taken_back(session, server):
    about = new_id()
    message = write(about=about)
    session.commit()
    services.send_due()
    services.cancel(about)
    session.commit()
    assert message.state == State.SENT


def test_a_mail_can_be_held_back(session, server, clock):
    write(due_at=clock.now() + timedelta(minutes=5))
    session.commit()
    assert services.send_due() == 0
    clock.set_to(clock.now() + timedelta(minutes=5))
    assert services.send_due() == 1
    assert len(server.taken) == 1


def test_unsubscribing_ends_notices_and_nothing_else(session, server):
    notice = write(notice=True)
    session.commit()
    services.send_due()
    link = server.taken[0]["List-Unsubscribe"].strip("<>")
    token = link.rpartition("/")[2]
    services.unsubscribe(token)
    services.unsubscribe(token)
    assert session.query(Suppression).count() == 1
    session.commit()
    for given in ({"notice": True}, {}):
        services.write("hello", "Ana+other@example.org", "en", HELLO, **given)
    session.commit()
    services.send_due()
    assert len(server.taken) == 2
    assert server.taken[1]["List-Unsubscribe"] is None
    assert queries.counts() == dict.fromkeys(State, 0) | {State.SENT: 2, State.SUPPRESSED: 1}
    assert notice.state == State.SENT


def test_an_address_can_be_left_alone_altogether(session, server):
    services.suppress(addresses.index("ana@example.org"), Scope.ALL)
    message = write()
    session.commit()
    services.send_due()
    assert server.taken == []
    assert (message.state, message.address, message.context) == (State.SUPPRESSED, None, None)


def test_twenty_who_unsubscribe_with_one_link_at_once_are_all_told_that_it_is_done(app, session, clock):
    index = addresses.index("ana@example.org")
    token = unsubscribing.link(index).rpartition("/")[2]
    assert at_once(app, *[partial(services.unsubscribe, token)] * 20) == [None] * 20
    assert session.query(Suppression).count() == 1
    asked_at = clock.now()
    session.commit()
    clock.set_to(asked_at + timedelta(days=1))
    services.unsubscribe(token)
    assert session.query(Suppression.created_at).one() == (asked_at,)


def test_the_link_to_unsubscribe_names_nobody(session):
    link = unsubscribing.link(addresses.index("ana@example.org"))
    assert "ana" not in link
    payload = tokens.read(link.rpartition("/")[2], unsubscribing.PURPOSE, unsubscribing.LIVES)
    assert "example" not in payload


def test_a_token_for_something_else_does_not_unsubscribe(session):
    with pytest.raises(TokenRefused):
        services.unsubscribe(tokens.make("confirm", "x"))
    with pytest.raises(TokenRefused):
        services.unsubscribe("x")
    assert session.query(Suppression).count() == 0
