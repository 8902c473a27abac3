from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from ipaddress import ip_network

import pytest

from campaign.core import paths
from campaign.core.errors import Unavailable
from campaign.signatures.screening import network_keys

HERE = ip_network("192.0.2.7/32")
THERE = ip_network("192.0.2.8/32")
ASK = """
import sys
from ipaddress import ip_network
from pathlib import Path
from campaign.core import config
from campaign.signatures.screening import network_keys
config.use(config.Config.load({"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": sys.argv[1]}))
print(network_keys.hashed("c", ip_network("192.0.2.7/32")).hex())
"""


def test_a_network_has_one_hash_a_day_and_campaign(settings, clock):
    first = network_keys.hashed("c", HERE)
    assert len(first) == 32
    assert first == network_keys.hashed("c", HERE)
    assert first != network_keys.hashed("c", THERE)
    assert first != network_keys.hashed("d", HERE)
    clock.set_to(clock.now() + timedelta(days=1))
    assert network_keys.hashed("c", HERE) != first


def test_processes_that_begin_together_make_one_key(settings):
    folder = str(settings().data)
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK, folder], stdout=subprocess.PIPE, cwd=paths.PACKAGE.parent
        )
        for _process in range(3)
    ]
    said = {process.communicate()[0].decode().strip() for process in asking}
    assert said == {network_keys.hashed("c", HERE).hex()}


def test_a_key_lies_in_a_file_that_only_its_owner_reads_and_backups_leave_out(settings, clock):
    network_keys.hashed("c", HERE)
    path = network_keys.folder() / "2026-03-02"
    assert path.read_bytes() == network_keys.key_of(clock.now().date())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    # bford.info/cachedir: the first 43 bytes of the tag.
    tag = (path.parent / "CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_keys_are_erased_after_thirty_days(settings, clock):
    begun = clock.now()
    for day in range(32):
        clock.set_to(begun + timedelta(days=day))
        network_keys.hashed("c", HERE)
    assert network_keys.are_too_old()
    network_keys.erase_old()
    assert not network_keys.are_too_old()
    kept = sorted(path.name for path in network_keys.folder().glob("2026-*"))
    assert (kept[0], kept[-1], len(kept)) == ("2026-03-03", "2026-04-02", 31)
    assert network_keys.key_of(begun.date()) is None


def test_where_no_key_can_be_kept_a_sentence_says_so(settings, clock):
    settings().data.mkdir(parents=True, exist_ok=True)
    (settings().data / "network-keys").write_text("in the way")
    with pytest.raises(Unavailable, match="Nothing was stored"):
        network_keys.hashed("c", HERE)
