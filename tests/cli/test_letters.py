from __future__ import annotations

import pytest

from campaign.cli.groups import run
from campaign.letters import services
from campaign.letters.values import Audience, DraftText
from tests import factories

pytestmark = pytest.mark.usefixtures("session", "clock")
sqlite_alone = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def campaign(session):
    """One with two recipients, the address of one of them unknown, and one signature."""
    factories.an_organization()
    recipients = [factories.a_recipient(key) for key in ("th-head-of-government", "kp-head-of-government")]
    made = factories.a_campaign(factories.State.PUBLISHED, *recipients)
    factories.confirmed(made, deliver_name=True)
    return made


@pytest.fixture
def export(campaign, tmp_path):
    """Runs the command for the campaign; letters go to `out`."""

    def exported(*options: str) -> int:
        given = {"--to": "all", "--format": "txt", "--for": "organization", "--out": str(tmp_path / "out")}
        given |= dict(zip(options[::2], options[1::2], strict=True))
        return run(["letters", "export", campaign.slug, *(word for pair in given.items() for word in pair)])

    return exported


def names(folder) -> list[str]:
    return sorted(path.name.rpartition("--")[2] for path in (folder / "out").iterdir())


def test_all_recipients_get_a_file_each_and_doubtful_addresses_are_named(export, tmp_path, capsys):
    assert export() == 0
    assert names(tmp_path) == ["kp-head-of-government.txt", "th-head-of-government.txt"]
    said = capsys.readouterr()
    assert [line.rpartition("--")[2] for line in said.out.splitlines()] == names(tmp_path)[::-1]
    [warning] = said.err.splitlines()
    assert "is unknown" in warning


@sqlite_alone
@pytest.mark.parametrize("audience", ["organization", "signers"])
@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
def test_one_recipient_gets_letters_of_every_kind(export, tmp_path, capsys, kind, audience):
    assert export("--to", "th-head-of-government", "--format", kind, "--for", audience) == 0
    assert names(tmp_path) == [f"th-head-of-government.{kind}"]
    assert capsys.readouterr().err == ""


@sqlite_alone
def test_written_again_the_letters_stand_in_the_same_files(export, tmp_path):
    assert [export(), export()] == [0, 0]
    assert len(names(tmp_path)) == 2


@sqlite_alone
def test_a_recipient_that_gets_no_letters_is_said_with_those_that_do(export, tmp_path, capsys):
    assert export("--to", "unhcr") == 1
    assert "these do: th-head-of-government, kp-head-of-government." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@sqlite_alone
def test_a_letter_that_does_not_fit_is_named_and_not_written(export, campaign, tmp_path, capsys):
    row = campaign.recipients[0]
    services.save_draft(row, Audience.ORGANIZATION, DraftText("x", "We ask. " * 2_000), None)
    assert export("--to", "th-head-of-government", "--format", "pdf") == 1
    said = capsys.readouterr().err
    assert "The letter th-head-of-government is longer than one page" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


@sqlite_alone
def test_where_nobody_gave_a_name_there_is_no_letter_of_signers(tmp_path, capsys):
    factories.an_organization()
    campaign = factories.a_campaign()
    factories.confirmed(campaign)
    out = str(tmp_path / "out")
    assert run(["letters", "export", campaign.slug, "--to", "all", "--for", "signers", "--out", out]) == 1
    assert capsys.readouterr().err == "There is no letter to write.\n"


@sqlite_alone
@pytest.mark.parametrize(("option", "value"), [("--for", "nobody"), ("--format", "odt")])
def test_wrong_usage_ends_with_2(export, capsys, option, value):
    assert export(option, value) == 2
    assert value in capsys.readouterr().err


@sqlite_alone
def test_a_folder_that_cannot_be_made_is_named(export, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    assert export("--out", str(tmp_path / "file" / "out")) == 1
    assert capsys.readouterr().err == f"Not a directory: {tmp_path / 'file' / 'out'}\n"
