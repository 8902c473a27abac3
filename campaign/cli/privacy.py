"""`campaign privacy`: keys."""

from __future__ import annotations

import click

from campaign.cli.context import with_app
from campaign.core import config, secrets_file
from campaign.core.languages import gettext as _


@click.group()
def privacy() -> None:
    """Make secrets, and change the keys that personal fields are encrypted with.

    Example: campaign privacy new-keys
    """


@privacy.command("new-keys")
def new_keys() -> None:
    """Print a fresh set of secrets for the environment of a production site.

    Example: campaign privacy new-keys >> /etc/campaign.env
    """
    for name, value in secrets_file.new_secrets().items():
        click.echo(f"{name}={value}")


@privacy.command("rotate-keys")
@with_app
def rotate_keys() -> None:
    """Encrypt everything again with the newest data key.

    Where the secrets lie in the data folder, a new key is made first. The old
    one stays readable. Where they come from the environment, put a new key in front of
    CAMPAIGN_DATA_KEYS, restart serve and worker, run this, and then remove the old key.

    Example: campaign privacy rotate-keys
    """
    from campaign.cli import rotation  # noqa: PLC0415 - needs every model

    kept = config.current().kept_data_keys
    if kept:
        rotation.make_new_key()
    changed = rotation.rotate()
    click.echo(_("Encrypted again with the newest key: %(count)s rows and files.", count=changed))
    if kept:
        click.echo(_("Restart serve and worker, then nothing is written with the old key any more."))
