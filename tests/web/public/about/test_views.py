from __future__ import annotations

from html import unescape

import pytest

from campaign.campaigns import services
from campaign.signatures.retention import table

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_who_runs_the_site_is_said_with_address_and_contact(public):
    page = public.client.get("/about").text
    for words in (
        "Example Campaigns",
        "Ada Example",
        "1201 Geneva",
        "office@example.org",
        "We are a few people.",
    ):
        assert words in page


def test_a_site_without_an_organization_says_so(client):
    assert "has not said yet who it is" in client.get("/about").text


def test_the_privacy_page_holds_the_organizations_own_words_as_text(public):
    with public.app.app_context():
        services.describe_organization({"privacy": "First.\n\n<b>Second</b>"})
    page = public.client.get("/privacy").text
    assert "<p>First.</p>" in page
    assert "&lt;b&gt;Second&lt;/b&gt;" in page
    assert 'href="/mine/"' in page


def test_robots_are_kept_from_pages_behind_tokens_and_from_the_desk(client):
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    for path in ("/mine/", "/confirm/", "/manage"):
        assert f"Disallow: {path}" in answer.text


def test_what_is_kept_stands_there_as_a_table_with_the_days_of_the_organization(public):
    with public.app.app_context():
        services.describe_organization({"kept_days": 200})
        rows = table.shown(200)
    page = unescape(public.client.get("/privacy").text)
    for what, how_long, why in rows:
        for words in (what, how_long, why):
            assert words in page
    assert "200 days after the end of the campaign" in page
