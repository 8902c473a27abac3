"""`campaign privacy`: keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from campaign.cli.context import with_app
from campaign.core import config, secrets_file
from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.signatures.sealing.keys import KeyInUse


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
    from campaign.signatures.sealing import keys, running  # noqa: PLC0415 - needs every model

    kept = config.current().kept_data_keys
    if kept:
        keys.make_new()
    run = running.ask(queued=False)
    running.work(run.id)
    run = running.by_id(run.id)
    if run.problem:
        raise Refused(run.problem)
    if not run.is_over:
        click.echo(_("A worker does it now: %(done)s of %(total)s.", done=run.done, total=run.total))
        return
    click.echo(_("Encrypted again with the newest key: %(count)s rows and files.", count=run.changed))
    if kept:
        click.echo(_("Restart serve and worker, then nothing is written with the old key any more."))
    _say_what_can_go(keys.in_use(run.found))


@privacy.command("drop-keys")
@with_app
def drop_keys() -> None:
    """Take the data keys that encrypt nothing any more out of the data folder.

    Restart serve and worker and run rotate-keys before. Keys of the environment are yours
    to take out of CAMPAIGN_DATA_KEYS; this says which.

    Example: campaign privacy drop-keys
    """
    from campaign.signatures.sealing import columns, keys  # noqa: PLC0415 - needs every model

    if not config.current().kept_data_keys:
        _say_what_can_go(keys.in_use(columns.count_by_key()))
        return
    dropped = keys.drop_unused()
    click.echo(_("Dropped: %(names)s.", names=", ".join(dropped)) if dropped else _("Every key is needed."))


def _say_what_can_go(found: list[KeyInUse]) -> None:
    for key in found:
        if key.can_be_dropped:
            click.echo(_("Nothing is encrypted with the key %(name)s: it can be dropped.", name=key.name))
