"""`campaign accounts`: who may sign in."""

from __future__ import annotations

from pathlib import Path

import click

from campaign.accounts.values import BadPassword, Role
from campaign.cli.context import with_app, with_app_for_reading
from campaign.core.languages import gettext as _

ROLE = click.Choice([role.value for role in Role])
PASSWORD_FILE = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file whose first line is the password. Without it you are asked.",
)


@click.group()
def accounts() -> None:
    """Add accounts, and change what they may do.

    Example: campaign accounts add mina@example.org --role organizer
    """


@accounts.command()
@click.argument("email")
@click.option("--role", type=ROLE, required=True, help="What the account may do.")
@click.option("--name", default="", help="How the desk calls its owner.")
@PASSWORD_FILE
@with_app
def add(email: str, role: str, name: str, password_file: Path | None) -> None:
    """Add an account for EMAIL.

    Example: campaign accounts add mina@example.org --role organizer
    """
    from campaign.accounts import services  # noqa: PLC0415 - needs the app

    account = services.add(email, Role(role), _password(password_file), name)
    click.echo(_("%(email)s can sign in as %(role)s.", email=account.email, role=account.role.label))


@accounts.command("list")
@with_app_for_reading
def list_accounts() -> None:
    """Print the accounts.

    Example: campaign accounts list
    """
    from campaign.accounts import queries  # noqa: PLC0415 - needs the app

    for account in queries.everyone():
        state = "" if account.active else _("disabled")
        click.echo(f"{account.email}\t{account.role.label}\t{state}".rstrip())


@accounts.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@with_app
def role(email: str, role: str) -> None:
    """Make the account of EMAIL an organizer or an admin.

    Example: campaign accounts role mina@example.org admin
    """
    from campaign.accounts import queries, services  # noqa: PLC0415 - needs the app

    account = queries.by_email(email)
    services.give_role(account, Role(role))
    click.echo(_("%(email)s is %(role)s now.", email=account.email, role=account.role.label))


@accounts.command()
@click.argument("email")
@with_app
def disable(email: str) -> None:
    """Let nobody sign in as EMAIL any more, and end its sessions.

    Example: campaign accounts disable mina@example.org
    """
    from campaign.accounts import queries, services  # noqa: PLC0415 - needs the app

    account = queries.by_email(email)
    services.disable(account)
    click.echo(_("%(email)s can no longer sign in.", email=account.email))


@accounts.command()
@click.argument("email")
@with_app
def enable(email: str) -> None:
    """Let EMAIL sign in again.

    Example: campaign accounts enable mina@example.org
    """
    from campaign.accounts import queries, services  # noqa: PLC0415 - needs the app

    account = queries.by_email(email)
    services.enable(account)
    click.echo(_("%(email)s can sign in again.", email=account.email))


@accounts.command()
@click.argument("email")
@PASSWORD_FILE
@with_app
def password(email: str, password_file: Path | None) -> None:
    """Give the account of EMAIL another password.

    Example: campaign accounts password mina@example.org
    """
    from campaign.accounts import queries, services  # noqa: PLC0415 - needs the app

    account = queries.by_email(email)
    services.set_password(account, _password(password_file))
    click.echo(_("%(email)s signs in with the new password from now on.", email=account.email))


def _password(file: Path | None) -> str:
    if file:
        try:
            return file.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
        except UnicodeDecodeError as error:
            message = _("%(file)s is not in UTF-8: save it as such, then try again.", file=file)
            raise BadPassword(message) from error
    entered: str = click.prompt(_("Password"), hide_input=True, confirmation_prompt=True)
    return entered
