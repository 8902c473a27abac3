from __future__ import annotations

from datetime import date

import pytest

from campaign.directory import queries, services
from campaign.directory.errors import NoSuchRecipient


@pytest.fixture(autouse=True)
def _shipped(session: object) -> None:
    services.load_shipped()


def test_a_recipient_is_found_by_its_key() -> None:
    assert queries.by_key("unhcr").office == "United Nations High Commissioner for Refugees"


def test_a_key_that_is_none_is_refused_by_name() -> None:
    assert queries.find_by_key("th-king") is None
    with pytest.raises(NoSuchRecipient, match="th-king"):
        queries.by_key("th-king")


def test_several_recipients_are_found_at_once() -> None:
    assert set(queries.by_keys(["unhcr", "unsg", "th-king"])) == {"unhcr", "unsg"}


def test_all_offices_of_a_state_are_found_by_its_code() -> None:
    assert [recipient.key for recipient in queries.by_code("TH")] == [
        "th-foreign-minister",
        "th-head-of-government",
        "th-mission-geneva",
        "th-mission-new-york",
    ]
    assert queries.by_code("XK") == []


@pytest.mark.parametrize(("code", "key"), [("UN", "unsg"), ("UNSG", "unsg"), ("KP", "kp-head-of-government")])
def test_an_addressee_has_a_recipient_by_default(code: str, key: str) -> None:
    found = queries.default_recipient(code)
    assert found
    assert found.key == key


def test_an_addressee_that_the_directory_lacks_has_none() -> None:
    assert queries.default_recipient("XK") is None
    assert queries.default_recipient("GROUP:all states") is None


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    keys: list[str] = []
    while page := queries.page(after=keys[-1] if keys else "", limit=100):
        assert len(page) <= 100
        keys += [recipient.key for recipient in page]
    assert keys == [recipient.key for recipient in queries.everyone()]


def test_pages_lead_back_the_way_they_came() -> None:
    everyone = [recipient.key for recipient in queries.everyone()]
    assert [one.key for one in queries.page(before=everyone[50], limit=10)] == everyone[40:50]
    assert [one.key for one in queries.page(before=everyone[3], limit=10)] == everyone[:3]
    assert queries.page(before=everyone[0], limit=10) == []


@pytest.mark.parametrize(
    ("search", "count"), [("viet nam", 4), (" UNHCR ", 1), ("%", 0), ("th-head", 1), ("mission-", 390)]
)
def test_a_search_looks_at_key_code_and_office(search: str, count: int) -> None:
    assert len(queries.page(search, limit=1000)) == count


def test_a_page_can_be_narrowed_to_a_code_a_kind_and_a_status() -> None:
    assert {one.code for one in queries.page(code="LA")} == {"LA"}
    assert len(queries.page(kind="mission-geneva", limit=1000)) == 195
    (only,) = queries.page("japan", code="JP", kind="mission-geneva", status="official")
    assert only.key == "jp-mission-geneva"
    assert queries.page(code="JP", status="unverified") == []


def test_what_nobody_checked_for_a_year_is_asked_for() -> None:
    stale = {one.key for one in queries.stale(date(2025, 11, 28))}
    assert "jp-mission-geneva" not in stale
    assert {"unhcr", "th-head-of-government"} <= stale
    assert "jp-mission-geneva" in {one.key for one in queries.stale(date(2025, 11, 29))}
    assert "mn-head-of-government" not in stale
    assert {one.key for one in queries.page(limit=1000, stale_on=date(2025, 11, 28))} == stale
    assert stale == {one.key for one in queries.everyone() if one.entry.is_stale(date(2025, 11, 28))}


def test_more_keys_than_a_statement_takes_are_looked_for_at_once() -> None:
    keys = [*(f"nobody-{number}" for number in range(33_000)), "unhcr"]
    assert set(queries.by_keys(keys)) == {"unhcr"}


def test_a_state_is_called_as_the_united_nations_call_it_and_a_body_has_none() -> None:
    assert queries.by_key("kr-foreign-minister").state_name == "Republic of Korea"
    assert queries.by_key("unhcr").state_name is None


def test_a_recipient_says_whether_it_can_be_reached_and_what_to_mind() -> None:
    known, unsure, unknown = (
        queries.by_key(f"{key}") for key in ("unsg", "vn-foreign-minister", "mn-head-of-government")
    )
    assert (known.is_reachable, known.is_verified, known.warning) == (True, True, None)
    assert (unsure.is_reachable, unsure.is_verified) == (True, False)
    assert "unverified" in (unsure.warning or "")
    assert (unknown.is_reachable, unknown.is_verified) == (False, False)
    assert "unknown" in (unknown.warning or "")
