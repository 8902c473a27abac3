from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.manage.checking.rivers import STATEMENT


@pytest.fixture
def slug(desk):
    answer = desk.post("/manage/statements/bring_in", {"text": STATEMENT})
    return answer.location.rpartition("/")[2]


@pytest.fixture
def ids(furnished, slug):
    """The ids of the items as they were read, by number."""
    from campaign.statements import queries

    with furnished.app_context():
        return {item.number: item.id for item in queries.by_slug(slug).items}


@pytest.fixture
def do(desk, slug, ids):
    """A function that sends a form of an item's card."""

    def sent(number, path, data=None, status=303):
        address = f"/manage/statements/{slug}/items/{ids[number]}/{path}"
        seen = re.search(r'name="seen" value="(\d+)"', desk.get(f"/manage/statements/{slug}"))[1]
        return desk.post(address, {"seen": seen, **(data or {})}, status)

    return sent


@pytest.fixture
def page(desk, slug):
    """A function that gives the page, with the markup of its cards."""

    def shown(query=""):
        return unescape(desk.get(f"/manage/statements/{slug}{query}"))

    return shown
