"""`campaign demo`: the whole site on one machine, with the statement of 2007."""

from __future__ import annotations

from dataclasses import replace

import click

from campaign.core.config import DEFAULT_BASE_URL, Config, mark_as_development
from campaign.core.errors import NotConfigured
from campaign.core.languages import gettext as _


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def demo(port: int) -> None:
    """Run the whole site here, with the statement of 2007 and its seven campaigns.

    Makes a data folder if there is none, keeps what is in it otherwise. Mails go to a folder that the
    organizer reads in the browser. Ctrl-C ends it.

    Example: campaign demo --port 8000
    """
    config = Config.load()
    if config.is_production:
        raise NotConfigured(_("The demo does not run on a production site. Unset CAMPAIGN_ENV."))
    if config.env is None and config.holds_a_site:
        message = _("%(folder)s holds a site that is no demo. Set CAMPAIGN_DATA to another folder.")
        raise NotConfigured(message % {"folder": config.data})
    mark_as_development(config.data)
    config = replace(Config.load(), env="development")
    if config.base_url == DEFAULT_BASE_URL:
        config = replace(config, base_url=f"http://127.0.0.1:{port}")
    from campaign.cli.demo_site import run  # noqa: PLC0415 - takes long to import

    run(config, port)
