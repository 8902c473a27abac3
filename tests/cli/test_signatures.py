from __future__ import annotations

import csv

import pytest

from campaign.cli.groups import run
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(session):
    """One with two confirmed signatures and one that waits."""
    made = factories.a_campaign()
    factories.confirmed(made, comment="Act.\nNow.")
    factories.confirmed(made, email="ana@example.org", name="=Ana")
    factories.signed(made, email="waiting@example.org")
    return made


def test_confirmed_signatures_are_counted(campaign, capsys):
    other = factories.a_campaign(factories.State.DRAFT)
    assert run(["signatures", "count", campaign.slug]) == 0
    assert capsys.readouterr().out == "2\n"
    assert run(["signatures", "count"]) == 0
    lines = sorted(line.split() for line in capsys.readouterr().out.splitlines())
    assert lines == sorted([["2", campaign.slug], ["0", other.slug]])


def test_signatures_are_exported_for_a_spreadsheet(campaign, tmp_path, capsys):
    file = tmp_path / "signatures.csv"
    assert run(["signatures", "export", campaign.slug, "--out", str(file)]) == 0
    assert capsys.readouterr().out == f"The signatures are in {file}.\n"
    content = file.read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"Name","Country",')
    assert b"@example.org" not in content
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["Name"] for row in rows] == ["Mina Ito", "'=Ana", "Mina Ito"]
    assert rows[0]["Comment"] == "Act.\nNow."
    assert file.stat().st_mode & 0o777 == 0o600


@sqlite_alone
def test_signatures_are_printed_where_no_file_is_named(campaign, capsysbinary):
    assert run(["signatures", "export", campaign.slug]) == 0
    printed = capsysbinary.readouterr().out
    assert printed.startswith(b'\xef\xbb\xbf"Name","Country",')
    assert printed.count(b"\xef\xbb\xbf") == 1
    assert printed.count(b"\r\n") == 4


@sqlite_alone
@pytest.mark.parametrize("command", ["count", "export"])
def test_a_campaign_that_is_not_there_is_named(capsys, command):
    assert run(["signatures", command, "nothing"]) == 1
    assert capsys.readouterr().err == "There is no campaign called nothing.\n"


@sqlite_alone
def test_a_place_that_cannot_be_written_is_named(campaign, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    assert run(["signatures", "export", campaign.slug, "--out", str(tmp_path / "file" / "x.csv")]) == 1
    said = capsys.readouterr().err
    assert str(tmp_path / "file") in said
    assert said.count("\n") == 1


@sqlite_alone
def test_a_list_is_taken_in_whole_or_not_at_all(campaign, tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text("name,email,country\nLi Example,li@example.org,CN\nNobody,,CN\n", encoding="utf-8")
    assert run(["signatures", "import", campaign.slug, str(file)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("Row 3: ")
    assert said.err.startswith("Nothing was taken in.")
    file.write_text("name,email,country\nLi Example,li@example.org,CN\n", encoding="utf-8")
    assert run(["signatures", "import", campaign.slug, str(file), "--dry-run"]) == 0
    assert capsys.readouterr().out == "1 row is right. Nothing was taken in.\n"
    assert run(["signatures", "import", campaign.slug, str(file)]) == 0
    assert capsys.readouterr().out == "1 of 1 are new and get a mail to confirm.\n"
