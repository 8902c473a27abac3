"""`campaign letters`: writing letters to files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from campaign.cli.context import with_app_for_reading
from campaign.core.languages import gettext as _

if TYPE_CHECKING:
    from campaign.campaigns.models import Campaign, CampaignRecipient

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def letters() -> None:
    """Write letters to files.

    Example: campaign letters export guarantee-basic-freedoms --to all --for organization --out letters
    """


@letters.command()
@click.argument("campaign")
@click.option("--to", required=True, metavar="RECIPIENT|all", help="A recipient's key (unhcr), or all.")
@click.option("--format", "kind", type=click.Choice(["pdf", "docx", "eml", "txt"]), default="pdf")
@click.option("--for", "audience", type=click.Choice(["organization", "signers"]), required=True)
@click.option("--out", type=FOLDER, required=True, help="The folder to write into.")
@with_app_for_reading
def export(campaign: str, to: str, kind: str, audience: str, out: Path) -> None:
    """Write the letters of CAMPAIGN (its slug) into a folder, one file per recipient.

    For the organization: one letter in the name of all who confirmed, with the signature sheet. For
    signers: the letters of those who give their names to the offices.

    Example: campaign letters export guarantee-basic-freedoms --to kp-head-of-government
    --format pdf --for organization --out letters
    """
    from campaign.campaigns import queries as campaigns  # noqa: PLC0415 - needs the app
    from campaign.core import clock  # noqa: PLC0415
    from campaign.letters import services  # noqa: PLC0415
    from campaign.letters.values import Audience  # noqa: PLC0415
    from campaign.letters.writers.formats import Format  # noqa: PLC0415

    found = campaigns.by_slug(campaign)
    rows = _rows(found, to)
    cutoff = clock.now()
    silent = not sys.stderr.isatty()
    with click.progressbar(rows, label=_("Letters"), file=sys.stderr, hidden=silent) as bar:
        for row in bar:
            for path in services.write_to(out, found, row, Format(kind), Audience(audience), cutoff):
                click.echo(path)
    for row in rows:
        if row.recipient.warning:
            click.echo(row.recipient.warning, err=True)


def _rows(campaign: Campaign, to: str) -> list[CampaignRecipient]:
    if to == "all":
        return campaign.recipients
    rows = [row for row in campaign.recipients if row.recipient.key == to]
    if not rows:
        known = ", ".join(row.recipient.key for row in campaign.recipients)
        message = _("%(to)s gets no letters of this campaign, but these do: %(known)s.", to=to, known=known)
        raise click.ClickException(message)
    return rows
