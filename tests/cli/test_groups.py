from __future__ import annotations

import re
import subprocess
import sys

import pytest

from campaign.cli import groups
from campaign.cli.groups import run

BARE = {"PATH": "/usr/bin:/bin", "CAMPAIGN_ENV": "development"}


def campaign(*arguments: str, **environ: str) -> tuple[int, str, str]:
    """The real command in a process of its own: its status, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "campaign", *arguments],
        env=BARE | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_help_lists_every_group_with_what_it_does(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "Example: campaign demo" in shown
    rows = re.findall(r"^  (\S+) +(\S.*)$", shown.partition("Commands:")[2], re.MULTILINE)
    assert [name for name, _said in rows] == list(groups.COMMANDS)


def test_the_version_is_said(capsys):
    assert run(["--version"]) == 0
    assert "campaign, version 0." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (["nothing"], "No such command 'nothing'"),
        (["--nothing"], "--nothing"),
        (["demo", "--port", "x"], "--port"),
    ],
)
def test_wrong_usage_is_one_line_and_ends_with_2(capsys, given, word):
    assert run(given) == 2
    said = capsys.readouterr().err
    assert word in said
    assert said.count("\n") == 1


def test_a_database_without_tables_is_said_in_one_line(tmp_path):
    status, out, err = campaign("signatures", "count", CAMPAIGN_DATA=str(tmp_path))
    assert (status, out) == (1, "")
    assert (
        err
        == "The database does not answer (CAMPAIGN_DATABASE_URL), or lacks tables (`campaign db upgrade`).\n"
    )


def test_a_database_that_is_away_is_said_in_one_line(tmp_path):
    away = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    status, out, err = campaign("accounts", "list", CAMPAIGN_DATA=str(tmp_path), CAMPAIGN_DATABASE_URL=away)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "does not answer" in err


def test_a_setting_that_is_wrong_is_named_in_one_line(tmp_path):
    status, out, err = campaign("db", "upgrade", CAMPAIGN_DATA=str(tmp_path), CAMPAIGN_MAIL_URL="nowhere")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "CAMPAIGN_MAIL_URL" in err


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_no_process_of_a_site_starts_before_it_is_said_what_for(tmp_path, monkeypatch, capsys, command):
    monkeypatch.setenv("CAMPAIGN_DATA", str(tmp_path))
    monkeypatch.delenv("CAMPAIGN_ENV", raising=False)
    assert run([command]) == 1
    assert "CAMPAIGN_ENV" in capsys.readouterr().err


def test_what_reads_statements_imports_neither_flask_nor_the_database():
    code = (
        "import sys; from campaign.cli.groups import run; run(['--help']); run(['statements', '--help']); "
        "print([name for name in ('flask', 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
