from __future__ import annotations

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from campaign.cli import fetching
from campaign.cli.fetching import CannotFetch


class Site(BaseHTTPRequestHandler):
    """Answers with a text, with more than anybody wants, or leads elsewhere."""

    def do_GET(self):
        self.send_response(302 if self.path.startswith("/to/") else 200)
        if self.path.startswith("/to/"):
            self.send_header("Location", self.path.removeprefix("/to/"))
        self.end_headers()
        if self.path == "/large":
            self.wfile.write(bytes(fetching.LARGEST + 1))
        else:
            self.wfile.write("gerecht ü".encode())

    def log_message(self, *_given):
        pass


@pytest.fixture
def site():
    with HTTPServer(("127.0.0.1", 0), Site) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_files_and_pages_are_read(site, tmp_path):
    (tmp_path / "file").write_text("ü")
    assert fetching.text_of(str(tmp_path / "file")) == "ü"
    assert fetching.text_of(f"{site}/page") == "gerecht ü"
    assert fetching.text_of(f"{site}/to/{site}/page") == "gerecht ü"


def test_no_redirect_leads_to_a_file_of_this_machine(site, tmp_path):
    (tmp_path / "file").write_text("mine")
    for place in (f"file://{tmp_path}/file", "ftp://127.0.0.1/file"):
        with pytest.raises(CannotFetch):
            fetching.text_of(f"{site}/to/{place}")


def test_what_is_too_large_or_no_text_is_refused(site, tmp_path):
    with pytest.raises(CannotFetch, match="larger than 16 MB"):
        fetching.text_of(f"{site}/large")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotFetch, match="no text in UTF-8"):
        fetching.text_of(str(tmp_path / "bytes"))


def test_checking_starts_without_the_app_and_the_database():
    heavy = "{'flask', 'sqlalchemy', 'campaign.core.db', 'campaign.core.config'}"
    code = f"import sys, campaign.cli.verify; assert not {heavy} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
