from __future__ import annotations

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
    ]
    assert queries.by_code("FR") == []


@pytest.mark.parametrize(("code", "key"), [("UN", "unsg"), ("UNSG", "unsg"), ("KP", "kp-head-of-government")])
def test_an_addressee_has_a_recipient_by_default(code: str, key: str) -> None:
    found = queries.default_recipient(code)
    assert found
    assert found.key == key


def test_an_addressee_that_the_directory_lacks_has_none() -> None:
    assert queries.default_recipient("FR") is None
    assert queries.default_recipient("GROUP:all states") is None


def test_pages_follow_each_other_without_gap_or_overlap() -> None:
    keys: list[str] = []
    while page := queries.page(after=keys[-1] if keys else "", limit=5):
        assert len(page) <= 5
        keys += [recipient.key for recipient in page]
    assert keys == [recipient.key for recipient in queries.everyone()]


@pytest.mark.parametrize(
    ("search", "count"), [("viet nam", 2), (" UNHCR ", 1), ("%", 0), ("th-", 2), ("", 23)]
)
def test_a_search_looks_at_key_code_and_office(search: str, count: int) -> None:
    assert len(queries.page(search)) == count


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
