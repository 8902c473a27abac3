"""`campaign db`: the tables."""

from __future__ import annotations

import click

from campaign.cli.context import with_app
from campaign.core.languages import gettext as _


@click.group()
def db() -> None:
    """Make and change the tables of the database.

    Example: campaign db upgrade
    """


@db.command()
@with_app
def upgrade() -> None:
    """Bring the tables to this version, and the shipped recipients into the directory.

    Example: campaign db upgrade
    """
    from campaign.cli.setting_up import bring_tables_up_to_date  # noqa: PLC0415 - alembic takes long to import

    added = bring_tables_up_to_date()
    click.echo(_("The tables are up to date. New in the directory: %(count)s recipients.", count=added))
