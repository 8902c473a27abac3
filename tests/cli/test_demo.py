from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from campaign.accounts import queries as accounts
from campaign.accounts.values import Role
from campaign.campaigns import queries as campaigns
from campaign.cli import demo_site
from campaign.cli.groups import run
from campaign.core import secrets_file
from campaign.core.config import Config
from campaign.directory import services as directory

if TYPE_CHECKING:
    from pathlib import Path

sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path / "demo"))
    monkeypatch.delenv("CAMPAIGN_ENV", raising=False)
    return tmp_path / "demo"


def test_the_demo_does_not_run_on_a_production_site(folder, monkeypatch, capsys):
    production = {
        "ENV": "production",
        "BASE_URL": "https://campaign.example.org",
        "MAIL_URL": "smtp://localhost",
    }
    for name, value in production.items():
        monkeypatch.setenv(f"CAMPAIGN_{name}", value)
    for name, value in secrets_file.new_secrets().items():
        monkeypatch.setenv(name, value)
    assert run(["demo"]) == 1
    assert capsys.readouterr().err == "The demo does not run on a production site. Unset CAMPAIGN_ENV.\n"
    assert not (folder / "environment").exists()


def test_a_port_that_is_in_use_is_said_with_another_to_try(folder, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["demo", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"Port {port} is in use" in said
    assert "campaign demo --port" in said


def test_the_folder_of_a_demo_is_marked_for_later_commands(folder, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        run(["demo", "--port", str(taken.getsockname()[1])])
    assert Config.load({"CAMPAIGN_DATA": str(folder)}).env == "development"


@sqlite_alone
def test_what_the_demo_shows_is_made_once_and_kept(session, config, tmp_path):
    directory.load_shipped()
    demo_site._describe()
    passwords = demo_site._accounts(tmp_path)
    lines = demo_site._bring_in()
    assert lines[-1] == "7 campaigns are published."
    assert {account.email: account.role for account in accounts.everyone()} == dict(demo_site.ACCOUNTS)
    assert (tmp_path / demo_site.PASSWORDS).stat().st_mode & 0o777 == 0o600
    assert all(len(password) >= 12 for password in passwords.values())
    before = [campaign.id for campaign in campaigns.public()]
    demo_site._describe()
    assert demo_site._accounts(tmp_path) == passwords
    assert demo_site._bring_in() == ["0 campaigns are published."]
    assert [campaign.id for campaign in campaigns.public()] == before


@sqlite_alone
def test_the_demo_has_an_organizer_and_an_admin(session, tmp_path):
    demo_site._accounts(tmp_path)
    assert sorted(account.role for account in accounts.everyone()) == [Role.ADMIN, Role.ORGANIZER]
