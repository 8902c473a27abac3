from __future__ import annotations

import pytest

from campaign.accounts.values import BadPassword, Role, check_password


def test_a_password_needs_12_characters_and_nothing_else():
    for password in ("a" * 12, "            ", "길고 긴 비밀번호입니다 정말", "p" * 256):
        assert check_password(password) == password


@pytest.mark.parametrize(
    ("password", "sentence"), [("", "at least 12"), ("a" * 11, "at least 12"), ("a" * 257, "at most 256")]
)
def test_a_password_of_another_length_is_refused(password, sentence):
    with pytest.raises(BadPassword, match=sentence):
        check_password(password)


def test_roles_have_names():
    assert [role.label for role in Role] == ["organizer", "admin"]
