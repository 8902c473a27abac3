from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from campaign.core import secrets_file
from campaign.core.errors import NotConfigured

if TYPE_CHECKING:
    from pathlib import Path

SAY_THE_KEPT_ONES = """
import sys, json, pathlib
from campaign.core import secrets_file
print("ready", flush=True)
sys.stdin.readline()
print(json.dumps(secrets_file.kept_in(pathlib.Path(sys.argv[1]))))
"""


def test_a_set_has_four_secrets_of_32_bytes_that_are_never_the_same():
    first, second = secrets_file.new_secrets(), secrets_file.new_secrets()
    assert list(first) == [
        "CAMPAIGN_SECRET_KEY",
        "CAMPAIGN_DATA_KEYS",
        "CAMPAIGN_INDEX_KEY",
        "CAMPAIGN_SIGNING_KEY",
    ]
    assert {len(base64.urlsafe_b64decode(secret)) for secret in first.values()} == {32}
    assert len({*first.values(), *second.values()}) == 8


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path):
    folder = tmp_path / "data"
    kept = secrets_file.kept_in(folder)
    assert secrets_file.kept_in(folder) == kept
    assert [path.name for path in folder.iterdir()] == ["secrets.json"]
    assert (folder / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_processes_that_start_together_agree(tmp_path: Path):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SAY_THE_KEPT_ONES, str(tmp_path / "data")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 4
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [json.loads(process.communicate()[0]) for process in processes]
    assert said == [secrets_file.kept_in(tmp_path / "data")] * 4


def test_what_is_replaced_keeps_the_rest_and_the_mode(tmp_path: Path):
    kept = secrets_file.kept_in(tmp_path)
    secrets_file.replace(tmp_path, {"CAMPAIGN_DATA_KEYS": "new"})
    assert secrets_file.kept_in(tmp_path) == kept | {"CAMPAIGN_DATA_KEYS": "new"}
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_is_older_than_signing_has_one_key_to_sign_with_all_the_same(tmp_path: Path):
    kept = secrets_file.kept_in(tmp_path)
    older = {name: secret for name, secret in kept.items() if name != "CAMPAIGN_SIGNING_KEY"}
    (tmp_path / "secrets.json").write_text(json.dumps(older))
    found = secrets_file.kept_in(tmp_path)
    assert found == secrets_file.kept_in(tmp_path)
    assert len(base64.urlsafe_b64decode(found["CAMPAIGN_SIGNING_KEY"])) == 32
    assert found | {"CAMPAIGN_SIGNING_KEY": ""} == older | {"CAMPAIGN_SIGNING_KEY": ""}


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"CAMPAIGN_SECRET_KEY": "x"}'])
def test_a_damaged_file_is_named_and_never_made_anew(tmp_path: Path, content: str):
    (tmp_path / "secrets.json").write_text(content)
    with pytest.raises(NotConfigured, match=r"secrets\.json is damaged"):
        secrets_file.kept_in(tmp_path)
    assert (tmp_path / "secrets.json").read_text() == content
