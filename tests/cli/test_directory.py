from __future__ import annotations

from datetime import date
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
    assert len(lines) == 4
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
    assert "vn-foreign-minister: The address was last checked on 2009-12-25." in shown.out
    assert "  MN: Mongolia" in shown.out.splitlines()
    assert "  TH: Thailand" not in shown.out.splitlines()
    assert f"{len(services.shipped())} recipients: 0 wrong," in shown.out
    assert not shown.err


def test_check_names_the_offices_of_a_state_that_have_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", "check", "--code", "kp"]) == 0
    shown = capsys.readouterr().out
    assert "kp-head-of-government: The address of the Premier" in shown
    assert "4 recipients: 0 wrong, 1 not sure, 3 not known." in shown


def test_check_names_a_holder_who_left(session: scoped_session, capsys: pytest.CaptureFixture[str]) -> None:
    recipient = queries.by_key("unhcr")
    recipient.holder, recipient.holder_until = "Ada Example", date(2026, 3, 1)
    session.commit()
    assert run(["directory", "check", "--code", "UNHCR"]) == 0
    assert "unhcr: Ada Example held the office until 2026-03-01." in capsys.readouterr().out


def test_check_fails_where_a_line_is_wider_than_the_window_that_was_chosen(
    session: scoped_session, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "Permanent Mission to the United Nations Office and others"
    queries.by_key("unhcr").lines = ["The High Commissioner", line, "Geneva", "SWITZERLAND"]
    session.commit()
    assert run(["directory", "check", "--envelope", "uk", "--code", "UNHCR"]) == 0
    capsys.readouterr()
    assert run(["directory", "check", "--envelope", "us-10", "--code", "UNHCR"]) == 1
    assert f"unhcr: The line “{line}” is" in capsys.readouterr().out
    assert run(["directory", "check", "--paper", "letter", "--code", "UNHCR"]) == 1


def test_an_envelope_that_does_not_go_with_the_paper_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["directory", "check", "--paper", "letter", "--envelope", "uk"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "key"),
    [
        (["--kind", "mission-geneva", "--status", "official"], "jp-mission-geneva"),
        (["--stale", "--search", "thailand", "--kind", "foreign-minister"], "th-foreign-minister"),
        (["--search", "refugees"], "unhcr"),
    ],
)
def test_a_list_can_be_narrowed(capsys: pytest.CaptureFixture[str], options: list[str], key: str) -> None:
    assert run(["directory", "list", *options]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{key} ")


FOREIGN = (
    'Country;Postal address;Tel\nThailand;"The Ambassador\n1 Example Road\n1200 Geneva\nSWITZERLAND";1\n'
)
GIVEN = ["--map", "Country=state", "--map", "Postal address=address", "--map", "Tel="]
CONSTANT = ["--set", "kind=mission-geneva", "--set", "source=Blue Book, 2026", "--set", "status=secondary"]


def test_a_file_of_others_comes_in_by_what_its_columns_are_said_to_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "missions.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    assert run(["directory", "import", str(file), *GIVEN, *CONSTANT, "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "~ th-mission-geneva: lines, source, status, note"
    assert run(["directory", "import", str(file), *GIVEN, *CONSTANT]) == 0
    recipient = queries.by_key("th-mission-geneva")
    assert recipient.lines == ["The Ambassador", "1 Example Road", "1200 Geneva", "SWITZERLAND"]
    assert recipient.office.startswith("Permanent Representative of the Kingdom of Thailand")


def test_what_is_wrong_goes_back_row_by_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, errors = tmp_path / "missions.csv", tmp_path / "errors.csv"
    file.write_text(FOREIGN.replace("Thailand", "Atlantis"), encoding="utf-8")
    assert run(["directory", "import", str(file), *GIVEN, *CONSTANT, "--errors", str(errors)]) == 1
    assert f"are in {errors}" in capsys.readouterr().out
    assert "“Atlantis” is no state" in errors.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("option", [["--map", "Country"], ["--set", "kind"]])
def test_a_column_without_a_sign_between_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    assert run(["directory", "import", str(tmp_path), *option]) == 2


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
    assert file.read_bytes().startswith(b'\xef\xbb\xbf"key","code","kind","office","line_1",')
    changed = file.read_text(encoding="utf-8-sig").replace("Prime Minister of Japan", "Premier")
    file.write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert run(["directory", "import", str(file), "--dry-run"]) == 0
    assert "would add 0, change 1" in capsys.readouterr().out
    assert queries.by_key("jp-head-of-government").office == "Prime Minister of Japan"
    assert run(["directory", "import", str(file)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "~ jp-head-of-government: office"
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
