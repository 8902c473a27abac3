"""`campaign letters`: writing letters to files."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from campaign.cli.context import with_app_for_reading
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from campaign.campaigns.models import Campaign, CampaignRecipient
    from campaign.letters.plans import Plan, Written
    from campaign.letters.requests import ExportRequest
    from campaign.letters.tasks import Task

FOLDER = click.Path(file_okay=False, path_type=Path)
# So many letters are worth a second process, which takes a second to begin.
WORTH_A_PROCESS = 2_000
MOST_NAMED = 20


@click.group()
def letters() -> None:
    """Write letters to files.

    Example: campaign letters export guarantee-basic-freedoms --to all --for organization --out letters
    """


OPTIONS: tuple[Callable[..., Any], ...] = (
    click.option("--to", required=True, metavar="RECIPIENT|all", help="A recipient's key (unhcr), or all."),
    click.option(
        "--format", "kind", type=click.Choice(["pdf", "docx", "eml", "txt", "print-run"]), default="pdf"
    ),
    click.option("--for", "audience", type=click.Choice(["organization", "signers"]), required=True),
    click.option(
        "--language", default="en", help="The language of the letters: en, ko, ja, zh, th, vi, lo, my."
    ),
    click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4"),
    click.option("--envelope", help="din-b, din-a, uk, us-10 or none; by default what goes with the paper."),
    click.option("--single", is_flag=True, help="Each letter in a file of its own, in a ZIP."),
    click.option("--labels", default="", help="Address labels too: l7160, l7163 or 5160."),
    click.option(
        "--first-label", type=click.IntRange(1, 40), default=1, help="Where on its sheet the first goes."
    ),
    click.option("--envelopes", default="", help="Printed envelopes too: dl, c5 or us-10."),
    click.option("--lists", is_flag=True, help="Lists too: for the post office, and of what was written."),
    click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%dT%H:%M:%S"]),
        help="The cut-off in UTC; by default now. The same cut-off gives the same files.",
    ),
    click.option("--out", type=FOLDER, required=True, help="The folder to write into."),
)


def _with_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@letters.command()
@click.argument("campaign")
@_with_options
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that write; by default one a core.")
@with_app_for_reading
def export(campaign: str, out: Path, workers: int | None, **chosen: Any) -> None:  # noqa: ANN401 - options
    """Write the letters of CAMPAIGN (its slug) into a folder, and a manifest of the files.

    For the organization: one letter to each office in the name of all who confirmed, with the signature
    sheet, the count certificate and the statement. For signers: the letters of those who give their names to
    the offices, 500 in a file. A print run is thirty times faster: a page is set once, and names are stamped
    on it.

    Example: campaign letters export guarantee-basic-freedoms --to kp-head-of-government
    --format pdf --for organization --out letters
    """
    from campaign.cli import letter_workers  # noqa: PLC0415 - needs the app

    task, plans = _asked(campaign, chosen)
    letters_of = [plan for plan in plans if plan.recipient]
    processes = min(workers or letter_workers.cores(), len(letters_of))
    if workers is None and sum(plan.letters for plan in plans) < WORTH_A_PROCESS:
        processes = 1
    if processes > 1:
        written = letter_workers.by_processes(_words(campaign, task, out, chosen), letters_of, processes)
    else:
        written = letter_workers.here(out, task, letters_of)
    done = letter_workers.shown(written, sum(plan.letters for plan in plans))
    done += letter_workers.told(out, task, [plan for plan in plans if not plan.recipient], done)
    letter_workers.write_manifest(out, task, done)
    _say(task, done)


@letters.command(hidden=True)
@click.argument("campaign")
@_with_options
@click.option("--share", required=True, help="Which share of the files: 1/2.")
@with_app_for_reading
def share(campaign: str, out: Path, share: str, **chosen: Any) -> None:  # noqa: ANN401 - options
    """Write a share of the files of an export, and print a line of JSON for each: what `export` starts.

    Example: campaign letters share CAMPAIGN --to all --for signers --out letters --share 1/2
    """
    from campaign.cli import letter_workers  # noqa: PLC0415 - needs the app

    task, plans = _asked(campaign, chosen)
    number, of = map(int, share.split("/"))
    mine = [plan for plan in plans if plan.recipient][number - 1 :: of]
    for written in letter_workers.here(out, task, mine):
        click.echo(json.dumps(asdict(written)))


def _asked(slug: str, chosen: dict[str, Any]) -> tuple[Task, list[Plan]]:
    from campaign.campaigns import queries as campaigns  # noqa: PLC0415 - needs the app
    from campaign.core import clock  # noqa: PLC0415
    from campaign.letters.counting import counted_at  # noqa: PLC0415
    from campaign.letters.planning import planned  # noqa: PLC0415
    from campaign.letters.ready import refuse_unready  # noqa: PLC0415
    from campaign.letters.tasks import Task  # noqa: PLC0415
    from campaign.letters.writers.errors import NothingToWrite  # noqa: PLC0415

    campaign = campaigns.by_slug(slug)
    as_of: datetime | None = chosen["as_of"]
    cutoff = as_of.replace(tzinfo=UTC) if as_of else clock.now()
    request, rows = _request(chosen, cutoff), _rows(campaign, chosen["to"])
    refuse_unready(rows, request)
    plans = planned(campaign, rows, request, cutoff)
    if not plans:
        raise NothingToWrite
    return Task(campaign, request, counted_at(campaign, request.audience, cutoff)), plans


def _request(chosen: dict[str, Any], cutoff: datetime) -> ExportRequest:
    from campaign.letters.layouts import Envelope, Paper  # noqa: PLC0415 - needs the app
    from campaign.letters.requests import ExportRequest  # noqa: PLC0415
    from campaign.letters.states import Packing  # noqa: PLC0415
    from campaign.letters.values import Audience  # noqa: PLC0415
    from campaign.letters.writers.formats import Format  # noqa: PLC0415

    paper = Paper(chosen["paper"])
    usual = Envelope.DIN_B if paper is Paper.A4 else Envelope.US_10
    return ExportRequest(
        audience=Audience(chosen["audience"]),
        format=Format(chosen["kind"]),
        language=chosen["language"],
        paper=paper,
        envelope=Envelope(chosen["envelope"]) if chosen["envelope"] else usual,
        packing=Packing.SINGLE if chosen["single"] else Packing.PARTS,
        labels=chosen["labels"],
        first_label=chosen["first_label"],
        envelopes=chosen["envelopes"],
        lists=chosen["lists"],
        as_of=cutoff,
    )


def _words(campaign: str, task: Task, out: Path, chosen: dict[str, Any]) -> list[str]:
    """The same wish as words of the command line, with the cut-off said."""
    said = {
        "to": chosen["to"],
        "format": chosen["kind"],
        "for": chosen["audience"],
        "language": chosen["language"],
        "paper": task.request.paper,
        "envelope": task.request.envelope,
        "as-of": f"{task.counted.as_of:%Y-%m-%dT%H:%M:%S}",
        "out": str(out.absolute()),
    }
    words = [word for name, value in said.items() for word in (f"--{name}", str(value))]
    return [campaign, *words, *(["--single"] if chosen["single"] else [])]


def _rows(campaign: Campaign, to: str) -> list[CampaignRecipient]:
    if to == "all":
        return campaign.recipients
    rows = [row for row in campaign.recipients if row.recipient.key == to]
    if not rows:
        known = ", ".join(row.recipient.key for row in campaign.recipients)
        message = _("%(to)s gets no letters of this campaign, but these do: %(known)s.", to=to, known=known)
        raise click.ClickException(message)
    return rows


def _say(task: Task, done: Iterable[Written]) -> None:
    """Name on standard error what was not written, and the addresses that are not sure."""
    wrong = [written for written in done if written.problem]
    aside = [letter for written in done if not written.problem for letter in written.set_aside]
    for written in wrong:
        click.echo(f"{written.plan.name}: {written.problem}", err=True)
    for letter in aside[:MOST_NAMED]:
        click.echo(f"{letter.letter}: {letter.reason}", err=True)
    if len(aside) > MOST_NAMED:
        sentence = ngettext(
            "%(num)d more was left out; the manifest names it and says why.",
            "%(num)d more were left out; the manifest names each and says why.",
            len(aside) - MOST_NAMED,
        )
        click.echo(sentence, err=True)
    keys = {written.plan.recipient for written in done}
    for row in task.campaign.recipients:
        if row.recipient.warning and row.recipient.key in keys:
            click.echo(row.recipient.warning, err=True)
    if wrong:
        click.get_current_context().exit(1)
