from __future__ import annotations

from sqlalchemy import text

from campaign.web import page_cache, warm
from tests import factories


def kept(app):
    return set(app.extensions[page_cache.NAME]._kept)


def test_the_list_and_the_first_page_are_there_before_anybody_asks(app, session):
    factories.an_organization()
    slug = factories.a_campaign().slug
    app.extensions[page_cache.NAME].fresh_s = page_cache.FRESH_S
    warm.up(app)
    assert kept(app) == {"/", f"/c/{slug}"}


def test_where_there_is_no_campaign_yet_the_list_is_made(app, session):
    app.extensions[page_cache.NAME].fresh_s = page_cache.FRESH_S
    warm.up(app)
    assert kept(app) == {"/"}


def test_where_the_database_is_of_another_version_the_server_begins_nonetheless(app, session):
    session.execute(text("ALTER TABLE campaigns RENAME TO others"))
    session.commit()
    app.extensions[page_cache.NAME].fresh_s = page_cache.FRESH_S
    warm.up(app)
    assert not kept(app)
