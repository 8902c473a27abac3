from __future__ import annotations

import hashlib
from datetime import date

import pytest

from campaign.core.db import db
from campaign.core.errors import NotFound
from campaign.statements import queries, services
from campaign.statements.errors import CannotRead, TooManyItems
from campaign.statements.models import Addressee, Item, Statement
from campaign.statements.services import Particulars, StatementExists
from tests import factories
from tests.together import at_once

TEXT = factories.STATEMENT_OF_2007
LETTER = """Open Letter

We:
1. URGE Thailand to protect refugees.
2. DEMAND that Laos stop sending people back.
"""
pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_the_statement_of_2007_is_stored_as_it_is_with_its_19_items():
    statement = factories.the_statement_of_2007()
    db.session.expire_all()
    assert statement.text == TEXT
    assert statement.sha256 == hashlib.sha256(TEXT.encode()).digest()
    assert (statement.title, statement.adopted_on) == ("Joint Statement", date(2007, 8, 29))
    assert (statement.slug, statement.copies_unhcr) == ("joint-statement-2007-08-29", True)
    assert [item.position for item in statement.items] == list(range(19))
    assert [item.number for item in statement.items if item.campaign] == [
        "1.3",
        "1.6",
        "1.7",
        "1.8",
        "3.1",
        "3.3",
        "4.2",
    ]


@sqlite_alone
def test_an_item_keeps_its_words_requests_addressees_and_proposals():
    items = {item.number: item for item in factories.the_statement_of_2007().items}
    first, group, twice = items["1.3"], items["1.6"], items["3.1"]
    assert first.text.startswith("URGE the United Nations and governments of Thailand")
    assert [a.code for a in first.addressees] == ["UN", "TH", "VN", "LA", "MM"]
    assert all(TEXT[a.start : a.end] == a.phrase for a in first.addressees)
    assert (first.asks_a_group, group.asks_a_group) == (False, True)
    assert [proposal["code"] for proposal in group.proposed] == ["TH", "VN", "LA", "MM", "CN", "KH"]
    assert [words[:10] for words in twice.request_words] == ["guarantee ", "close down"]
    assert all(words in twice.text for words in twice.request_words)
    assert items[None].place == "#19"


@sqlite_alone
def test_the_blocks_cover_the_whole_text_but_for_blanks():
    statement = factories.the_statement_of_2007()
    at, shown = 0, 0
    for block in statement.blocks:
        assert not TEXT[at : block["start"]].strip()
        at = block["end"]
        shown += block["item"] is not None
    assert not TEXT[at:].strip()
    assert shown == 19


def test_the_same_text_again_shows_the_first():
    first = factories.the_statement_of_2007()
    with pytest.raises(StatementExists, match="as “Joint Statement”") as caught:
        services.bring_in(TEXT, Particulars(title="Another title"))
    assert caught.value.statement == first
    assert db.session.query(Statement).count() == 1


def test_of_two_that_bring_the_same_text_at_once_one_is_shown_the_first(app):
    db.session.remove()
    results = at_once(app, *[lambda: services.bring_in(LETTER, Particulars()).slug] * 2)
    [told] = [result for result in results if isinstance(result, Exception)]
    assert isinstance(told, StatementExists)
    assert db.session.query(Item).count() == 2


@sqlite_alone
def test_statements_of_one_title_get_addresses_of_their_own():
    texts = [LETTER, LETTER + "\n", LETTER + "\n\n"]
    assert [services.bring_in(text, Particulars(title="Çà & là")).slug for text in texts] == [
        "ca-la",
        "ca-la-2",
        "ca-la-3",
    ]


@sqlite_alone
def test_what_is_given_goes_before_what_was_read():
    given = Particulars(
        title="Appeal",
        issuer="A society",
        adopted_on=date(2026, 1, 31),
        place="Brussels",
        source="https://example.org/appeal",
        copies_unhcr=False,
    )
    statement = services.bring_in(TEXT, given)
    said = [getattr(statement, name) for name in ("title", "issuer", "adopted_on", "place", "source")]
    assert said == [given.title, given.issuer, given.adopted_on, given.place, given.source]
    assert not statement.copies_unhcr
    assert statement.slug == "appeal-2026-01-31"


@sqlite_alone
def test_the_unhcr_gets_copies_where_the_text_names_it_or_it_is_wanted():
    assert not services.bring_in(LETTER, Particulars()).copies_unhcr
    assert services.bring_in(LETTER + "\n", Particulars(copies_unhcr=True)).copies_unhcr


@sqlite_alone
@pytest.mark.parametrize("text", ["", "  \n", "Nothing is asked of anybody here."])
def test_a_text_without_items_is_refused_and_not_stored(text):
    with pytest.raises(CannotRead):
        services.bring_in(text, Particulars())
    assert db.session.query(Statement).count() == 0


@sqlite_alone
def test_what_is_said_of_a_statement_can_be_corrected_and_its_text_cannot():
    statement = services.bring_in(LETTER, Particulars())
    services.describe(statement, Particulars(title="Appeal", issuer="A society", copies_unhcr=True))
    db.session.expire_all()
    assert (statement.title, statement.issuer, statement.adopted_on) == ("Appeal", "A society", None)
    assert (statement.copies_unhcr, statement.text) == (True, LETTER)


def test_what_belongs_to_a_statement_goes_with_it(session):
    session.delete(factories.the_statement_of_2007())
    session.commit()
    assert [session.query(model).count() for model in (Statement, Item, Addressee)] == [0, 0, 0]


@sqlite_alone
def test_statements_are_found_by_address_hash_and_age(clock):
    first = services.bring_in(LETTER, Particulars())
    clock.set_to(clock.now().replace(hour=10))
    second = services.bring_in(LETTER + "\n", Particulars())
    assert queries.by_slug(first.slug) == first
    assert queries.by_hash(second.sha256) == second
    assert queries.by_hash(bytes(32)) is None
    assert queries.newest_first() == [second, first]
    assert queries.item_by_id(first.items[0].id).statement == first
    for ask in (lambda: queries.by_slug("nothing"), lambda: queries.item_by_id("nothing")):
        with pytest.raises(NotFound):
            ask()


@sqlite_alone
def test_a_text_with_more_items_than_anybody_could_check_is_refused_with_what_to_do():
    text = "\n\n".join(f"URGE Peru to do thing {number}." for number in range(1, 1200))
    with pytest.raises(TooManyItems, match=r"at most 1000 fit .* Bring it in in parts"):
        services.bring_in(text, Particulars())
