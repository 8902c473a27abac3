from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from campaign.cli.groups import run
from campaign.directory import queries, services

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import scoped_session


@pytest.fixture(autouse=True)
def _shipped(session: object, clock: object) -> None:
    services.load_shipped()


def test_list_shows_the_offices_of_one_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", "list", "--code", "th"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[1].split() == [
        "th-head-of-government",
        "secondary",
        "Prime",
        "Minister",
        "of",
        "the",
        "Kingdom",
        "of",
        "Thailand",
    ]


def test_list_shows_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(services.shipped())


def test_check_lists_what_is_not_known_and_is_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", "check"]) == 0
    shown = capsys.readouterr()
    assert "kp-head-of-government: The address of the Premier" in shown.out
    assert "vn-foreign-minister: The address was last checked on 2009-12-25." in shown.out
    assert "23 recipients: 0 wrong," in shown.out
    assert not shown.err


def test_check_fails_where_an_address_is_wrong(
    session: scoped_session, capsys: pytest.CaptureFixture[str]
) -> None:
    queries.by_key("unhcr").lines = ["UNHCR", "Geneva", "Suisse"]
    session.commit()
    assert run(["directory", "check"]) == 1
    shown = capsys.readouterr()
    assert "unhcr: The last line of the address is “Suisse”" in shown.out
    assert len(shown.err.splitlines()) == 1


def test_what_export_writes_import_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "recipients.csv"
    assert run(["directory", "export", str(file)]) == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfkey,code,kind,office,line_1,")
    changed = file.read_text(encoding="utf-8-sig").replace("Prime Minister of Japan", "Premier")
    file.write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert run(["directory", "import", str(file), "--dry-run"]) == 0
    assert "would add 0, change 1" in capsys.readouterr().out
    assert queries.by_key("jp-head-of-government").office == "Prime Minister of Japan"
    assert run(["directory", "import", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "~ jp-head-of-government"
    assert queries.by_key("jp-head-of-government").office == "Premier"


def test_import_lists_the_rows_that_are_wrong_and_says_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "recipients.csv"
    run(["directory", "export", str(file)])
    file.write_text(file.read_text(encoding="utf-8-sig").replace("THAILAND", "SIAM"), encoding="utf-8")
    capsys.readouterr()
    assert run(["directory", "import", str(file)]) == 1
    shown = capsys.readouterr()
    assert len([line for line in shown.out.splitlines() if "SIAM" in line]) == 2
    assert shown.err.splitlines() == ["Nothing was imported: 2 things in the file are wrong."]


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    missing = tmp_path / "nowhere" / "file.csv"
    assert run(["directory", command, str(missing)]) == 1
    assert capsys.readouterr().err == f"No such file or directory: {missing}\n"


@pytest.mark.parametrize("command", ["list", "check", "import", "export"])
def test_every_command_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", command, "--help"]) == 0
    assert f"Example: campaign directory {command}" in capsys.readouterr().out
