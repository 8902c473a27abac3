"""The table of what is kept cannot go stale: whoever adds a column says of whom it tells and for how long."""

from __future__ import annotations

import pytest

from campaign.core.db import Encrypted, db
from campaign.letters import exports
from campaign.signatures.retention import table

sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

# Tables that tell of no person, but for the account that did something, by its id.
OF_NOBODY = {
    "account_roles",
    "addressees",
    "campaign_recipients",
    "campaigns",
    "checkpoints",
    "log_bundles",
    "log_keys",
    "log_tiles",
    "logs",
    "changes",
    "courtesy_translations",
    "drafts",
    "exports",
    "items",
    "proof_changes",
    "entries",
    "recounts",
    "resealings",
    "roles",
    "screening_settings",
    "statements",
    "switches",
    "used_challenges",
}
# What such names hold is personal wherever they stand; `name` and `email` of what are no people is not.
PERSONAL = {
    "address_index",
    "email",
    "password",
    "comment",
    "city",
    "holder",
    "network",
    "networks",
    "consents",
}


def named(column) -> str:
    return f"{column.table.name}.{column.name}"


@pytest.fixture
def columns(app):
    return [column for found in db.metadata.sorted_tables for column in found.columns]


@sqlite_alone
def test_every_column_that_is_sealed_stands_in_the_table(columns):
    sealed = {named(column) for column in columns if isinstance(column.type, Encrypted)}
    assert sealed
    assert not sealed - table.places()


@sqlite_alone
def test_every_column_that_holds_something_personal_stands_in_the_table(columns):
    personal = {named(column) for column in columns if column.name in PERSONAL}
    assert personal
    assert not personal - table.places()


@sqlite_alone
def test_every_table_tells_of_somebody_in_a_row_or_of_nobody(columns):
    of_somebody = {place.partition(".")[0] for place in table.places()}
    assert {column.table.name for column in columns} == of_somebody | OF_NOBODY
    assert not of_somebody & OF_NOBODY


@sqlite_alone
def test_every_column_of_a_signature_stands_in_the_table_but_for_what_binds_it(columns):
    here = {named(column) for column in columns if column.table.name == "signatures"}
    assert here - table.places() == {"signatures.id", "signatures.campaign_id"}


@sqlite_alone
def test_every_place_in_the_table_exists(columns):
    assert table.places() <= {named(column) for column in columns}


def test_the_days_in_it_are_those_that_the_jobs_keep():
    assert exports.KEPT_FOR.days == table.FILES_DAYS


def test_every_row_says_what_how_long_and_why_in_sentences():
    for what, how_long, why in table.shown(days=200):
        assert all(words.endswith(".") for words in (what, how_long, why))
        assert "%" not in what + how_long + why
    assert sum("200 days" in how_long for _what, how_long, _why in table.shown(days=200)) == 2
