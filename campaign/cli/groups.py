"""The command's groups. Each loads its module when it is called, so that the reader starts fast."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import click

from campaign.core.errors import Refused
from campaign.core.languages import gettext as _

COMMANDS = {
    "accounts": "campaign.cli.accounts:accounts",
    "db": "campaign.cli.db:db",
    "demo": "campaign.cli.demo:demo",
    "directory": "campaign.cli.directory:directory",
    "letters": "campaign.cli.letters:letters",
    "privacy": "campaign.cli.privacy:privacy",
    "serve": "campaign.cli.serve:serve",
    "signatures": "campaign.cli.signatures:signatures",
    "statements": "campaign.cli.statements:statements",
    "verify": "campaign.cli.verify:verify",
    "worker": "campaign.cli.serve:worker",
}


class Rooms(click.Group):
    """The top group: knows where each command lies without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands in one line each."""
        rows = [(n, c.get_short_help_str(90)) for n in COMMANDS if (c := self.get_command(ctx, n))]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def add_to(group: click.Group) -> None:
    """Give all commands to another group, such as that of `flask --app campaign.app`."""
    for name, place in COMMANDS.items():
        module, attribute = place.split(":")
        group.add_command(getattr(importlib.import_module(module), attribute), name)


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="statement-campaigns")
@click.option("--traceback", "show_traceback", is_flag=True, help="Show where an error came from.")
@click.pass_context
def campaign(ctx: click.Context, *, show_traceback: bool) -> None:
    """Turn the URGE and DEMAND items of a statement into campaigns.

    Example: campaign demo
    """
    ctx.obj = {"traceback": show_traceback}


def run(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status: 0, 1 after an error, 2 after wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        result: Any = campaign.main(given, prog_name="campaign", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(_("Stopped."), err=True)
        return 1
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except Refused as error:
        click.echo(error.sentence, err=True)
        return 1
    except BrokenPipeError:
        # Whoever reads the output has seen enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - a command ends in a sentence, never in a traceback
        if "--traceback" in given:
            traceback.print_exc()
        click.echo(_sentence_for(error), err=True)
        return 1
    return result if isinstance(result, int) else 0


def _show(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    words = " ".join(error.format_message().split())
    if isinstance(error, click.UsageError) and error.ctx:
        words = _("%(words)s `%(command)s --help` shows how.", words=words, command=error.ctx.command_path)
    click.echo(words, err=True)


def _sentence_for(error: Exception) -> str:
    kind = type(error).__name__
    if kind == "OperationalError":
        return _(
            "The database does not answer (CAMPAIGN_DATABASE_URL), or lacks tables (`campaign db upgrade`)."
        )
    if kind == "ProgrammingError":
        return _("The database is not of this version: run `campaign db upgrade`.")
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}" if error.filename else str(error)
    message = "Something went wrong inside campaign (%(kind)s). `campaign --traceback …` shows where."
    return _(message, kind=kind)
