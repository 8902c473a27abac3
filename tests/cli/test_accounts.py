from __future__ import annotations

import pytest
from flask_security import verify_password

from campaign.accounts import queries, services
from campaign.accounts.values import Role
from campaign.cli.groups import run

PASSWORD = "four words in a row"
pytestmark = pytest.mark.usefixtures("session")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def password_file(tmp_path):
    """A file as an editor leaves it: with a line end, and more below."""
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\nnot this\n")
    return file


def add(email: str, role: str, *more: str) -> int:
    return run(["accounts", "add", email, "--role", role, *more])


def test_an_account_is_added_with_the_password_of_a_file(password_file, capsys):
    assert add("Mina@Example.org", "admin", "--name", "Mina Ito", "--password-file", str(password_file)) == 0
    assert capsys.readouterr().out == "mina@example.org can sign in as admin.\n"
    account = queries.by_email("mina@example.org")
    assert (account.name, account.role) == ("Mina Ito", Role.ADMIN)
    assert verify_password(PASSWORD, account.password)


@sqlite_alone
@pytest.mark.parametrize("content", [f"\ufeff{PASSWORD}", f"{PASSWORD}\r\nx"])
def test_a_password_file_may_come_from_another_system(tmp_path, content):
    (tmp_path / "password").write_bytes(content.encode())
    assert add("mina@example.org", "organizer", "--password-file", str(tmp_path / "password")) == 0
    assert verify_password(PASSWORD, queries.by_email("mina@example.org").password)


@sqlite_alone
@pytest.mark.parametrize(
    ("email", "content", "sentence"),
    [
        ("mina", PASSWORD.encode(), "This is not a complete e-mail address"),
        ("mina@example.org", b"short\n", "at least 12 characters"),
        ("mina@example.org", b"", "at least 12 characters"),
        ("mina@example.org", b"\xff\xfe" * 20, "is not in UTF-8"),
        ("known@example.org", PASSWORD.encode(), "already an account with the address known@example.org"),
    ],
)
def test_what_cannot_be_added_is_said_in_one_line(tmp_path, capsys, email, content, sentence):
    services.add("known@example.org", Role.ADMIN)
    (tmp_path / "password").write_bytes(content)
    assert add(email, "organizer", "--password-file", str(tmp_path / "password")) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert len(queries.everyone()) == 1


@sqlite_alone
@pytest.mark.parametrize(
    ("given", "word"),
    [
        (["add", "mina@example.org"], "--role"),
        (["add", "mina@example.org", "--role", "owner"], "'organizer', 'admin'"),
        (["add", "m@example.org", "--role", "admin", "--password-file", "/nowhere"], "/nowhere"),
        (["role", "mina@example.org"], "organizer"),
        (["remove"], "remove"),
    ],
)
def test_wrong_usage_is_said_in_one_line_that_shows_where_to_look(capsys, given, word):
    assert run(["accounts", *given]) == 2
    said = capsys.readouterr()
    assert word in said.err
    assert "--help` shows how." in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_accounts_are_listed_changed_and_disabled(capsys):
    services.add("admin@example.org", Role.ADMIN)
    services.add("mina@example.org", Role.ORGANIZER)
    assert run(["accounts", "role", "Mina@example.org", "admin"]) == 0
    assert run(["accounts", "disable", "admin@example.org"]) == 0
    capsys.readouterr()
    assert run(["accounts", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["admin@example.org\tadmin\tdisabled", "mina@example.org\tadmin"]
    assert run(["accounts", "enable", "admin@example.org"]) == 0
    assert queries.by_email("admin@example.org").active


@sqlite_alone
def test_the_last_admin_and_a_stranger_are_said_in_one_line(capsys):
    services.add("admin@example.org", Role.ADMIN)
    for given, sentence in (
        (["role", "admin@example.org", "organizer"], "is the only admin"),
        (["disable", "admin@example.org"], "is the only admin"),
        (["disable", "nobody@example.org"], "There is no account with the address nobody@example.org."),
    ):
        assert run(["accounts", *given]) == 1
        said = capsys.readouterr()
        assert sentence in said.err
        assert said.err.count("\n") == 1


@sqlite_alone
def test_a_password_is_changed(password_file):
    services.add("mina@example.org", Role.ORGANIZER)
    assert run(["accounts", "password", "mina@example.org", "--password-file", str(password_file)]) == 0
    assert verify_password(PASSWORD, queries.by_email("mina@example.org").password)
