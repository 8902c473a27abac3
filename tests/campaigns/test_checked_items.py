"""A campaign is published for the words of an accepted item, as they stand in what was brought in."""

from __future__ import annotations

from functools import partial

import pytest

from campaign.campaigns import queries, services
from campaign.campaigns.values import CannotPublish, State
from campaign.core import clock
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.statements import queries as statements
from campaign.statements.checking import edits
from campaign.statements.checking import services as checking
from campaign.statements.checking.services import Hand
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")


@pytest.fixture
def draft():
    factories.an_organization()
    return factories.a_campaign(State.DRAFT)


def shorten(statement, item_id, hand=None):
    edit = partial(edits.respan, item_id=item_id, start=0, end=len("URGE Thailand"))
    return checking.change(statement, "respan", "1.1", edit, hand or Hand())


def test_words_that_were_changed_hold_the_campaign_back_until_the_item_is_accepted_again(draft):
    shorten(draft.item.statement, draft.item.id)
    with pytest.raises(CannotPublish, match=r"made for the words “URGE Thailand to protect"):
        services.publish(draft)
    services.open(draft.item, [row.recipient for row in draft.recipients])
    services.publish(draft)
    assert (draft.state, draft.quote) == (State.PUBLISHED, "URGE Thailand")


def test_an_item_that_nobody_accepted_is_not_published(draft):
    draft.item.accepted_at = None
    db.session.commit()
    with pytest.raises(CannotPublish, match=r"Item 1\.1 of the statement is not accepted"):
        services.publish(draft)


def test_an_item_that_was_dropped_is_not_published(draft):
    draft.item.dropped_at = clock.now()
    db.session.commit()
    with pytest.raises(CannotPublish, match="taken out of the statement's items"):
        services.publish(draft)


def test_a_text_that_is_not_the_one_brought_in_is_not_published(draft):
    draft.item.statement.text += "!"
    db.session.commit()
    with pytest.raises(CannotPublish, match="SHA-256"):
        services.publish(draft)


def test_whoever_publishes_and_whoever_changes_the_words_do_not_pass_each_other(app, draft):
    slug, item_id, statement = draft.slug, draft.item.id, draft.item.statement.slug
    db.session.remove()

    def publish():
        services.publish(queries.by_slug(slug))

    def change():
        found = statements.by_slug(statement)
        shorten(found, item_id, Hand(fixed=lambda: queries.public_items(found)))

    outcomes = at_once(app, publish, change)
    found = queries.by_slug(slug)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], CannotPublish | Conflict)
    assert found.quotes_its_item is (found.state == State.PUBLISHED)
