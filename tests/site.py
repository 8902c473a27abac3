"""A real site: the `campaign` command with its processes, a data folder and a database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import family, postgres
from tests import mailbox as mailboxes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.mailbox import Mailbox

CAMPAIGN = Path(sys.executable).with_name("campaign")
# How long a program may take on a machine that does much else.
PATIENCE_S = 180.0
STOP_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Site:
    """Where a site is reached, and what its processes are told."""

    url: str
    data: Path
    environ: dict[str, str]
    program: Path = CAMPAIGN

    def command(self, *arguments: str, status: int = 0) -> str:
        """What `campaign …` prints on this site; fails if it does not end with `status`."""
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.data,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    @contextmanager
    def process(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """`campaign …` for the length of the block; what it says is kept in the data folder."""
        log = self.data / f"{arguments[0]}.log"
        with log.open("ab") as output:
            started = subprocess.Popen(
                [self.program, *arguments],
                cwd=self.data,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            try:
                yield started
            finally:
                started.terminate()
                try:
                    started.wait(timeout=STOP_WITHIN_S)
                finally:
                    # Not waited for, it would fail some later test.
                    family.kill(started.pid)
                    started.wait()

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """`campaign serve`, or the command given, until it answers and for the length of the block."""
        command = arguments or ("serve", "--port", self.url.rpartition(":")[2])
        with self.process(*command) as started:
            self._wait(started, command[0])
            yield started

    def _wait(self, started: subprocess.Popen[bytes], command: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self._is_ready():
            if started.poll() is not None or time.monotonic() > deadline:
                said = (self.data / f"{command}.log").read_text(errors="replace")
                message = f"campaign {command} does not answer: {said}"
                raise TimeoutError(message)
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            return False


def new_site(folder: Path, settings: Mapping[str, str], program: Path = CAMPAIGN) -> Site:
    """A site with nothing in it, in development, whose settings are those given (`CAMPAIGN_…`)."""
    url = f"http://127.0.0.1:{postgres.free_port()}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CAMPAIGN_")}
    own = {"CAMPAIGN_ENV": "development", "CAMPAIGN_DATA": str(folder), "CAMPAIGN_BASE_URL": url}
    # Playwright fills in a form faster than a person.
    own["CAMPAIGN_RATE_LIMITS"] = "off"
    folder.mkdir(parents=True, exist_ok=True)
    return Site(url, folder, inherited | own | dict(settings), program)


@pytest.fixture
def make_site(tmp_path: Path, database_url: str, mailbox: Mailbox) -> Callable[..., Site]:
    """A function that gives a site on the database of the test, whose mail goes to the mailbox."""

    def make(**settings: str) -> Site:
        given = {"CAMPAIGN_DATABASE_URL": database_url, "CAMPAIGN_MAIL_URL": mailbox.url}
        return new_site(tmp_path / "site", given | settings)

    return make


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Iterator[Site]:
    """A site that serves pages and runs its jobs, as in production: two processes.

    Its database is migrated, so nothing asks for `campaign db upgrade`, which takes seconds.
    """
    made = make_site()
    with working(made):
        yield made


@pytest.fixture(scope="module")
def shared_mailbox() -> Iterator[Mailbox]:
    """Where `shared_site` sends its mail."""
    with mailboxes.running() as made:
        yield made


@pytest.fixture(scope="module")
def shared_site(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, shared_mailbox: Mailbox
) -> Iterator[Site]:
    """A site on SQLite for all journeys of a module that keep out of each other's way.

    Each has statements, campaigns or people of its own there. Whoever takes it is in one `xdist_group`.
    """
    folder = tmp_path_factory.mktemp("shared-site")
    copy = shutil.copyfile(migrated_sqlite, folder / "campaign.sqlite")
    settings = {"CAMPAIGN_DATABASE_URL": f"sqlite:///{copy}", "CAMPAIGN_MAIL_URL": shared_mailbox.url}
    made = new_site(folder / "site", settings)
    with working(made):
        yield made


@contextmanager
def working(site: Site) -> Iterator[None]:
    """Both processes of a site, for the length of the block."""
    with ExitStack() as running:
        running.enter_context(site.serving())
        running.enter_context(site.process("worker"))
        yield
