"""`campaign statements`: reading statements on the command line. Needs no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from campaign.cli.context import with_app
from campaign.core.languages import gettext as _
from campaign.core.languages import ngettext
from campaign.statements.errors import CannotRead, NoItems
from campaign.statements.incoming import intake, languages
from campaign.statements.incoming.values import LIMIT
from campaign.statements.reading import explaining
from campaign.statements.reading.reader import read_statement

if TYPE_CHECKING:
    from datetime import datetime

    from campaign.statements.incoming.values import Incoming
    from campaign.statements.reading.explaining import Finding
    from campaign.statements.values import Addressee, Reading, ReadItem

FROM_STANDARD_INPUT: Final = "-"
_FIRST_WORDS: Final = 72


@click.group()
def statements() -> None:
    """Read statements, and bring them in.

    Example: campaign statements read statement.txt
    """


@statements.command()
@click.argument("file", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.option(
    "--explain",
    metavar="NUMBER",
    help="Print for the item with this number which rule found what; #4 is the fourth item.",
)
def read(file: str, *, as_json: bool, explain: str | None) -> None:
    """Print the items that the reader finds in FILE (.txt, .md, .html, .docx, .pdf); - reads standard input.

    Touches no database. Items that become campaigns are marked with a star.

    \b
    Example:
      campaign statements read statement.txt
      campaign statements read --json statement.txt > items.jsonl
      campaign statements read statement.txt --explain 1.3
    """  # noqa: D301 - click keeps the lines after this mark as they are
    text = _text_of(file)
    try:
        reading = read_statement(text)
    except NoItems as error:
        raise languages.explained(error, text) from error
    if explain:
        _print(explanation(text, explain))
    elif as_json:
        for item in reading.items:
            _print(json.dumps(item.as_json(), ensure_ascii=False))
    else:
        _print(listing(reading))


@statements.command("bring-in")
@click.argument("file", metavar="FILE")
@click.option("--publish", is_flag=True, help="Publish the campaigns at once, with the proposed recipients.")
@click.option(
    "--title", default="", help="Its title; otherwise it is read from the text. So are the next three."
)
@click.option("--issuer", default="", help="Who issued it.")
@click.option("--adopted-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of its adoption.")
@click.option("--place", default="", help="Where it was adopted.")
@click.option("--source", default="", help="The web address or publication it was taken from.")
@click.option("--by-hand", is_flag=True, help="Store it even where no item is found: mark them by hand.")
@with_app
def bring_in(  # noqa: PLR0913, PLR0917 - a statement has this many sides
    file: str,
    title: str,
    issuer: str,
    adopted_on: datetime | None,
    place: str,
    source: str,
    *,
    publish: bool,
    by_hand: bool,
) -> None:
    r"""Store the statement in FILE and open a draft campaign for each of its campaign items.

    \b
    Example:
      campaign statements bring-in statement.txt --publish
    """
    from campaign.cli import bringing_in  # noqa: PLC0415 - needs the app
    from campaign.statements.services import Particulars  # noqa: PLC0415

    day = adopted_on.date() if adopted_on else None
    about = Particulars(title=title, issuer=issuer, adopted_on=day, place=place, source=source)
    taken = _taken_in(file)
    try:
        lines = bringing_in.bring_in(taken, about, publish=publish, by_hand=by_hand)
    except NoItems as error:
        raise languages.explained(error, taken.text) from error
    for line in lines:
        click.echo(line)


def listing(reading: Reading) -> str:
    """The items for a person to look through: number, verbs, first words; then who is asked, and flags."""
    campaigns = sum(item.is_campaign for item in reading.items)
    pledges = sum(item.kind == "pledge" for item in reading.items)
    counted = [
        ngettext("%(num)d item", "%(num)d items", len(reading.items) - pledges),
        ngettext("%(num)d pledge", "%(num)d pledges", pledges),
        ngettext("%(num)d campaign", "%(num)d campaigns", campaigns),
    ]
    return "\n".join([*(line for item in reading.items for line in _lines(item)), "", ", ".join(counted)])


def explanation(text: str, which: str) -> str:
    """What each stage found in the items with the number `which`; raises `CannotRead` where there is none."""
    items = explaining.explained(text, which)
    if not items:
        raise CannotRead(
            _(
                "No item has the number %(number)s: see the numbers by reading without --explain, "
                "or give its place, as #4 for the fourth.",
                number=which,
            )
        )
    return "\n\n".join("\n".join(map(_finding, findings)) for findings in items)


def _finding(finding: Finding) -> str:
    return f"{finding.stage:<10} {finding.found:<14} {finding.start:>7}  {finding.words}  [{finding.rule}]"


def _lines(item: ReadItem) -> list[str]:
    mark = "*" if item.is_campaign else " "
    words = " ".join(item.text.split())
    first_words = words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS].rsplit(' ', 1)[0]} …"
    lines = [f"{mark} {item.number or '-':<6} {', '.join(item.verbs)}: {first_words}"]
    if item.addressees:
        lines.append(_indented(_("asks: %(who)s", who=", ".join(map(_who, item.addressees)))))
    if item.proposed:
        lines.append(_indented(_("proposed: %(who)s", who=", ".join(it.code for it in item.proposed))))
    if item.flags:
        lines.append(_indented(_("look at: %(flags)s", flags=", ".join(item.flags))))
    return lines


def _who(addressee: Addressee) -> str:
    if addressee.kind in {"group", "other"}:
        return f"“{addressee.name}”"
    return f"{addressee.code} {addressee.name}"


def _indented(line: str) -> str:
    return f"         {line}"


def _text_of(file: str) -> str:
    return _taken_in(file).text


def _taken_in(file: str) -> Incoming:
    """A file with its text, of which no more is read than the limit allows."""
    name = _("Standard input") if file == FROM_STANDARD_INPUT else file
    try:
        if file == FROM_STANDARD_INPUT:
            content = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise CannotRead(
            _(
                "%(name)s cannot be opened (%(reason)s): check the path and that you may read it.",
                name=name,
                reason=reason,
            )
        ) from error
    return intake.taken_in(content, name)


def _print(words: str) -> None:
    """As UTF-8 whatever the terminal's locale is: a statement's apostrophes must not stop the reading."""
    click.echo(words.encode("utf-8"))
