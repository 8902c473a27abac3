"""`campaign directory`: the offices that receive letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from campaign.cli.context import with_app, with_app_for_reading
from campaign.core import clock
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory.errors import CannotImport

if TYPE_CHECKING:
    from campaign.directory.services import Changes

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def directory() -> None:
    """List, check, bring in and write out the recipients of letters.

    Example: campaign directory list --code TH
    """


@directory.command("list")
@click.option("--code", help="Only the offices of this state or body, such as TH or UNHCR.")
@with_app_for_reading
def list_recipients(code: str | None) -> None:
    """Print key, status of the address, and office of each recipient.

    Example: campaign directory list --code TH
    """
    from campaign.directory import queries  # noqa: PLC0415 - SQLAlchemy takes long to import

    found = queries.by_code(code.upper()) if code else queries.everyone()
    if not found:
        click.echo(_("The directory has no such recipient."), err=True)
    width = max((len(recipient.key) for recipient in found), default=0)
    for recipient in found:
        click.echo(f"{recipient.key:<{width}}  {recipient.status:<10}  {recipient.office}")


@directory.command()
@with_app_for_reading
def check() -> None:
    """Print what is wrong with the addresses, and what is not known about them.

    The exit status is 1 only if something is wrong: too few or too many lines, a last line that is no
    country, a character that cannot be printed.

    Example: campaign directory check
    """
    from campaign.directory import queries  # noqa: PLC0415 - SQLAlchemy takes long to import

    today = clock.now().date()
    entries = [recipient.entry for recipient in queries.everyone()]
    wrong = [(entry.key, sentence) for entry in entries for sentence in entry.problems(today)]
    unknown = [(entry.key, sentence) for entry in entries for sentence in entry.open_questions(today)]
    _print_findings(_("Wrong:"), wrong)
    _print_findings(_("Not known:"), unknown)
    click.echo(
        ngettext(
            "%(num)d recipient: %(wrong)s wrong, %(unknown)s not known.",
            "%(num)d recipients: %(wrong)s wrong, %(unknown)s not known.",
            len(entries),
            wrong=len(wrong),
            unknown=len(unknown),
        )
    )
    if wrong:
        click.echo(
            _("Correct what is wrong in a file, and bring it in with `campaign directory import`."), err=True
        )
        click.get_current_context().exit(1)


@directory.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@with_app
def import_file(file: Path, *, dry_run: bool) -> None:
    """Add and change recipients as the rows of a CSV file say: all of them, or none if a row is wrong.

    `campaign directory export` writes a file with the right columns.

    Example: campaign directory import missions.csv --dry-run
    """
    from campaign.directory import services  # noqa: PLC0415 - SQLAlchemy takes long to import

    try:
        with file.open("rb") as stream:
            changes = services.import_csv(stream, dry_run=dry_run)
    except CannotImport as error:
        for problem in error.problems:
            click.echo(problem)
        raise
    _print_changes(changes, dry_run=dry_run)


@directory.command()
@click.argument("file", type=FILE)
@with_app_for_reading
def export(file: Path) -> None:
    """Write all recipients to a CSV file that spreadsheets open and `import` takes.

    Example: campaign directory export recipients.csv
    """
    from campaign.directory import services  # noqa: PLC0415 - SQLAlchemy takes long to import

    # With a byte order mark, by which Excel knows UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.writelines(services.export_csv())
    click.echo(_("The directory is in %(file)s.", file=file))


def _print_findings(heading: str, findings: list[tuple[str, str]]) -> None:
    if findings:
        click.echo(heading)
    for key, sentence in findings:
        click.echo(f"  {key}: {sentence}")


def _print_changes(changes: Changes, *, dry_run: bool) -> None:
    for sign, keys in (("+", changes.added), ("~", changes.changed)):
        for key in keys:
            click.echo(f"{sign} {key}")
    counts = {
        "added": len(changes.added),
        "changed": len(changes.changed),
        "unchanged": len(changes.unchanged),
    }
    if dry_run:
        message = _(
            "This file would add %(added)s, change %(changed)s and leave %(unchanged)s as they are.", **counts
        )
    else:
        message = _("Added %(added)s, changed %(changed)s, left %(unchanged)s as they are.", **counts)
    click.echo(message)
