from __future__ import annotations

import html
import re

import pytest

from campaign.core.db import db
from campaign.statements.models import Statement

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PATH = "/statements/joint-statement-2007-08-29"


def text_of(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def test_the_statement_stands_there_word_for_word(public):
    shown = public.client.get(PATH).text
    body = text_of(re.search(r'<div class="statement".*</main>', shown, re.DOTALL)[0])
    with public.app.app_context():
        for line in db.session.query(Statement).one().text.splitlines():
            assert " ".join(line.split()) in body


def test_exactly_its_campaign_items_are_marked_and_linked(public):
    page = public.client.get(PATH).text
    assert page.count("item campaigned") == 7
    for slug in public.slugs:
        assert f'href="/c/{slug}"' in page


def test_every_item_has_an_anchor_of_its_own(public):
    anchors = re.findall(r'id="(item-[^"]+)"', public.client.get(PATH).text)
    assert len(anchors) == len(set(anchors)) == 19
    assert {"item-1.3", "item-4.2"} < set(anchors)


def test_section_headings_are_headings(public):
    assert "<h2>2. The international community should actively seek" in public.client.get(PATH).text


def test_a_link_says_how_many_have_signed(public):
    public.signed()
    page = public.client.get(PATH).text
    assert "Sign this: 1 person has" in page
    assert page.count("Sign this: be the first") == 6


def test_a_statement_whose_campaigns_are_all_drafts_is_not_public(public):
    def undo(campaign):
        campaign.state = "draft"

    for number in range(6):
        public.change(undo, number)
    page = public.client.get(PATH).text
    assert page.count("item campaigned") == 1
    assert public.slug not in page
    public.change(undo, 6)
    assert public.client.get(PATH).status_code == 404
    assert "No statement is public yet" in public.client.get("/statements/").text


def test_the_list_of_statements_says_how_many_campaigns_each_has(public):
    page = public.client.get("/statements/").text
    assert f'href="{PATH}"' in page
    assert '<span class="number">7</span>' in page
