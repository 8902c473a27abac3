from __future__ import annotations

import dataclasses

import pytest

from campaign.cli.groups import run
from campaign.core import config, encryption, secrets_file
from campaign.core.config import Config
from campaign.core.db import db
from tests import factories

PRODUCTION = {
    "CAMPAIGN_ENV": "production",
    "CAMPAIGN_BASE_URL": "https://campaign.example.org",
    "CAMPAIGN_MAIL_URL": "smtps://mail.example.org",
}
ROTATED = "Encrypted again with the newest key: 2 rows and files.\n"


@pytest.fixture
def signature(session, clock):
    """A sealed signature, with a sealed mail."""
    return factories.signed(factories.a_campaign())


def test_new_keys_are_what_production_takes(tmp_path, capsys):
    assert run(["privacy", "new-keys"]) == 0
    printed = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    assert tuple(printed) == secrets_file.NAMES
    made = Config.load({**PRODUCTION, "CAMPAIGN_DATA": str(tmp_path), **printed})
    assert made.is_production


def test_keys_of_the_data_folder_are_rotated_by_one_command(signature, config, capsys):
    before = config.data_keys
    assert run(["privacy", "rotate-keys"]) == 0
    assert capsys.readouterr().out.startswith(ROTATED + "Restart serve and worker")
    new, *old = Config.load({"CAMPAIGN_DATA": str(config.data)}).data_keys
    assert (tuple(old), new in before) == (before, False)
    db.session.expire_all()
    assert signature.name == "Mina Ito"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_keys_of_the_environment_are_the_operators_to_make(signature, capsys):
    there = config.current()
    kept = secrets_file.kept_in(there.data)
    config.use(dataclasses.replace(there, data_keys=(bytes(32), *there.data_keys)))
    secrets_file.replace(there.data, {"CAMPAIGN_DATA_KEYS": secrets_file.new_secrets()["CAMPAIGN_DATA_KEYS"]})
    others = secrets_file.kept_in(there.data)
    assert others != kept
    assert run(["privacy", "rotate-keys"]) == 0
    old = encryption.name_of(there.data_keys[0]).hex()
    unused = f"Nothing is encrypted with the key {old}: it can be dropped.\n"
    assert capsys.readouterr().out == ROTATED + unused
    assert secrets_file.kept_in(there.data) == others


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_key_that_is_missing_is_said_in_one_line(signature, capsys):
    config.use(dataclasses.replace(config.current(), data_keys=(bytes(32),)))
    assert run(["privacy", "rotate-keys"]) == 1
    said = capsys.readouterr().err
    assert "CAMPAIGN_DATA_KEYS lacks the key" in said
    assert said.count("\n") == 1


def test_a_key_that_encrypts_nothing_is_dropped_from_the_data_folder(signature, config, capsys):
    [old] = config.data_keys
    assert run(["privacy", "drop-keys"]) == 0
    assert run(["privacy", "rotate-keys"]) == 0
    assert run(["privacy", "drop-keys"]) == 0
    name = encryption.name_of(old).hex()
    said = capsys.readouterr().out
    assert said.startswith("Every key is needed.\n")
    assert f"Nothing is encrypted with the key {name}: it can be dropped.\n" in said
    assert said.endswith(f"Dropped: {name}.\n")
    assert old not in Config.load({"CAMPAIGN_DATA": str(config.data)}).data_keys
    db.session.expire_all()
    assert signature.name == "Mina Ito"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_keys_of_the_environment_are_left_there(signature, capsys):
    there = config.current()
    config.use(dataclasses.replace(there, data_keys=(*there.data_keys, bytes(32))))
    secrets_file.replace(there.data, {"CAMPAIGN_DATA_KEYS": secrets_file.new_secrets()["CAMPAIGN_DATA_KEYS"]})
    assert run(["privacy", "drop-keys"]) == 0
    unused = encryption.name_of(bytes(32)).hex()
    assert capsys.readouterr().out == f"Nothing is encrypted with the key {unused}: it can be dropped.\n"
    assert len(config.current().data_keys) == 2
