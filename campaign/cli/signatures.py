"""`campaign signatures`: counting and exporting."""

from __future__ import annotations

from pathlib import Path

import click

from campaign.cli.context import with_app_for_reading
from campaign.core import files
from campaign.core.languages import gettext as _

CAMPAIGN = click.argument("campaign")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def signatures() -> None:
    """Count the signatures of a campaign, and export them.

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
