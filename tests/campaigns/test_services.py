from __future__ import annotations

from datetime import timedelta

import pytest

from campaign.campaigns import queries, services
from campaign.campaigns.models import Campaign
from campaign.campaigns.values import CannotMove, CannotPublish, State
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.letters import exports
from campaign.letters import services as letters
from campaign.letters.requests import ExportRequest
from campaign.letters.values import Audience
from campaign.letters.writers.formats import Format
from campaign.statements import queries as statements
from campaign.statements.models import Statement
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def draft(session) -> Campaign:
    """A campaign that lacks nothing to be published."""
    factories.an_organization()
    return factories.a_campaign(State.DRAFT)


def changes(campaign: Campaign, **said: object) -> dict[str, object]:
    names = ("title", "summary", "goal", "opens_at", "closes_at")
    return {name: getattr(campaign, name) for name in names} | said


def recipients(campaign: Campaign) -> list[str]:
    return [row.recipient.key for row in campaign.recipients]


def test_an_item_is_taken_up_once_with_what_it_suggests():
    factories.a_recipient()
    item = factories.a_statement().items[0]
    campaign = services.open(item)
    assert (campaign.state, campaign.goal, campaign.version) == (State.DRAFT, 100, 1)
    assert campaign.title == "Protect refugees from being sent back"
    assert campaign.slug == "protect-refugees-from-being-sent-back"
    assert recipients(campaign) == ["th-head-of-government"]
    assert services.open(item) == campaign


@sqlite_alone
def test_items_with_the_same_words_get_slugs_of_their_own():
    factories.a_recipient()
    slugs = [services.open(factories.a_statement().items[0]).slug for _ in range(3)]
    assert slugs == [f"protect-refugees-from-being-sent-back{end}" for end in ("", "-2", "-3")]


@sqlite_alone
def test_taking_up_again_changes_the_recipients_and_keeps_the_rest(draft):
    services.open(draft.item, [factories.a_recipient("unhcr"), factories.a_recipient()])
    assert recipients(draft) == ["unhcr", "th-head-of-government"]
    services.open(draft.item, [factories.a_recipient()])
    assert recipients(draft) == ["th-head-of-government"]
    assert draft.title == "Protect refugees"


def test_of_two_that_take_up_an_item_at_once_both_see_one_campaign(app):
    factories.a_recipient()
    item_id = factories.a_statement().items[0].id
    db.session.remove()

    def take_up():
        return services.open(statements.item_by_id(item_id)).slug

    results = at_once(app, take_up, take_up)
    told = [result for result in results if isinstance(result, Conflict)]
    assert len(told) <= 1
    assert {result for result in results if result not in told} == {"protect-refugees-from-being-sent-back"}
    assert db.session.query(Campaign).count() == 1


@sqlite_alone
@pytest.mark.parametrize("field", ["name", "return_address", "place", "signatory", "contact", "privacy"])
def test_nothing_is_published_before_the_organization_is_known(field):
    factories.an_organization(**{field: "  "})
    campaign = factories.a_campaign(State.DRAFT)
    with pytest.raises(CannotPublish, match="whose letters these are"):
        services.publish(campaign)
    assert campaign.state == State.DRAFT


@sqlite_alone
def test_nothing_is_published_that_asks_nobody(draft):
    for row in draft.recipients:
        row.role = "copy"
    with pytest.raises(CannotPublish, match="Choose at least one office"):
        services.publish(draft)
    draft.recipients = []
    with pytest.raises(CannotPublish, match="Choose at least one office"):
        services.publish(draft)


@sqlite_alone
def test_nothing_is_published_that_has_closed_already(draft, clock):
    draft.closes_at = clock.now()
    with pytest.raises(CannotPublish, match="closing time has passed"):
        services.publish(draft)
    draft.closes_at = clock.now() + timedelta(seconds=1)
    services.publish(draft)
    assert draft.is_open


def test_a_campaign_goes_the_ways_of_the_table_and_no_others(draft, clock):
    with pytest.raises(CannotMove, match="A campaign that is draft cannot be closed"):
        services.close(draft)
    services.publish(draft)
    assert (draft.state, draft.published_at, draft.version) == (State.PUBLISHED, clock.now(), 2)
    with pytest.raises(CannotMove, match="is published already"):
        services.publish(draft)
    services.close(draft)
    assert (draft.state, draft.closed_at) == (State.CLOSED, clock.now())
    with pytest.raises(CannotMove, match="is closed already"):
        services.close(draft)
    services.publish(draft)
    assert draft.is_open


def test_of_two_that_publish_at_once_one_is_told(app, draft):
    slug = draft.slug
    db.session.remove()
    results = at_once(app, *[lambda: services.publish(queries.by_slug(slug))] * 2)
    [told] = [result for result in results if result]
    assert isinstance(told, CannotMove)
    assert told.sentence == "This campaign is published already."
    assert queries.by_slug(slug).version == 2


def test_an_edit_is_refused_once_somebody_else_has_edited(draft):
    services.edit(draft, 1, changes(draft, title="Hers"), [factories.a_recipient()])
    with pytest.raises(Conflict, match="Somebody else has changed this campaign"):
        services.edit(draft, 1, changes(draft, title="His"), [factories.a_recipient()])
    assert (draft.title, draft.version) == ("Hers", 2)


def test_an_edit_of_the_recipients_alone_counts_as_an_edit(draft):
    both = [factories.a_recipient("unhcr"), factories.a_recipient()]
    services.edit(draft, 1, changes(draft), both)
    with pytest.raises(Conflict):
        services.edit(draft, 1, changes(draft), both[1:])
    assert recipients(draft) == ["unhcr", "th-head-of-government"]


def test_of_two_that_edit_at_once_one_is_told(app, draft):
    slug = draft.slug
    db.session.remove()

    def edit(title: str):
        campaign = queries.by_slug(slug)
        services.edit(campaign, 1, changes(campaign, title=title), [factories.a_recipient()])
        return title

    results = at_once(app, lambda: edit("Hers"), lambda: edit("His"))
    [told] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(told, Conflict)
    assert queries.by_slug(slug).title in results


def test_no_change_leaves_a_public_campaign_that_asks_nobody(draft):
    services.publish(draft)
    for change in (
        lambda: services.edit(draft, 2, changes(draft, title="x"), []),
        lambda: services.open(draft.item, []),
    ):
        with pytest.raises(CannotPublish):
            change()
        db.session.commit()
        assert (draft.title, recipients(draft)) == ("Protect refugees", ["th-head-of-government"])


def test_a_statement_goes_with_its_drafts(draft):
    letters.save_draft(
        draft.recipients[0],
        Audience.SIGNERS,
        letters.queries.draft_text(draft.recipients[0], Audience.SIGNERS),
        None,
    )
    services.remove(draft.item.statement)
    assert (db.session.query(Campaign).count(), db.session.query(Statement).count()) == (0, 0)


@sqlite_alone
def test_a_statement_with_a_public_campaign_stays(draft):
    services.publish(draft)
    with pytest.raises(Conflict, match="campaigns that are public"):
        services.remove(draft.item.statement)
    services.close(draft)
    with pytest.raises(Conflict, match="campaigns that are public"):
        services.remove(draft.item.statement)


def test_a_statement_of_which_letters_were_exported_stays(draft):
    wish = ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT)
    exports.ask(draft, draft.recipients, wish)
    with pytest.raises(Conflict, match="were exported"):
        services.remove(draft.item.statement)
    assert db.session.query(Campaign).count() == 1


def test_the_organization_is_one_row_without_outer_blanks():
    factories.an_organization(name="  First  ")
    factories.an_organization(name="Second\n")
    assert queries.organization().name == "Second"
    assert queries.organization().missing == []
    assert queries.organization().address_lines == ("12 Harbour Lane", "1050 Brussels", "Belgium")
