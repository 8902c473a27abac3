from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from campaign.cli.groups import run
from campaign.letters import services
from campaign.letters.values import Audience, DraftText
from tests import crowds, factories

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

    def exported(*options: str | None) -> int:
        given = {"--to": "all", "--format": "txt", "--for": "organization", "--out": str(tmp_path / "out")}
        given |= dict(zip(options[::2], options[1::2], strict=True))
        words = [word for pair in given.items() for word in pair if word is not None]
        return run(["letters", "export", campaign.slug, *words])

    return exported


@pytest.fixture
def environment(config, database_url, monkeypatch):
    """What a process of its own is told of the test's site."""
    for name, value in {"ENV": "development", "DATA": str(config.data), "DATABASE_URL": database_url}.items():
        monkeypatch.setenv(f"CAMPAIGN_{name}", value)


MANIFEST = "99--manifest.json"


def names(folder) -> list[str]:
    """What each file is called behind its place and its campaign."""
    found = sorted(path.name for path in (folder / "out").iterdir() if path.name != MANIFEST)
    return [name.split("--", 2)[2] for name in found]


def manifest(folder) -> dict:
    return json.loads((folder / "out" / MANIFEST).read_text())


def test_all_recipients_get_a_file_each_and_doubtful_addresses_are_named(export, tmp_path, capsys):
    assert export() == 0
    assert names(tmp_path) == ["th-head-of-government--letters.txt", "kp-head-of-government--letters.txt"]
    said = capsys.readouterr()
    assert [Path(line).name for line in said.out.splitlines()] == sorted(
        path.name for path in (tmp_path / "out").iterdir()
    )
    [warning] = said.err.splitlines()
    assert "is unknown" in warning


@sqlite_alone
@pytest.mark.parametrize("audience", ["organization", "signers"])
@pytest.mark.parametrize("kind", ["pdf", "docx", "txt"])
def test_one_recipient_gets_letters_of_every_kind(export, tmp_path, capsys, kind, audience):
    assert export("--to", "th-head-of-government", "--format", kind, "--for", audience) == 0
    assert names(tmp_path) == [f"th-head-of-government--letters.{kind}"]
    assert capsys.readouterr().err == ""


@sqlite_alone
def test_the_manifest_names_every_file_with_its_letters_and_its_hash(export, campaign, tmp_path):
    assert export("--lists", None, "--labels", "l7160") == 0
    told = manifest(tmp_path)
    assert (told["campaign"], told["letters"], told["count"]["total"]) == (campaign.slug, 2, 1)
    assert told["count"]["by_country"] == {"others": 1}
    for file in told["files"]:
        content = (tmp_path / "out" / file["name"]).read_bytes()
        assert (file["size"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [file["name"].split("--", 2)[2] for file in told["files"]] == names(tmp_path)
    assert names(tmp_path)[2:] == ["written.csv", "written.xlsx", "labels-l7160.pdf", "post-list.pdf"]


@pytest.mark.usefixtures("environment")
def test_several_processes_write_what_one_writes(export, campaign, tmp_path, clock):
    crowds.gather(campaign, 10)
    moment, said = f"{clock.now():%Y-%m-%dT%H:%M:%S}", []
    for workers in ("1", "2"):
        assert export("--for", "signers", "--as-of", moment, "--workers", workers) == 0
        said.append((manifest(tmp_path), names(tmp_path)))
        shutil.rmtree(tmp_path / "out")
    assert said[0] == said[1]
    assert said[0][0]["letters"] == 22


@sqlite_alone
def test_a_print_run_stamps_names_and_sets_letters_with_own_words(export, campaign, tmp_path):
    crowds.gather(campaign, 24)
    crowds.gather(campaign, 2, own_words="My mother fled.", email="own@example.org", address_index=None)
    assert export("--for", "signers", "--to", "th-head-of-government", "--format", "print-run") == 0
    assert names(tmp_path) == ["th-head-of-government--letters.pdf", "th-head-of-government--own-words.pdf"]
    assert [file["letters"] for file in manifest(tmp_path)["files"]] == [25, 2]
    texts = [
        subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        for path in sorted((tmp_path / "out").glob("*.pdf"))
    ]
    assert all(f"{name} {number}" in texts[0] for number, (name, _c, _t) in enumerate(crowds.NAMES, start=1))
    assert texts[1].count("My mother fled.") == 2
    assert "example.org" not in "".join(texts).replace("127.0.0.1", "")


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
    assert [path.name for path in (tmp_path / "out").iterdir()] == [MANIFEST]
    [file] = manifest(tmp_path)["files"]
    assert (file["letters"], file["sha256"]) == (0, "")
    assert "is longer than one page" in file["problem"]


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
    assert "letters.txt could not be written: Not a directory." in capsys.readouterr().err
