"""`campaign directory`: the offices that receive letters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from campaign.cli.context import with_app, with_app_for_reading
from campaign.core import clock, countries
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.directory.errors import CannotImport
from campaign.directory.values import KINDS, STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from campaign.cli.directory_findings import Findings
    from campaign.directory.entries import Entry
    from campaign.directory.filling import Changes
    from campaign.letters.layouts import Layout

# More than any directory has.
MOST = 100_000
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def directory() -> None:
    """List, check, bring in and write out the recipients of letters.

    Example: campaign directory list --code TH
    """


@directory.command("list")
@click.option("--code", default="", help="Only the offices of this state or body, such as TH or UNHCR.")
@click.option("--kind", type=click.Choice(KINDS), help="Only offices of this kind.")
@click.option("--status", type=click.Choice(STATUSES), help="Only addresses of this status.")
@click.option("--stale", is_flag=True, help="Only addresses that nobody checked for a year.")
@click.option("--search", default="", help="Only what holds this in its key, code or office.")
@with_app_for_reading
def list_recipients(code: str, kind: str | None, status: str | None, search: str, *, stale: bool) -> None:
    """Print key, status of the address, and office of each recipient.

    Example: campaign directory list --code TH
    """
    from campaign.directory import queries  # noqa: PLC0415 - SQLAlchemy takes long to import

    found = queries.page(
        search,
        limit=MOST,
        code=code.upper(),
        kind=kind or "",
        status=status or "",
        stale_on=clock.now().date() if stale else None,
    )
    if not found:
        click.echo(_("The directory has no such recipient."), err=True)
    width = max((len(recipient.key) for recipient in found), default=0)
    for recipient in found:
        click.echo(f"{recipient.key:<{width}}  {recipient.status:<10}  {recipient.office}")


@directory.command()
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The paper; as the envelope needs it.")
@click.option(
    "--envelope", type=click.Choice(["din-b", "din-a", "uk", "us-10"]), help="The window that lines must fit."
)
@click.option(
    "--code", default="", help="Only the offices of this state or body; names each that has no address."
)
@with_app_for_reading
def check(paper: str | None, envelope: str | None, code: str) -> None:
    """Print what is wrong with the addresses, and what is not known about them.

    The exit status is 1 only if something is wrong: too few or too many lines, a line wider than the window
    of the envelope (by default that of DIN 5008, form B), a last line that is no country, a character that
    cannot be printed.

    Example: campaign directory check --envelope uk
    """
    from campaign.cli.directory_findings import findings  # noqa: PLC0415 - Typst takes long to import
    from campaign.core import config  # noqa: PLC0415 - SQLAlchemy takes long to import
    from campaign.directory import queries  # noqa: PLC0415 - SQLAlchemy takes long to import

    recipients = queries.by_code(code.upper()) if code else queries.everyone()
    entries = [recipient.entry for recipient in recipients]
    found = findings(entries, _layout(paper, envelope), config.current().fonts, clock.now().date())
    _print_findings(_("Wrong:"), found.wrong)
    _print_findings(_("Not sure:"), found.open)
    if code:
        _print_findings(_("Not known:"), found.without_address)
    else:
        unreachable = [(one, countries.un_name(one)) for one in found.unreachable_states]
        _print_findings(_("States that no letter can be posted to:"), unreachable)
    _print_sum(entries, found)
    if found.wrong:
        click.echo(
            _("Correct what is wrong in a file, and bring it in with `campaign directory import`."), err=True
        )
        click.get_current_context().exit(1)


@directory.command("import")
@click.argument("file", type=FILE)
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="THEIRS=OURS",
    help="What a column of the file is: “Postal address=address”; “Phone=” leaves it out.",
)
@click.option(
    "--set",
    "constants",
    multiple=True,
    metavar="COLUMN=TEXT",
    help="What every row says where it says nothing: kind=mission-geneva.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--errors", type=FILE, help="Write the file again with what is wrong with each row.")
@with_app
def import_file(
    file: Path, mapped: tuple[str, ...], constants: tuple[str, ...], errors: Path | None, *, dry_run: bool
) -> None:
    """Add and change recipients as the rows of a CSV file say: all of them, or none if a row is wrong.

    `campaign directory export` writes a file with the right columns. For another file, --map says what its
    columns are, and --set what they leave out; the column “state” takes a name in English or a code, and
    “address” the whole address in one cell.

    Example: campaign directory import missions.csv --map "Country=state" --map "Tel="
    --set kind=mission-geneva --dry-run
    """
    from campaign.directory import services  # noqa: PLC0415 - SQLAlchemy takes long to import

    mapping, defaults = _pairs(mapped), _pairs(constants)
    try:
        with file.open("rb") as stream:
            changes = services.import_csv(stream, mapping=mapping, defaults=defaults, dry_run=dry_run)
    except CannotImport as error:
        for problem in error.problems:
            click.echo(problem)
        if errors and error.error_file():
            errors.write_bytes(error.error_file())
            click.echo(_("The rows with what is wrong are in %(file)s.", file=errors))
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


def _layout(paper: str | None, envelope: str | None) -> Layout:
    from campaign.letters.layouts import LAYOUTS  # noqa: PLC0415 - only `check` needs it

    usual = {"a4": "din-b", "letter": "us-10", None: "din-b"}
    wanted = envelope or usual[paper]
    for layout in LAYOUTS.values():
        if layout.envelope == wanted and paper in {None, layout.paper}:
            return layout
    message = _(
        "The envelope %(envelope)s does not go with the paper %(paper)s.", envelope=wanted, paper=paper
    )
    raise click.UsageError(message)


def _pairs(said: tuple[str, ...]) -> dict[str, str] | None:
    for one in said:
        if "=" not in one:
            raise click.UsageError(_("“%(text)s” has no “=”: write it as THEIRS=OURS.", text=one))
    return {name.strip(): text.strip() for name, _sign, text in (one.rpartition("=") for one in said)} or None


def _print_sum(entries: list[Entry], found: Findings) -> None:
    if found.without_address:
        click.echo(
            ngettext(
                "%(num)d has no address: `campaign directory list --status unknown` names it.",
                "%(num)d have no address: `campaign directory list --status unknown` names them.",
                len(found.without_address),
            )
        )
    click.echo(
        ngettext(
            "%(num)d recipient: %(wrong)s wrong, %(unsure)s not sure, %(unknown)s not known.",
            "%(num)d recipients: %(wrong)s wrong, %(unsure)s not sure, %(unknown)s not known.",
            len(entries),
            wrong=len(found.wrong),
            unsure=len(found.open),
            unknown=len(found.without_address),
        )
    )


def _print_findings(heading: str, findings: Sequence[tuple[str, str]]) -> None:
    if findings:
        click.echo(heading)
    for key, sentence in findings:
        click.echo(f"  {key}: {sentence}")


def _print_changes(changes: Changes, *, dry_run: bool) -> None:
    for sign, keys in (("+", changes.added), ("~", changes.changed)):
        for key in keys:
            columns = changes.columns.get(key, ())
            click.echo(f"{sign} {key}: {', '.join(columns)}" if columns else f"{sign} {key}")
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
