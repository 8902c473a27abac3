"""Where files are kept: a folder, and a bucket at a real server on this machine."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGION = "us-east-1"


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    """The address of moto's server."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """Those of the environment, as boto3 finds them; nothing of this machine's own files is read."""
    from campaign.core import bucket

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "made-up")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "made-up-and-secret")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    bucket._client.cache_clear()
    return monkeypatch


@pytest.fixture
def bucket_url(bucket_server: str, credentials: pytest.MonkeyPatch) -> str:
    """What `CAMPAIGN_FILES_URL` says for an empty bucket of its own."""
    name = f"kept-{secrets.token_hex(4)}"
    # Moto asks for no signature.
    urlopen(Request(f"{bucket_server}/{name}", method="PUT")).close()
    return f"s3://{name}/of-a-site?endpoint={bucket_server}&region={REGION}"


@pytest.fixture(params=["folder", "bucket"])
def files_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What `CAMPAIGN_FILES_URL` says for each kind of place."""
    if request.param == "bucket":
        return str(request.getfixturevalue("bucket_url"))
    return f"file:{tmp_path / 'data' / 'files'}"
