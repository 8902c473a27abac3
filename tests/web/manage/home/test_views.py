from __future__ import annotations

import re

import pytest


@pytest.fixture
def campaign(furnished, brought_in):
    """The slug of a published campaign of item 1.3."""
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        made = services.open(queries.by_slug(brought_in).items[2])
        services.publish(made)
        return made.slug


def test_with_nothing_there_it_says_how_to_begin(desk):
    page = desk.get("/manage/")
    assert "Begin with a statement" in page
    assert "Nothing at the moment." in page


def test_items_to_check_come_with_the_choices_in_them(desk, brought_in):
    page = desk.get("/manage/")
    assert "19 items" in page
    assert "2 ask a group: choose who that is." in page
    assert f'href="/manage/statements/{brought_in}"' in page


def test_an_organizer_learns_whom_to_ask_where_the_organization_is_not_known(app, sign_in):
    sign_in("admin@example.org", "admin")
    page = sign_in("organizer@example.org", "organizer").get("/manage/")
    assert "An admin can do that: admin@example.org." in page


def test_an_admin_is_led_to_the_organization(sign_in):
    assert 'href="/admin/organization/"' in sign_in("admin@example.org", "admin").get("/manage/")


def test_a_checked_draft_waits_to_be_published(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        services.open(queries.by_slug(brought_in).items[2])
    assert "is checked and can be published." in desk.get("/manage/")


def test_addresses_that_are_not_sure_are_named(desk, campaign):
    page = desk.get("/manage/")
    assert "unknown or unverified:" in page
    assert "Viet Nam" in page
    listed = desk.get("/manage/directory/?open=1")
    assert "Prime Minister of the Socialist Republic of Viet Nam" in listed
    assert "Prime Minister of Japan" not in listed


def test_addresses_that_nobody_checked_for_a_year_are_asked_for(furnished, desk, campaign):
    from campaign.core import clock
    from campaign.core.db import db

    page = desk.get("/manage/")
    assert "not checked for a year:" in page
    assert 'href="/manage/directory/?address=stale"' in page
    with furnished.app_context():
        db.session.execute(db.text("update recipients set checked_on = :day"), {"day": clock.now().date()})
        db.session.commit()
    assert "not checked for a year" not in desk.get("/manage/")


def test_exports_are_announced(furnished, desk, campaign):
    from campaign.campaigns import queries
    from campaign.jobs import registry
    from campaign.letters import exports
    from campaign.letters.requests import ExportRequest
    from campaign.letters.values import Audience
    from campaign.letters.writers.formats import Format

    wish = ExportRequest(audience=Audience.ORGANIZATION, format=Format.TXT)
    with furnished.app_context():
        found = queries.by_slug(campaign)
        parts = [part.id for part in exports.ask(found, found.recipients[:2], wish).parts]
    assert "are being written" in desk.get("/manage/")
    with furnished.app_context():
        for part in parts:
            registry.run("letters.write_part", part)
    page = desk.get("/manage/")
    assert "Export ready" in page
    assert "2 letters of" in page


def test_the_table_sorts_and_filters_by_the_address(furnished, desk, brought_in):
    from campaign.campaigns import services
    from campaign.statements import queries

    with furnished.app_context():
        for item in queries.by_slug(brought_in).items:
            if item.campaign:
                services.open(item)

    def numbers(query):
        return re.findall(r'<td data-label="Item">([^<]+)</td>', desk.get(f"/manage/{query}"))

    assert numbers("?sort=item") == ["1.3", "1.6", "1.7", "1.8", "3.1", "3.3", "4.2"]
    assert numbers("?sort=-item") == ["4.2", "3.3", "3.1", "1.8", "1.7", "1.6", "1.3"]
    assert numbers("?q=GUARANTEE") == ["3.1"]
    assert numbers("?state=closed") == []
    assert len(numbers("?state=draft&sort=no-such-column")) == 7
    assert "No campaign is like this" in desk.get("/manage/?q=elsewhere")
