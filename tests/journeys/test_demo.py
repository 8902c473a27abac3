"""`campaign demo`, twice in the same folder, and once more while it runs."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

from tests.site import new_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site import Site


def test_the_demo_keeps_its_data_and_its_port_when_it_is_started_again(tmp_path: Path) -> None:
    site = new_site(tmp_path / "demo", {})
    del site.environ["CAMPAIGN_ENV"], site.environ["CAMPAIGN_BASE_URL"]
    port = site.url.rpartition(":")[2]
    with site.serving("demo", "--port", port):
        first = _front_page(site)
    assert first.count("/c/") >= 7
    passwords = (site.data / "demo-passwords.txt").read_text()
    assert (site.data / "secrets.json").stat().st_mode & 0o777 == 0o600
    with site.serving("demo", "--port", port):
        assert _front_page(site) == first
        # While it runs, a taken port is said in a sentence.
        assert site.command("demo", "--port", port, status=1).startswith(f"Port {port} is in use.")
    assert (site.data / "demo-passwords.txt").read_text() == passwords
    # Its folder is marked: the commands of a site work in it without being told more.
    assert site.command("signatures", "count").count("\n") == 7


def _front_page(site: Site) -> str:
    with urllib.request.urlopen(f"{site.url}/", timeout=10) as answer:
        page: str = answer.read().decode()
    return page
