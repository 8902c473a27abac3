"""Starting the two processes of a site."""

from __future__ import annotations

import os

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from campaign import worker
from campaign.cli.context import make_app
from campaign.core.config import Config
from campaign.core.together import THREADS
from campaign.mailer import outbox
from campaign.mailer.transports import choice

# Of 19 (nice(1)).
NICER = 10
# Who has not said within so many milliseconds what she wants, wants nothing.
HEADERS_WITHIN_MS = 4_000
# A process that has just been started can miss the signal to end, and would be waited for for ever.
ENDS_WITHIN_S = 6


def run_server(host: str, port: int) -> None:
    """Serve the pages until a signal ends it. There is no access log: tokens stand in addresses."""
    configuration = Config.load()
    # What the worker could not send is not taken in the first place.
    choice.transport(configuration.mail_url, outbox.domain(configuration.base_url))
    Granian(
        "campaign.app:create_warm_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        # One process where the database is a file: it has one writer.
        workers=1 if configuration.database_is_sqlite else max(os.cpu_count() or 1, 2),
        # Those who wait for a commit wait in a thread each (see `signatures.taking`).
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_MS),
        workers_kill_timeout=ENDS_WITHIN_S,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def run_worker() -> None:
    """Work until a signal ends it."""
    # Where both share a machine, whoever asks for a page comes first.
    os.nice(NICER)
    worker.run(make_app(), worker.stop_on_signals())
