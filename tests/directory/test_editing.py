from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from campaign.campaigns.values import State
from campaign.core.db import db
from campaign.core.errors import Conflict
from campaign.core.ids import new_id
from campaign.directory import queries, services
from campaign.directory.errors import NoSuchRecipient, WrongEntry
from campaign.directory.models import Recipient
from tests import factories

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy.orm import Session, scoped_session

    from campaign.directory.entries import Entry

KEY = "th-head-of-government"
EDITOR = new_id()


@pytest.fixture(autouse=True)
def _shipped(session: scoped_session[Session], clock: ModuleType) -> None:
    services.load_shipped()


@pytest.fixture
def entry() -> Entry:
    return queries.by_key(KEY).entry


def acts(key: str) -> list[str]:
    return [change.act for change in queries.history(key)]


def test_what_was_edited_is_kept_and_no_upgrade_takes_it_back(entry: Entry) -> None:
    saved = services.save(KEY, replace(entry, office="Her Office"), EDITOR, queries.by_key(KEY).updated_at)
    services.load_shipped()
    assert saved.key == KEY
    assert queries.by_key(KEY).office == "Her Office"


def test_a_new_entry_is_kept(entry: Entry) -> None:
    services.save(None, replace(entry, key="th-speaker", office="Speaker"), EDITOR, None)
    assert queries.by_key("th-speaker").entry == replace(entry, key="th-speaker", office="Speaker")
    assert acts("th-speaker") == ["added"]


def test_every_change_is_logged_as_it_was_before_and_after_newest_first(
    entry: Entry, clock: ModuleType
) -> None:
    known = replace(entry, holder="Ada Example", holder_from=date(2025, 1, 2))
    services.save(KEY, known, EDITOR, None)
    clock.set_to(clock.now() + timedelta(days=1))
    services.check_today(queries.by_key(KEY), EDITOR)
    checked, changed = queries.history(KEY)
    assert (changed.act, changed.account_id) == ("changed", EDITOR)
    assert (changed.before["holder"], changed.after["holder"]) == ("", "Ada Example")
    assert changed.after["holder_from"] == "2025-01-02"
    assert changed.after["lines"] == list(entry.lines)
    assert (checked.act, checked.after["checked_on"]) == ("checked", "2026-03-03")
    assert checked.made_at == clock.now()


def test_who_saw_an_older_version_changes_nothing(entry: Entry) -> None:
    seen = queries.by_key(KEY).updated_at
    services.save(KEY, replace(entry, office="First"), EDITOR, seen)
    with pytest.raises(Conflict, match="Nothing was changed"):
        services.save(KEY, replace(entry, office="Second"), EDITOR, seen)
    assert queries.by_key(KEY).office == "First"
    assert acts(KEY) == ["changed"]


def test_what_is_wrong_with_an_entry_is_said_in_full_and_nothing_is_kept(entry: Entry) -> None:
    with pytest.raises(WrongEntry) as caught:
        services.save(KEY, replace(entry, office="", salutation=""), EDITOR, None)
    assert len(caught.value.problems) == 2
    assert queries.by_key(KEY).entry == entry
    assert acts(KEY) == []


def test_the_key_of_an_entry_stays(entry: Entry) -> None:
    with pytest.raises(WrongEntry, match=KEY):
        services.save(KEY, replace(entry, key="th-speaker"), EDITOR, None)


def test_a_key_is_given_once(entry: Entry) -> None:
    with pytest.raises(Conflict, match=KEY):
        services.save(None, replace(entry, office="Other"), EDITOR, None)
    assert queries.by_key(KEY).entry == entry


def test_an_entry_that_is_not_there_cannot_be_changed(entry: Entry) -> None:
    with pytest.raises(NoSuchRecipient):
        services.save("th-king", replace(entry, key="th-king"), EDITOR, None)


def test_an_address_that_is_not_known_cannot_be_checked() -> None:
    recipient = queries.by_key("mn-head-of-government")
    with pytest.raises(WrongEntry, match="no address"):
        services.check_today(recipient, EDITOR)
    assert recipient.checked_on is None


def test_a_check_makes_an_address_fresh_for_a_year(clock: ModuleType) -> None:
    today = clock.now().date()
    assert KEY in {one.key for one in queries.stale(today)}
    services.check_today(queries.by_key(KEY), None)
    assert KEY not in {one.key for one in queries.stale(today)}
    assert KEY in {one.key for one in queries.stale(today + timedelta(days=366))}


def test_an_entry_that_is_removed_leaves_what_was_done_to_it(entry: Entry) -> None:
    services.save(None, replace(entry, key="th-speaker"), EDITOR, None)
    services.remove(queries.by_key("th-speaker"), EDITOR)
    assert queries.find_by_key("th-speaker") is None
    assert acts("th-speaker") == ["removed", "added"]
    assert queries.history("th-speaker")[0].before["key"] == "th-speaker"


def test_an_entry_that_a_campaign_uses_stays() -> None:
    factories.a_campaign(State.PUBLISHED, queries.by_key(KEY))
    db.session.commit()
    with pytest.raises(Conflict, match="so it stays"):
        services.remove(queries.by_key(KEY), EDITOR)
    assert queries.find_by_key(KEY)
    assert acts(KEY) == []


def test_what_an_upgrade_changes_is_logged_and_what_it_adds_is_not(
    session: scoped_session[Session],
) -> None:
    assert session.query(Recipient).count() == len(services.shipped())
    recipient = queries.by_key("unhcr")
    assert acts("unhcr") == []
    recipient.office = "As an older program had it"
    session.commit()
    services.load_shipped()
    (change,) = queries.history("unhcr")
    assert (change.act, change.account_id) == ("shipped", None)
    assert change.before["office"] == "As an older program had it"
