"""`campaign signatures`: counting, exporting, taking in."""

from __future__ import annotations

from pathlib import Path

import click

from campaign.cli.context import with_app, with_app_for_reading
from campaign.core import files
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext

CAMPAIGN = click.argument("campaign")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def signatures() -> None:
    """Count the signatures of a campaign, export them, and take in what was collected elsewhere.

    Example: campaign signatures count provide-some-measure-of-legal-protection
    """


@signatures.command()
@click.argument("campaign", required=False)
@with_app_for_reading
def count(campaign: str | None) -> None:
    """Print the number of confirmed signatures of CAMPAIGN, or of every campaign.

    Example: campaign signatures count
    """
    from campaign.campaigns import queries as campaigns  # noqa: PLC0415 - needs the app
    from campaign.signatures import queries  # noqa: PLC0415 - needs the app

    if campaign:
        click.echo(queries.count(campaigns.by_slug(campaign).id))
        return
    found = campaigns.in_order()
    counts = queries.counts([row.id for row in found])
    for row in found:
        click.echo(f"{counts.get(row.id, 0):>9}  {row.slug}")


@signatures.command()
@CAMPAIGN
@click.option("--out", type=FILE, help="Without it the signatures are printed.")
@with_app_for_reading
def export(campaign: str, out: Path | None) -> None:
    """Write the signatures of CAMPAIGN as CSV for a spreadsheet, without e-mail addresses.

    Example: campaign signatures export guarantee-basic-freedoms --out signatures.csv
    """
    from campaign.campaigns import queries as campaigns  # noqa: PLC0415 - needs the app
    from campaign.signatures import sheets  # noqa: PLC0415 - needs the app

    pieces = (piece.encode() for piece in sheets.as_csv(campaigns.by_slug(campaign).id))
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    files.write_whole(out, pieces)
    click.echo(_("The signatures are in %(file)s.", file=out))


@signatures.command("import")
@CAMPAIGN
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what is wrong, and take nothing in.")
@with_app
def import_file(campaign: str, file: Path, *, dry_run: bool) -> None:
    """Take in signatures that were collected elsewhere, from a CSV file with name, email and country.

    Each person gets a mail, and counts once she has confirmed. The columns city, comment, show_name,
    deliver_name and updates may be there too (yes or no). If a row is wrong nothing is taken in; the same
    file can be taken in again, and nobody gets two mails.

    Example: campaign signatures import guarantee-basic-freedoms paper-list.csv --dry-run
    """
    from campaign.campaigns import queries as campaigns  # noqa: PLC0415 - needs the app
    from campaign.core import languages  # noqa: PLC0415
    from campaign.signatures import importing, services  # noqa: PLC0415

    found = campaigns.by_slug(campaign)
    try:
        signings = importing.read(file.read_bytes())
    except importing.CannotImport as error:
        for problem in error.problems:
            click.echo(problem)
        raise
    if dry_run:
        right = ngettext("%(num)d row is right.", "%(num)d rows are right.", len(signings))
        click.echo(f"{right} {_('Nothing was taken in.')}")
        return
    new = services.enter(found, signings, languages.current())
    click.echo(_("%(new)s of %(count)s are new and get a mail to confirm.", new=new, count=len(signings)))
