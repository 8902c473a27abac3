"""A PostgreSQL cluster of our own: on a free port of 127.0.0.1, in a folder that goes when it stops.

    python -m tests.postgres start     starts one; prints its folder and the address of its database
    python -m tests.postgres stop FOLDER

No cluster that is there already is touched. Data is not flushed to the disk, unless that is asked for: it is
for tests.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path("/usr/lib/postgresql")
ATTEMPTS = 5
SETTINGS = {"listen_addresses": "127.0.0.1", "max_connections": "200", "log_min_messages": "fatal"}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster: its folder, and the address of a database whose owner may make others."""

    folder: Path
    url: str

    @classmethod
    def start(cls, *, durable: bool = False) -> Cluster:
        """Make and start one, `durable` or not; raises `CalledProcessError` if PostgreSQL refuses."""
        folder = Path(tempfile.mkdtemp(prefix="campaign-postgres-"))
        password = secrets.token_hex(16)
        try:
            _make(folder, password)
            port = _start(folder, {} if durable else FORGETFUL)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(folder, f"postgresql+psycopg://campaign:{password}@127.0.0.1:{port}/postgres")


def process_of(folder: Path) -> int:
    """The number of the process above all others of the cluster in `folder`."""
    return int((folder / "data" / "postmaster.pid").read_text().split(maxsplit=1)[0])


def halt(folder: Path) -> None:
    """Stop the cluster in `folder` as if it had crashed, and keep it."""
    _run("pg_ctl", "stop", "--pgdata", str(folder / "data"), "--mode", "immediate", "--silent")


def resume(folder: Path) -> None:
    """Start a cluster again that `halt` stopped, with the same settings, and wait until it answers."""
    # PostgreSQL keeps there the command that it was started with.
    said = shlex.split((folder / "data" / "postmaster.opts").read_text())
    data = str(folder / "data")
    options = shlex.join(one for one in said[1:] if one not in {"-D", data})
    _run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", str(folder / "log"), "--options", options)


def stop(folder: Path) -> None:
    """Stop the cluster in `folder`, without waiting for who is still connected, and remove it."""
    halt(folder)
    shutil.rmtree(folder)


@contextmanager
def running(*, durable: bool = False) -> Iterator[Cluster]:
    """A cluster for the length of the block."""
    cluster = Cluster.start(durable=durable)
    try:
        yield cluster
    finally:
        stop(cluster.folder)


def _make(folder: Path, password: str) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        # PostgreSQL does not run as root: its own account gets the folder.
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    _run(
        "initdb",
        *("--pgdata", str(folder / "data"), "--username", "campaign", "--pwfile", str(secret)),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    secret.unlink()


def _start(folder: Path, settings: dict[str, str]) -> int:
    for attempt in range(1, ATTEMPTS + 1):
        port = free_port()
        options = {**SETTINGS, **settings, "port": str(port), "unix_socket_directories": str(folder)}
        try:
            _run(
                "pg_ctl",
                *("start", "--wait", "--pgdata", str(folder / "data"), "--log", str(folder / "log")),
                *("--options", " ".join(f"-c {name}={value}" for name, value in options.items())),
            )
        except subprocess.CalledProcessError:
            # Between the choice and the start somebody else may have taken the port.
            if attempt == ATTEMPTS:
                raise
        else:
            return port
    raise AssertionError


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(program: str, *arguments: str) -> None:
    account = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*account, str(_program(program)), *arguments],
        cwd="/",  # a folder that the other account may enter
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()


def _program(name: str) -> Path:
    """The newest installed version's; raises `FileNotFoundError` if there is none."""
    found = sorted(PROGRAMS.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if not found:
        message = f"PostgreSQL's {name} is missing below {PROGRAMS}: apt-get install postgresql"
        raise FileNotFoundError(message)
    return found[-1]


def main(arguments: list[str]) -> None:
    """The two commands of the docstring above."""
    match arguments:
        case ["start"]:
            cluster = Cluster.start()
            sys.stdout.write(f"{cluster.folder} {cluster.url}\n")
        case ["stop", folder]:
            stop(Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
