"""`campaign db`: the tables."""

from __future__ import annotations

import click

from campaign.cli.context import with_app


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
    click.echo(f"The tables are up to date. {added} recipients came new into the directory.")
