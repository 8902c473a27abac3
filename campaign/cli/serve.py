"""`campaign serve` and `campaign worker`: the two processes of a site."""

from __future__ import annotations

import click

from campaign.core.config import said_environment
from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the pages.

    Example: campaign serve --port 8000
    """
    _refuse_without_environment()
    from campaign.cli.server import run_server  # noqa: PLC0415 - the server takes long to import

    run_server(host, port)


@click.command()
def worker() -> None:
    """Send the mails of the outbox and write the exports.

    Example: campaign worker
    """
    _refuse_without_environment()
    from campaign.cli.server import run_worker  # noqa: PLC0415 - needs the app

    run_worker()


def _refuse_without_environment() -> None:
    if said_environment() is None:
        raise NotConfigured(_("Set CAMPAIGN_ENV to development or production first."))
