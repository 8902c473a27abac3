"""`campaign verify` and a program that shares no code with the log, on what a site publishes."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from werkzeug.serving import make_server

from campaign.cli.groups import run
from campaign.signatures import services as signing
from campaign.signatures.log import entries, jobs, published, services
from tests import factories
from tests.signatures.log import independent

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass
class Outside:
    """What somebody has who knows the site's address, in a folder of her own."""

    address: str
    slug: str
    key: str
    folder: Path

    @property
    def campaign(self) -> str:
        """The address of the campaign's page."""
        return f"{self.address}/c/{self.slug}"

    def fetched(self, path: str, name: str) -> str:
        """A published file, kept under a name; returns where."""
        with urllib.request.urlopen(f"{self.campaign}/{path}") as answer:
            (self.folder / name).write_bytes(answer.read())
        return str(self.folder / name)

    def written(self, content: str, name: str) -> str:
        """A file of her own; returns where."""
        (self.folder / name).write_text(content)
        return str(self.folder / name)


@pytest.fixture
def outside(app, clock, tmp_path):
    """A campaign with five signatures, one of them withdrawn, three checkpoints, and two receipts."""
    folder = tmp_path / "outside"
    folder.mkdir()
    with app.app_context():
        factories.an_organization()
        campaign = factories.a_campaign()
        gone, hers = (factories.confirmed(campaign, email=f"{name}@example.org") for name in ("ken", "mina"))
        work(clock)
        (folder / "gone.json").write_text(services.receipt(gone).as_json)
        (folder / "receipt.json").write_text(services.receipt(hers).as_json)
        for name in "abc":
            factories.confirmed(campaign, email=f"{name}@example.org")
        work(clock)
        signing.withdraw([gone])
        work(clock)
        slug, key = campaign.slug, str(services.public_key())
    with served(app) as address:
        yield Outside(address, slug, key, folder)


@contextmanager
def served(app):
    """A server for `app`; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def work(clock):
    from datetime import timedelta

    for _name, (campaign_id,) in list(jobs.waiting()):
        services.append(campaign_id)
    clock.set_to(clock.now() + timedelta(hours=1))


def said(capsys, *arguments: str, status: int = 0) -> str:
    found = run(["verify", *arguments])
    told = capsys.readouterr()
    assert found == status, told
    assert "Traceback" not in told.err
    return told.err if status else told.out


def test_a_whole_campaign_is_checked_by_its_address(outside, capsys):
    words = said(capsys, outside.campaign)
    assert "3 checkpoints fit the entries" in words
    assert f"The number of 127.0.0.1:8000/c/{outside.slug} is right: 4 signatures" in words
    assert "4 signatures on 2026-03-02T11:00:00Z, that is 5 less 1 that were taken back" in words
    assert "Compare this with the key in a certificate, or give it with --key" in words
    assert outside.key in words
    assert "does not prove that the entries are real people" in words


def test_a_receipt_is_checked_alone_and_with_the_log(outside, capsys):
    receipt = str(outside.folder / "receipt.json")
    assert "The receipt is right" in said(capsys, receipt)
    words = said(capsys, receipt, f"{outside.campaign}/checkpoints", "--key", outside.key)
    assert "counts." in words
    assert "signed with the key that you gave" in words
    gone = str(outside.folder / "gone.json")
    assert "The receipt is right" in said(capsys, gone)
    assert "was taken back" in said(capsys, gone, outside.campaign, status=1)


def test_two_checkpoints_are_compared_by_a_published_file(outside, capsys):
    kept = outside.fetched("checkpoints/1/3", "compared.json")
    assert "the first 2 of its 6 entries are the same" in said(capsys, kept)
    assert "only grew" in said(capsys, f"{outside.campaign}/checkpoints/2/3", "--key", outside.key)
    old = outside.fetched("checkpoints/1", "old.txt")
    assert "does not show that the log only grew" in said(capsys, old, status=1)
    assert "3 checkpoints fit" in said(capsys, old, outside.campaign)


def test_the_number_is_checked_without_a_network_from_files_that_were_kept(outside, capsys):
    kept = [outside.fetched("checkpoints/from/1", "all.txt"), outside.fetched("log/0", "log.txt")]
    assert "4 signatures" in said(capsys, *kept, "--key", outside.key)
    assert "not signed with the key that you gave" in said(capsys, *kept, status=1)


def test_a_key_can_be_given_as_a_certificate_prints_it(outside, capsys):
    from campaign.signatures.log.notes import Key

    printed = Key.parse(outside.key).public.hex(" ", 4)
    assert "the key that you gave" in said(capsys, outside.campaign, "--key", printed)
    assert "but with another" in said(capsys, outside.campaign, "--key", "00" * 32, status=1)
    assert "no public key" in said(capsys, outside.campaign, "--key", "0" * 8, status=1)


def test_a_program_that_shares_no_code_finds_the_same(outside):
    outside.fetched("checkpoints/from/1", "checkpoints.txt")
    outside.fetched("log/0", "entries-0.txt")
    outside.fetched("checkpoints/1/3", "compared.json")
    (outside.folder / "gone.json").unlink()
    origin = (outside.folder / "entries-0.txt").read_text().partition("\n")[0]
    command = [sys.executable, "-I", independent.__file__, origin, outside.key, str(outside.folder)]
    assert subprocess.check_output(command, text=True) == "4\n"
    file = outside.folder / "entries-0.txt"
    lines = file.read_text().splitlines()
    lines[3], lines[4] = lines[4], lines[3]
    file.write_text("\n".join([*lines, ""]))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "entries were changed, dropped or put in between\n")


def test_a_log_that_was_changed_is_found_out(outside, capsys):
    notes = outside.fetched("checkpoints/from/1", "all.txt")
    origin, _start, some = published.read_page(Path(outside.fetched("log/0", "log.txt")).read_text())
    pinned = ("--key", outside.key)
    dropped = outside.written(published.page(origin, 0, some[:-1]), "dropped.txt")
    assert "entries from 5 on are missing" in said(capsys, notes, dropped, *pinned, status=1)
    forged = [*some[:3], entries.signature(origin, bytes(32)), *some[4:]]
    changed = outside.written(published.page(origin, 0, forged), "changed.txt")
    assert "changed, dropped or put in" in said(capsys, notes, changed, *pinned, status=1)
    other = outside.written(published.page("example.org/c/other", 0, some), "other.txt")
    assert "missing" in said(capsys, notes, other, *pinned, status=1)


def test_a_site_that_gives_out_the_log_of_another_campaign_is_found_out(outside, capsys):
    def swapped(environ, start_response):
        path = environ["PATH_INFO"].replace("/c/small/", f"/c/{outside.slug}/")
        with urllib.request.urlopen(f"{outside.address}{path}") as answer:
            content = answer.read()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [content]

    with served(swapped) as address:
        assert "4 signatures" in said(capsys, f"{address}/c/{outside.slug}")
        words = said(capsys, f"{address}/c/small", status=1)
    assert f"{address}/c/small gives out the log of another campaign" in words
    assert f"/c/{outside.slug}." in words


def test_what_cannot_be_checked_is_refused_in_a_sentence(outside, capsys):
    for place, why in {
        str(outside.folder / "nothing.json"): "No such file",
        str(outside.folder): "Is a directory",
        outside.written("", "empty"): "no receipt",
        outside.written("{}", "empty.json"): "no receipt",
        outside.written(
            "\ud800".encode(errors="surrogatepass").decode(errors="replace"), "odd"
        ): "no receipt",
        f"{outside.address}/c/nothing": "the site answers 404",
        f"{outside.address}/verify": "no receipt",
        "http://127.0.0.1:1/c/x": "refused",
        "http://[": "cannot be read",
        "https://": "cannot be read",
    }.items():
        assert why in said(capsys, place, status=1), place
    assert "Only one campaign" in said(capsys, outside.campaign, outside.campaign, status=2)
    assert "Missing argument" in said(capsys, status=2)


def test_a_receipt_that_was_changed_is_refused(outside, capsys):
    file = json.loads((outside.folder / "receipt.json").read_text())
    changed = outside.written(json.dumps(file | {"index": 1 - file["index"]}), "changed.json")
    assert "proves nothing" in said(capsys, changed, status=1)
